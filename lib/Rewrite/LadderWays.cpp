//===- LadderWays.cpp - the ways that jumps are ---------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LadderWalker.h"

#include "defer/Support/ClangCompat.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;
using namespace defer;

/// Whether a `break` in a loop or `switch` leads behind it; or may, with a
/// name.
static bool isBroken(const Stmt *S, bool Own = true) {
  for (const Stmt *Child : S->children()) {
    if (!Child)
      continue;
    if (isa<BreakStmt>(Child) && (Own || compat::namedTarget(Child)))
      return true;
    bool Inner = isa<ForStmt>(Child) || isa<WhileStmt>(Child) ||
                 isa<DoStmt>(Child) || isa<SwitchStmt>(Child);
    if (isBroken(Child, Own && !Inner))
      return true;
  }
  return false;
}

static bool isAlways(const Expr *Cond) {
  if (!Cond)
    return true; // of a `for`
  auto *Number = dyn_cast<IntegerLiteral>(Cond->IgnoreParenImpCasts());
  return Number && Number->getValue() != 0;
}

/// Whether control may get from a statement to what stands behind it; said to
/// where that is not easily seen.
static bool mayFallOff(const Stmt *S) {
  if (isa<ReturnStmt>(S) || isa<BreakStmt>(S) || isa<ContinueStmt>(S) ||
      isa<GotoStmt>(S) || isa<IndirectGotoStmt>(S))
    return false;
  if (auto *Block = dyn_cast<CompoundStmt>(S))
    return Block->body_empty() || mayFallOff(Block->body_back());
  if (auto *Label = dyn_cast<LabelStmt>(S))
    return mayFallOff(Label->getSubStmt());
  if (auto *Case = dyn_cast<SwitchCase>(S))
    return mayFallOff(Case->getSubStmt());
  if (auto *For = dyn_cast<ForStmt>(S))
    return !isAlways(For->getCond()) || isBroken(For);
  if (auto *While = dyn_cast<WhileStmt>(S))
    return !isAlways(While->getCond()) || isBroken(While);
  if (auto *Do = dyn_cast<DoStmt>(S))
    return !isAlways(Do->getCond()) || isBroken(Do);
  if (auto *Switch = dyn_cast<SwitchStmt>(S)) {
    bool HasDefault = false;
    for (auto *Case = Switch->getSwitchCaseList(); Case;
         Case = Case->getNextSwitchCase())
      HasDefault |= isa<DefaultStmt>(Case);
    return !HasDefault || isBroken(Switch) || mayFallOff(Switch->getBody());
  }
  if (auto *Call = dyn_cast<CallExpr>(S)) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    return !Callee || !Callee->isNoReturn();
  }
  if (auto *If = dyn_cast<IfStmt>(S))
    return deferralMarker(If) || !If->getElse() || mayFallOff(If->getThen()) ||
           mayFallOff(If->getElse());
  return true;
}

LadderWalker::State LadderWalker::stateOf(const Rung &R, const Ladder &On,
                                          const Level &At,
                                          const PendingSet *Set,
                                          SourceLocation Jump) const {
  if (R.Leaves)
    return Always;
  if (R.ByPlace)
    return R.Index < At.Index ? Always : Never;
  if (R.Depth > depthAt(On.Arrays, At.Index))
    return Never;
  if (!Set)
    return Maybe; // nothing is known
  auto Number = [&](const Deferral *D) {
    return llvm::find(On.Of->Deferrals, D) - On.Of->Deferrals.begin();
  };
  if (R.D)
    return Set->Must.test(Number(R.D))  ? Always
           : Set->May.test(Number(R.D)) ? Maybe
                                        : Never;
  // A long jump may lead anywhere with what was made before it.  And the list
  // has room for what is on it no more: what was run or cancelled, and a
  // block's variables from where that begins.  (Where control comes back to
  // before it, something may be pending.)
  auto HasBlock = [&](const Deferral *D) {
    return llvm::any_of(D->Names, [&](const NamedVar &N) {
      unsigned Block = L.KeptIn.lookup(N.Var);
      return Block &&
             !(Jump.isValid() &&
               Ctx.getSourceManager().isBeforeInTranslationUnit(
                   Jump, F.KeptBlocks[Block - 1].Scope->getBeginLoc()));
    });
  };
  for (const Deferral *D : R.Drained)
    if (Set->May.test(Number(D)) || D->Why == Reason::SetJmp ||
        D->Why == Reason::Unknown || D->IsUsed || HasBlock(D))
      return Maybe;
  return Never;
}

