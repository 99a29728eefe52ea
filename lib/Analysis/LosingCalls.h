//===- LosingCalls.h - calls that what is pending does not survive -*- C++ -*-//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The calls that leave a function without running what is pending in it, and
// the functions that do so and are no mistake: those that say that the program
// is wrong already (assert), or that control does not come
// (__builtin_unreachable).
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_LIB_ANALYSIS_LOSINGCALLS_H
#define DEFER_LIB_ANALYSIS_LOSINGCALLS_H

#include "llvm/ADT/StringRef.h"

namespace clang {
class ASTContext;
class CallExpr;
} // namespace clang

namespace defer {

enum class LossKind {
  None,
  NoReturn,     ///< exit, abort, a function of the program that is noreturn
  EndsProcess,  ///< _exit, which leaves the parent's things alone
  IfItSucceeds, ///< exec
  LongJmp,
};

/// `Unwinds`: what ends the thread runs what is pending.
LossKind lossOf(const clang::CallExpr *Call, const clang::ASTContext &Ctx,
                bool Unwinds);

/// `defer_panic` or `defer_panic_value`, if the call is one of those.
llvm::StringRef panicWord(const clang::CallExpr *Call);

/// Whether what is behind the call may be another process.
bool isFork(const clang::CallExpr *Call);

} // namespace defer

#endif // DEFER_LIB_ANALYSIS_LOSINGCALLS_H
