//===- FlowCopy.cpp - a statement with labels, once more ------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FlowCopy.h"

#include "defer/Support/ClangCompat.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "clang/AST/Stmt.h"
#include "llvm/ADT/DenseMap.h"

using namespace clang;
using namespace defer;

namespace {

class Copier {
public:
  Copier(FunctionDecl *F, ASTContext &Ctx) : F(F), Ctx(Ctx) {}

  /// Makes a label for each in `S`; false if there is none.
  bool addLabels(const Stmt *S);
  Stmt *copy(Stmt *S);

private:
  Stmt *copySwitch(SwitchStmt *S);
  Stmt *copyCase(SwitchCase *S);

  FunctionDecl *F;
  ASTContext &Ctx;
  llvm::DenseMap<const LabelDecl *, LabelDecl *> Labels;
  SwitchStmt *In = nullptr;
};

} // namespace

bool Copier::addLabels(const Stmt *S) {
  bool Any = false;
  if (auto *Label = dyn_cast<LabelStmt>(S)) {
    LabelDecl *Old = Label->getDecl();
    Labels[Old] =
        LabelDecl::Create(Ctx, F, Old->getLocation(), Old->getIdentifier());
    Any = true;
  }
  if (isa<Expr>(S))
    return false; // statement expressions stay what they are
  for (const Stmt *Child : S->children())
    if (Child)
      Any |= addLabels(Child);
  return Any;
}

Stmt *Copier::copySwitch(SwitchStmt *S) {
  SwitchStmt *Around = In;
  In = SwitchStmt::Create(Ctx, S->getInit(), S->getConditionVariable(),
                          S->getCond(), S->getLParenLoc(), S->getRParenLoc());
  SwitchStmt *New = In;
  New->setBody(copy(S->getBody()), S->getSwitchLoc());
  if (S->isAllEnumCasesCovered())
    New->setAllEnumCasesCovered();
  In = Around;
  return New;
}

Stmt *Copier::copyCase(SwitchCase *S) {
  SwitchCase *New = nullptr;
  if (auto *Case = dyn_cast<CaseStmt>(S)) {
    auto *Copy = CaseStmt::Create(Ctx, Case->getLHS(), Case->getRHS(),
                                  Case->getCaseLoc(), Case->getEllipsisLoc(),
                                  Case->getColonLoc());
    Copy->setSubStmt(copy(Case->getSubStmt()));
    New = Copy;
  } else {
    New = new (Ctx) DefaultStmt(S->getKeywordLoc(), S->getColonLoc(),
                                copy(S->getSubStmt()));
  }
  if (In)
    In->addSwitchCase(New);
  return New;
}

Stmt *Copier::copy(Stmt *S) {
  if (!S)
    return nullptr;
  switch (S->getStmtClass()) {
  case Stmt::CompoundStmtClass: {
    auto *Block = cast<CompoundStmt>(S);
    llvm::SmallVector<Stmt *, 16> All;
    for (Stmt *Child : Block->body())
      All.push_back(copy(Child));
    return compat::createCompound(Ctx, All, Block, Block->getLBracLoc(),
                                  Block->getRBracLoc());
  }
  case Stmt::LabelStmtClass: {
    auto *Label = cast<LabelStmt>(S);
    LabelDecl *Decl = Labels.lookup(Label->getDecl());
    auto *New = new (Ctx)
        LabelStmt(Label->getIdentLoc(), Decl, copy(Label->getSubStmt()));
    Decl->setStmt(New);
    return New;
  }
  case Stmt::GotoStmtClass: {
    auto *Goto = cast<GotoStmt>(S);
    LabelDecl *To = Labels.lookup(Goto->getLabel());
    return To ? new (Ctx) GotoStmt(To, Goto->getGotoLoc(), Goto->getLabelLoc())
              : S;
  }
  case Stmt::IfStmtClass: {
    auto *If = cast<IfStmt>(S);
    return IfStmt::Create(Ctx, If->getIfLoc(), If->getStatementKind(),
                          If->getInit(), If->getConditionVariable(),
                          If->getCond(), If->getLParenLoc(), If->getRParenLoc(),
                          copy(If->getThen()), If->getElseLoc(),
                          copy(If->getElse()));
  }
  case Stmt::WhileStmtClass: {
    auto *Loop = cast<WhileStmt>(S);
    return WhileStmt::Create(Ctx, Loop->getConditionVariable(), Loop->getCond(),
                             copy(Loop->getBody()), Loop->getWhileLoc(),
                             Loop->getLParenLoc(), Loop->getRParenLoc());
  }
  case Stmt::DoStmtClass: {
    auto *Loop = cast<DoStmt>(S);
    return new (Ctx)
        DoStmt(copy(Loop->getBody()), Loop->getCond(), Loop->getDoLoc(),
               Loop->getWhileLoc(), Loop->getRParenLoc());
  }
  case Stmt::ForStmtClass: {
    auto *Loop = cast<ForStmt>(S);
    return new (Ctx) ForStmt(Ctx, Loop->getInit(), Loop->getCond(),
                             Loop->getConditionVariable(), Loop->getInc(),
                             copy(Loop->getBody()), Loop->getForLoc(),
                             Loop->getLParenLoc(), Loop->getRParenLoc());
  }
  case Stmt::SwitchStmtClass:
    return copySwitch(cast<SwitchStmt>(S));
  case Stmt::CaseStmtClass:
  case Stmt::DefaultStmtClass:
    return copyCase(cast<SwitchCase>(S));
  case Stmt::AttributedStmtClass: {
    auto *Attributed = cast<AttributedStmt>(S);
    return AttributedStmt::Create(Ctx, Attributed->getAttrLoc(),
                                  Attributed->getAttrs(),
                                  copy(Attributed->getSubStmt()));
  }
  default:
    return S;
  }
}

Stmt *defer::copyLabels(Stmt *S, FunctionDecl *F, ASTContext &Ctx) {
  Copier C(F, Ctx);
  return C.addLabels(S) ? C.copy(S) : S;
}
