//===- ClearPads.cpp - no copy is moved into a landing pad ----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "defer/Lowering/ClearPads.h"

#include "defer/Lowering/LandingPads.h"
#include "defer/Support/LLVMCompat.h"

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/IR/CFG.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/LLVMContext.h"
#include "llvm/IR/Module.h"

#include <mutex>

using namespace defer;
using namespace llvm;

/// How many values may be held across a call before a function is taken for one
/// that the allocator leaves such copies in: as many as there are registers
/// that calls leave alone, six or ten, and four.  It splits values and stores
/// parts of them with fewer, too, but functions with records in loops hold that
/// many, and are worse without the pass.  Of random programs, one in 50,000
/// lost an exception; its function holds twelve.
static unsigned mostHeld(const Function &F) {
  Triple Target(F.getParent()->getTargetTriple());
  if (Target.getArch() == Triple::aarch64)
    return 14;
  StringRef Frame = F.getFnAttribute("frame-pointer").getValueAsString();
  return Frame.empty() || Frame == "none" ? 10 : 9;
}

/// For how many blocks, for each block, values are followed: what has more is
/// taken for crowded.
static constexpr unsigned StepsPerBlock = 64;

namespace {

/// Counts the values that are held at the ends of blocks.
class HeldValues {
public:
  explicit HeldValues(const Function &F) : F(F), Most(mostHeld(F)) {}

  /// Whether more than `Most` are held across a call with its own landing pad.
  bool crowdACall();

private:
  struct BlockEnd {
    const Value *Last = nullptr; ///< that was counted here
    unsigned Held = 0;
    bool HasOwnPad = false;
  };

  bool findOwnPads();
  bool follow(const Value &V);

  const Function &F;
  const unsigned Most;
  unsigned StepsLeft = 0;
  DenseMap<const BasicBlock *, BlockEnd> Ends;
  SmallVector<const BasicBlock *, 32> ToDo;
};

} // namespace

bool HeldValues::findOwnPads() {
  bool Any = false;
  for (const BasicBlock &BB : F) {
    auto *Call = dyn_cast<InvokeInst>(BB.getTerminator());
    if (!Call || !Call->getUnwindDest()->getSinglePredecessor())
      continue;
    Ends[&BB].HasOwnPad = true;
    Any = true;
  }
  StepsLeft = F.size() * StepsPerBlock;
  return Any;
}

/// Counts `V` at the end of each block behind which it is used.  The result of a
/// call is not held across this.
bool HeldValues::follow(const Value &V) {
  auto *Def = dyn_cast<Instruction>(&V);
  const BasicBlock *Home = Def ? Def->getParent() : &F.getEntryBlock();
  for (const Use &U : V.uses()) {
    auto *User = cast<Instruction>(U.getUser());
    if (auto *Phi = dyn_cast<PHINode>(User))
      ToDo.push_back(Phi->getIncomingBlock(U));
    else if (User->getParent() != Home)
      ToDo.append(pred_begin(User->getParent()), pred_end(User->getParent()));
  }
  while (!ToDo.empty()) {
    const BasicBlock *BB = ToDo.pop_back_val();
    BlockEnd &End = Ends[BB];
    if (End.Last == &V)
      continue;
    End.Last = &V;
    if (!StepsLeft--)
      return true;
    if (Def != BB->getTerminator() && ++End.Held > Most && End.HasOwnPad)
      return true;
    if (BB != Home)
      ToDo.append(pred_begin(BB), pred_end(BB));
  }
  return false;
}

/// Whether `V` takes a register that a copy of it could overwrite an exception
/// from: neither what has a place in the frame, nor what is in other registers.
static bool takesRegister(const Value &V) {
  return !isa<AllocaInst>(V) && !V.getType()->isFPOrFPVectorTy() &&
         !V.getType()->isVectorTy() && !V.getType()->isTokenTy();
}

bool HeldValues::crowdACall() {
  if (!findOwnPads())
    return false;
  for (const Argument &A : F.args())
    if (takesRegister(A) && follow(A))
      return true;
  for (const Instruction &I : instructions(F))
    if (takesRegister(I) && follow(I))
      return true;
  return false;
}

namespace {

/// Skips the pass for some functions, and leaves all else to the gate that was
/// there.  One serves all contexts, which are of several threads where linking
/// makes code; it lives as long as they.
class PadGate : public compat::PassGate {
public:
  explicit PadGate(OptPassGate &Before) : Before(Before) {}

  void skipFor(const Function &F) {
    std::lock_guard<std::mutex> Guard(Lock);
    Skipped.insert(("function (" + F.getName() + ")").str());
  }

  /// Whether a context with this gate can have the other instead.
  bool replaces(const OptPassGate &Gate) const {
    return &Gate == &Before || &Gate == this;
  }

  bool isEnabled() const override { return true; }

private:
  bool shouldRun(StringRef Pass, StringRef On) const override {
    if (Pass != compat::PostRASinkName)
      return true;
    std::lock_guard<std::mutex> Guard(Lock);
    return !Skipped.contains(On);
  }
  OptPassGate &before() const override { return Before; }

  OptPassGate &Before;
  mutable std::mutex Lock;
  StringSet<> Skipped;
};

} // namespace

PreservedAnalyses ClearPadsPass::run(Function &F, FunctionAnalysisManager &) {
  if (!hasLandingPads(F) || !HeldValues(F).crowdACall())
    return PreservedAnalyses::all();
  LLVMContext &Context = F.getContext();
  static PadGate Gate(Context.getOptPassGate());
  // A gate of another plugin's stays.
  if (!Gate.replaces(Context.getOptPassGate()))
    return PreservedAnalyses::all();
  Gate.skipFor(F);
  Context.setOptPassGate(Gate);
  return PreservedAnalyses::all();
}
