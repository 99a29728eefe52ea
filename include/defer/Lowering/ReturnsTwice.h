//===- ReturnsTwice.h - calls that may return once more ---------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// `setjmp` and its like: what has become pending since the first return is so
// in the second, and what the lowering keeps in variables must survive that.
//
// None of them throws, but only some C libraries declare that they do not. With
// exceptions, Clang gives the call a landing pad then, as any other; it is made
// a call without one before all else, so that nothing has to look for both:
//
//   %r = invoke i32 @setjmp(%b) returns_twice     %r = call i32 @setjmp(%b)
//            to label %on unwind label %pad       br label %on
//
// Shown by: clang -fplugin=defer.so -fexceptions -S -emit-llvm
//           test/Lowering/setjmp-throwing.c
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_LOWERING_RETURNSTWICE_H
#define DEFER_LOWERING_RETURNSTWICE_H

#include "llvm/IR/InstrTypes.h"

namespace defer {

/// Whether it is such a call; `__builtin_setjmp`, which has no attribute that
/// says so, is one.
bool returnsTwice(const llvm::CallBase &Call);

/// Takes the landing pads off such calls; whether there was one.
bool dropPadsOfReturnsTwice(llvm::Function &F);

} // namespace defer

#endif // DEFER_LOWERING_RETURNSTWICE_H
