//===- Records.cpp - the records of dynamic deferrals ---------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "defer/Lowering/Records.h"

#include "RecordLayout.h"

#include "defer_rt.h"

#include "llvm/IR/Constants.h"

#include <algorithm>

using namespace defer;
using namespace llvm;

/// Instances up to this size get room in the frame's own buffer.
static constexpr uint64_t SmallInstance = 64;

BodyRecords::BodyRecords(BodyModel &Body, IRTools &IR, Instances &Inst,
                         RuntimeFunctions &RT)
    : Body(Body), IR(IR), Inst(Inst), RT(RT) {
  uint64_t Largest = 0, Instance = 0;
  for (DeferralModel *D : Body.Deferrals)
    if (D->isDynamic()) {
      layout(*D);
      Largest = std::max(Largest, recordSize(*D));
      Instance = std::max(Instance, Inst.sizeOf(*D));
    }
  BufferSize = DEFER_RT_FIRST_RECORDS * Largest;
  // The first instance of a block is in the frame anyway.
  if (Instance <= SmallInstance)
    BufferSize +=
        (DEFER_RT_FIRST_RECORDS - 1) * alignTo(Instance, IR.pointerSize());
  Buffer = IR.storage(BufferSize, Align(DEFER_RT_ALIGN), "defer.records");
  FrameVar = IR.storage(RecordLayout(IR).frameHeader(), IR.pointerAlign(),
                        "defer.frame");
  IRBuilder<> B(FrameVar->getNextNode());
  Frame = IR.plain(B, FrameVar);
  // Not where the code is to be small, or a debugger or a sanitizer looks at
  // it: MemorySanitizer has not seen what the runtime writes.
  if (IR.Volatile || IR.F.hasOptNone() || IR.F.hasOptSize() || RT.Unpoison)
    return;
  Top = IR.variable(IR.PtrTy, "defer.top");
  Next = IR.variable(IR.PtrTy, "defer.next");
  End = IR.variable(IR.PtrTy, "defer.end");
}

uint64_t BodyRecords::frameSize() const {
  return RecordLayout(IR).frameHeader() + BufferSize;
}

void BodyRecords::layout(DeferralModel &D) {
  uint64_t Offset = RecordLayout(IR).recordHeader() +
                    Inst.blocksOf(D).size() * IR.pointerSize();
  SmallSetVector<Instruction *, 4> Outside;
  for (BasicBlock *BB : D.Region)
    for (Instruction &I : *BB)
      for (Value *Op : I.operands()) {
        auto *Def = dyn_cast<Instruction>(Op);
        if (!Def || D.Region.count(Def->getParent()))
          continue;
        auto *Var = dyn_cast<AllocaInst>(Def);
        if (!Var || !Var->isStaticAlloca())
          Outside.insert(Def);
      }
  for (Instruction *Def : Outside) {
    LiveIns[D.Id].push_back({Def, Offset});
    Offset += alignTo(IR.DL.getTypeStoreSize(Def->getType()), IR.pointerSize());
  }
  if (D.HasUses) {
    Newest[D.Id] = {IR.variable(IR.PtrTy, "defer.latest", D.Id), Offset};
    Offset += IR.pointerSize();
  }
  Size[D.Id] = Offset;
}

Value *BodyRecords::mark(IRBuilderBase &B) const {
  // A record that may be dropped is to be a mark none the less.
  if (!Newest.empty())
    return call(B, RT.deferMark(), {Frame});
  return Top ? IR.load(B, IR.PtrTy, Top)
             : IR.loadAt(B, IR.PtrTy, Frame, RecordLayout(IR).frameTop());
}

void BodyRecords::lowerDeferrals(FunctionModel &M) {
  RecordLayout L(IR);
  Value *Null = ConstantPointerNull::get(IR.PtrTy);
  IRBuilder<> Begin(Body.Begin);
  Value *From = IR.plain(Begin, Buffer);
  Value *To = Begin.CreateConstInBoundsGEP1_64(IR.Int8Ty, From, BufferSize);
  if (Top) {
    IR.store(Begin, Null, Top);
    IR.store(Begin, From, Next);
    IR.store(Begin, To, End);
  } else {
    IR.storeAt(Begin, Null, Frame, L.frameTop());
    IR.storeAt(Begin, From, Frame, L.frameNext());
    IR.storeAt(Begin, To, Frame, L.frameEnd());
  }
  IR.storeAt(Begin, Null, Frame, L.frameChunks());
  unsigned Id = 0;
  for (DeferralModel *D : Body.Deferrals) {
    if (!D->isDynamic())
      continue;
    Value *Record = push(D->Mark, Size[D->Id], Id++, M);
    IRBuilder<> B(D->Mark);
    uint64_t Offset = L.recordHeader();
    for (unsigned Block : Inst.blocksOf(*D)) {
      IR.storeAt(B, Inst.current(B, Block), Record, Offset);
      Inst.setNamed(B, Block);
      Offset += IR.pointerSize();
    }
    for (auto &LiveIn : LiveIns[D->Id])
      IR.storeAt(B, LiveIn.first, Record, LiveIn.second);
    if (!D->HasUses)
      continue;
    Latest &N = Newest[D->Id];
    Begin.SetCurrentDebugLocation(D->BeginLoc);
    IR.store(Begin, Null, N.Var);
    IR.storeAt(B, IR.load(B, IR.PtrTy, N.Var), Record, N.Older);
    IR.store(B, Record, N.Var);
  }
}
