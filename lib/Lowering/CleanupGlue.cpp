//===- CleanupGlue.cpp - the code generator's own scope ends --------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "defer/Lowering/CleanupGlue.h"

#include "defer/Lowering/FunctionModel.h"
#include "defer/Support/LLVMCompat.h"

#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/IR/CFG.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/Function.h"
#include "llvm/IR/IntrinsicInst.h"

using namespace defer;
using namespace llvm;

static bool isIntrinsic(const Instruction &I, Intrinsic::ID ID) {
  auto *II = dyn_cast<IntrinsicInst>(&I);
  return II && II->getIntrinsicID() == ID;
}

static bool isStackRestore(const Instruction &I) {
  return isIntrinsic(I, Intrinsic::stackrestore);
}

/// Nothing happens in it that matters once the function is being left.
static bool isGlue(const Instruction &I) {
  if (isIntrinsic(I, Intrinsic::lifetime_end) || isStackRestore(I) ||
      isa<DbgInfoIntrinsic>(I))
    return true;
  // What they and the switch on where control is going need.
  auto *Load = dyn_cast<LoadInst>(&I);
  if (!isa<BitCastInst>(I) && !(Load && Load->isSimple()))
    return false;
  return llvm::all_of(I.users(), [&](const User *U) {
    auto *Use = cast<Instruction>(U);
    return Use->getParent() == I.getParent() &&
           (isa<SwitchInst>(Use) || isStackRestore(*Use) ||
            isIntrinsic(*Use, Intrinsic::lifetime_end));
  });
}

namespace {

/// Follows glue to an exit.  The way may depend on one variable, the code
/// generator's number of where control is going.
class GlueThreader {
public:
  GlueThreader(FunctionModel &M) : M(M) {
    for (auto &Body : M.Bodies)
      for (ExitModel &E : Body->Exits) {
        // A deferred statement may run often, and must give back its stack.
        if (Body->Of)
          continue;
        ExitBlocks.insert(E.Call->getParent());
        // A `goto` out of a segment's scope goes on in the function, and may
        // do so often: its stack must be given back.
        KeepRestores |= !Body->Gotos.empty();
      }
  }

  void run() {
    for (BasicBlock &BB : M.F) {
      Instruction *Term = BB.getTerminator();
      if (!isa<BranchInst>(Term))
        continue;
      for (unsigned I = 0; I < Term->getNumSuccessors(); ++I) {
        BasicBlock *To = Term->getSuccessor(I);
        BasicBlock *Exit = follow(&BB, To);
        if (!Exit || Exit == To)
          continue;
        To->removePredecessor(&BB);
        Term->setSuccessor(I, Exit);
      }
    }
  }

private:
  /// The constant that a block stores last, as the code generator does with
  /// the number of where control is going, and the variable.
  using Going = std::pair<Value *, ConstantInt *>;
  static Going goingFrom(BasicBlock *BB) {
    for (Instruction &I : llvm::reverse(*BB)) {
      if (I.isTerminator() || isGlue(I))
        continue;
      auto *Store = dyn_cast<StoreInst>(&I);
      auto *Where = Store && Store->isSimple()
                        ? dyn_cast<ConstantInt>(Store->getValueOperand())
                        : nullptr;
      if (Where && isa<AllocaInst>(Store->getPointerOperand()))
        return {Store->getPointerOperand(), Where};
      break;
    }
    return {nullptr, nullptr};
  }

  /// The block after `BB`, if `BB` is glue and that is known.
  BasicBlock *step(BasicBlock *BB, Going To) {
    if (BB->isLandingPad() || isa<PHINode>(BB->front()))
      return nullptr;
    for (Instruction &I : *BB)
      if (!I.isTerminator() &&
          (!isGlue(I) || (KeepRestores && isStackRestore(I))))
        return nullptr;
    if (auto *Br = dyn_cast<BranchInst>(BB->getTerminator()))
      return Br->isUnconditional() ? Br->getSuccessor(0) : nullptr;
    auto *Switch = dyn_cast<SwitchInst>(BB->getTerminator());
    auto *Load = Switch ? dyn_cast<LoadInst>(Switch->getCondition()) : nullptr;
    if (!Load || Load->getParent() != BB || !To.second ||
        Load->getPointerOperand() != To.first)
      return nullptr;
    return Switch->findCaseValue(To.second)->getCaseSuccessor();
  }

  BasicBlock *follow(BasicBlock *From, BasicBlock *To) {
    // Most blocks are an exit or no glue, which needs no look at the way.
    if (ExitBlocks.count(To))
      return To;
    if (!To->front().isTerminator() && !isGlue(To->front()))
      return nullptr;
    Going Where = goingFrom(From);
    SmallVector<BasicBlock *, 8> Way;
    BasicBlock *Found = nullptr;
    for (; To; To = step(To, Where)) {
      if (ExitBlocks.count(To)) {
        Found = To;
        break;
      }
      // A way that was walked before; also an endless circle of empty blocks.
      auto Known = Memo.insert({{To, Where}, nullptr});
      if (!Known.second) {
        Found = Known.first->second;
        break;
      }
      Way.push_back(To);
    }
    for (BasicBlock *BB : Way)
      Memo[{BB, Where}] = Found;
    return Found;
  }

