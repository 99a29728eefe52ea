//===- ReturnedVariables.h - returned values are settled first --*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// `return v;` settles the value before deferred statements run.  Where Clang
// would let `v` and the returned object be one (NRVO), a deferred statement
// that reaches `v` would change what is returned; so it must not there.
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_LIB_FRONTEND_RETURNEDVARIABLES_H
#define DEFER_LIB_FRONTEND_RETURNEDVARIABLES_H

#include "defer/Analysis/Deferrals.h"

namespace defer {

/// Takes NRVO from the variables that deferred statements can reach: those
/// they name, and those whose address is taken.
void keepReturnedValues(FunctionDeferrals &F, clang::ASTContext &Ctx);

} // namespace defer

#endif // DEFER_LIB_FRONTEND_RETURNEDVARIABLES_H
