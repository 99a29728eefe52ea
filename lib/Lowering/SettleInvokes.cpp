//===- SettleInvokes.cpp - code around calls with landing pads ------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "defer/Lowering/SettleInvokes.h"

#include "defer/Lowering/EmptyAsm.h"
#include "defer/Lowering/ExceptionPieces.h"
#include "defer/Lowering/KeptNumbers.h"
#include "defer/Lowering/LandingPads.h"
#include "defer/Support/LLVMCompat.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/Analysis/ValueTracking.h"
#include "llvm/IR/CFG.h"
#include "llvm/IR/Dominators.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/Module.h"
#include "llvm/Transforms/Utils/BasicBlockUtils.h"
#include "llvm/Transforms/Utils/SSAUpdater.h"

#include <map>
#include <optional>

using namespace defer;
using namespace llvm;

/// How far it is looked ahead for a use.
static constexpr unsigned MostBlocksOn = 8;

namespace {

class Settler {
public:
  Settler(Function &F, bool IsAArch64)
      : F(F), Register(IsAArch64 ? "x0" : "ax"),
        HalfRegister(IsAArch64 ? "w0" : "ax"), IsAArch64(IsAArch64) {}

  void run();

private:
  void findInvokes();
  void keep(Instruction *Before, Value *V);
  void separatePads();
  void keepBefore(InvokeInst &Call);
  void takeBehindTest(InvokeInst &Call, DominatorTree &DT);
  void keepApart(InvokeInst &Call);

  Function &F;
  StringRef Register, HalfRegister; ///< that results are in
  /// Its scheduler puts arguments before what is above them, and tails are made
  /// one without landing pads, too.
  bool IsAArch64;
  SmallVector<InvokeInst *, 16> Invokes;
};

} // namespace

/// Those on ways that no exception goes.
void Settler::findInvokes() {
  SmallSetVector<BasicBlock *, 32> Normal;
  Normal.insert(&F.getEntryBlock());
  for (unsigned I = 0; I != Normal.size(); ++I)
    for (BasicBlock *Next : successors(Normal[I]))
      if (!Next->isEHPad())
        Normal.insert(Next);
  for (BasicBlock *BB : Normal)
    if (auto *Call = dyn_cast<InvokeInst>(BB->getTerminator()))
      Invokes.push_back(Call);
}

static bool isMovable(const Instruction &I) {
  return !isa<PHINode>(I) && !isa<AllocaInst>(I) && !isa<CallBase>(I) &&
         !I.isTerminator() && !I.mayReadOrWriteMemory() &&
         isSafeToSpeculativelyExecute(&I);
}

void Settler::keep(Instruction *Before, Value *V) {
  IRBuilder<> B(Before);
  emptyAsm(B, B.getVoidTy(), V, "r");
}

void Settler::separatePads() {
  SmallSetVector<BasicBlock *, 16> Pads;
  for (InvokeInst *Call : Invokes)
    if (isa<PHINode>(Call->getUnwindDest()->front()))
      Pads.insert(Call->getUnwindDest());
  for (BasicBlock *Pad : Pads) {
    std::map<SmallVector<Value *, 4>, unsigned> Known;
    SmallVector<SmallVector<BasicBlock *, 4>, 4> Groups;
    for (BasicBlock *Pred : predecessors(Pad)) {
      SmallVector<Value *, 4> Values;
      for (PHINode &Phi : Pad->phis())
        Values.push_back(Phi.getIncomingValueForBlock(Pred));
      auto Of = Known.insert({Values, Groups.size()});
      if (Of.second)
        Groups.emplace_back();
      Groups[Of.first->second].push_back(Pred);
    }
    // What is split off leads to where the rest is.
    for (auto &Group : llvm::drop_begin(Groups)) {
      SmallVector<BasicBlock *, 2> New;
      SplitLandingPadPredecessors(Pad, Group, ".own", ".rest", New);
      Pad = New[1];
    }
  }
}

/// Whether an operand is kept for it alone.
static bool endsOperand(const Instruction &I) {
  return llvm::any_of(I.operands(), [](const Value *Of) {
    return (isa<Instruction>(Of) || isa<Argument>(Of)) && Of->hasOneUse();
  });
}

