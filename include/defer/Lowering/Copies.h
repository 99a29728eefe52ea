//===- Copies.h - what a statement names and nothing changes ----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each execution of a block has its own instance of a variable that a dynamic
// deferral names.  Where no program could tell, the value is enough: nobody has
// the variable's address, the statement only reads it, and nothing writes it
// from the deferral on until the block starts again.  The record then holds the
// value, and the variable stays what it was (to be in a register, mostly):
//
//   for (...) {                            r = __deferproc(...)
//     FILE *f = fopen(...);          ->    r->value = f
//     __defer fclose(f);
//   }
//
// Not in functions that are not optimised, where a debugger looks for the
// variable itself, nor in those that are returned to twice.
//
// Shown by: clang -fplugin=defer.so -O2 -S -emit-llvm f.c
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_LOWERING_COPIES_H
#define DEFER_LOWERING_COPIES_H

#include "defer/Lowering/FunctionModel.h"
#include "defer/Lowering/IRTools.h"

namespace defer {

/// Takes such variables out of the names of dynamic deferrals; their statements
/// read copies.  After `detach`.
void copyUnchanged(FunctionModel &M, IRTools &IR);

} // namespace defer

#endif // DEFER_LOWERING_COPIES_H
