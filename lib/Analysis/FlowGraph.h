//===- FlowGraph.h - the control flow of a body -----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Clang's control flow graph in the form that decisions and warnings follow,
// and LLVM's algorithms can walk.  Private to this library.
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_LIB_ANALYSIS_FLOWGRAPH_H
#define DEFER_LIB_ANALYSIS_FLOWGRAPH_H

#include "clang/Analysis/CFG.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/GraphTraits.h"
#include "llvm/ADT/SmallVector.h"

#include <memory>
#include <vector>

namespace defer {

struct Body;
struct FunctionDeferrals;

/// Clang's graph without the edges that a constant condition rules out.  The
/// other edges that Clang leaves out (the default of a `switch` that has all
/// enumerators, say) are what a warning may assume, but a program can take.
struct FlowGraph {
  struct Node {
    const clang::CFGBlock *Block = nullptr;
    llvm::SmallVector<Node *, 2> Succs, Preds;
    bool NoReturn = false; ///< ends with a call that does not return

    unsigned id() const { return Block->getBlockID(); }
  };

  FlowGraph(const clang::CFG &G, const clang::ASTContext &Ctx);

  /// The nodes, by number, that lead to one of some: through any other, but
  /// for `Head`, which ends the way.
  llvm::BitVector leadingTo(llvm::ArrayRef<const Node *> Ends,
                            const Node *Head = nullptr) const;

  std::vector<Node> Nodes;
  Node *Entry, *Exit;
};

/// The control flow of one body.
struct BodyFlow {
  BodyFlow(std::unique_ptr<clang::CFG> G, const clang::ASTContext &Ctx)
      : G(std::move(G)), Graph(*this->G, Ctx) {}

  std::unique_ptr<clang::CFG> G;
  FlowGraph Graph;
  /// Where each call, a deferral's marker too, is; for the warnings.
  llvm::DenseMap<const clang::CallExpr *, const FlowGraph::Node *> NodeOf;
};

/// That of the bodies of a function, each made once, when it is asked for: to
/// make it costs more than all that is asked.
class BodyFlows {
public:
  BodyFlows(const FunctionDeferrals &F, clang::ASTContext &Ctx)
      : F(F), Ctx(Ctx) {}

  /// Null where Clang makes no graph.
  BodyFlow *of(const Body &B);

private:
  const FunctionDeferrals &F;
  clang::ASTContext &Ctx;
  llvm::DenseMap<const Body *, std::unique_ptr<BodyFlow>> Made;
};

} // namespace defer

namespace llvm {
template <> struct GraphTraits<defer::FlowGraph *> {
  using NodeRef = defer::FlowGraph::Node *;
  using ChildIteratorType = SmallVectorImpl<defer::FlowGraph::Node *>::iterator;
  static NodeRef getEntryNode(defer::FlowGraph *G) { return G->Entry; }
  static ChildIteratorType child_begin(NodeRef N) { return N->Succs.begin(); }
  static ChildIteratorType child_end(NodeRef N) { return N->Succs.end(); }
};
} // namespace llvm

#endif // DEFER_LIB_ANALYSIS_FLOWGRAPH_H
