//===- Marking.cpp - writing the analysis into the AST --------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "defer/Frontend/Marking.h"

#include "Marker.h"
#include "ReturnedVariables.h"

#include "clang/Basic/SourceManager.h"

using namespace clang;
using namespace defer;

// Clang's coverage leaves out what stands in the text of a system header's
// macro, and `defer` of <stddefer.h> is one; what the program wrote is outside.
SourceLocation Marker::locOf(const Deferral &D) {
  const SourceManager &SM = Ctx.getSourceManager();
  SourceLocation Loc = D.Loc;
  while (Loc.isMacroID() && SM.isInSystemHeader(SM.getSpellingLoc(Loc)))
    Loc = SM.getImmediateExpansionRange(Loc).getBegin();
  return Loc;
}

void Marker::replace(Stmt *Parent, const Stmt *Old, Stmt *New) {
  for (Stmt *&Child : Parent->children())
    if (Child == Old) {
      Child = New;
      return;
    }
  llvm_unreachable("a statement that is no child of its parent");
}

void Marker::become(const Stmt *Old, Stmt *New) {
  replace(contents(parentOf(Old)), current(Old), New);
  Replaced[Old] = New;
}

void Marker::markBlock(const KeptScope &Kept, unsigned Number) {
  SourceLocation Loc = locOf(*Kept.Owner);
  Stmt *Mark = Nodes.mark(
      marker::Block,
      {Nodes.addressOf(tokenOf(*Kept.Owner), Loc), Nodes.number(Number, Loc)},
      Loc);
  const Stmt *Parent = parentOf(Kept.Scope);
  auto *Block = dyn_cast<CompoundStmt>(Kept.Scope);
  bool SwitchBody = Parent && isa<SwitchStmt>(Parent);
  if (Block && !SwitchBody) {
    llvm::SmallVector<Stmt *, 16> Stmts{Mark};
    Stmts.append(const_cast<CompoundStmt *>(Block)->body_begin(),
                 const_cast<CompoundStmt *>(Block)->body_end());
    Stmt *New = Nodes.block(Block, Stmts);
    become(Block, New);
    Rebuilt[Block] = New;
    return;
  }
  // Control enters the body of a `switch` at a label, so its execution starts
  // where the `switch` does; that of a `for` starts before its declaration.
  const Stmt *Whole = SwitchBody ? Parent : Kept.Scope;
  Stmt *Now = current(Whole);
  become(Whole, Nodes.block({Mark, Now}, Now->getBeginLoc(), Now->getEndLoc()));
}

void Marker::markDeferral(Deferral &D) {
  SourceLocation Loc = locOf(D);
  llvm::SmallVector<Expr *, 16> Args;
  if (!D.isScoped())
    Args.push_back(Nodes.addressOf(tokenOf(*D.Owner), Loc));
  Args.push_back(Nodes.number(D.Id, Loc));
  if (!D.isScoped()) {
    Args.push_back(Nodes.number(static_cast<int>(D.Why), Loc));
    Args.push_back(Nodes.number(D.Order, Loc));
  }
  for (const NamedVar &N : D.Names) {
    Args.push_back(Nodes.number(N.Block, Loc));
    Args.push_back(Nodes.addressOf(const_cast<VarDecl *>(N.Var), Loc));
  }
  auto *Site = const_cast<IfStmt *>(D.Site);
  Stmt *S = Site->getElse();
  if (Body *Inner = BodyOf.lookup(&D))
    S = markBody(*Inner);
  Stmt *End = Nodes.mark(marker::End, {Nodes.number(D.Id, Loc)}, Loc);
  llvm::SmallVector<Stmt *, 4> Statement{S, End};
  if (Ctx.getLangOpts().Exceptions) {
    VarDecl *Token = Nodes.token(Function, Loc);
    Stmt *Begin =
        Nodes.mark(marker::Statement,
                   {Nodes.addressOf(Token, Loc), Nodes.number(D.Id, Loc),
                    Nodes.number(F.Unwinds, Loc)},
                   Loc);
    Statement = {Nodes.declare(Token, Loc, Loc), Begin, S, End};
  }
  Site->setIfLoc(Loc);
  Site->setCond(Nodes.mark(
      D.isScoped()    ? marker::Scoped
      : D.MayRunAgain ? marker::Again
                      : marker::Deferral,
      Ctx.BoolTy, Args,
      D.isScoped() ? marker::ScopedFixedArgs : marker::DeferralFixedArgs, Loc));
  Site->setThen(Nodes.block(Statement, S->getBeginLoc(), S->getEndLoc()));
  Site->setElse(nullptr);
}

void Marker::findParents() {
  auto Jumps = [](const std::unique_ptr<Body> &B) {
    return !B->Leaving.empty() || !B->Arriving.empty();
  };
  auto Scoped = [](const std::unique_ptr<Deferral> &D) {
    return D->isScoped();
  };
  if (F.KeptBlocks.empty() && F.Tails.empty() &&
      llvm::none_of(F.Bodies, Jumps) && llvm::none_of(F.Deferrals, Scoped))
    return; // nobody asks
  Parents.emplace(Function->getBody());
  for (const Expr *Size : F.Sizes)
    Parents->addStmt(const_cast<Expr *>(Size));
}

void Marker::run() {
  findParents();
  for (auto &B : F.Bodies) {
    Tokens[B.get()] = Nodes.token(Function, locOf(*B));
    if (B->Of)
      BodyOf[B->Of] = B.get();
  }
  keepReturnedValues(F, Ctx);
  // Everything that stands somewhere in the source first, while places can be
  // found by it; inner deferrals before those they are in.
  for (unsigned I = 0; I < F.KeptBlocks.size(); ++I)
    markBlock(F.KeptBlocks[I], I + 1);
  markScopes();
  for (auto &B : F.Bodies) {
    for (const Stmt *Goto : B->Leaving)
      markGoto(*B, Goto, true);
    for (const LabelStmt *Label : B->Arriving)
      markGoto(*B, Label, false);
  }
  for (const AttributedStmt *Tail : F.Tails)
    markTail(Tail);
  for (const HandleUse &Use : F.Uses)
    Nodes.becomeMark(Use.Call, Use.Runs ? marker::Run : marker::Cancel,
                     Nodes.number(Use.Of->Id, Use.Loc));
  for (const Recovery &R : F.Recoveries)
    Nodes.becomeMark(R.Call, marker::Recover,
                     Nodes.number(R.In && F.Unwinds ? R.In->Id : 0, R.Loc));
  for (auto &D : llvm::reverse(F.Deferrals))
    markDeferral(*D);
  for (auto &B : F.Bodies)
    if (!B->Of)
      Function->setBody(markBody(*B));
}

void defer::markFunction(FunctionDeferrals &Deferrals, ASTContext &Ctx,
                         NodeFactory &Nodes) {
  Marker(Deferrals, Ctx, Nodes).run();
}
