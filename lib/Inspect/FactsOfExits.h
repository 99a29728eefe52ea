//===- FactsOfExits.h - the ways out of a function -------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A part of Facts.cpp: the returns and the end of a function; the ends of
// blocks that a `_Defer` belongs to; and each `break`, `continue` and `goto`
// that leaves the scope of one.  Private to this library.
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_LIB_INSPECT_FACTSOFEXITS_H
#define DEFER_LIB_INSPECT_FACTSOFEXITS_H

#include "defer/Inspect/Facts.h"

#include "clang/Basic/SourceLocation.h"

namespace clang {
class ASTContext;
} // namespace clang

namespace defer {

struct FunctionDeferrals;

struct ExitPlace {
  ExitFacts Facts; ///< without `At`
  clang::SourceRange At;
};

std::vector<ExitPlace> findExits(const FunctionDeferrals &F,
                                 clang::ASTContext &Ctx);

} // namespace defer

#endif // DEFER_LIB_INSPECT_FACTSOFEXITS_H