/// One way to a ladder, by its end or, with `W`, by a jump.
void LadderWalker::passOne(Ladder &On, Way *W,
                           llvm::function_ref<State(const Rung &)> Of) {
  std::optional<unsigned> First, Last;
  for (unsigned I = 0; I != On.Rungs.size(); ++I)
    if (Of(On.Rungs[I]) != Never) {
      if (!First)
        First = I;
      Last = I;
    }
  if (!First && W)
    return;
  // Falling off, control passes all of them.
  unsigned From = W ? *First : 0, To = W ? *Last : On.Rungs.size() - 1;
  // All that is below is passed as well, but where a jump stays in the block.
  if (W && W->To.What != Destination::Goto)
    To = On.Rungs.size() - 1;
  for (unsigned I = From; I <= To; ++I) {
    State S = Of(On.Rungs[I]);
    if (W && W->To.What == Destination::Goto && !On.Rungs[I].ByPlace) {
      On.Rungs[I].SkippedBy.push_back(W->To);
      continue;
    }
    On.Rungs[I].Runs |= S != Never;
    On.Rungs[I].Unsure |= S != Always;
  }
  if (!W)
    return;
  On.Rungs[From].Entered = true;
  W->Passes.push_back({&On, From, To});
}

void LadderWalker::fallOff(Ladder &On) {
  const PendingSet *Set = nullptr;
  if (On.Of) {
    if (const PendingAtExits *Known = Pending.lookup(On.Of)) {
      On.FallsOff = Known->End.has_value();
      if (Known->End)
        Set = &*Known->End;
    }
  } else if (auto *Block = dyn_cast<CompoundStmt>(On.Block))
    On.FallsOff = mayFallOff(Block);
  if (!On.FallsOff)
    return;
  Level End{&On, ~0u};
  passOne(On, nullptr, [&](const Rung &R) { return stateOf(R, On, End, Set); });
}

void LadderWalker::addWay(const Stmt *Jump, Destination To, const Context &From,
                          unsigned Depth) {
  const PendingSet *Set = nullptr;
  if (To.What == Destination::Return)
    if (const PendingAtExits *Known = Pending.lookup(From.In)) {
      auto Found = Known->Returns.find(Jump);
      if (Found == Known->Returns.end())
        return; // control does not get there
      Set = &Found->second;
    }
  auto W = std::make_unique<Way>(Way{Jump, To, From.In, From.InBlock, {}});
  for (unsigned I = From.Chain.size(); I-- > Depth;) {
    const Level &At = From.Chain[I];
    passOne(*At.L, W.get(), [&](const Rung &R) {
      return stateOf(R, *At.L, At, Set, Jump->getBeginLoc());
    });
    At.L->Crossed |= depthAt(At.L->Arrays, At.Index) != At.L->Arrays.size();
  }
  if (!W->Passes.empty())
    L.Ways.push_back(std::move(W));
}

void LadderWalker::addGoto(const Stmt *Jump, const LabelDecl *To,
                           const Context &From) {
  auto Known = Labels.find(To);
  if (Known == Labels.end())
    return; // it is in a deferral that is never reached
  const std::vector<Level> &There = Known->second.Chain;
  unsigned Common = 0;
  while (Common < From.Chain.size() && Common < There.size() &&
         From.Chain[Common].L == There[Common].L)
    ++Common;
  auto W = std::make_unique<Way>(
      Way{Jump, {Destination::Goto, To}, From.In, From.InBlock, {}});
  for (unsigned I = From.Chain.size(); I-- > Common;) {
    const Level &At = From.Chain[I];
    passOne(*At.L, W.get(),
            [&](const Rung &R) { return stateOf(R, *At.L, At, nullptr); });
    At.L->Crossed |= depthAt(At.L->Arrays, At.Index) != At.L->Arrays.size();
  }
  // Back to before what became pending since.
  if (Common) {
    const Level &At = From.Chain[Common - 1];
    unsigned Label = There[Common - 1].Index;
    passOne(*At.L, W.get(), [&](const Rung &R) {
      return R.ByPlace && R.Index >= Label && R.Index < At.Index ? Always
                                                                 : Never;
    });
  }
  if (!W->Passes.empty())
    L.Ways.push_back(std::move(W));
}
