//===- Plans.cpp - which deferrals a function could have ------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Planner.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"

using namespace clang;
using namespace defer;

Planner::Planner(const FunctionDecl *F, const Locals &All, const FileText &Text,
                 const ASTContext &Ctx)
    : F(F), All(All), Text(Text), Ctx(Ctx),
      Body(cast<CompoundStmt>(F->getBody())) {}

FunctionPlans Planner::run() {
  index(Body, nullptr, 0, nullptr);
  blocks(Body, nullptr, nullptr, 0);
  return std::move(Out);
}

void Planner::index(const Stmt *S, const CompoundStmt *Parent, unsigned Index,
                    const Stmt *Loop) {
  if (!S)
    return;
  if (isa<ForStmt>(S) || isa<WhileStmt>(S) || isa<DoStmt>(S))
    Loop = S;
  if (auto *Goto = dyn_cast<GotoStmt>(S))
    Gotos[Goto->getLabel()].push_back({Goto, Parent, Index, Loop});
  if (auto *Block = dyn_cast<CompoundStmt>(S)) {
    unsigned I = 0;
    for (const Stmt *Item : Block->body())
      index(Item, Block, I++, Loop);
    return;
  }
  bool Wraps = isa<LabelStmt>(S) || isa<SwitchCase>(S);
  for (const Stmt *Child : S->children())
    index(Child, Wraps ? Parent : nullptr, Index, Loop);
}

/// Plans each block, the outer ones first.
void Planner::blocks(const Stmt *S, const Stmt *Owner,
                     const CompoundStmt *Parent, unsigned Index) {
  if (!S || isa<Expr>(S))
    return;
  if (auto *Block = dyn_cast<CompoundStmt>(S)) {
    if (!Owner || !isa<SwitchStmt>(Owner)) {
      plan(Block, Owner, Parent, Index);
      planCleanups(Block, Block == Body);
    }
    unsigned I = 0;
    for (const Stmt *Item : Block->body())
      blocks(Item, nullptr, Block, I++);
    return;
  }
  for (const Stmt *Child : S->children())
    blocks(Child, S, Parent, Index);
}

std::string Planner::said(const Stmt *S) const {
  std::string Out;
  if (auto Where = Text.span(S))
    Out = Text.slice(*Where).str();
  else
    Out = "a release";
  size_t Break = Out.find('\n');
  if (Break != std::string::npos)
    Out = llvm::StringRef(Out).take_front(Break).rtrim().str() + " ...";
  return "'" + Out + "'";
}

unsigned Planner::placeOf(const Stmt *S) const {
  const SourceManager &SM = Ctx.getSourceManager();
  return SM.getFileOffset(SM.getExpansionLoc(S->getBeginLoc()));
}

FunctionPlans defer::plansFor(const FunctionDecl *F, const Locals &All,
                              const FileText &Text, const ASTContext &Ctx) {
  return Planner(F, All, Text, Ctx).run();
}