/// Whether it is used on the way from the call before that divides: code
/// without landing pads has it before the call then.
static bool isUsedStraightBehind(const Instruction &I, const InvokeInst &Call) {
  const BasicBlock *From = Call.getParent(), *BB = Call.getNormalDest();
  for (unsigned Steps = 0; BB && Steps != MostBlocksOn; ++Steps) {
    for (const Use &U : I.uses()) {
      auto *By = cast<Instruction>(U.getUser());
      auto *Phi = dyn_cast<PHINode>(By);
      if (By->getParent() == BB && (!Phi || Phi->getIncomingBlock(U) == From))
        return true;
    }
    From = BB;
    if (auto *Next = dyn_cast<InvokeInst>(BB->getTerminator()))
      BB = Next->getNormalDest();
    else
      BB = BB->getSingleSuccessor();
  }
  return false;
}

void Settler::keepBefore(InvokeInst &Call) {
  BasicBlock *BB = Call.getParent();
  for (Instruction &I : *BB) {
    if (!isMovable(I) || !isWord(I) || !endsOperand(I) ||
        !isUsedStraightBehind(I, Call))
      continue;
    if (llvm::none_of(I.users(), [&](const User *U) {
          return cast<Instruction>(U)->getParent() == BB;
        }))
      keep(&Call, &I);
  }
}

/// What the block computes arguments of its call from.
static SmallSetVector<Value *, 2> operandsOfArguments(BasicBlock &BB) {
  SmallSetVector<Value *, 2> Operands;
  auto Call = llvm::find_if(BB, [](const Instruction &I) {
    auto *Call = dyn_cast<CallBase>(&I);
    return Call && !Call->isInlineAsm() && !isa<IntrinsicInst>(Call);
  });
  if (Call == BB.end())
    return Operands;
  for (Value *Arg : cast<CallBase>(*Call).args()) {
    auto *Computed = dyn_cast<Instruction>(Arg);
    if (!Computed || Computed->getParent() != &BB || !isMovable(*Computed))
      continue;
    for (Value *Of : Computed->operands()) {
      auto *By = dyn_cast<Instruction>(Of);
      if (isWord(*Of) && (isa<Argument>(Of) || (By && By->getParent() != &BB)))
        Operands.insert(Of);
    }
  }
  return Operands;
}

/// `Old`, of another block, is `New` from there on, and so ends there.
static void follow(Value *Old, Instruction *New) {
  auto *By = dyn_cast<Instruction>(Old);
  BasicBlock *From =
      By ? By->getParent() : &New->getFunction()->getEntryBlock();
  SSAUpdater SSA;
  SSA.Initialize(Old->getType(), Old->getName());
  SSA.AddAvailableValue(From, Old);
  SSA.AddAvailableValue(New->getParent(), New);
  for (Use &U : llvm::make_early_inc_range(Old->uses())) {
    auto *User = cast<Instruction>(U.getUser());
    BasicBlock *In = User->getParent();
    // In a loop, `New` follows the one of the last round.
    if (User == New || isa<PHINode>(User) ||
        (In != From && In != New->getParent()))
      SSA.RewriteUse(U);
    else if (In == New->getParent() && New->comesBefore(User))
      U.set(New);
  }
}

/// Whether the block only tests, the value among other things.
static bool isTestOf(const BasicBlock &BB, const Value &V) {
  bool Tested = false;
  for (const Instruction &I : BB) {
    if (isa<CallBase>(I) && !isa<DbgInfoIntrinsic>(I))
      return false;
    Tested |= isa<ICmpInst>(I) && llvm::is_contained(I.operands(), &V);
  }
  return Tested;
}

