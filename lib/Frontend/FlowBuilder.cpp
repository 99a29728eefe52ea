//===- FlowBuilder.cpp - statements of a flow model -----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FlowBuilder.h"

#include "defer/Support/ClangCompat.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"

using namespace clang;
using namespace defer;

void FlowBuilder::transformChildren(Stmt *S) {
  for (Stmt *&Child : S->children()) {
    if (!Child)
      continue;
    Stmt *Old = Child, *New = transform(Old);
    if (New == Old)
      continue;
    Changes.set(Child, New);
  }
}

Stmt *FlowBuilder::transform(Stmt *S) {
  switch (S->getStmtClass()) {
  case Stmt::IfStmtClass:
    if (const Deferral *D = Places.DeferralAt.lookup(S))
      return transformDeferral(*D);
    break;
  case Stmt::CompoundStmtClass:
    return transformBlock(cast<CompoundStmt>(S), Ctx.VoidTy);
  case Stmt::StmtExprClass:
    transformValue(cast<StmtExpr>(S));
    return S;
  case Stmt::ForStmtClass:
  case Stmt::WhileStmtClass:
  case Stmt::DoStmtClass:
  case Stmt::SwitchStmtClass: {
    const Stmt *BreakTo = Now->BreakTo, *ContinueTo = Now->ContinueTo;
    Now->Depth[S] = Now->Open.size();
    const Stmt *Switch = Now->Switch;
    bool IsTail = Now->IsTail;
    Now->BreakTo = S;
    Now->Switch = nullptr;
    if (!isa<SwitchStmt>(S))
      Now->ContinueTo = S;
    else
      Now->Switch = S;
    Now->IsTail = isa<SwitchStmt>(S);
    transformChildren(S);
    Now->BreakTo = BreakTo;
    Now->ContinueTo = ContinueTo;
    Now->Switch = Switch;
    Now->IsTail = IsTail;
    return S;
  }
  case Stmt::BreakStmtClass:
  case Stmt::ContinueStmtClass: {
    bool Breaks = isa<BreakStmt>(S);
    const Stmt *To = compat::namedTarget(S);
    if (!To)
      To = Breaks ? Now->BreakTo : Now->ContinueTo;
    Stmt *New = leave(S, {Breaks ? Target::Break : Target::Continue, To});
    return New ? New : S;
  }
  case Stmt::GotoStmtClass: {
    Stmt *New = leave(S, {Target::Goto, cast<GotoStmt>(S)->getLabel()});
    return New ? New : S;
  }
  case Stmt::ReturnStmtClass:
    return transformReturn(cast<ReturnStmt>(S));
  case Stmt::AttributedStmtClass:
    // What stands behind what runs at the end of its block.
    if (Now->Switch && Now->IsTail &&
        hasSpecificAttr<FallThroughAttr>(cast<AttributedStmt>(S)->getAttrs())) {
      Stmt *New = leave(S, {Target::Fallthrough, Now->Switch});
      return New ? New : S;
    }
    break;
  case Stmt::CallExprClass:
    if (const HandleUse *Use = UseAt.lookup(S))
      return transformUse(cast<CallExpr>(S), *Use);
    break;
  case Stmt::BlockExprClass:
  case Stmt::CapturedStmtClass:
    return S; // they have a flow of their own, and no deferrals
  default:
    break;
  }
  transformChildren(S);
  return S;
}

/// What is left where the deferral stands: a literal, for dead code to be
/// reported there.
Stmt *FlowBuilder::transformDeferral(const Deferral &D) {
  bool IsItem = ItemAt == &D;
  ItemAt = nullptr;
  const Body *Own = Places.BodyOf.lookup(&D);
  BodyState State;
  unsigned Before = AllCopies;
  Stmt *S = buildBody(*Own, State);
  Statement[&D] = S;
  Copies[&D] = AllCopies - Before + 1;
  if (D.isScoped())
    return D.Block ? Nodes.number(0, D.Loc) : S;
  if (Kind == FlowKind::Blocks)
    return IsItem ? Nodes.number(0, D.Loc) : S;

  llvm::SmallVector<Stmt *, 2> Left;
  if (VarDecl *Flag = Now->Flags[Places.Number.lookup(&D)])
    Left.push_back(Nodes.assign(Flag, Nodes.number(1, D.Loc), D.Loc));
  // The instances of a loop's variables are all kept; the model has only the
  // last of each.  The others are where nothing is known of them.
  if (Kind == FlowKind::Values && D.isDynamic()) {
    llvm::SmallVector<Expr *, 4> Kept;
    for (const NamedVar &Name : D.Names)
      if (Name.Block)
        Kept.push_back(Nodes.addressOf(const_cast<VarDecl *>(Name.Var), D.Loc));
    if (!Kept.empty())
      Left.push_back(Nodes.keep(Kept, D.Loc));
  }
  if (Left.empty())
    return Nodes.number(0, D.Loc);
  return Left.size() == 1 ? Left.front() : Nodes.block(Left, D.Loc, D.Loc);
}

