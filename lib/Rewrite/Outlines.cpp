//===- Outlines.cpp - statements that become functions --------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Outlines.h"

#include "clang/AST/Expr.h"
#include "llvm/ADT/DenseMap.h"

using namespace clang;
using namespace defer;

/// Labels as values cannot be there twice: each computed `goto` has all of its
/// function to go to.
bool defer::hasLabelAsValue(const Stmt *S) {
  return isa<AddrLabelExpr>(S) ||
         llvm::any_of(S->children(), [](const Stmt *Child) {
           return Child && hasLabelAsValue(Child);
         });
}

/// Whether a use stands in its own statement, where a static deferral is
/// pending no more.
static bool doesNothing(const HandleUse &Use) {
  for (const Deferral *In = Use.In; In && !Use.Of->isDynamic();
       In = In->Owner->Of)
    if (In == Use.Of)
      return true;
  return false;
}

Outlines::Outlines(const FunctionDeferrals &F, bool All)
    : OfAll(All || F.Unwinds) {
  if (F.Unwinds) {
    for (const auto &D : F.Deferrals)
      if (D->Why != Reason::Never)
        Found.insert(D.get());
    return;
  }
  llvm::SmallVector<const HandleUse *, 4> Uses;
  for (const HandleUse &Use : F.Uses)
    if (Use.Runs && Use.Of->Why != Reason::Never && !doesNothing(Use))
      Uses.push_back(&Use);
  using Set = llvm::SmallSetVector<const Deferral *, 4>;
  llvm::DenseMap<const Deferral *, Set> Runs;
  for (const HandleUse *Use : Uses)
    for (const Deferral *In = Use->In; In; In = In->Owner->Of)
      if (In->Owner == Use->Of->Owner)
        Runs[In].insert(Use->Of);
  Set Members;
  for (const auto &Each : Runs) {
    Set Reached;
    llvm::SmallVector<const Deferral *, 4> Work{Each.first};
    while (!Work.empty())
      for (const Deferral *Next : Runs.lookup(Work.pop_back_val()))
        if (Reached.insert(Next))
          Work.push_back(Next);
    if (Reached.count(Each.first))
      Members.insert(Each.first);
  }
  for (const HandleUse *Use : Uses)
    if (All || hasLabelAsValue(Use->Of->S))
      Members.insert(Use->Of);
  // What one of these runs, but for what stands in it.
  for (bool Changed = true; Changed;) {
    Changed = false;
    for (const HandleUse *Use : Uses)
      for (const Deferral *In = Use->In; In && In != Use->Of->Owner->Of;
           In = In->Owner->Of)
        if (Members.count(In))
          Changed |= Members.insert(Use->Of);
  }
  for (const auto &D : F.Deferrals)
    if (Members.count(D.get()))
      Found.insert(D.get());
}
