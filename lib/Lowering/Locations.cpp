//===- Locations.cpp - lines for what the lowering adds -------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LocationParts.h"

#include "defer/Lowering/Locations.h"

#include "defer/Lowering/FunctionModel.h"

#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/IntrinsicInst.h"

using namespace llvm;
using namespace defer;

DebugLoc defer::implicit(const DebugLoc &Of, unsigned Line) {
  if (!Of)
    return DebugLoc(); // no debug information
  return DILocation::get(Of->getContext(), Line, Of->getColumn(),
                         Of->getScope(), Of->getInlinedAt(),
                         /*ImplicitCode=*/true);
}

static void makeImplicit(Instruction *I) {
  if (I->getDebugLoc())
    I->setDebugLoc(implicit(I->getDebugLoc(), I->getDebugLoc().getLine()));
}

static bool hasLine(const DeferralModel &D, unsigned Line) {
  for (const BasicBlock *BB : D.Region)
    for (const Instruction &I : *BB)
      if (I.getDebugLoc() && I.getDebugLoc().getLine() == Line && &I != D.End &&
          !I.isTerminator())
        return true;
  return false;
}

/// A structure that is passed in memory has no place of its own.
static bool isVariable(const Value *Address) {
  return isa<AllocaInst, Argument>(Address->stripPointerCasts());
}

/// Clang's own branches past the deferral, out of a block it stands in, and the
/// copies of what it captures.
static bool belongsToSite(const Instruction &I) {
  if (auto *Branch = dyn_cast<BranchInst>(&I))
    return Branch->isUnconditional();
  if (auto *Load = dyn_cast<LoadInst>(&I))
    return isVariable(Load->getPointerOperand());
  if (auto *Store = dyn_cast<StoreInst>(&I))
    return isVariable(Store->getPointerOperand());
  // With typed pointers, a copy's address.
  if (auto *Cast = dyn_cast<BitCastInst>(&I))
    return isVariable(Cast->getOperand(0));
  auto *Copy = dyn_cast<MemCpyInst>(&I);
  return Copy && isVariable(Copy->getRawDest()) &&
         isVariable(Copy->getRawSource());
}

void defer::settleSites(FunctionModel &M) {
  using Position = std::pair<unsigned, unsigned>;
  DenseMap<Position, DeferralModel *> At;
  for (auto &D : M.Deferrals)
    if (D->Loc)
      At[{D->Loc.getLine(), D->Loc.getCol()}] = D.get();
  if (At.empty())
    return; // no debug information
  for (BasicBlock &BB : M.F)
    for (Instruction &I : BB) {
      DebugLoc Loc = I.getDebugLoc();
      if (!Loc || !belongsToSite(I))
        continue;
      DeferralModel *D = At.lookup({Loc.getLine(), Loc.getCol()});
      if (D && !D->Region.count(&BB))
        I.setDebugLoc(D->SiteLoc);
    }
}

/// Where to stop and what to count of the lines, for people.
static void giveLines(FunctionModel &M) {
  for (auto &D : M.Deferrals) {
    D->ExitLoc = implicit(D->Loc, 0);
    D->SiteLoc = D->ExitLoc;
    if (D->Loc && !hasLine(*D, D->Loc.getLine()))
      D->SiteLoc = implicit(D->Loc, D->Loc.getLine());
  }
  settleSites(M);
  for (auto &Body : M.Bodies) {
    DebugLoc Loc = Body->Begin->getDebugLoc();
    Body->ExitLoc = Body->LeaveLoc = implicit(Loc, 0);
    DISubprogram *Function = M.F.getSubprogram();
    Body->Begin->setDebugLoc(Loc && Function && !Body->Of
                                 ? implicit(Loc, Function->getScopeLine())
                                 : Body->ExitLoc);
    Body->StartLoc = Body->Begin->getDebugLoc();
    for (DeferralModel *D : Body->Deferrals)
      D->BeginLoc = Body->StartLoc;
    for (auto &S : Body->Segments)
      makeImplicit(S->Mark);
    for (CallInst *Goto : Body->Gotos)
      makeImplicit(Goto);
  }
  for (auto &Block : M.Blocks)
    Block.second.Call->setDebugLoc(
        implicit(Block.second.Call->getDebugLoc(), 0));
}

void defer::settleLocations(FunctionModel &M, bool AtKeyword) {
  if (AtKeyword)
    giveKeywords(M);
  else
    giveLines(M);
  // Now that none is asked for its line any more.
  for (auto &D : M.Deferrals)
    D->Mark->setDebugLoc(D->SiteLoc);
}
