//===- VerifyMarking.cpp - is the marked AST still one? -------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "defer/Frontend/VerifyMarking.h"

#include "defer/Analysis/Deferrals.h"
#include "defer/Analysis/Diagnoser.h"

#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "clang/AST/Stmt.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;
using namespace defer;

void defer::verifyMarked(const FunctionDecl *F, Diagnoser &Diags) {
  llvm::SmallPtrSet<const Stmt *, 32> Seen;
  llvm::SmallPtrSet<const VarDecl *, 16> Declared;
  // In the order of the source.
  llvm::SmallVector<const Stmt *, 64> Work{F->getBody()};
  while (!Work.empty()) {
    const Stmt *S = Work.pop_back_val();
    const char *Fault = nullptr;
    // Clang itself shares the operands of designated initialisers and of
    // pseudo objects, but no statements.
    if (!Seen.insert(S).second) {
      if (isa<Expr>(S))
        continue;
      Fault = "a statement stands in two places";
    }
    if (deferralMarker(S))
      Fault = "a deferral was not marked";
    if (handleMarker(S))
      Fault = "the use of a deferral's name was not marked";
    if (auto *Decls = dyn_cast<DeclStmt>(S))
      for (const Decl *D : Decls->decls())
        if (auto *Var = dyn_cast<VarDecl>(D))
          Declared.insert(Var);
    if (auto *Ref = dyn_cast<DeclRefExpr>(S))
      if (auto *Var = dyn_cast<VarDecl>(Ref->getDecl()))
        if (Var->hasLocalStorage() && !isa<ParmVarDecl>(Var) &&
            !isa<ImplicitParamDecl>(Var) && !Declared.count(Var))
          Fault = "a variable is named before it is declared";
    if (Fault) {
      Diags.error(S->getBeginLoc(), "defer: internal error: %0") << Fault;
      return;
    }
    size_t Before = Work.size();
    for (const Stmt *Child : S->children())
      if (Child)
        Work.push_back(Child);
    std::reverse(Work.begin() + Before, Work.end());
  }
}
