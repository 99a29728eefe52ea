//===- NamedJumps.cpp - C2y's `break L` and `continue L` ------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "defer/Frontend/NamedJumps.h"

#include "defer/Analysis/Deferrals.h"
#include "defer/Support/ClangCompat.h"

#include "llvm/ADT/MapVector.h"

using namespace clang;
using namespace defer;

namespace {

class JumpExpander {
public:
  JumpExpander(FunctionDecl *F, NodeFactory &Nodes, NodeChanges &Changes)
      : F(F), Nodes(Nodes), Changes(Changes) {}

  void run() {
    walk(F->getBody(), nullptr);
    if (HasDeferrals)
      expand();
  }

private:
  struct Loop {
    Stmt **Slot; ///< where its parent has it
    const Stmt *In;
  };
  struct Jump {
    Stmt **Slot;
    const Stmt *To;
  };

  void walk(Stmt *S, const Stmt *In);
  void expand();
  static Stmt *&bodyOf(Stmt *Loop);

  FunctionDecl *F;
  NodeFactory &Nodes;
  NodeChanges &Changes;
  bool HasDeferrals = false;
  /// Each loop and `switch`, with the deferred statement that it is in.
  llvm::DenseMap<const Stmt *, Loop> Loops;
  llvm::SmallVector<Jump, 4> Jumps;
};

} // namespace

void JumpExpander::walk(Stmt *S, const Stmt *In) {
  const Stmt *Deferred = nullptr;
  if (deferralMarker(S)) {
    HasDeferrals = true;
    Deferred = cast<IfStmt>(S)->getElse();
  }
  for (Stmt *&Child : S->children()) {
    if (!Child)
      continue;
    const Stmt *Around = Child == Deferred ? Deferred : In;
    if (isa<ForStmt, WhileStmt, DoStmt, SwitchStmt>(Child))
      Loops[Child] = {&Child, Around};
    if (const Stmt *To = compat::namedTarget(Child)) {
      auto Known = Loops.find(To);
      if (Known != Loops.end() && Known->second.In == Around)
        Jumps.push_back({&Child, To});
    }
    walk(Child, Around);
  }
}

Stmt *&JumpExpander::bodyOf(Stmt *Loop) {
  Stmt *Body = isa<ForStmt>(Loop)     ? cast<ForStmt>(Loop)->getBody()
               : isa<WhileStmt>(Loop) ? cast<WhileStmt>(Loop)->getBody()
                                      : cast<DoStmt>(Loop)->getBody();
  for (Stmt *&Child : Loop->children())
    if (Child == Body)
      return Child;
  llvm_unreachable("a loop without a body");
}

void JumpExpander::expand() {
  struct Labels {
    LabelDecl *Behind = nullptr, *Next = nullptr;
  };
  llvm::MapVector<const Stmt *, Labels> Targets;
  for (const Jump &J : Jumps) {
    Stmt *S = *J.Slot;
    SourceLocation Loc = S->getBeginLoc();
    LabelDecl *&To =
        isa<BreakStmt>(S) ? Targets[J.To].Behind : Targets[J.To].Next;
    if (!To)
      To = Nodes.label(F, Loc);
    Changes.set(*J.Slot, Nodes.jump(To, Loc));
  }
  for (const auto &Each : Targets) {
    Stmt *&Slot = *Loops[Each.first].Slot;
    Stmt *Loop = Slot;
    SourceLocation Begin = Loop->getBeginLoc(), End = Loop->getEndLoc();
    if (Each.second.Next) {
      Stmt *&Body = bodyOf(Loop);
      Changes.set(Body, Nodes.block({Body, Nodes.place(Each.second.Next, End)},
                                    Body->getBeginLoc(), End));
    }
    if (Each.second.Behind)
      Changes.set(Slot,
                  Nodes.block({Loop, Nodes.place(Each.second.Behind, End)},
                              Begin, End));
  }
}

void defer::expandNamedJumps(FunctionDecl *F, NodeFactory &Nodes,
                             NodeChanges &Changes) {
  JumpExpander(F, Nodes, Changes).run();
}
