//===- FunctionModel.cpp - a function's deferrals, read from the IR -------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "defer/Lowering/FunctionModel.h"

#include "defer/Lowering/Destinations.h"
#include "defer/Lowering/LandingPads.h"
#include "defer/Lowering/ReturnsTwice.h"

#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/IR/CFG.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/DiagnosticInfo.h"
#include "llvm/IR/Function.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/LLVMContext.h"
#include "llvm/Transforms/Utils/BasicBlockUtils.h"

#include <algorithm>

using namespace defer;
using namespace llvm;

static int intArg(const CallInst *Call, unsigned I) {
  return cast<ConstantInt>(Call->getArgOperand(I))->getSExtValue();
}

bool FunctionModel::fail(Instruction *At, const char *What) {
  F.getContext().diagnose(DiagnosticInfoUnsupported(
      F, Twine("malformed defer marker: ") + What, At->getDebugLoc()));
  return false;
}

/// What all deferrals have: the branch on the marker.
bool FunctionModel::readBranch(CallInst *Call, DeferralModel &D) {
  auto *Branch =
      Call->hasOneUse() ? dyn_cast<BranchInst>(Call->user_back()) : nullptr;
  if (!Branch || Branch->getParent() != Call->getParent() ||
      Branch->getSuccessor(0) == Branch->getSuccessor(1))
    return fail(Call, "a deferral must be the condition of a branch");
  D.Mark = Call;
  D.Entry = Branch->getSuccessor(0);
  D.After = Branch->getSuccessor(1);
  D.Loc = Call->getDebugLoc();
  return true;
}

/// And the variables its statement names, as pairs of arguments.
bool FunctionModel::readNames(CallInst *Call, unsigned From, DeferralModel &D) {
  if ((Call->arg_size() - From) % 2)
    return fail(Call, "a variable without a block");
  for (unsigned I = From; I + 1 < Call->arg_size(); I += 2) {
    Value *Address = Call->getArgOperand(I + 1);
    if (!isa<ConstantInt>(Call->getArgOperand(I)) ||
        !Address->getType()->isPointerTy())
      return fail(Call, "a named variable that is none");
    D.Names.push_back(
        {static_cast<unsigned>(intArg(Call, I)), Address->stripPointerCasts()});
    // The marker itself is no use of the variable.
    Call->setArgOperand(I + 1, UndefValue::get(Address->getType()));
    auto *Cast = dyn_cast<BitCastInst>(Address);
    if (Cast && Cast->use_empty())
      Cast->eraseFromParent();
  }
  return true;
}

bool FunctionModel::readDeferral(CallInst *Call) {
  auto D = std::make_unique<DeferralModel>();
  if (!readBranch(Call, *D))
    return false;
  D->Owner = BodyOf.lookup(tokenOf(Call, 0));
  if (!D->Owner)
    return fail(Call, "a deferral outside of a body");
  D->Id = intArg(Call, 1);
  D->Why = static_cast<Reason>(intArg(Call, 2));
  D->Order = intArg(Call, 3);
  D->MayRunAgain = Call->getCalledFunction()->getName() == marker::Again;
  if (D->Why < Reason::Static || D->Why > Reason::Never)
    return fail(Call, "no such reason");
  if (D->Why == Reason::Static && !D->Order)
    return fail(Call, "a deferral without an order");
  if (!readNames(Call, marker::DeferralFixedArgs, *D))
    return false;
  Deferrals.push_back(std::move(D));
  return true;
}

bool FunctionModel::readScoped(CallInst *Call) {
  auto D = std::make_unique<DeferralModel>();
  D->Why = Reason::Scoped;
  D->Id = intArg(Call, 0);
  if (!readBranch(Call, *D) || !readNames(Call, marker::ScopedFixedArgs, *D))
    return false;
  Deferrals.push_back(std::move(D));
  return true;
}

bool FunctionModel::checkOrders() {
  for (auto &Body : Bodies) {
    SmallDenseSet<unsigned, 16> Orders;
    for (DeferralModel *D : Body->Deferrals)
      if (D->Why == Reason::Static && !Orders.insert(D->Order).second)
        return fail(D->Mark, "two deferrals of one order");
    for (auto &S : Body->Segments)
      if (!S->Order || !Orders.insert(S->Order).second)
        return fail(S->Mark, "a segment of another's order");
  }
  return true;
}

