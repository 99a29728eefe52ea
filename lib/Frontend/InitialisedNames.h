//===- InitialisedNames.h - what S may take as initialised ------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A conditional deferral's S runs at the function's end behind a test of a
// flag, where Clang does not know that the flag implies what held where the
// deferral was reached:
//
//   if (n) { x = n; __defer f(x); }
//   ...                              // here x may be uninitialised
//   if (pending) f(x);               // and here it is not
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_LIB_FRONTEND_INITIALISEDNAMES_H
#define DEFER_LIB_FRONTEND_INITIALISEDNAMES_H

#include "defer/Analysis/Deferrals.h"

#include "llvm/ADT/DenseMap.h"

namespace defer {

/// For each function-scoped deferral, the variables its statement names that
/// are initialised on every way to it.
using InitialisedNames =
    llvm::DenseMap<const Deferral *, std::vector<clang::VarDecl *>>;

InitialisedNames findInitialisedNames(const FunctionDeferrals &F);

} // namespace defer

#endif // DEFER_LIB_FRONTEND_INITIALISEDNAMES_H