/// The value is settled first.
Stmt *FlowBuilder::transformReturn(ReturnStmt *S) {
  transformChildren(S);
  auto Reached = Outermost.Exits.Returns.find(S);
  if (Reached == Outermost.Exits.Returns.end())
    return S; // and said to be unreachable as a `return` is
  Stmt *Leave = leave(S, {Target::Return, nullptr, &Reached->second});
  Expr *E = S->getRetValue();
  if (!Leave || !E)
    return Leave ? Leave : S;
  SourceLocation Loc = S->getReturnLoc();
  if (!E->getType()->isVoidType()) {
    if (!Value) {
      Value = variable("returned value",
                       Function->getReturnType().getUnqualifiedType(),
                       Function->getBody()->getBeginLoc());
    }
    E = Nodes.assign(Value, E, Loc);
  }
  return Nodes.block({E, Leave}, S->getBeginLoc(), S->getEndLoc());
}

/// Where more would be in one statement, what it runs by name is not followed.
static constexpr unsigned MostCopies = 64;

/// S of a deferral that is run by name is in its place, too.
Stmt *FlowBuilder::transformUse(CallExpr *Call, const HandleUse &Use) {
  if (Kind == FlowKind::Blocks)
    return Call;
  const Deferral &D = *Use.Of;
  bool May = true, Must = false;
  if (Use.In == D.Owner->Of) {
    auto Reached = Now->Exits.Uses.find(Call);
    if (Reached == Now->Exits.Uses.end())
      return Nodes.number(0, Use.Loc); // for dead code to be reported there
    unsigned Number = Places.Number.lookup(&D);
    May = Reached->second.May.test(Number);
    Must = Reached->second.Must.test(Number);
  }
  llvm::SmallVector<Stmt *, 2> All;
  VarDecl *Flag = FlagOf.lookup(&D);
  // Before the deferral in the source, or in its own S, there is no model of it
  // yet, and a loop that leads there is not followed.  Statements that run each
  // other would be copied again and again.
  if (Use.Runs && May && Statement.count(&D) && (Must || Flag) &&
      Copies[&D] < MostCopies) {
    AllCopies += Copies[&D];
    All.push_back(Must ? statementOf(D) : guarded(D, Flag));
  }
  if (Flag && May)
    All.push_back(Nodes.assign(Flag, Nodes.number(0, Use.Loc), Use.Loc));
  if (All.empty())
    All.push_back(Nodes.number(0, Use.Loc));
  // It has no place: that it is not reached because a statement does not return
  // is nothing to report.
  return new (Ctx) StmtExpr(Nodes.block(All, Use.Loc, Use.Loc), Ctx.VoidTy,
                            SourceLocation(), SourceLocation(),
                            /*TemplateDepth=*/0);
}

/// The value of a statement expression is read before what the block defers.
void FlowBuilder::transformValue(StmtExpr *S) {
  CompoundStmt *Old = S->getSubStmt();
  CompoundStmt *New = transformBlock(Old, S->getType());
  if (New == Old)
    return;
  for (Stmt *&Child : S->children())
    Changes.set(Child, New);
}

/// Where the value of a block stands, behind labels.
static Stmt **valueOf(Stmt **Last) {
  while (auto *Label = dyn_cast<LabelStmt>(*Last))
    Last = &*Label->child_begin();
  return isa<Expr>(*Last) ? Last : nullptr;
}

