//===- Records.cpp - dynamic deferrals and the runtime --------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "defer/Lowering/Records.h"

#include "defer_rt.h"

#include "llvm/IR/Constants.h"

#include <algorithm>

using namespace defer;
using namespace llvm;

// The layouts of defer_rt.h on the target, whose pointers may not be ours.
namespace {
struct Layout {
  explicit Layout(const IRTools &IR) : P(IR.pointerSize()) {}
  uint64_t recordId() const { return P; }
  uint64_t recordHeader() const { return 2 * P; }
  uint64_t frameTop() const { return 0; }
  uint64_t frameNext() const { return P; }
  uint64_t frameEnd() const { return 2 * P; }
  uint64_t frameChunks() const { return 3 * P; }
  uint64_t frameHeader() const { return alignTo(4 * P, DEFER_RT_ALIGN); }
  uint64_t P;
};
} // namespace

/// Instances up to this size get room in the frame's own buffer.
static constexpr uint64_t SmallInstance = 64;

RuntimeFunctions::RuntimeFunctions(Function &F) {
  Module &M = *F.getParent();
  LLVMContext &C = M.getContext();
  PointerType *Ptr = compat::plainPointer(C);
  Type *Size = M.getDataLayout().getIntPtrType(C);
  auto Declare = [&](const char *Name, FunctionType *T) {
    FunctionCallee Callee = M.getOrInsertFunction(Name, T);
    // The program may have a declaration of its own.
    if (auto *F = dyn_cast<Function>(Callee.getCallee()))
      F->setDoesNotThrow();
    return Callee;
  };
  DeferProc =
      Declare("__deferproc",
              FunctionType::get(Ptr, {Ptr, Size, Type::getInt32Ty(C)}, false));
  DeferReturn =
      Declare("__deferreturn", FunctionType::get(Ptr, {Ptr, Ptr}, false));
  DeferBlock =
      Declare("__deferblock", FunctionType::get(Ptr, {Ptr, Size, Size}, false));
  if (F.hasFnAttribute(Attribute::SanitizeMemory))
    Unpoison =
        Declare("__msan_unpoison",
                FunctionType::get(Type::getVoidTy(C), {Ptr, Size}, false));
}

CallInst *RuntimeFunctions::call(IRBuilderBase &B, FunctionCallee Callee,
                                 ArrayRef<Value *> Args) const {
  CallInst *Call = B.CreateCall(Callee, Args);
  // To MemorySanitizer, the result of what it has not seen is what the last
  // function left that it has.
  Call->setMetadata("nosanitize",
                    MDNode::get(B.getContext(), ArrayRef<Metadata *>()));
  return Call;
}

void RuntimeFunctions::initialised(IRBuilderBase &B, Value *P, Value *Size) {
  if (Unpoison)
    B.CreateCall(Unpoison, {P, Size});
}

BodyRecords::BodyRecords(BodyModel &Body, IRTools &IR, Instances &Inst)
    : Body(Body), IR(IR), Inst(Inst) {
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
  FrameVar = IR.storage(Layout(IR).frameHeader() + BufferSize,
                        Align(DEFER_RT_ALIGN), "defer.frame");
  IRBuilder<> B(FrameVar->getNextNode());
  Frame = IR.plain(B, FrameVar);
}

void BodyRecords::layout(DeferralModel &D) {
  uint64_t Offset =
      Layout(IR).recordHeader() + Inst.blocksOf(D).size() * IR.pointerSize();
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
    LiveIns[&D].push_back({Def, Offset});
    Offset += alignTo(IR.DL.getTypeStoreSize(Def->getType()), IR.pointerSize());
  }
  Size[&D] = Offset;
}

Value *BodyRecords::top(IRBuilderBase &B) const {
  return IR.loadAt(B, IR.PtrTy, Frame, Layout(IR).frameTop());
}

void BodyRecords::lowerDeferrals(RuntimeFunctions &RT) {
  Layout L(IR);
  {
    IRBuilder<> B(Body.Begin);
    Value *Null = ConstantPointerNull::get(IR.PtrTy);
    Value *Next =
        B.CreateConstInBoundsGEP1_64(IR.Int8Ty, Frame, L.frameHeader());
    Value *End = B.CreateConstInBoundsGEP1_64(IR.Int8Ty, Frame,
                                              L.frameHeader() + BufferSize);
    IR.storeAt(B, Null, Frame, L.frameTop());
    IR.storeAt(B, Next, Frame, L.frameNext());
    IR.storeAt(B, End, Frame, L.frameEnd());
    IR.storeAt(B, Null, Frame, L.frameChunks());
  }
  unsigned Id = 0;
  for (DeferralModel *D : Body.Deferrals) {
    if (!D->isDynamic())
      continue;
    IRBuilder<> B(D->Mark);
    ConstantInt *RecordSize = ConstantInt::get(IR.SizeTy, Size[D]);
    Value *Record =
        RT.call(B, RT.DeferProc, {Frame, RecordSize, B.getInt32(Id++)});
    RT.initialised(B, Record, RecordSize);
    uint64_t Offset = L.recordHeader();
    for (unsigned Block : Inst.blocksOf(*D)) {
      IR.storeAt(B, Inst.current(B, Block), Record, Offset);
      Inst.setNamed(B, Block);
      Offset += IR.pointerSize();
    }
    for (auto &LiveIn : LiveIns[D])
      IR.storeAt(B, LiveIn.first, Record, LiveIn.second);
  }
}

