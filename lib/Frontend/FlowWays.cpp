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
  unsigned Limit = Now->Open.empty() ? 0 : Now->Open.back()->Limit;
  if (!Numbers.empty())
    Limit = Numbers.back() + 1;
  Now->Open.push_back(std::make_unique<Stretch>(
      Stretch{Block, From, Scoped, Numbers, Limit, {}}));
}

/// Whether from the stretch on the same runs, and leads to the same place.
bool FlowBuilder::isSameWay(const Stretch &S, const Target &A,
                            const Target &B) {
  if (A.Is != B.Is || A.To != B.To)
    return false;
  if (A.Pending == B.Pending)
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

Stmt *FlowBuilder::leave(Stmt *Jump, const Target &To) {
  // A jump that is not reached stays what it is.
  if (To.Is != Target::Return && !Outermost.Exits.Jumps.contains(Jump))
    return nullptr;
  Stretch *S = firstLeft(To);
  if (!S)
    return nullptr;
  auto Known = llvm::find_if(
      S->Ways, [&](const Way &W) { return isSameWay(*S, W.To, To); });
  if (Known == S->Ways.end()) {
    LabelDecl *Label = Nodes.label(Function, Jump->getBeginLoc());
    Known = S->Ways.insert(Known, Way{To, Label, Jump});
  }
  return Nodes.jump(Known->Label, Jump->getBeginLoc());
}

/// The end of a way that nothing more runs on.  Where a statement does not
/// return, it is not reached, and that is nothing to report: `return` and
/// `break` are not, and others have no place.
Stmt *FlowBuilder::arrive(const Way &W) {
  SourceLocation Loc = W.Jump->getBeginLoc();
  switch (W.To.Is) {
  case Target::Return:
    if (Value)
      return ReturnStmt::Create(Ctx, Loc, Nodes.load(Value, Loc), nullptr);
    break;
  case Target::Goto:
    return Nodes.jump(cast<GotoStmt>(W.Jump)->getLabel(), SourceLocation());
  case Target::Continue:
    if (!compat::namedTarget(W.Jump))
      return new (Ctx) ContinueStmt(SourceLocation());
    break;
  case Target::Break:
    break;
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
  if (!Values)
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
  llvm::SmallVector<Stmt *, 8> AtEnd, Ways;
  // To be found in the graph.
  AtEnd.push_back(Nodes.number(0, Loc));
  const PendingSet *Ended = Now->Exits.End ? &*Now->Exits.End : nullptr;
  while (Now->Open.size() > Depth) {
    std::unique_ptr<Stretch> S = std::move(Now->Open.back());
    Now->Open.pop_back();
    appendRuns(*S, Ended, AtEnd);
    for (const Way &W : S->Ways) {
      SourceLocation From = W.Jump->getBeginLoc();
      Ways.push_back(Nodes.place(W.Label, From));
      appendRuns(*S, W.To.Pending, Ways);
      Stmt *On = leave(W.Jump, W.To);
      Ways.push_back(On ? On : arrive(W));
    }
  }
  LabelDecl *Done = Ways.empty() ? nullptr : Nodes.label(Function, Loc);
  if (Done)
    AtEnd.push_back(Nodes.jump(Done, SourceLocation()));
  Ends.push_back(Nodes.block(AtEnd, Loc, Loc));
  Out.push_back(Ends.back());
  Out.append(Ways.begin(), Ways.end());
  if (Done)
    Out.push_back(Nodes.place(Done, Loc));
}
