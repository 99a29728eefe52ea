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

#include "FlowGraph.h"
#include "SourceModel.h"

#include "defer/Analysis/Diagnoser.h"
#include "defer/Analysis/PendingAtExits.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "clang/AST/Stmt.h"
#include "clang/Analysis/CFG.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/SCCIterator.h"

using namespace clang;
using namespace defer;

namespace {

class Decider {
public:
  Decider(Body &B, BodyFlow &Flow, const ASTContext &Ctx)
      : B(B), G(*Flow.G), Graph(Flow.Graph), SM(Ctx.getSourceManager()) {
    for (Deferral *D : B.Deferrals)
      DeferralOf[D->Marker] = D;
    for (Segment &S : B.Segments)
      if (S.Var)
        SegmentOf[S.Var] = &S;
      else
        ScopedSegmentOf[S.Scoped->Marker] = &S;
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
  Deferral *pendingAfter(const CFGElement &E) const {
    Deferral *D = deferralOf(E);
    return D && D->Why != Reason::Never ? D : nullptr;
  }
  Segment *segmentOf(const CFGElement &E) const {
    auto S = E.getAs<CFGStmt>();
    if (auto *Call = S ? dyn_cast<CallExpr>(S->getStmt()) : nullptr)
      return ScopedSegmentOf.lookup(Call);
    auto *Decls = S ? dyn_cast<DeclStmt>(S->getStmt()) : nullptr;
    auto *Var = Decls && Decls->isSingleDecl()
                    ? dyn_cast<VarDecl>(Decls->getSingleDecl())
                    : nullptr;
    return Var ? SegmentOf.lookup(Var) : nullptr;
  }

  Body &B;
  const CFG &G;
  FlowGraph &Graph;
  const SourceManager &SM;
  llvm::DenseMap<const CallExpr *, Deferral *> DeferralOf;
  llvm::DenseMap<const VarDecl *, Segment *> SegmentOf;
  llvm::DenseMap<const CallExpr *, Segment *> ScopedSegmentOf;
};

} // namespace

void Decider::run(bool ReturnsTwice) {
  unsigned Order = B.Deferrals.size() + B.Segments.size();
  unsigned Rest = Order;
  for (Deferral *D : B.Deferrals) {
    D->Why = Reason::Unknown;
    D->Order = ++Rest;
  }
  for (Segment &S : B.Segments)
    S.Order = ++Rest;

  // Components come last to first, so count down from the end.
  struct Bound {
    SourceLocation Loc;
    unsigned *Order;
  };
  for (auto It = llvm::scc_begin(&Graph); !It.isAtEnd(); ++It) {
    bool Cycle = It.hasCycle();
    llvm::SmallVector<Bound, 8> Bounds;
    for (FlowGraph::Node *N : *It)
      for (const CFGElement &E : *N->Block) {
        if (Deferral *D = deferralOf(E)) {
          D->Why = Cycle ? Reason::Loop : Reason::Static;
          Bounds.push_back({D->Loc, &D->Order});
        } else if (Segment *S = segmentOf(E))
          Bounds.push_back(
              {S->Var ? S->Var->getLocation() : S->Scoped->Loc, &S->Order});
      }
    // Round a cycle it is the scopes of the segments that have an order, that
    // of the source.
    if (Cycle)
      llvm::stable_sort(Bounds, [&](const Bound &X, const Bound &Y) {
        return SM.isBeforeInTranslationUnit(X.Loc, Y.Loc);
      });
    for (const Bound &Each : llvm::reverse(Bounds))
      *Each.Order = Order--;
  }
  // What stands in a block of the graph that control cannot enter is never
  // reached; what stands in none (the size of an array somewhere in a type)
  // is not known.
  if (llvm::any_of(B.Deferrals,
                   [](const Deferral *D) { return D->Why == Reason::Unknown; }))
    for (const CFGBlock *Block : G)
      for (const CFGElement &E : *Block)
        if (Deferral *D = deferralOf(E); D && D->Why == Reason::Unknown)
          D->Why = Reason::Never;
  if (ReturnsTwice)
    for (Deferral *D : B.Deferrals)
      if (D->Why != Reason::Never)
        D->Why = Reason::SetJmp;
}

const Deferral *Decider::reaching(const Stmt *S) {
  llvm::BitVector Seen(G.getNumBlockIDs());
  llvm::SmallVector<const FlowGraph::Node *, 16> Work;
  for (const CFGBlock *Block : G)
    for (const CFGElement &E : *Block) {
      auto Here = E.getAs<CFGStmt>();
      if (!Here || Here->getStmt() != S)
        continue;
      // What stands before it in its own block.
      for (const CFGElement &Before : *Block) {
        auto Other = Before.getAs<CFGStmt>();
        if (Other && Other->getStmt() == S)
          break;
        if (Deferral *D = pendingAfter(Before))
          return D;
      }
      const auto &Preds = Graph.Nodes[Block->getBlockID()].Preds;
      Work.append(Preds.begin(), Preds.end());
    }
  while (!Work.empty()) {
    const FlowGraph::Node *N = Work.pop_back_val();
    if (Seen.test(N->Block->getBlockID()))
      continue;
    Seen.set(N->Block->getBlockID());
    for (const CFGElement &E : *N->Block)
      if (Deferral *D = pendingAfter(E))
        return D;
    Work.append(N->Preds.begin(), N->Preds.end());
  }
  return nullptr;
}

void defer::reportTail(Diagnoser &Diags, const AttributedStmt *Tail,
                       const Deferral &D) {
  Diags.error(Tail->getSubStmt()->getBeginLoc(),
              "'musttail' call with a deferral pending");
  noteDeferral(Diags, D);
}

/// The same where deferrals have been run or cancelled by name.
static const Deferral *reachingByName(const Body &B, const FunctionDeferrals &F,
                                      const Stmt *Return, ASTContext &Ctx) {
  auto Pending = findPendingAtExits(B, F, Ctx);
  if (!Pending)
    return B.Deferrals.front(); // not known
  auto Set = Pending->Returns.find(Return);
  if (Set == Pending->Returns.end() || Set->second.May.none())
    return nullptr;
  return B.Deferrals[Set->second.May.find_first()];
}

void defer::decide(FunctionDeferrals &F, ASTContext &Ctx,
                   const SourceModel &Model, BodyFlows &Flows,
                   Diagnoser &Diags) {
  for (auto &B : F.Bodies) {
    BodyFlow *Flow = Flows.of(*B);
    if (!Flow) {
      unsigned Order = 0;
      for (Deferral *D : B->Deferrals) {
        D->Why = Reason::Unknown;
        D->Order = ++Order;
      }
      for (Segment &S : B->Segments)
        S.Order = ++Order;
      continue;
    }
    Decider Here(*B, *Flow, Ctx);
    Here.run(Model.CallsReturnsTwice);
    if (B->Of)
      continue;
    for (const auto &Tail : Model.MustTails) {
      auto *Attributed = cast<AttributedStmt>(Tail.S);
      const Stmt *Return = Attributed->getSubStmt();
      const Deferral *D = Here.reaching(Return);
      if (D && !F.Uses.empty())
        D = reachingByName(*B, F, Return, Ctx);
      // A `longjmp` may have led there from anywhere.
      if (Model.CallsReturnsTwice)
        for (const Deferral *Other : B->Deferrals)
          if (!D && Other->Why != Reason::Never)
            D = Other;
      if (D)
        reportTail(Diags, Attributed, *D);
      else
        F.Tails.push_back(Attributed);
    }
  }
}