void Settler::takeBehindTest(InvokeInst &Call, DominatorTree &DT) {
  BasicBlock *Test = Call.getNormalDest(), *Used = nullptr;
  auto *Branch = dyn_cast<BranchInst>(Test->getTerminator());
  CallingConv::ID Convention = Call.getCallingConv();
  if (!isWord(Call) || !Test->getSinglePredecessor() || !Branch ||
      Branch->isUnconditional() ||
      Branch->getSuccessor(0) == Branch->getSuccessor(1) ||
      !isTestOf(*Test, Call) ||
      (Convention != CallingConv::C && Convention != CallingConv::Fast))
    return;
  SmallVector<Use *, 8> Behind;
  for (Use &U : Call.uses()) {
    auto *By = cast<Instruction>(U.getUser());
    auto *Phi = dyn_cast<PHINode>(By);
    if (By->getParent() == Test && !Phi)
      continue;
    BasicBlock *On = nullptr;
    for (BasicBlock *Next : Branch->successors())
      if (DT.dominates(BasicBlockEdge(Test, Next), U))
        On = Next;
    // On both ways, it is as well copied before.
    if (!On || (Used && Used != On))
      return;
    Used = On;
    Behind.push_back(&U);
  }
  if (!Used)
    return;
  BasicBlock *At = Used;
  if (!At->getSinglePredecessor())
    At = SplitEdge(Test, Used, &DT);
  IRBuilder<> B(&*At->getFirstInsertionPt());
  B.SetCurrentDebugLocation(Call.getDebugLoc());
  StringRef In = Call.getType()->isIntegerTy(32) ? HalfRegister : Register;
  CallInst *Taken = takenBy(B, In, &Call);
  for (Use *U : Behind)
    U->set(Taken);
  compat::copyDebugValues(Call, *Taken);
  if (IsAArch64)
    for (Value *Of : operandsOfArguments(*At))
      follow(Of, emptyAsm(B, Of->getType(), {Of, Taken}, "=r,0,r"));
}

/// Whether the block is a test, and as short as is copied for a jump less.
static bool isShortTest(const BasicBlock &BB) {
  auto *Branch = dyn_cast<BranchInst>(BB.getTerminator());
  if (!Branch || Branch->isUnconditional())
    return false;
  unsigned Count = 0;
  for (const Instruction &I : BB) {
    if (isa<PHINode>(I) || I.isTerminator() || isa<DbgInfoIntrinsic>(I))
      continue;
    if (!isMovable(I) || ++Count > 1)
      return false;
  }
  return true;
}

/// Whether another block leads to the same two.
static bool hasTwin(const BasicBlock &BB) {
  auto *Branch = dyn_cast<BranchInst>(BB.getTerminator());
  return Branch && Branch->isConditional() &&
         llvm::any_of(predecessors(Branch->getSuccessor(0)),
                      [&](const BasicBlock *Other) {
                        return Other != &BB &&
                               llvm::is_contained(successors(Other),
                                                  Branch->getSuccessor(1));
                      });
}

void Settler::keepApart(InvokeInst &Call) {
  BasicBlock *Next = Call.getNormalDest();
  if (!Next->getSinglePredecessor()) {
    if (!isShortTest(*Next))
      return;
    BasicBlock *Between = SplitEdge(Call.getParent(), Next);
    IRBuilder<> B(Between->getTerminator());
    emptyAsm(B, B.getVoidTy(), {}, "");
    return;
  }
  if (isShortTest(*Next) && hasTwin(*Next)) {
    IRBuilder<> B(&*Next->getFirstInsertionPt());
    emptyAsm(B, B.getVoidTy(), {}, "");
    return;
  }
  auto *Branch = dyn_cast<BranchInst>(Next->getTerminator());
  if (IsAArch64 || !Branch || Branch->isConditional() ||
      Branch->getSuccessor(0)->getSinglePredecessor())
    return;
  Instruction *Last = Branch->getPrevNode();
  if (Last && isMovable(*Last) && isWord(*Last))
    keep(Branch, Last);
}

void Settler::run() {
  findInvokes();
  separatePads();
  for (InvokeInst *Call : Invokes)
    keepBefore(*Call);
  for (InvokeInst *Call : Invokes)
    keepNumbersBefore(*Call, IsAArch64);
  DominatorTree DT(F);
  for (InvokeInst *Call : Invokes)
    takeBehindTest(*Call, DT);
  for (InvokeInst *Call : Invokes)
    keepApart(*Call);
}

PreservedAnalyses SettleInvokesPass::run(Function &F,
                                         FunctionAnalysisManager &) {
  if (!hasLandingPads(F) || F.hasOptNone() || F.hasOptSize() ||
      F.hasFnAttribute(Attribute::SanitizeMemory))
    return PreservedAnalyses::all();
  Triple Target(F.getParent()->getTargetTriple());
  if (Target.getArch() == Triple::x86_64) {
    if (compat::GivesLongestFirst)
      breakException(F, "ax");
    Settler(F, /*IsAArch64=*/false).run();
  } else if (Target.getArch() == Triple::aarch64)
    Settler(F, /*IsAArch64=*/true).run();
  else
    return PreservedAnalyses::all();
  return PreservedAnalyses::none();
}
