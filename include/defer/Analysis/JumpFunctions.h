//===- JumpFunctions.h - setjmp, longjmp and the like -----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The functions that a deferred statement must not call: those that return
// twice, and those that leave the function past what is pending.
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_ANALYSIS_JUMPFUNCTIONS_H
#define DEFER_ANALYSIS_JUMPFUNCTIONS_H

namespace clang {
class CallExpr;
class FunctionDecl;
} // namespace clang

namespace defer {

struct CalledJumps {
  /// The first such function that the call may be of, or null.
  const clang::FunctionDecl *First = nullptr;
  bool ReturnsTwice = false; ///< one of them may do so
};

/// Looks through casts, commas and `?:` in the place of the called function.
CalledJumps calledJumps(const clang::CallExpr *Call);

} // namespace defer

#endif // DEFER_ANALYSIS_JUMPFUNCTIONS_H
