//===- WarningsOfExits.cpp - what is pending, and is not run --------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   noreturn     __defer f(); ... exit(1);      f() is lost
//   never-runs   __defer f(); for (;;) g();     nothing leaves the function
//
// A call that loses a deferral gets the first warning, and the deferral then
// not the second one as well.
//
// What is pending at a call in a deferred statement is, beside what the
// statement itself has deferred, what is left to run of the bodies around it
// while it runs.
//
//===----------------------------------------------------------------------===//

#include "LosingCalls.h"
#include "Warnings.h"

#include "defer/Analysis/PendingAtExits.h"

#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SCCIterator.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;
using namespace defer;

namespace {

class LostExits {
public:
  explicit LostExits(Warnings &W) : W(W) {}

  void warnOfCalls();
  void warnOfNever();

private:
  struct Losing {
    const CallExpr *Call;
    Place At;
    LossKind Kind;
  };
  void findCalls();
  /// Asks for what is pending at the call and at the deferrals around it.
  void ask(const Losing &L);
  /// The latest deferral that is pending at the call, or null.
  const Deferral *pendingAt(const Losing &L);
  void warn(const Losing &L, const Deferral &Latest);

  void warnOfNever(const Body &B, llvm::ArrayRef<const Deferral *> Candidates);
  bool leavesBlock(const Deferral &D, const FlowGraph::Node *From);

  Warnings &W;
  std::vector<Losing> Calls;
  llvm::MapVector<const Body *, llvm::SetVector<const Stmt *>> Asked;
  llvm::DenseMap<const Body *, PendingAtExits> Answers;
  /// What some call loses.
  llvm::DenseSet<const Deferral *> Lost;
  /// The statements inside the block that was looked at last.
  const CompoundStmt *Inside = nullptr;
  llvm::DenseSet<const Stmt *> StatementsInside;
};

} // namespace

void LostExits::findCalls() {
  bool Forks = false;
  for (const auto &Each : W.Model.Calls)
    Forks |= isFork(cast<CallExpr>(Each.S));
  for (const auto &Each : W.Model.Calls) {
    auto *Call = cast<CallExpr>(Each.S);
    LossKind Kind = lossOf(Call, W.Ctx, W.F.Unwinds);
    // In the child process what is pending is the parent's to run.
    if (Kind == LossKind::None || !W.isReached(Call) ||
        (Forks &&
         (Kind == LossKind::IfItSucceeds || Kind == LossKind::EndsProcess)))
      continue;
    // It may lead to a `setjmp` in this function, where all stays pending.
    if (Kind == LossKind::LongJmp && W.Model.CallsReturnsTwice)
      continue;
    Calls.push_back({Call, Each.At, Kind});
  }
}

void LostExits::ask(const Losing &L) {
  const CallExpr *At = L.Call;
  for (const Body *B = &W.bodyOf(L.At.deferral());; B = B->Of->Owner) {
    if (!B->Deferrals.empty())
      Asked[B].insert(At);
    if (!B->Of)
      return;
    At = B->Of->Marker;
  }
}

const Deferral *LostExits::pendingAt(const Losing &L) {
  const Deferral *Latest = nullptr;
  const CallExpr *At = L.Call;
  const SourceBlock *In = L.At.In;
  unsigned Index = L.At.Index;
  bool OnlyOutermost = false;
  for (const Body *B = &W.bodyOf(L.At.deferral());; B = B->Of->Owner) {
    // The one that stands last before the call; else, round a loop, the last.
    std::pair<bool, unsigned> Best;
    const Deferral *Here = nullptr;
    auto Consider = [&](const Deferral *D) {
      Lost.insert(D);
      std::pair<bool, unsigned> Rank(
          W.SM.isBeforeInTranslationUnit(D->Loc, At->getBeginLoc()), D->Id);
      if (Here && Rank < Best)
        return;
      Best = Rank;
      Here = D;
    };
    auto Known = Answers.find(B);
    if (Known != Answers.end()) {
      auto Set = Known->second.Calls.find(At);
      if (Set != Known->second.Calls.end())
        for (unsigned I : Set->second.May.set_bits())
          Consider(B->Deferrals[I]);
    }
    // The block-scoped ones of the blocks around.
    for (;; Index = In->Index, In = In->Parent) {
      auto Scoped = W.Model.Scoped.find(In);
      if (Scoped != W.Model.Scoped.end() && (In->Outermost || !OnlyOutermost))
        for (const Deferral *D : Scoped->second)
          if (D->Index < Index)
            Consider(D);
      if (In->Outermost)
        break;
    }
    if (!Latest)
      Latest = Here;
    if (!B->Of)
      return Latest;
    // Outwards: when what `__defer` defers runs, inner blocks have been left.
    OnlyOutermost = !B->Of->isScoped();
    At = B->Of->Marker;
    Index = In->Index;
    In = In->Parent;
  }
}

