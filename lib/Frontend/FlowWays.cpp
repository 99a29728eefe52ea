//===- FlowWays.cpp - the ways out of a block in a flow model -------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FlowBuilder.h"
#include "FlowCopy.h"

#include "defer/Support/ClangCompat.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"

using namespace clang;
using namespace defer;

void FlowBuilder::open(const CompoundStmt *Block, unsigned From,
                       const Deferral *Scoped,
                       llvm::ArrayRef<unsigned> Numbers) {
  auto S = std::make_unique<Stretch>();
  S->Block = Block;
  S->From = From;
  S->Scoped = Scoped;
  S->Numbers = Numbers;
  S->Limit = Now->Open.empty() ? 0 : Now->Open.back()->Limit;
  if (!Numbers.empty())
    S->Limit = Numbers.back() + 1;
  if (Kind == FlowKind::Values) {
    S->Run = Nodes.label(Function, Block->getRBracLoc());
    S->Taken = variable("way out", Ctx.IntTy, Block->getRBracLoc());
  }
  Now->Open.push_back(std::move(S));
}

/// Whether from the stretch on the same runs, and leads to the same place.
bool FlowBuilder::isSameWay(const Stretch &S, const Target &A,
                            const Target &B) const {
  if (A.Is != B.Is || A.To != B.To)
    return false;
  // Flags tell the rest, if values are followed.
  if (A.Pending == B.Pending || Kind == FlowKind::Values)
    return true;
  auto SameUpToLimit = [&](llvm::BitVector X, const llvm::BitVector &Y) {
    X ^= Y;
    int Differs = X.find_first();
    return Differs < 0 || unsigned(Differs) >= S.Limit;
  };
  return SameUpToLimit(A.Pending->May, B.Pending->May) &&
         SameUpToLimit(A.Pending->Must, B.Pending->Must);
}

bool FlowBuilder::runsAnything(const Stretch &S, const Target &To) const {
  if (S.Scoped)
    return true;
  // Only the end of the body is one for what is function-scoped.
  return To.Is == Target::Return &&
         llvm::any_of(S.Numbers, [&](unsigned Number) {
           return To.Pending->May.test(Number);
         });
}

/// The innermost stretch that is left on the way and has something to run.
FlowBuilder::Stretch *FlowBuilder::firstLeft(const Target &To) {
  for (size_t I = Now->Open.size(); I-- > 0;) {
    Stretch &S = *Now->Open[I];
    bool Leaves = true;
    if (To.Is == Target::Goto)
      Leaves = !Places.isInside(static_cast<const LabelDecl *>(To.To), S.Block,
                                S.From);
    else if (To.Is != Target::Return)
      Leaves = I >= Now->Depth.lookup(static_cast<const Stmt *>(To.To));
    if (!Leaves)
      return nullptr; // nor are those around it
    if (runsAnything(S, To))
      return &S;
  }
  return nullptr;
}

Stmt *FlowBuilder::leave(Stmt *Jump, const Target &To, SourceLocation Loc) {
  // A jump that is not reached stays what it is.
  bool IsJump = To.Is != Target::Return && To.Is != Target::Fallthrough;
  if (IsJump && !Outermost.Exits.Jumps.contains(Jump))
    return nullptr;
  Stretch *S = firstLeft(To);
  if (!S)
    return nullptr;
  auto Known = llvm::find_if(
      S->Ways, [&](const Way &W) { return isSameWay(*S, W.To, To); });
  if (Known == S->Ways.end()) {
    LabelDecl *Label =
        S->Run ? S->Run : Nodes.label(Function, Jump->getBeginLoc());
    Known = S->Ways.insert(Known, Way{To, Label, Jump});
  }
  Stmt *Go = Nodes.jump(Known->Label, Loc);
  if (!S->Run)
    return Go;
  int Number = Known - S->Ways.begin() + 1;
  return Nodes.block(
      {Nodes.assign(S->Taken, Nodes.number(Number, Loc), Loc), Go}, Loc, Loc);
}

/// The end of a way that nothing more runs on.  It has no place: what is not
/// reached because a statement does not return is nothing to report.
Stmt *FlowBuilder::arrive(const Way &W) {
  switch (W.To.Is) {
  case Target::Return:
    return ReturnStmt::Create(
        Ctx, SourceLocation(),
        Value ? Nodes.load(Value, SourceLocation()) : nullptr, nullptr);
  case Target::Goto:
    return Nodes.jump(cast<GotoStmt>(W.Jump)->getLabel(), SourceLocation());
  case Target::Continue:
    if (!compat::namedTarget(W.Jump))
      return new (Ctx) ContinueStmt(SourceLocation());
    break;
  case Target::Break:
    if (!compat::namedTarget(W.Jump))
      return new (Ctx) BreakStmt(SourceLocation());
    break;
  case Target::Fallthrough:
    break; // the annotation, where it is right before the next label
  }
  return W.Jump;
}

