//===- Decide.cpp - static or dynamic, and in which order -----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A deferral is static if control reaches it at most once in one run of its
// body: its block of the control flow graph lies on no cycle, and nothing
// returns twice.  The graph is Clang's own, so that `do { } while (0)` and
// `if (0)` are what they are.
//
// Static deferrals then have an order that holds for every run: that of the
// graph without its cycles.  It is the order in which the lowering chains
// them.
//
//===----------------------------------------------------------------------===//

#include "SourceModel.h"

#include "defer/Analysis/Diagnoser.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "clang/AST/Stmt.h"
#include "clang/Analysis/CFG.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/SCCIterator.h"

using namespace clang;
using namespace defer;

namespace {
/// Clang's graph without the edges that are never taken; those are null in
/// its own, which LLVM's algorithms do not expect.
struct FlowGraph {
  struct Node {
    const CFGBlock *Block = nullptr;
    llvm::SmallVector<Node *, 2> Succs;
  };

  explicit FlowGraph(const CFG &G) : Nodes(G.getNumBlockIDs()) {
    for (const CFGBlock *Block : G) {
      Node &N = Nodes[Block->getBlockID()];
      N.Block = Block;
      for (const CFGBlock *Succ : Block->succs())
        if (Succ)
          N.Succs.push_back(&Nodes[Succ->getBlockID()]);
    }
    Entry = &Nodes[G.getEntry().getBlockID()];
  }

  std::vector<Node> Nodes;
  Node *Entry;
};
} // namespace

namespace llvm {
template <> struct GraphTraits<FlowGraph *> {
  using NodeRef = FlowGraph::Node *;
  using ChildIteratorType = SmallVectorImpl<FlowGraph::Node *>::iterator;
  static NodeRef getEntryNode(FlowGraph *G) { return G->Entry; }
  static ChildIteratorType child_begin(NodeRef N) { return N->Succs.begin(); }
  static ChildIteratorType child_end(NodeRef N) { return N->Succs.end(); }
};
} // namespace llvm

namespace {

class Decider {
public:
  Decider(Body &B, const CFG &G) : B(B), G(G), Graph(G) {
    for (Deferral *D : B.Deferrals)
      DeferralOf[D->Marker] = D;
    for (Segment &S : B.Segments)
      SegmentOf[S.Var] = &S;
  }

  void run(bool ReturnsTwice);
  /// The first deferral that control may have reached when it gets to `S`.
  const Deferral *reaching(const Stmt *S);

private:
  Deferral *deferralOf(const CFGElement &E) const {
    auto S = E.getAs<CFGStmt>();
    auto *Call = S ? dyn_cast<CallExpr>(S->getStmt()) : nullptr;
    return Call ? DeferralOf.lookup(Call) : nullptr;
  }
  Segment *segmentOf(const CFGElement &E) const {
    auto S = E.getAs<CFGStmt>();
    auto *Decls = S ? dyn_cast<DeclStmt>(S->getStmt()) : nullptr;
    auto *Var = Decls && Decls->isSingleDecl()
                    ? dyn_cast<VarDecl>(Decls->getSingleDecl())
                    : nullptr;
    return Var ? SegmentOf.lookup(Var) : nullptr;
  }

  Body &B;
  const CFG &G;
  FlowGraph Graph;
  llvm::DenseMap<const CallExpr *, Deferral *> DeferralOf;
  llvm::DenseMap<const VarDecl *, Segment *> SegmentOf;
};

} // namespace

void Decider::run(bool ReturnsTwice) {
  // Components come last to first, so count down from the end; what control
  // cannot reach keeps its order of the source after all of them.
  unsigned Total = B.Deferrals.size() + B.Segments.size();
  unsigned Order = Total;
  for (Deferral *D : B.Deferrals)
    D->Order = ++Order;
  for (Segment &S : B.Segments)
    S.Order = ++Order;
  Order = Total;
  for (auto It = llvm::scc_begin(&Graph); !It.isAtEnd(); ++It) {
    bool Cycle = It.hasCycle();
    for (FlowGraph::Node *N : *It) {
      for (const CFGElement &E : llvm::reverse(*N->Block)) {
        if (Deferral *D = deferralOf(E)) {
          D->Why = ReturnsTwice ? Reason::SetJmp
                   : Cycle      ? Reason::Loop
                                : Reason::Static;
          D->Order = Order--;
        } else if (Segment *S = segmentOf(E))
          S->Order = Order--;
      }
    }
  }
  if (ReturnsTwice)
    for (Deferral *D : B.Deferrals)
      D->Why = Reason::SetJmp;
}

const Deferral *Decider::reaching(const Stmt *S) {
  llvm::BitVector Seen(G.getNumBlockIDs());
  llvm::SmallVector<const CFGBlock *, 16> Work;
  for (const CFGBlock *Block : G)
    for (const CFGElement &E : *Block) {
      auto Here = E.getAs<CFGStmt>();
      if (Here && Here->getStmt() == S) {
        // What stands before it in its own block.
        for (const CFGElement &Before : *Block) {
          if (&Before == &E)
            break;
          if (Deferral *D = deferralOf(Before))
            return D;
        }
        Work.append(Block->pred_begin(), Block->pred_end());
      }
    }
  while (!Work.empty()) {
    const CFGBlock *Block = Work.pop_back_val();
    if (!Block || Seen.test(Block->getBlockID()))
      continue;
    Seen.set(Block->getBlockID());
    for (const CFGElement &E : *Block)
      if (Deferral *D = deferralOf(E))
        return D;
    Work.append(Block->pred_begin(), Block->pred_end());
  }
  return nullptr;
}

void defer::decide(FunctionDeferrals &F, ASTContext &Ctx,
                   const SourceModel &Model, Diagnoser &Diags) {
  for (auto &B : F.Bodies) {
    CFG::BuildOptions Options;
    std::unique_ptr<CFG> G = CFG::buildCFG(
        F.Function, const_cast<Stmt *>(B->Root), &Ctx, Options);
    if (!G) {
      unsigned Order = 0;
      for (Deferral *D : B->Deferrals) {
        D->Why = Reason::Unknown;
        D->Order = ++Order;
      }
      for (Segment &S : B->Segments)
        S.Order = ++Order;
      continue;
    }
    Decider Here(*B, *G);
    Here.run(Model.CallsReturnsTwice);
    if (B->Of)
      continue;
    for (const auto &Tail : Model.MustTails) {
      auto *Attributed = cast<AttributedStmt>(Tail.S);
      const Stmt *Return = Attributed->getSubStmt();
      if (const Deferral *D = Here.reaching(Return)) {
        Diags.error(Return->getBeginLoc(),
                    "'musttail' call with a deferral pending");
        noteDeferral(Diags, *D);
      } else
        F.Tails.push_back(Attributed);
    }
  }
}
