//===- VerifyMarking.h - is the marked AST still one? -----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_FRONTEND_VERIFYMARKING_H
#define DEFER_FRONTEND_VERIFYMARKING_H

namespace clang {
class FunctionDecl;
}

namespace defer {

class Diagnoser;

/// Checks that no deferral was left unmarked, that each statement stands in
/// one place only, and that each local variable a statement names is declared
/// before it.  Reports an internal error otherwise.
void verifyMarked(const clang::FunctionDecl *F, Diagnoser &Diags);

} // namespace defer

#endif // DEFER_FRONTEND_VERIFYMARKING_H
