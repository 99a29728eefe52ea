//===- Instances.cpp - a block's variables, one set per execution ---------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "defer/Lowering/Instances.h"

#include "defer_rt.h"

#include "llvm/IR/Constants.h"
#include "llvm/IR/DIBuilder.h"
#include "llvm/Transforms/Utils/BasicBlockUtils.h"
#include "llvm/Transforms/Utils/Local.h"

using namespace defer;
using namespace llvm;

/// How many blocks are looked at from a deferral back to where its block
/// starts.
static constexpr unsigned MostBetween = 256;

Instances::Instances(FunctionModel &M, IRTools &IR) : M(M), IR(IR) {
  for (auto &D : M.Deferrals) {
    SmallSetVector<unsigned, 2> Of;
    for (NamedVariable &N : D->Names) {
      auto *Var = dyn_cast<AllocaInst>(N.Address);
      // A block without a start marker is not reachable.
      if (!N.Block || !Var || !M.Blocks.count(N.Block))
        continue;
      KeptBlock &K = Kept[N.Block];
      K.Variables.insert(Var);
      K.Counted |= D->isDynamic() && D->HasUses;
      Of.insert(N.Block);
    }
    for (unsigned Block : Of)
      ++Kept[Block].Deferrals;
  }
  for (auto &Entry : Kept) {
    KeptBlock &K = Entry.second;
    for (AllocaInst *Var : K.Variables) {
      uint64_t Size = IR.DL.getTypeAllocSize(Var->getAllocatedType());
      K.Offsets.push_back(alignTo(K.Size, Var->getAlign()));
      K.Size = K.Offsets.back() + Size;
      K.Align = std::max(K.Align, Var->getAlign());
    }
    K.Size = alignTo(K.Size, K.Align);
    K.Slot = IR.variable(IR.PtrTy, "defer.slot");
    K.Named = IR.variable(K.Counted ? IR.Int32Ty : IR.Int1Ty, "defer.named");
  }
}

SmallVector<unsigned, 2> Instances::blocksOf(const DeferralModel &D) const {
  SmallVector<unsigned, 2> Blocks;
  if (D.isDynamic())
    for (const NamedVariable &N : D.Names)
      if (Kept.count(N.Block) && !is_contained(Blocks, N.Block))
        Blocks.push_back(N.Block);
  return Blocks;
}

Value *Instances::current(IRBuilderBase &B, unsigned Block) const {
  return IR.load(B, IR.PtrTy, Kept.find(Block)->second.Slot);
}

void Instances::setNamed(IRBuilderBase &B, unsigned Block) const {
  const KeptBlock &K = Kept.find(Block)->second;
  Value *Named = B.getTrue();
  if (K.Counted)
    Named = B.CreateAdd(IR.load(B, IR.Int32Ty, K.Named), B.getInt32(1));
  IR.store(B, Named, K.Named);
}

void Instances::release(IRBuilderBase &B, unsigned Block,
                        Value *Instance) const {
  const KeptBlock &K = Kept.find(Block)->second;
  Value *Is = B.CreateICmpEQ(Instance, current(B, Block));
  Value *Named = IR.load(B, IR.Int32Ty, K.Named);
  IR.store(B, B.CreateSub(Named, B.CreateZExt(Is, IR.Int32Ty)), K.Named);
}

Instances::Current Instances::save(IRBuilderBase &B, unsigned Block) const {
  const KeptBlock &K = Kept.find(Block)->second;
  return {Block, current(B, Block),
          IR.load(B, K.Named->getAllocatedType(), K.Named)};
}

void Instances::restore(IRBuilderBase &B, const Current &C) const {
  const KeptBlock &K = Kept.find(C.Block)->second;
  IR.store(B, C.Instance, K.Slot);
  IR.store(B, C.Named, K.Named);
}

void Instances::setCurrent(IRBuilderBase &B, unsigned Block,
                           Value *Instance) const {
  IR.store(B, Instance, Kept.find(Block)->second.Slot);
  setNamed(B, Block);
}

uint64_t Instances::sizeOf(const DeferralModel &D) const {
  uint64_t Size = 0;
  for (unsigned Block : blocksOf(D)) {
    const KeptBlock &K = Kept.find(Block)->second;
    if (!K.Front)
      Size += K.Size + (K.Align.value() - 1);
  }
  return Size;
}