Stmt *FlowBuilder::statementOf(const Deferral &D) {
  Stmt *S = Statement[&D];
  return Hung.insert(&D).second ? S : copyLabels(S, Function, Ctx);
}

/// S, behind the flag that tells whether it is pending.  Where it is, what was
/// initialised at the deferral is; to take a variable's address says so.
Stmt *FlowBuilder::guarded(const Deferral &D, VarDecl *Flag) {
  llvm::SmallVector<Stmt *, 4> All;
  for (VarDecl *Name : Initialised[&D])
    All.push_back(Nodes.addressOf(Name, D.Loc));
  All.push_back(statementOf(D));
  return Nodes.test(Nodes.load(Flag, D.Loc),
                    Nodes.block(All, D.Loc, D.S->getEndLoc()), D.Loc);
}

/// `Pending` is what is known where a body ends.
void FlowBuilder::appendRuns(const Stretch &S, const PendingSet *Pending,
                             Stmts &Out) {
  if (S.Scoped) {
    Out.push_back(statementOf(*S.Scoped));
    return;
  }
  if (!Pending)
    return; // a block's end that is not the body's
  for (unsigned Number : llvm::reverse(S.Numbers)) {
    const Deferral *D = Now->B->Deferrals[Number];
    if (Pending->Must.test(Number))
      Out.push_back(statementOf(*D));
    else if (Pending->May.test(Number))
      Out.push_back(guarded(*D, Now->Flags[Number]));
  }
}

/// Ends the stretches of a block: what runs at its own end, and then the ways
/// out of it.
void FlowBuilder::close(size_t Depth, SourceLocation Loc, Stmts &Out) {
  if (Kind == FlowKind::Values)
    return closeOnce(Depth, Loc, Out);
  // A literal first, to be found in the graph.
  llvm::SmallVector<Stmt *, 8> AtEnd{Nodes.number(0, Loc)}, Ways, Last;
  LabelDecl *Done = Nodes.label(Function, Loc);
  auto Finish = [&](llvm::ArrayRef<Stmt *> All) {
    Ends.push_back(Nodes.block(All, Loc, Loc));
    return Ends.back();
  };
  const PendingSet *Ended = Now->Exits.End ? &*Now->Exits.End : nullptr;
  while (Now->Open.size() > Depth) {
    std::unique_ptr<Stretch> S = std::move(Now->Open.back());
    Now->Open.pop_back();
    appendRuns(*S, Ended, AtEnd);
    for (const Way &W : S->Ways) {
      SourceLocation From = W.Jump->getBeginLoc();
      llvm::SmallVector<Stmt *, 8> All{Nodes.number(0, From)};
      appendRuns(*S, W.To.Pending, All);
      Stmt *On = leave(W.Jump, W.To, SourceLocation());
      All.push_back(On ? On : arrive(W));
      // An annotation is right before the next label, with no jump between.
      auto &To = !On && W.To.Is == Target::Fallthrough ? Last : Ways;
      To.push_back(Nodes.place(W.Label, From));
      To.push_back(Finish(All));
    }
  }
  Ways.append(Last.begin(), Last.end());
  if (!Ways.empty())
    AtEnd.push_back(Nodes.jump(Done, SourceLocation()));
  Out.push_back(Finish(AtEnd));
  if (Ways.empty())
    return;
  Out.append(Ways.begin(), Ways.end());
  Out.push_back(Nodes.place(Done, Loc));
}

/// The same with each statement there once: what leads on from it is told by a
/// variable.
void FlowBuilder::closeOnce(size_t Depth, SourceLocation Loc, Stmts &Out) {
  while (Now->Open.size() > Depth) {
    std::unique_ptr<Stretch> S = std::move(Now->Open.back());
    Now->Open.pop_back();
    Out.push_back(Nodes.assign(S->Taken, Nodes.number(0, Loc), Loc));
    Out.push_back(Nodes.place(S->Run, Loc));
    if (S->Scoped)
      Out.push_back(statementOf(*S->Scoped));
    for (unsigned Number : llvm::reverse(S->Numbers))
      if (VarDecl *Flag = Now->Flags[Number])
        Out.push_back(guarded(*Now->B->Deferrals[Number], Flag));
    int Number = 0;
    for (const Way &W : S->Ways) {
      Stmt *On = leave(W.Jump, W.To);
      Out.push_back(Nodes.test(Nodes.equal(S->Taken, ++Number, Loc),
                               On ? On : arrive(W), Loc));
    }
  }
}