bool FunctionModel::read() {
  // Clang leaves blocks that nothing enters but that lead into others, where a
  // label stands in code that is not reached otherwise, say.
  EliminateUnreachableBlocks(F);
  cutImpossibleDestinations(F);
  if (F.hasPersonalityFn()) {
    LandingPads Pads = splitLandingPads(F);
    UnwindOfRun = std::move(Pads.OfRun);
    Exception = Pads.Exception;
  }

  SmallVector<CallInst *, 16> Marks, Scopes, Ends, Exits, Segments, Gotos,
      BlockMarks, Tails, Uses, Statements, Recoveries, Recovered;
  for (Instruction &I : instructions(F)) {
    auto *Call = dyn_cast<CallInst>(&I);
    if (!Call)
      continue;
    if (returnsTwice(*Call)) {
      ReturnsTwice = true;
      // LLVM gives values that are still needed after the second return one
      // place with others where the intrinsic of __builtin_setjmp is alone.
      Call->addFnAttr(Attribute::ReturnsTwice);
    }
    const Function *Callee = Call->getCalledFunction();
    if (!Callee || !Callee->isDeclaration())
      continue;
    StringRef Name = Callee->getName();
    if (Name == marker::Body) {
      auto Body = std::make_unique<BodyModel>();
      Body->Begin = Call;
      Body->Token = tokenOf(Call, 0);
      if (!BodyOf.insert({Body->Token, Body.get()}).second)
        return fail(Call, "a body that starts twice");
      Bodies.push_back(std::move(Body));
    } else if (marker::isDeferral(Name))
      Marks.push_back(Call);
    else if (Name == marker::Scope)
      Scopes.push_back(Call);
    else if (Name == marker::End)
      Ends.push_back(Call);
    else if (Name == marker::Statement)
      Statements.push_back(Call);
    else if (Name == marker::Exit)
      Exits.push_back(Call);
    else if (Name == marker::Segment)
      Segments.push_back(Call);
    else if (Name == marker::Goto)
      Gotos.push_back(Call);
    else if (Name == marker::Tail)
      Tails.push_back(Call);
    else if (Name == marker::Block)
      BlockMarks.push_back(Call);
    else if (Name == marker::Run || Name == marker::Cancel)
      Uses.push_back(Call);
    else if (Name == marker::Recover)
      Recoveries.push_back(Call);
    else if (Name == marker::Recovered)
      Recovered.push_back(Call);
  }

  for (CallInst *Call : Marks)
    if (!(Call->getCalledFunction()->getName() == marker::Scoped
              ? readScoped(Call)
              : readDeferral(Call)))
      return false;

  for (auto &D : Deferrals)
    ById[D->Id] = D.get();
  if (ById.size() != Deferrals.size())
    return fail(Marks.front(), "a deferral stands twice");
  for (CallInst *Call : Ends) {
    DeferralModel *D = ById.lookup(intArg(Call, 0));
    if (!D || D->End)
      return fail(Call, "the end of no deferral");
    D->End = Call;
    SplitBlock(Call->getParent(), Call->getNextNode());
  }
  for (CallInst *Call : Uses)
    SplitBlock(Call->getParent(), Call->getNextNode());

  for (CallInst *Call : Scopes) {
    DeferralModel *D = ById.lookup(intArg(Call, 1));
    if (!D || !D->isScoped() || D->Scope)
      return fail(Call, "the scope of no deferral");
    D->Scope = Call;
    D->Token = tokenOf(Call, 0);
  }
  if (!readStatements(Statements))
    return false;
  for (CallInst *Call : Segments) {
    BodyModel *Body = BodyOf.lookup(tokenOf(Call, 0));
    if (!Body)
      return fail(Call, "a segment outside of a body");
    auto S = std::make_unique<SegmentModel>();
    S->Mark = Call;
    S->Token = tokenOf(Call, 1);
    S->Order = intArg(Call, 2);
    Body->Segments.push_back(std::move(S));
  }
  for (CallInst *Call : Gotos)
    if (BodyModel *Body = BodyOf.lookup(tokenOf(Call, 0)))
      Body->Gotos.push_back(Call);
    else
      return fail(Call, "a goto outside of a body");
  for (CallInst *Call : Tails)
    if (BodyModel *Body = BodyOf.lookup(tokenOf(Call, 0)))
      Body->Tails.push_back(Call);
    else
      return fail(Call, "a tail call outside of a body");
  for (CallInst *Call : BlockMarks)
    if (BodyModel *Body = BodyOf.lookup(tokenOf(Call, 0)))
      Blocks[intArg(Call, 1)] = {Call, Body};
    else
      return fail(Call, "a block outside of a body");
  readExits(Exits);
  if (!readRecoveries(Recoveries, Recovered))
    return false;

  if (!findRegions())
    return false;
  for (auto &Body : Bodies)
    if (DeferralModel *D = Innermost.lookup(Body->Begin->getParent())) {
      Body->Of = D;
      D->Inner = Body.get();
    }
  // In the order of the source, which the ids are in.
  for (auto &D : Deferrals) {
    D->Around = Innermost.lookup(D->at());
    D->HasAddresses = llvm::any_of(
        D->Region, [](BasicBlock *BB) { return BB->hasAddressTaken(); });
    if (D->Owner)
      D->Owner->Deferrals.push_back(D.get());
  }
  for (auto &D : llvm::reverse(Deferrals)) // inner before outer
    if (D->Around)
      D->Around->Height = std::max(D->Around->Height, D->Height + 1);
  for (auto &Body : Bodies)
    llvm::sort(Body->Deferrals, [](auto *A, auto *B) { return A->Id < B->Id; });
  return readUses(Uses) && checkOrders();
}