/// Whether control comes to a block only once after each start of another.
static bool isOnceFor(BasicBlock *At, BasicBlock *Start) {
  if (At == Start)
    return true;
  SmallSetVector<BasicBlock *, 16> Before;
  Before.insert(pred_begin(At), pred_end(At));
  for (unsigned I = 0; I != Before.size(); ++I) {
    if (Before[I] == At || Before.size() > MostBetween)
      return false;
    if (Before[I] != Start)
      Before.insert(pred_begin(Before[I]), pred_end(Before[I]));
  }
  return true;
}

unsigned Instances::holdableIn(const DeferralModel &D, uint64_t Most) const {
  // One that is dropped leaves its instance to the block.
  if (D.HasUses)
    return 0;
  for (unsigned Block : blocksOf(D)) {
    const KeptBlock &K = Kept.find(Block)->second;
    const BlockMark &Mark = M.Blocks.find(Block)->second;
    if (K.Deferrals == 1 && K.Size <= Most && Mark.Body == D.Owner &&
        K.Align <= Align(DEFER_RT_ALIGN) &&
        isOnceFor(D.at(), Mark.Call->getParent()))
      return Block;
  }
  return 0;
}

uint64_t Instances::holdBehind(uint64_t Front, unsigned Block) {
  KeptBlock &K = Kept.find(Block)->second;
  return K.Front = alignTo(Front, K.Align);
}

void Instances::replace(unsigned Block, KeptBlock &K) {
  for (unsigned I = 0; I < K.Variables.size(); ++I) {
    AllocaInst *Var = K.Variables[I];
    // A debugger finds the variable through the slot.
    DIBuilder DIB(*M.F.getParent(), /*AllowUnresolved=*/false);
    replaceDbgDeclare(Var, K.Slot, DIB, DIExpression::DerefBefore,
                      K.Offsets[I]);
    SmallVector<Use *, 16> Uses;
    for (Use &U : Var->uses())
      Uses.push_back(&U);
    for (Use *U : Uses) {
      auto *User = cast<Instruction>(U->getUser());
      if (auto *II = dyn_cast<IntrinsicInst>(User))
        if (II->isLifetimeStartOrEnd()) {
          II->eraseFromParent();
          continue;
        }
      Instruction *Before = User;
      if (auto *Phi = dyn_cast<PHINode>(User))
        Before = Phi->getIncomingBlock(*U)->getTerminator();
      IRBuilder<> B(Before);
      Value *Base = current(B, Block);
      Value *P = IR.addressAt(B, Var->getAllocatedType(), Base, K.Offsets[I]);
      U->set(B.CreateBitCast(P, Var->getType()));
    }
    Var->eraseFromParent();
  }
}

void Instances::lower(MakeInstance NewInstance) {
  for (auto &Entry : Kept) {
    KeptBlock &K = Entry.second;
    BlockMark &Mark = M.Blocks[Entry.first];
    Constant *None = Constant::getNullValue(K.Named->getAllocatedType());
    uint64_t Size = alignTo(K.Front + K.Size, IR.pointerSize());
    auto SetSlot = [&](IRBuilderBase &B, Value *Made) {
      if (K.Front)
        Made = B.CreateConstInBoundsGEP1_64(IR.Int8Ty, Made, K.Front);
      IR.store(B, Made, K.Slot);
      IR.store(B, None, K.Named);
    };
    {
      // The first one is in the function's frame.
      AllocaInst *First =
          IR.storage(Size, std::max(K.Align, IR.pointerAlign()), "defer.first");
      IRBuilder<> B(Mark.Body->Begin);
      SetSlot(B, IR.plain(B, First));
    }
    IRBuilder<> B(Mark.Call);
    Value *Again = IR.load(B, K.Named->getAllocatedType(), K.Named);
    if (K.Counted)
      Again = B.CreateIsNotNull(Again);
    BasicBlock *Head = Mark.Call->getParent();
    Instruction *Then =
        SplitBlockAndInsertIfThen(Again, Mark.Call, /*Unreachable=*/false);
    M.splitOff(Then->getParent(), Head);
    M.splitOff(Mark.Call->getParent(), Head);
    Then->setDebugLoc(Mark.Call->getDebugLoc());
    // Records behind it are aligned as pointers are.
    Value *Made = NewInstance(Then, *Mark.Body, Size,
                              std::max(K.Align, IR.pointerAlign()));
    IRBuilder<> New(Then);
    SetSlot(New, Made);
    replace(Entry.first, K);
  }
}