  FunctionModel &M;
  SmallPtrSet<BasicBlock *, 8> ExitBlocks;
  bool KeepRestores = false;
  SmallDenseMap<std::pair<BasicBlock *, Going>, BasicBlock *, 8> Memo;
};

} // namespace

void defer::threadExits(FunctionModel &M) { GlueThreader(M).run(); }

void defer::dropLifetime(Value *Var) {
  SmallVector<Instruction *, 4> Dead;
  SmallVector<Value *, 4> Work{Var};
  while (!Work.empty())
    for (User *U : Work.pop_back_val()->users()) {
      auto *I = dyn_cast<Instruction>(U);
      if (I && isa<BitCastInst>(I))
        Work.push_back(I);
      else if (I && (isIntrinsic(*I, Intrinsic::lifetime_end) ||
                     isIntrinsic(*I, Intrinsic::lifetime_start)))
        Dead.push_back(I);
    }
  for (Instruction *I : Dead)
    I->eraseFromParent();
}

static bool hasLifetimeEnd(Value *Var) {
  for (User *U : Var->users()) {
    auto *I = dyn_cast<Instruction>(U);
    if (I && ((isa<BitCastInst>(I) && hasLifetimeEnd(I)) ||
              isIntrinsic(*I, Intrinsic::lifetime_end)))
      return true;
  }
  return false;
}

/// Walks up from the end of `BB`, and on into predecessors that are glue all
/// through, taking the scope ends out.
static void dropEndsUpFrom(BasicBlock *Exit, SetVector<Value *> &Touched) {
  SmallVector<BasicBlock *, 8> Work(predecessors(Exit));
  SmallPtrSet<BasicBlock *, 16> Seen{Exit};
  while (!Work.empty()) {
    BasicBlock *BB = Work.pop_back_val();
    if (!Seen.insert(BB).second)
      continue;
    SmallVector<Instruction *, 8> Ends;
    bool AllGlue = true;
    for (Instruction &I : llvm::reverse(*BB)) {
      if (I.isTerminator())
        continue;
      // The number of where control goes is stored among the scope ends.
      if (!isGlue(I) && !isa<StoreInst>(I)) {
        AllGlue = false;
        break;
      }
      AllGlue &= !isa<StoreInst>(I);
      if (isIntrinsic(I, Intrinsic::lifetime_end) || isStackRestore(I))
        Ends.push_back(&I);
    }
    // Where control may still go elsewhere, the scope really ends there.
    if (!BB->getSingleSuccessor())
      for (Instruction *&I : Ends)
        if (isStackRestore(*I))
          I = nullptr;
    for (Instruction *I : Ends)
      if (I) {
        if (!isStackRestore(*I))
          Touched.insert(compat::lifetimeObject(*cast<IntrinsicInst>(I)));
        I->eraseFromParent();
      }
    if (AllGlue)
      Work.append(pred_begin(BB), pred_end(BB));
  }
}

/// The ends of scopes right before `Exit` come right after it; returns whether
/// there are any.
static bool moveEndsPast(BasicBlock *Exit) {
  BasicBlock *Before = Exit->getSinglePredecessor();
  if (!Before)
    return false; // each way has ends of its own
  SmallVector<Instruction *, 8> Ends;
  for (Instruction &I : llvm::reverse(*Before)) {
    if (!I.isTerminator() && !isGlue(I))
      break;
    // The number of where control goes stays with its switch.
    if (!I.isTerminator() && llvm::none_of(I.users(), [](const User *U) {
          return isa<SwitchInst>(U);
        }))
      Ends.push_back(&I);
  }
  for (Instruction *I : llvm::reverse(Ends))
    I->moveBefore(*Exit, Exit->getTerminator()->getIterator());
  return !Ends.empty();
}

void defer::extendLifetimes(FunctionModel &M) {
  SetVector<Value *> Touched;
  SmallVector<BasicBlock *, 16> Moving;
  // As one unwinds, nothing comes that could use the room.
  for (auto &D : M.Deferrals) {
    for (CallInst *Exit : D->Exits)
      Moving.push_back(Exit->getParent());
    for (CallInst *Exit : D->UnwindExits)
      dropEndsUpFrom(Exit->getParent(), Touched);
  }
  for (auto &Body : M.Bodies) {
    for (ExitModel &E : Body->Exits) {
      BasicBlock *Exit = E.Call->getParent();
      if (Body->Of && Exit->getSinglePredecessor())
        Moving.push_back(Exit);
      else
        dropEndsUpFrom(Exit, Touched);
    }
    for (ExitModel &E : Body->UnwindExits)
      dropEndsUpFrom(E.Call->getParent(), Touched);
  }
  // One exit may follow another.
  bool Moved = true;
  for (unsigned Round = 0; Moved && Round < Moving.size(); ++Round) {
    Moved = false;
    for (BasicBlock *Exit : Moving)
      Moved |= moveEndsPast(Exit);
  }
  for (Value *Var : Touched)
    if (!hasLifetimeEnd(Var))
      dropLifetime(Var);
  SmallPtrSet<Value *, 16> Dropped;
  for (auto &D : M.Deferrals)
    for (NamedVariable &N : D->Names)
      // A scoped one runs while its variables live.
      if (!D->isScoped() && Dropped.insert(N.Address).second)
        dropLifetime(N.Address);
}
