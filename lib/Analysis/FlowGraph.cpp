//===- FlowGraph.cpp - the control flow of a body -------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FlowGraph.h"

#include "defer/Analysis/Deferrals.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"

using namespace clang;
using namespace defer;

static bool isConstant(const CFGBlock &Block, const ASTContext &Ctx) {
  auto *Cond = dyn_cast_or_null<Expr>(Block.getTerminatorCondition());
  Expr::EvalResult Result;
  return Cond && Cond->EvaluateAsRValue(Result, Ctx) && !Result.HasSideEffects;
}

/// Whether the call that the block ends with does not return for Clang's
/// analyser only (__attribute__((analyzer_noreturn))).
static bool onlyForAnalyser(const CFGBlock &Block) {
  if (!Block.hasNoReturnElement())
    return false;
  for (const CFGElement &E : llvm::reverse(Block)) {
    auto S = E.getAs<CFGStmt>();
    auto *Call = S ? dyn_cast<CallExpr>(S->getStmt()) : nullptr;
    if (!Call)
      continue;
    const FunctionDecl *Callee = Call->getDirectCallee();
    return Callee && !Callee->isNoReturn() &&
           Callee->hasAttr<AnalyzerNoReturnAttr>();
  }
  return false;
}

FlowGraph::FlowGraph(const CFG &G, const ASTContext &Ctx)
    : Nodes(G.getNumBlockIDs()) {
  for (const CFGBlock *Block : G) {
    Node &N = Nodes[Block->getBlockID()];
    N.Block = Block;
    bool Returns = onlyForAnalyser(*Block);
    N.NoReturn = Block->hasNoReturnElement() && !Returns;
    for (const CFGBlock::AdjacentBlock &Edge : Block->succs()) {
      const CFGBlock *Succ = Edge.getReachableBlock();
      if (Returns || (!Succ && !isConstant(*Block, Ctx)))
        Succ = Edge.getPossiblyUnreachableBlock();
      if (!Succ)
        continue;
      N.Succs.push_back(&Nodes[Succ->getBlockID()]);
      Nodes[Succ->getBlockID()].Preds.push_back(&N);
    }
  }
  Entry = &Nodes[G.getEntry().getBlockID()];
  Exit = &Nodes[G.getExit().getBlockID()];
}

llvm::BitVector FlowGraph::leadingTo(llvm::ArrayRef<const Node *> Ends,
                                     const Node *Head) const {
  llvm::BitVector Seen(Nodes.size());
  llvm::SmallVector<const Node *, 16> Work(Ends.begin(), Ends.end());
  while (!Work.empty()) {
    const Node *N = Work.pop_back_val();
    if (Seen.test(N->id()))
      continue;
    Seen.set(N->id());
    if (N != Head)
      Work.append(N->Preds.begin(), N->Preds.end());
  }
  return Seen;
}

BodyFlow *BodyFlows::of(const Body &B) {
  auto New = Made.try_emplace(&B);
  if (New.second)
    if (auto G = CFG::buildCFG(F.Function, const_cast<Stmt *>(B.Root), &Ctx,
                               CFG::BuildOptions()))
      New.first->second = std::make_unique<BodyFlow>(std::move(G), Ctx);
  return New.first->second.get();
}
