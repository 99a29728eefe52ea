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

/// What a frame's buffer has at least: a few more small records before the heap
/// is asked, which costs as much as ten.
static constexpr uint64_t SmallBuffer = 256;

BodyRecords::BodyRecords(BodyModel &Body, IRTools &IR, Instances &Inst,
                         RuntimeFunctions &RT)
    : Body(Body), IR(IR), Inst(Inst), RT(RT) {
  // Not where the code is to be small, or a debugger or a sanitizer looks at
  // it: MemorySanitizer has not seen what the runtime writes.
  bool Inline =
      !IR.Volatile && !IR.F.hasOptNone() && !IR.F.hasOptSize() && !RT.Unpoison;
  if (Inline) {
    Top = IR.variable(IR.PtrTy, "defer.top");
    Next = IR.variable(IR.PtrTy, "defer.next");
    End = IR.variable(IR.PtrTy, "defer.end");
  }
  uint64_t Largest = 0, Instance = 0;
  for (DeferralModel *D : Body.Deferrals)
    if (D->isDynamic()) {
      layout(*D);
      Largest = std::max(Largest, recordSize(*D));
      Instance = std::max(Instance, Inst.sizeOf(*D));
    }
  BufferSize = std::max(DEFER_RT_FIRST_RECORDS * Largest, SmallBuffer);
  // The first instance of a block is in the frame anyway.
  if (Instance <= SmallInstance)
    BufferSize +=
        (DEFER_RT_FIRST_RECORDS - 1) * alignTo(Instance, IR.pointerSize());
  Buffer = IR.storage(BufferSize, Align(DEFER_RT_ALIGN), "defer.records");
  FrameVar = IR.storage(RecordLayout(IR).frameHeader(), IR.pointerAlign(),
                        "defer.frame");
  IRBuilder<> B(FrameVar->getNextNode());
  Frame = IR.plain(B, FrameVar);
}

uint64_t BodyRecords::frameSize() const {
  return RecordLayout(IR).frameHeader() + BufferSize;
}

void BodyRecords::layout(DeferralModel &D) {
  unsigned InRecord = Top ? Inst.holdableIn(D, SmallInstance) : 0;
  unsigned Pointers = Inst.blocksOf(D).size() - (InRecord ? 1 : 0);
  uint64_t Offset =
      RecordLayout(IR).recordHeader() + Pointers * IR.pointerSize();
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
  if (InRecord) {
    Held[D.Id] = {InRecord, Inst.holdBehind(Offset, InRecord)};
    Offset =
        alignTo(Held[D.Id].Offset + Inst.sizeOf(InRecord), IR.pointerSize());
  }
  Size[D.Id] = Offset;
}

/// The record that was made with the instance it holds.
Value *BodyRecords::linkHolder(const DeferralModel &D, const HeldInstance &In,
                               unsigned Id) const {
  IRBuilder<> B(D.Mark);
  Value *Record = B.CreateConstInBoundsGEP1_64(
      IR.Int8Ty, Inst.current(B, In.Block), -(int64_t)In.Offset);
  link(B, Record, recordSize(D), Id);
  return Record;
}

SmallVector<std::pair<unsigned, Value *>, 2>
BodyRecords::instancesOf(IRBuilderBase &B, const DeferralModel &D,
                         Value *Record) const {
  SmallVector<std::pair<unsigned, Value *>, 2> All;
  auto In = Held.find(D.Id);
  uint64_t Offset = RecordLayout(IR).recordHeader();
  for (unsigned Block : Inst.blocksOf(D))
    if (In != Held.end() && In->second.Block == Block)
      All.push_back({Block, B.CreateConstInBoundsGEP1_64(IR.Int8Ty, Record,
                                                         In->second.Offset)});
    else {
      All.push_back({Block, IR.loadAt(B, IR.PtrTy, Record, Offset)});
      Offset += IR.pointerSize();
    }
  return All;
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
    if (!Newest.empty()) {
      Holes = IR.variable(IR.Int1Ty, "defer.holes");
      IR.store(Begin, Begin.getFalse(), Holes);
    }
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
    auto In = Held.find(D->Id);
    Value *Record = In == Held.end() ? push(D->Mark, Size[D->Id], Id++, M)
                                     : linkHolder(*D, In->second, Id++);
    IRBuilder<> B(D->Mark);
    uint64_t Offset = L.recordHeader();
    for (unsigned Block : Inst.blocksOf(*D)) {
      Inst.setNamed(B, Block);
      if (In != Held.end() && In->second.Block == Block)
        continue;
      IR.storeAt(B, Inst.current(B, Block), Record, Offset);
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
