//===- PendingAtExits.cpp - what is pending where a body ends -------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Two sets flow forward through the graph: deferrals that some way to a place
// has reached, and deferrals that every way has.  A block adds those whose
// markers it calls; none is ever taken away before the body ends.
//
//===----------------------------------------------------------------------===//

#include "defer/Analysis/PendingAtExits.h"

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
  Flow(const Body &B, const CFG &G)
      : B(B), G(G), Reached(G.getNumBlockIDs()), Out(G.getNumBlockIDs()) {
    for (unsigned I = 0; I != B.Deferrals.size(); ++I)
      Number[B.Deferrals[I]->Marker] = I;
  }

  PendingAtExits run();

private:
  PendingSet before(const CFGBlock &Block) const;
  void add(PendingSet &Set, const CFGElement &E) const;
  bool propagate(const CFGBlock &Block);
  void readExits(const CFGBlock &Block, PendingAtExits &Found) const;

  const Body &B;
  const CFG &G;
  llvm::DenseMap<const Stmt *, unsigned> Number;
  llvm::BitVector Reached;
  std::vector<PendingSet> Out;
};

} // namespace

PendingSet Flow::before(const CFGBlock &Block) const {
  PendingSet In;
  In.May.resize(B.Deferrals.size());
  // Until a way is known nothing speaks against a deferral's being pending.
  In.Must.resize(B.Deferrals.size(), &Block != &G.getEntry());
  for (const CFGBlock *Pred : Block.preds())
    if (Pred && Reached.test(Pred->getBlockID())) {
      In.May |= Out[Pred->getBlockID()].May;
      In.Must &= Out[Pred->getBlockID()].Must;
    }
  return In;
}

void Flow::add(PendingSet &Set, const CFGElement &E) const {
  auto S = E.getAs<CFGStmt>();
  if (!S)
    return;
  auto Known = Number.find(S->getStmt());
  if (Known == Number.end())
    return;
  Set.May.set(Known->second);
  Set.Must.set(Known->second);
}

/// Returns whether anything changed behind the block.
bool Flow::propagate(const CFGBlock &Block) {
  unsigned Id = Block.getBlockID();
  bool Entered = &Block == &G.getEntry();
  for (const CFGBlock *Pred : Block.preds())
    Entered |= Pred && Reached.test(Pred->getBlockID());
  if (!Entered)
    return false;
  PendingSet Set = before(Block);
  for (const CFGElement &E : Block)
    add(Set, E);
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
    add(Set, E);
    auto S = E.getAs<CFGStmt>();
    if (S && isa<ReturnStmt>(S->getStmt())) {
      Found.Returns[S->getStmt()] = Set;
      Returns = true;
    }
  }
  if (const Stmt *Jump = Block.getTerminatorStmt())
    Found.Jumps.insert(Jump);
  if (Returns || Block.hasNoReturnElement() || &Block == &G.getExit())
    return;
  if (!llvm::is_contained(Block.succs(), &G.getExit()))
    return;
  if (!Found.End) {
    Found.End = std::move(Set);
    return;
  }
  Found.End->May |= Set.May;
  Found.End->Must &= Set.Must;
}

PendingAtExits Flow::run() {
  PostOrderCFGView Order(&G);
  for (bool Changed = true; Changed;) {
    Changed = false;
    for (const CFGBlock *Block : Order)
      Changed |= propagate(*Block);
  }
  PendingAtExits Found;
  for (const CFGBlock *Block : Order)
    if (Reached.test(Block->getBlockID()))
      readExits(*Block, Found);
  return Found;
}

std::optional<PendingAtExits> defer::findPendingAtExits(const Body &B,
                                                        const FunctionDecl *F,
                                                        ASTContext &Ctx) {
  CFG::BuildOptions Options;
  Options.PruneTriviallyFalseEdges = true;
  std::unique_ptr<CFG> G =
      CFG::buildCFG(F, const_cast<Stmt *>(B.Root), &Ctx, Options);
  if (!G)
    return std::nullopt; // an error in the body
  return Flow(B, *G).run();
}
