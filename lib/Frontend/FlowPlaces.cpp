//===- FlowPlaces.cpp - where the deferrals and labels are ----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FlowPlaces.h"

#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"

using namespace clang;
using namespace defer;

FlowPlaces::FlowPlaces(const FunctionDeferrals &F) {
  for (const auto &D : F.Deferrals)
    DeferralAt[D->Site] = D.get();
  for (const auto *Bodies : {&F.Bodies, &F.OtherBodies})
    for (const auto &B : *Bodies) {
      BodyOf[B->Of] = B.get();
      for (unsigned I = 0; I != B->Deferrals.size(); ++I)
        Number[B->Deferrals[I]] = I;
    }
  walk(F.Function->getBody(), 0);
}

const Deferral *FlowPlaces::itemAt(const Stmt *Item) const {
  for (;;) {
    if (auto *Label = dyn_cast<LabelStmt>(Item))
      Item = Label->getSubStmt();
    else if (auto *Case = dyn_cast<SwitchCase>(Item))
      Item = Case->getSubStmt();
    else if (auto *Attributed = dyn_cast<AttributedStmt>(Item))
      Item = Attributed->getSubStmt();
    else
      break;
  }
  return DeferralAt.lookup(Item);
}

bool FlowPlaces::isInside(const LabelDecl *Label, const CompoundStmt *Block,
                          unsigned From) const {
  auto Known = Labels.find(Label);
  if (Known == Labels.end())
    return true; // one of the model's own
  return llvm::any_of(Known->second, [&](const Step &Each) {
    return Each.Block == Block && Each.Index >= From;
  });
}

/// `Index`: which statement of its body's outermost block `S` is in.
void FlowPlaces::walk(const Stmt *S, unsigned Index) {
  if (const Deferral *D = DeferralAt.lookup(S)) {
    auto Known = Number.find(D);
    if (Known != Number.end())
      Within[D->Owner][Index].push_back(Known->second);
    if (auto *Block = dyn_cast<CompoundStmt>(D->S))
      return walkBlock(Block, 0, true);
    return walk(D->S, 0);
  }
  // These have frames of their own, and hold no deferral.
  if (isa<BlockExpr>(S) || isa<CapturedStmt>(S))
    return;
  if (auto *Block = dyn_cast<CompoundStmt>(S))
    return walkBlock(Block, Index, Path.empty());
  if (auto *Label = dyn_cast<LabelStmt>(S))
    Labels[Label->getDecl()].assign(Path.begin(), Path.end());
  for (const Stmt *Child : S->children())
    if (Child)
      walk(Child, Index);
}

void FlowPlaces::walkBlock(const CompoundStmt *Block, unsigned Index,
                           bool Outermost) {
  Path.push_back({Block, 0});
  for (const Stmt *Child : Block->body()) {
    walk(Child, Outermost ? Path.back().Index : Index);
    ++Path.back().Index;
  }
  Path.pop_back();
}
