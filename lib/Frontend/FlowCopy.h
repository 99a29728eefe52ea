//===- FlowCopy.h - a statement with labels, once more ----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// In a flow model S hangs in the tree more than once.  Clang's graph takes
// that as it comes but for labels, of which there is one each.  Of a statement
// that jumps to labels of its own, all but the first is a copy, of the
// statements that lead to labels and jumps; the rest still is the same.
//
//   again: if (f()) goto again;    ->    again2: if (f()) goto again2;
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_LIB_FRONTEND_FLOWCOPY_H
#define DEFER_LIB_FRONTEND_FLOWCOPY_H

namespace clang {
class ASTContext;
class FunctionDecl;
class Stmt;
} // namespace clang

namespace defer {

/// `S` itself, if it has no labels.
clang::Stmt *copyLabels(clang::Stmt *S, clang::FunctionDecl *F,
                        clang::ASTContext &Ctx);

} // namespace defer

#endif // DEFER_LIB_FRONTEND_FLOWCOPY_H