bool FunctionModel::readStatements(ArrayRef<CallInst *> Calls) {
  for (CallInst *Call : Calls) {
    DeferralModel *D = ById.lookup(intArg(Call, 1));
    if (!D || D->Statement)
      return fail(Call, "the statement of no deferral");
    D->Statement = Call;
    D->Unwinds = intArg(Call, 2);
  }
  return true;
}

bool FunctionModel::readRecoveries(ArrayRef<CallInst *> Recoveries,
                                   ArrayRef<CallInst *> Recovered) {
  for (CallInst *Call : Recoveries)
    if (DeferralModel *D = ById.lookup(intArg(Call, 0)); D && D->Unwinds)
      D->Recoveries.push_back(Call);
    else
      IdleRecoveries.push_back(Call);
  for (CallInst *Call : Recovered) {
    BodyModel *Body = BodyOf.lookup(tokenOf(Call, 0));
    auto *Branch =
        Call->hasOneUse() ? dyn_cast<BranchInst>(Call->user_back()) : nullptr;
    if (!Body || Body->RecoveredMark || !Branch ||
        Branch->getParent() != Call->getParent())
      return fail(Call,
                  "where a body goes on must be the condition of a branch");
    Body->RecoveredMark = Call;
  }
  return true;
}

bool FunctionModel::readUses(ArrayRef<CallInst *> Calls) {
  for (CallInst *Call : Calls) {
    UseModel U;
    U.Call = Call;
    U.Of = ById.lookup(intArg(Call, 0));
    if (!U.Of || U.Of->Why == Reason::Never) {
      IdleUses.push_back(Call);
      continue;
    }
    if (!U.Of->Owner)
      return fail(Call, "a use of a deferral that is no body's");
    U.In = Innermost.lookup(Call->getParent());
    U.Runs = Call->getCalledFunction()->getName() == marker::Run;
    U.Unwind = UnwindOfRun.lookup(Call);
    U.Of->HasUses = true;
    U.Of->UsedInside |= U.In != U.Of->Owner->Of;
    for (DeferralModel *D = U.In; D && D != U.Of->Owner->Of; D = D->Around)
      D->UsesOthers |= U.Runs || D->Around != U.Of->Owner->Of;
    U.Of->Owner->Uses.push_back(U);
  }
  return true;
}

BasicBlock *UseModel::newBlock(const char *Name) const {
  BasicBlock *Before = next();
  auto *BB = BasicBlock::Create(Before->getContext(), Name, Before->getParent(),
                                Before);
  adopt(BB);
  return BB;
}

void UseModel::adopt(BasicBlock *BB) const {
  for (DeferralModel *D = In; D; D = D->Around)
    D->Region.insert(BB);
}

BasicBlock *BodyModel::newBlock(const char *Name, BasicBlock *Before) {
  Function *F = Before->getParent();
  auto *BB = BasicBlock::Create(F->getContext(), Name, F, Before);
  for (DeferralModel *D = Of; D; D = D->Around)
    D->Region.insert(BB);
  return BB;
}

void FunctionModel::detach() {
  for (auto &D : Deferrals) {
    auto *Branch = cast<BranchInst>(D->at()->getTerminator());
    D->After = Branch->getSuccessor(1); // may have been threaded
    D->Entry->removePredecessor(D->at());
    Branch->eraseFromParent();
    BranchInst *Through = BranchInst::Create(D->After, D->at());
    Through->setDebugLoc(D->SiteLoc);
    if (!D->End)
      continue;
    Instruction *Back = D->endBlock()->getTerminator();
    for (BasicBlock *Next : successors(D->endBlock()))
      Next->removePredecessor(D->endBlock());
    Back->eraseFromParent();
    new UnreachableInst(F.getContext(), D->endBlock());
  }
}

void FunctionModel::adopt(const DeferralModel &Copy, const DeferralModel &Of) {
  for (DeferralModel *D = Of.Around; D; D = D->Around)
    for (BasicBlock *BB : Copy.Region)
      D->Region.insert(BB);
}

void FunctionModel::splitOff(BasicBlock *New, BasicBlock *Old) {
  Innermost[New] = regionOf(Old);
  for (DeferralModel *D = regionOf(Old); D; D = D->Around)
    D->Region.insert(New);
}
