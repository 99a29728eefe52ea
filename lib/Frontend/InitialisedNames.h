//===- InitialisedNames.h - what S may take as initialised ------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A conditional deferral's S runs at the function's end behind a test of a
// flag, where Clang does not know that the flag implies what held where the
// deferral was reached, and where its block was left:
//
//   if (n) { __defer f(x); x = n; }
//   ...                              // here x may be uninitialised
//   if (pending) f(x);               // and here it is not
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_LIB_FRONTEND_INITIALISEDNAMES_H
#define DEFER_LIB_FRONTEND_INITIALISEDNAMES_H

#include "defer/Analysis/Deferrals.h"
#include "defer/Frontend/NodeFactory.h"

#include "llvm/ADT/DenseMap.h"

namespace defer {

/// For each function-scoped deferral, the variables its statement names that
/// are initialised on every way out of the block it stands in.
using InitialisedNames =
    llvm::DenseMap<const Deferral *, std::vector<clang::VarDecl *>>;

InitialisedNames findInitialisedNames(const FunctionDeferrals &F,
                                      clang::ASTContext &Ctx,
                                      NodeFactory &Nodes);

} // namespace defer

#endif // DEFER_LIB_FRONTEND_INITIALISEDNAMES_H
