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

namespace {
/// Finds the variables that are reached by more than their name: those that
/// occur anywhere but where a value is read from them or their parts, or
/// written to.
class AddressTaken {
public:
  void visit(const Stmt *S);

  llvm::SmallPtrSet<const VarDecl *, 8> Found;
  llvm::SmallVector<ReturnStmt *, 8> Returns;

private:
  void accessed(const Expr *E);

  llvm::SmallPtrSet<const Expr *, 16> Accesses;
};
} // namespace

/// `E` is read or written: that takes the address of no variable it names, but
/// for those in the index of an array, say.
void AddressTaken::accessed(const Expr *E) {
  E = E->IgnoreParens();
  if (auto *Member = dyn_cast<MemberExpr>(E)) {
    if (!Member->isArrow())
      accessed(Member->getBase());
  } else if (auto *Index = dyn_cast<ArraySubscriptExpr>(E)) {
    auto *Decay = dyn_cast<ImplicitCastExpr>(Index->getBase()->IgnoreParens());
    if (Decay && Decay->getCastKind() == CK_ArrayToPointerDecay)
      accessed(Decay->getSubExpr());
  } else if (auto *Part = dyn_cast<UnaryOperator>(E)) {
    // Of a complex number.
    if (Part->getOpcode() == UO_Real || Part->getOpcode() == UO_Imag)
      accessed(Part->getSubExpr());
  } else if (isa<DeclRefExpr>(E))
    Accesses.insert(E);
}

void AddressTaken::visit(const Stmt *Root) {
  llvm::SmallVector<const Stmt *, 64> Work{Root};
  while (!Work.empty()) {
    const Stmt *S = Work.pop_back_val();
    if (auto *Return = dyn_cast<ReturnStmt>(S))
      Returns.push_back(const_cast<ReturnStmt *>(Return));
    else if (auto *Cast = dyn_cast<CastExpr>(S)) {
      if (Cast->getCastKind() == CK_LValueToRValue ||
          Cast->getCastKind() == CK_ToVoid)
        accessed(Cast->getSubExpr());
    } else if (auto *Binary = dyn_cast<BinaryOperator>(S)) {
      if (Binary->isAssignmentOp())
        accessed(Binary->getLHS());
    } else if (auto *Unary = dyn_cast<UnaryOperator>(S)) {
      if (Unary->isIncrementDecrementOp())
        accessed(Unary->getSubExpr());
    } else if (auto *Ref = dyn_cast<DeclRefExpr>(S)) {
      if (auto *Var = dyn_cast<VarDecl>(Ref->getDecl()))
        if (!Accesses.count(Ref))
          Found.insert(Var);
    } else if (auto *Decls = dyn_cast<DeclStmt>(S)) {
      for (const Decl *D : Decls->decls())
        if (D->hasAttr<CleanupAttr>())
          Found.insert(cast<VarDecl>(D));
    } else if (auto *Literal = dyn_cast<BlockExpr>(S))
      Work.push_back(Literal->getBody());
    for (const Stmt *Child : S->children())
      if (Child)
        Work.push_back(Child);
  }
}

void defer::keepReturnedValues(FunctionDeferrals &F, ASTContext &) {
  // Clang returns no variable of another type in its own place.
  if (!F.Function->getReturnType()->isRecordType())
    return;
  AddressTaken Reached;
  Reached.visit(F.Function->getBody());
  for (auto &D : F.Deferrals)
    for (const NamedVar &N : D->Names)
      Reached.Found.insert(N.Var);
  for (ReturnStmt *Return : Reached.Returns) {
    const VarDecl *Var = Return->getNRVOCandidate();
    if (!Var || !Reached.Found.count(Var))
      continue;
    const_cast<VarDecl *>(Var)->setNRVOVariable(false);
    Return->setNRVOCandidate(nullptr);
  }
}
