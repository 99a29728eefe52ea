//===- Results.h - the named result of a function ---------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// In a function with a named result, `return e;` sets the variable, what is
// pending runs and may change it, and the function returns its value then:
//
//   int f(int n) {                      int f(int n) {
//     __defer_result int r = 0;           int r;
//     __defer if (r < 0) undo();          { r = 0;
//     if (n)                                __defer if (r < 0) undo();
//       return g(n);              ->        if (n)
//   }                                         { r = g(n); goto end; }
//                                         }
//                                       end:
//                                         return r;
//                                       }
//
// What is pending runs where the inner block is left.  The right side is made
// for code generation only; the analysis and Clang's warnings see the left.
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_FRONTEND_RESULTS_H
#define DEFER_FRONTEND_RESULTS_H

#include "defer/Analysis/Diagnoser.h"
#include "defer/Frontend/NodeChanges.h"
#include "defer/Frontend/NodeFactory.h"

namespace defer {

/// The named result of a function, null if it has none.  A wrong one is an
/// error.  Takes off the attributes that the word expands to.
clang::VarDecl *findResult(clang::FunctionDecl *F, clang::ASTContext &Ctx,
                           Diagnoser &Diags, NodeChanges &Changes);

/// Reports a declaration that is marked as a named result and is none: one that
/// is no function's variable.
void refuseResult(const clang::Decl *D, Diagnoser &Diags);

/// Rewrites the body that the function has now.  `StartsAtZero`: it may return
/// without having come to the declaration, after a recovery.
void returnResult(clang::FunctionDecl *F, clang::VarDecl *Result,
                  clang::ASTContext &Ctx, NodeFactory &Nodes,
                  bool StartsAtZero);

} // namespace defer

#endif // DEFER_FRONTEND_RESULTS_H