BasicBlock *BodyRecords::drainTo(AllocaInst *Mark, BasicBlock *Next) {
  BasicBlock *From = Body.newBlock("defer.drain", Next);
  Calls.push_back({From, Next, Mark});
  return From;
}

/// Gives the region its instances and values back from the record.
void BodyRecords::lowerRegionEntry(DeferralModel &D, Value *Record) {
  BasicBlock *Stub = Body.newBlock("defer.record", D.Entry);
  IRBuilder<> B(Stub);
  B.SetCurrentDebugLocation(D.ExitLoc);
  uint64_t Offset = Layout(IR).recordHeader();
  for (unsigned Block : Inst.blocksOf(D)) {
    Inst.setCurrent(B, Block, IR.loadAt(B, IR.PtrTy, Record, Offset));
    Offset += IR.pointerSize();
  }
  for (auto &LiveIn : LiveIns[&D]) {
    Value *V = IR.loadAt(B, LiveIn.first->getType(), Record, LiveIn.second);
    LiveIn.first->replaceUsesWithIf(V, [&](Use &U) {
      return D.Region.count(cast<Instruction>(U.getUser())->getParent());
    });
  }
  B.CreateBr(D.Entry);
  D.Entry = Stub;
}

void BodyRecords::finish(RuntimeFunctions &RT) {
  if (Calls.empty())
    return;
  SmallVector<DeferralModel *, 8> Dynamic;
  for (DeferralModel *D : Body.Deferrals)
    if (D->isDynamic())
      Dynamic.push_back(D);
  DebugLoc Loc = Body.ExitLoc;
  BasicBlock *Drain = Body.newBlock("defer.take", Calls.front().Next);
  BasicBlock *Run = Body.newBlock("defer.dispatch", Calls.front().Next);
  BasicBlock *Done = Calls.front().Next;

  IRBuilder<> B(Drain);
  B.SetCurrentDebugLocation(Loc);
  PHINode *Mark = nullptr, *Who = nullptr;
  if (Calls.size() > 1) {
    Mark = B.CreatePHI(IR.PtrTy, Calls.size() + 1, "mark");
    Who = B.CreatePHI(IR.Int32Ty, Calls.size() + 1, "who");
    Done = Body.newBlock("defer.drained", Calls.front().Next);
    IRBuilder<> DB(Done);
    DB.SetCurrentDebugLocation(Loc);
    SwitchInst *Back = DB.CreateSwitch(Who, Calls.back().Next, Calls.size());
    for (unsigned I = 0; I + 1 < Calls.size(); ++I)
      Back->addCase(DB.getInt32(I), Calls[I].Next);
  }
  Value *OnlyMark = nullptr;
  for (unsigned I = 0; I < Calls.size(); ++I) {
    IRBuilder<> CB(Calls[I].From);
    CB.SetCurrentDebugLocation(Loc);
    Value *V = ConstantPointerNull::get(IR.PtrTy);
    if (Calls[I].Mark)
      V = IR.load(CB, IR.PtrTy, Calls[I].Mark);
    if (Mark) {
      Mark->addIncoming(V, Calls[I].From);
      Who->addIncoming(CB.getInt32(I), Calls[I].From);
    }
    OnlyMark = V;
    CB.CreateBr(Drain);
  }

  Value *Record = RT.call(B, RT.DeferReturn, {Frame, Mark ? Mark : OnlyMark});
  Record->setName("record");
  B.CreateCondBr(B.CreateIsNull(Record), Done, Run);

  for (DeferralModel *D : Dynamic) {
    lowerRegionEntry(*D, Record);
    BasicBlock *End = D->endBlock();
    if (!End)
      continue;
    End->getTerminator()->eraseFromParent();
    IRBuilder<> EB(End);
    EB.SetCurrentDebugLocation(Loc);
    EB.CreateBr(Drain);
    if (Mark) {
      Mark->addIncoming(Mark, End);
      Who->addIncoming(Who, End);
    }
  }

  B.SetInsertPoint(Run);
  if (Dynamic.size() == 1) {
    B.CreateBr(Dynamic.front()->Entry);
    return;
  }
  Value *Id = IR.loadAt(B, IR.Int32Ty, Record, Layout(IR).recordId());
  // The last one takes what is left, so that no case is impossible.
  SwitchInst *Which = B.CreateSwitch(Id, Dynamic.back()->Entry, Dynamic.size());
  for (unsigned I = 0; I + 1 < Dynamic.size(); ++I)
    Which->addCase(B.getInt32(I), Dynamic[I]->Entry);
}
