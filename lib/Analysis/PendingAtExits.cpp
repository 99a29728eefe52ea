//===- PendingAtExits.cpp - what is pending where a body ends -------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Two sets flow forward through the graph: deferrals that some way to a place
// has reached, and deferrals that every way has.  A block adds those whose
// markers it calls, and takes away those that it runs or cancels by name.  Of
// one that *piles up*, because it may be pending where it becomes so, others
// may still be pending then; which these are, is found by trying without.  One
// whose name a deferred statement uses is never sure to be pending.
//
//===----------------------------------------------------------------------===//

#include "defer/Analysis/PendingAtExits.h"

#include "FlowGraph.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Expr.h"
#include "clang/AST/Stmt.h"
#include "clang/Analysis/Analyses/PostOrderCFGView.h"
#include "clang/Analysis/CFG.h"

using namespace clang;
using namespace defer;

namespace {

class Flow {
public:
  Flow(const Body &B, const FunctionDeferrals &F, const CFG &G,
       llvm::ArrayRef<const Stmt *> Calls, const FlowGraph *All)
      : B(B), G(G), All(All), Calls(Calls.begin(), Calls.end()),
        PilesUp(B.Deferrals.size()) {
    // The view leaves out what Clang takes not to be reached.
    llvm::DenseSet<const CFGBlock *> Known;
    for (const CFGBlock *Block : PostOrderCFGView(&G)) {
      Order.push_back(Block);
      Known.insert(Block);
    }
    if (All)
      for (const CFGBlock *Block : G)
        if (!Known.count(Block))
          Order.push_back(Block);
    llvm::DenseMap<const Deferral *, unsigned> NumberOf;
    for (unsigned I = 0; I != B.Deferrals.size(); ++I) {
      Number[B.Deferrals[I]->Marker] = I;
      NumberOf[B.Deferrals[I]] = I;
      // The graph does not know the ways that lead there again.
      if (B.Deferrals[I]->Why == Reason::SetJmp ||
          B.Deferrals[I]->Why == Reason::Unknown)
        PilesUp.set(I);
    }
    for (const HandleUse &Use : F.Uses)
      if (Use.Of->Owner == &B && Use.In == B.Of)
        UseOf[Use.Call] = NumberOf[Use.Of];
  }

  PendingAtExits run();

private:
  /// Those that control may come from, and go to.
  llvm::SmallVector<const CFGBlock *, 4> preds(const CFGBlock &Block) const;
  bool leadsToExit(const CFGBlock &Block) const;
  PendingSet before(const CFGBlock &Block) const;
  void solve();
  bool findPiles();
  void apply(PendingSet &Set, const CFGElement &E) const;
  bool propagate(const CFGBlock &Block);
  void readExits(const CFGBlock &Block, PendingAtExits &Found) const;

  const Body &B;
  const CFG &G;
  const FlowGraph *All; ///< with all edges, or null
  std::vector<const CFGBlock *> Order;
  llvm::DenseSet<const Stmt *> Calls;
  /// The deferral, by its number, that a marker makes pending, or a use is of.
  llvm::DenseMap<const Stmt *, unsigned> Number, UseOf;
  llvm::BitVector Reached, PilesUp;
  std::vector<PendingSet> Out;
};

} // namespace

llvm::SmallVector<const CFGBlock *, 4>
Flow::preds(const CFGBlock &Block) const {
  llvm::SmallVector<const CFGBlock *, 4> Out;
  if (All)
    for (const FlowGraph::Node *N : All->Nodes[Block.getBlockID()].Preds)
      Out.push_back(N->Block);
  else
    for (const CFGBlock *Pred : Block.preds())
      if (Pred)
        Out.push_back(Pred);
  return Out;
}

bool Flow::leadsToExit(const CFGBlock &Block) const {
  if (!All)
    return !Block.hasNoReturnElement() &&
           llvm::is_contained(Block.succs(), &G.getExit());
  const FlowGraph::Node &N = All->Nodes[Block.getBlockID()];
  return !N.NoReturn && llvm::is_contained(N.Succs, All->Exit);
}

PendingSet Flow::before(const CFGBlock &Block) const {
  PendingSet In;
  In.May.resize(B.Deferrals.size());
  // Until a way is known nothing speaks against a deferral's being pending.
  In.Must.resize(B.Deferrals.size(), &Block != &G.getEntry());
  for (const CFGBlock *Pred : preds(Block))
    if (Reached.test(Pred->getBlockID())) {
      In.May |= Out[Pred->getBlockID()].May;
      In.Must &= Out[Pred->getBlockID()].Must;
    }
  return In;
}