void LostExits::warn(const Losing &L, const Deferral &Latest) {
  llvm::StringRef Word = panicWord(L.Call);
  SourceLocation Loc =
      Word.empty() ? L.Call->getBeginLoc() : wordLocation(L.Call, W.Ctx);
  W.add(Loc, [&W = W, Loc, &Latest, L, Word] {
    if (!Word.empty())
      W.Diags.warning(Loc, "noreturn",
                      "'%0' with a deferral pending, which does not run: "
                      "unwinding is off")
          << Word;
    else if (const FunctionDecl *Callee = L.Call->getDirectCallee())
      W.Diags.warning(Loc, "noreturn",
                      "call of %0 with a deferral pending, which does not run"
                      "%select{| if the call succeeds}1")
          << Callee << (L.Kind == LossKind::IfItSucceeds);
    else
      W.Diags.warning(Loc, "noreturn",
                      "call of a function that does not return, with a "
                      "deferral pending, which does not run");
    noteDeferral(W.Diags, Latest);
  });
}

void LostExits::warnOfCalls() {
  findCalls();
  for (const Losing &L : Calls)
    ask(L);
  for (auto &Each : Asked)
    if (auto Found = findPendingAtExits(*Each.first, W.F, W.Ctx,
                                        Each.second.getArrayRef()))
      Answers[Each.first] = std::move(*Found);
  for (const Losing &L : Calls)
    if (const Deferral *Latest = pendingAt(L))
      warn(L, *Latest);
}

/// Whether control that goes on behind the deferral leaves its block.
bool LostExits::leavesBlock(const Deferral &D, const FlowGraph::Node *From) {
  if (Inside != D.Block) {
    Inside = D.Block;
    StatementsInside.clear();
    llvm::SmallVector<const Stmt *, 32> Work{D.Block};
    while (!Work.empty()) {
      const Stmt *S = Work.pop_back_val();
      StatementsInside.insert(S);
      for (const Stmt *Child : S->children())
        if (Child)
          Work.push_back(Child);
    }
  }
  auto IsOutside = [&](const Stmt *S) {
    return S && !StatementsInside.count(S);
  };
  auto IsNodeOutside = [&](const CFGBlock &Block) {
    for (const CFGElement &E : Block) {
      auto S = E.getAs<CFGStmt>();
      // The graph has declarations that the body has not.
      if (S && !isa<DeclStmt>(S->getStmt()) && IsOutside(S->getStmt()))
        return true;
    }
    return IsOutside(Block.getTerminatorStmt()) ||
           IsOutside(Block.getLabel()) || IsOutside(Block.getLoopTarget());
  };
  llvm::SmallPtrSet<const FlowGraph::Node *, 16> Seen;
  llvm::SmallVector<const FlowGraph::Node *, 16> Work(From->Succs.begin(),
                                                      From->Succs.end());
  while (!Work.empty()) {
    const FlowGraph::Node *N = Work.pop_back_val();
    if (!Seen.insert(N).second || N->NoReturn)
      continue;
    if (IsNodeOutside(*N->Block))
      return true;
    Work.append(N->Succs.begin(), N->Succs.end());
  }
  return false;
}

void LostExits::warnOfNever(const Body &B,
                            llvm::ArrayRef<const Deferral *> Candidates) {
  const BodyFlow *Flow = W.flow(B);
  if (!Flow)
    return;
  llvm::SmallVector<const FlowGraph::Node *, 8> Ends, Cycles;
  for (const FlowGraph::Node *N : Flow->Graph.Exit->Preds)
    if (!N->NoReturn)
      Ends.push_back(N);
  auto *Graph = const_cast<FlowGraph *>(&Flow->Graph);
  for (auto It = llvm::scc_begin(Graph); !It.isAtEnd(); ++It)
    if (It.hasCycle())
      Cycles.push_back(It->front());
  llvm::BitVector Ending = Flow->Graph.leadingTo(Ends);
  // A function that ends in a trap only is one that is still to be written.
  llvm::BitVector Looping = Flow->Graph.leadingTo(Cycles);
  for (const Deferral *D : Candidates) {
    const FlowGraph::Node *N = Flow->NodeOf.lookup(D->Marker);
    if (!N || Ending.test(N->id()) || !Looping.test(N->id()) ||
        (D->isScoped() && leavesBlock(*D, N)))
      continue;
    W.NeverRun.insert(D);
    W.add(W.wordLocation(*D), [&W = W, D, &B] {
      W.Diags.warning(W.wordLocation(*D), "never-runs",
                      "deferred statement never runs: nothing leaves "
                      "%select{its block|the function|the deferred statement "
                      "that it is in}0")
          << (D->isScoped() ? 0
              : B.Of        ? 2
                            : 1);
      if (D->isDynamic())
        W.suggestScoped(*D);
    });
  }
}

void LostExits::warnOfNever() {
  llvm::MapVector<const Body *, llvm::SmallVector<const Deferral *, 8>> In;
  for (const auto &D : W.F.Deferrals)
    if (W.isReached(*D) && !Lost.count(D.get()) && !D->IsUsed &&
        (!D->isScoped() || D->Block))
      In[D->Owner].push_back(D.get());
  for (const auto &Each : In)
    warnOfNever(*Each.first, Each.second);
}

void defer::warnOfLostExits(Warnings &W) {
  LostExits Exits(W);
  Exits.warnOfCalls();
  // With unwinding, an exception or the end of its thread may leave a loop.
  if (!W.F.Unwinds)
    Exits.warnOfNever();
}