/// Of a deferral in a loop the model has only the instances of the last round;
/// when the next one begins, what is pending with older ones is out of sight.
void FlowBuilder::forgetOlder(const CompoundStmt *Block,
                              llvm::SmallVectorImpl<Stmt *> &Stmts,
                              bool &Changed) {
  llvm::SmallVector<Stmt *, 2> Resets;
  for (unsigned I = 0; I != Now->Flags.size(); ++I) {
    const Deferral *D = Now->B->Deferrals[I];
    if (Now->Flags[I] && llvm::any_of(D->Names, [&](const NamedVar &Name) {
          return Name.Block && F.KeptBlocks[Name.Block - 1].Scope == Block;
        }))
      Resets.push_back(
          Nodes.assign(Now->Flags[I], Nodes.number(0, D->Loc), D->Loc));
  }
  Changed |= !Resets.empty();
  Stmts.insert(Stmts.begin(), Resets.begin(), Resets.end());
}

static bool hasCleanup(const Stmt *S) {
  auto *Decls = dyn_cast<DeclStmt>(S);
  return Decls && llvm::any_of(Decls->decls(), [](const Decl *D) {
           return D->hasAttr<CleanupAttr>();
         });
}

CompoundStmt *FlowBuilder::transformBlock(CompoundStmt *Block,
                                          QualType ValueType) {
  const FlowPlaces::ByStatement *Within = nullptr;
  if (Block == Now->Root && Kind != FlowKind::Blocks)
    Within = &Places.Within[Now->B];
  // What is declared behind a deferral is cleaned up before its statement runs:
  // a block of its own, inside.
  struct Part {
    size_t Depth;
    llvm::SmallVector<Stmt *, 16> Stmts;
  };
  std::vector<Part> Parts(1);
  Parts.front().Depth = Now->Open.size();
  bool Changed = false;
  bool IsTail = Now->IsTail;
  auto SwitchBody = [&]() -> const Stmt * {
    auto *Switch = dyn_cast_or_null<SwitchStmt>(Now->Switch);
    return Switch ? Switch->getBody() : nullptr;
  };
  unsigned Index = 0;
  for (Stmt *Child : Block->body()) {
    if (Within) {
      auto Here = Within->find(Index);
      if (Here != Within->end())
        open(Block, Index, nullptr, Here->second);
    }
    if (hasCleanup(Child) && Now->Open.size() > Parts.back().Depth)
      Parts.push_back({Now->Open.size(), {}});
    const Deferral *D = Places.itemAt(Child);
    if (D && !D->Block && Kind != FlowKind::Blocks)
      D = nullptr; // it runs where the body ends
    ItemAt = D;
    Stmt *const *Next = Block->body_begin() + Index + 1;
    bool IsLast = Next == Block->body_end();
    Now->IsTail =
        IsTail && (IsLast || (Block == SwitchBody() && isa<SwitchCase>(*Next)));
    Stmt *New = transform(Child);
    Changed |= New != Child;
    Parts.back().Stmts.push_back(New);
    ++Index;
    if (D)
      open(Block, Index, D, {});
  }
  Now->IsTail = IsTail;
  if (Kind == FlowKind::Values)
    forgetOlder(Block, Parts.front().Stmts, Changed);
  if (Now->Open.size() == Parts.front().Depth)
    return Changed ? Nodes.block(Block, Parts.front().Stmts) : Block;

  SourceLocation Loc = Block->getRBracLoc();
  VarDecl *Result = nullptr;
  if (!ValueType->isVoidType())
    if (Stmt **Last = valueOf(&Parts.back().Stmts.back())) {
      Result =
          variable("value of the block", ValueType.getUnqualifiedType(), Loc);
      auto *Read = cast<Expr>(*Last);
      Stmt *Set = Nodes.assign(Result, Read, Read->getBeginLoc());
      if (Last == &Parts.back().Stmts.back())
        *Last = Set;
      else
        Changes.set(*Last, Set);
    }
  for (;;) {
    Part Inner = std::move(Parts.back());
    Parts.pop_back();
    if (Now->Open.size() > Inner.Depth)
      close(Inner.Depth, Loc, Inner.Stmts);
    if (Parts.empty()) {
      if (Result)
        Inner.Stmts.push_back(Nodes.load(Result, Loc));
      return Nodes.block(Block, Inner.Stmts);
    }
    Parts.back().Stmts.push_back(
        Nodes.block(Inner.Stmts, Inner.Stmts.front()->getBeginLoc(), Loc));
  }
}