void Flow::apply(PendingSet &Set, const CFGElement &E) const {
  auto S = E.getAs<CFGStmt>();
  if (!S)
    return;
  auto Known = Number.find(S->getStmt());
  if (Known != Number.end()) {
    Set.May.set(Known->second);
    if (!B.Deferrals[Known->second]->UsedInside)
      Set.Must.set(Known->second);
  }
  auto Used = UseOf.find(S->getStmt());
  if (Used != UseOf.end()) {
    Set.Must.reset(Used->second);
    if (!PilesUp.test(Used->second))
      Set.May.reset(Used->second);
  }
}

/// Returns whether anything changed behind the block.
bool Flow::propagate(const CFGBlock &Block) {
  unsigned Id = Block.getBlockID();
  bool Entered = &Block == &G.getEntry();
  for (const CFGBlock *Pred : preds(Block))
    Entered |= Reached.test(Pred->getBlockID());
  if (!Entered)
    return false;
  PendingSet Set = before(Block);
  for (const CFGElement &E : Block)
    apply(Set, E);
  if (Reached.test(Id) && Out[Id] == Set)
    return false;
  Reached.set(Id);
  Out[Id] = std::move(Set);
  return true;
}

void Flow::readExits(const CFGBlock &Block, PendingAtExits &Found) const {
  PendingSet Set = before(Block);
  bool Returns = false;
  for (const CFGElement &E : Block) {
    auto S = E.getAs<CFGStmt>();
    if (S && UseOf.count(S->getStmt()))
      Found.Uses[S->getStmt()] = Set;
    if (S && Calls.count(S->getStmt()))
      Found.Calls[S->getStmt()] = Set;
    apply(Set, E);
    if (S && isa<ReturnStmt>(S->getStmt())) {
      Found.Returns[S->getStmt()] = Set;
      Returns = true;
    }
  }
  if (const Stmt *Jump = Block.getTerminatorStmt())
    Found.Jumps.insert(Jump);
  if (Returns || &Block == &G.getExit() || !leadsToExit(Block))
    return;
  if (!Found.End) {
    Found.End = std::move(Set);
    return;
  }
  Found.End->May |= Set.May;
  Found.End->Must &= Set.Must;
}

void Flow::solve() {
  Reached = llvm::BitVector(G.getNumBlockIDs());
  Out.assign(G.getNumBlockIDs(), PendingSet());
  for (bool Changed = true; Changed;) {
    Changed = false;
    for (const CFGBlock *Block : Order)
      Changed |= propagate(*Block);
  }
}

/// Returns whether there are more than were known.
bool Flow::findPiles() {
  unsigned Known = PilesUp.count();
  for (const CFGBlock *Block : Order) {
    if (!Reached.test(Block->getBlockID()))
      continue;
    PendingSet Set = before(*Block);
    for (const CFGElement &E : *Block) {
      auto S = E.getAs<CFGStmt>();
      auto Reaches = S ? Number.find(S->getStmt()) : Number.end();
      if (Reaches != Number.end() && Set.May.test(Reaches->second))
        PilesUp.set(Reaches->second);
      apply(Set, E);
    }
  }
  return PilesUp.count() != Known;
}

PendingAtExits Flow::run() {
  do
    solve();
  while (!UseOf.empty() && findPiles());
  PendingAtExits Found;
  for (const CFGBlock *Block : Order)
    if (Reached.test(Block->getBlockID()))
      readExits(*Block, Found);
  return Found;
}

std::optional<PendingAtExits>
defer::findPendingAtExits(const Body &B, const FunctionDeferrals &F,
                          ASTContext &Ctx, llvm::ArrayRef<const Stmt *> Calls,
                          bool AllEdges) {
  CFG::BuildOptions Options;
  Options.PruneTriviallyFalseEdges = true;
  std::unique_ptr<CFG> G =
      CFG::buildCFG(F.Function, const_cast<Stmt *>(B.Root), &Ctx, Options);
  if (!G)
    return std::nullopt; // an error in the body
  std::optional<FlowGraph> All;
  if (AllEdges)
    All.emplace(*G, Ctx);
  return Flow(B, F, *G, Calls, All ? &*All : nullptr).run();
}
