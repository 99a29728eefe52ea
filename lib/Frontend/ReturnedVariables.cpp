//===- ReturnedVariables.cpp - returned values are settled first ----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ReturnedVariables.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "clang/AST/Stmt.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;
using namespace defer;

void defer::keepReturnedValues(FunctionDeferrals &F, ASTContext &) {
  llvm::SmallVector<ReturnStmt *, 8> Returns;
  llvm::SmallPtrSet<const VarDecl *, 8> Reached;
  for (auto &D : F.Deferrals)
    for (const NamedVar &N : D->Names)
      Reached.insert(N.Var);

  // A variable is reached through a pointer only if its address, or that of
  // a part of it, is taken somewhere.
  llvm::SmallPtrSet<const Expr *, 16> Indexed;
  llvm::SmallVector<Stmt *, 64> Work{F.Function->getBody()};
  while (!Work.empty()) {
    Stmt *S = Work.pop_back_val();
    if (auto *Return = dyn_cast<ReturnStmt>(S))
      Returns.push_back(Return);
    if (auto *Decls = dyn_cast<DeclStmt>(S))
      for (const Decl *D : Decls->decls())
        if (D->hasAttr<CleanupAttr>())
          Reached.insert(cast<VarDecl>(D));
    // `a[i]` takes no address that outlives it.
    if (auto *Index = dyn_cast<ArraySubscriptExpr>(S))
      Indexed.insert(Index->getBase()->IgnoreParens());
    const Expr *Taken = nullptr;
    if (auto *Unary = dyn_cast<UnaryOperator>(S))
      Taken = Unary->getOpcode() == UO_AddrOf ? Unary->getSubExpr() : nullptr;
    else if (auto *Cast = dyn_cast<CastExpr>(S))
      Taken = Cast->getCastKind() == CK_ArrayToPointerDecay &&
                      !Indexed.count(Cast)
                  ? Cast->getSubExpr()
                  : nullptr;
    while (Taken) {
      Taken = Taken->IgnoreParens();
      if (auto *Part = dyn_cast<UnaryOperator>(Taken)) {
        // A part of a complex number.
        Taken = Part->getOpcode() == UO_Real || Part->getOpcode() == UO_Imag
                    ? Part->getSubExpr()
                    : nullptr;
        continue;
      }
      if (auto *Member = dyn_cast<MemberExpr>(Taken))
        Taken = Member->isArrow() ? nullptr : Member->getBase();
      else if (auto *Index = dyn_cast<ArraySubscriptExpr>(Taken))
        Taken = Index->getBase()->IgnoreParenImpCasts();
      else {
        if (auto *Ref = dyn_cast<DeclRefExpr>(Taken))
          if (auto *Var = dyn_cast<VarDecl>(Ref->getDecl()))
            Reached.insert(Var);
        Taken = nullptr;
      }
    }
    for (Stmt *Child : S->children())
      if (Child)
        Work.push_back(Child);
  }
  for (ReturnStmt *Return : Returns) {
    const VarDecl *Var = Return->getNRVOCandidate();
    if (!Var || !Reached.count(Var))
      continue;
    const_cast<VarDecl *>(Var)->setNRVOVariable(false);
    Return->setNRVOCandidate(nullptr);
  }
}
