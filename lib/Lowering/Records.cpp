//===- Records.cpp - dynamic deferrals and the runtime --------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "defer/Lowering/Records.h"

#include "defer/Lowering/RegionCopy.h"

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
  uint64_t recordHeader() const { return alignTo(P + 8, P); }
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

FunctionCallee RuntimeFunctions::declare(const char *Name, Type *Result,
                                         ArrayRef<Type *> Params) {
  FunctionCallee Callee =
      M.getOrInsertFunction(Name, FunctionType::get(Result, Params, false));
  // The program may have a declaration of its own.
  if (auto *F = dyn_cast<Function>(Callee.getCallee()))
    F->setDoesNotThrow();
  return Callee;
}

RuntimeFunctions::RuntimeFunctions(Function &F) : M(*F.getParent()) {
  LLVMContext &C = M.getContext();
  PointerType *Ptr = compat::plainPointer(C);
  Type *Size = M.getDataLayout().getIntPtrType(C);
  DeferProc = declare("__deferproc", Ptr, {Ptr, Size, Type::getInt32Ty(C)});
  DeferReturn = declare("__deferreturn", Ptr, {Ptr, Ptr});
  DeferBlock = declare("__deferblock", Ptr, {Ptr, Size, Size});
  if (F.hasFnAttribute(Attribute::SanitizeMemory))
    Unpoison = declare("__msan_unpoison", Type::getVoidTy(C), {Ptr, Size});
}

FunctionCallee RuntimeFunctions::deferDrop() {
  PointerType *Ptr = compat::plainPointer(M.getContext());
  return declare("__deferdrop", Type::getVoidTy(M.getContext()), {Ptr, Ptr});
}

FunctionCallee RuntimeFunctions::deferMark() {
  PointerType *Ptr = compat::plainPointer(M.getContext());
  return declare("__defermark", Ptr, {Ptr});
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
  if (D.HasUses) {
    Newest[&D] = {IR.variable(IR.PtrTy, "defer.latest"), Offset};
    Offset += IR.pointerSize();
  }
  Size[&D] = Offset;
}

Value *BodyRecords::mark(IRBuilderBase &B) const {
  // A record that may be dropped is to be a mark none the less.
  if (!Newest.empty())
    return RT.call(B, RT.deferMark(), {Frame});
  return IR.loadAt(B, IR.PtrTy, Frame, Layout(IR).frameTop());
}

void BodyRecords::lowerDeferrals() {
  Layout L(IR);
  Value *Null = ConstantPointerNull::get(IR.PtrTy);
  IRBuilder<> Begin(Body.Begin);
  Value *Next =
      Begin.CreateConstInBoundsGEP1_64(IR.Int8Ty, Frame, L.frameHeader());
  Value *End = Begin.CreateConstInBoundsGEP1_64(IR.Int8Ty, Frame,
                                                L.frameHeader() + BufferSize);
  IR.storeAt(Begin, Null, Frame, L.frameTop());
  IR.storeAt(Begin, Next, Frame, L.frameNext());
  IR.storeAt(Begin, End, Frame, L.frameEnd());
  IR.storeAt(Begin, Null, Frame, L.frameChunks());
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
    if (!D->HasUses)
      continue;
    Latest &N = Newest[D];
    IR.store(Begin, Null, N.Var);
    IR.storeAt(B, IR.load(B, IR.PtrTy, N.Var), Record, N.Older);
    IR.store(B, Record, N.Var);
  }
}

BasicBlock *BodyRecords::drainTo(AllocaInst *Mark, BasicBlock *Next) {
  BasicBlock *From = Body.newBlock("defer.drain", Next);
  Calls.push_back({From, Next, Mark});
  return From;
}

void BodyRecords::lowerUses() {
  for (const UseModel &U : Body.Uses)
    if (U.Of->isDynamic())
      lowerUse(U);
}

/// The newest record of the name is dropped; its statement may run.
void BodyRecords::lowerUse(const UseModel &U) {
  DeferralModel &D = *U.Of;
  BasicBlock *Next = U.next(), *Drop = U.newBlock("defer.named");
  Latest &N = Newest[&D];
  Instruction *Through = U.at()->getTerminator();
  IRBuilder<> B(Through);
  B.SetCurrentDebugLocation(U.Call->getDebugLoc());
  Value *Record = IR.load(B, IR.PtrTy, N.Var);
  B.CreateCondBr(B.CreateIsNull(Record), Next, Drop);
  Through->eraseFromParent();

  B.SetInsertPoint(Drop);
  RT.call(B, RT.deferDrop(), {Frame, Record});
  SmallVector<Instances::Current, 2> Before;
  uint64_t Offset = Layout(IR).recordHeader();
  for (unsigned Block : Inst.blocksOf(D)) {
    Inst.release(B, Block, IR.loadAt(B, IR.PtrTy, Record, Offset));
    Offset += IR.pointerSize();
    if (U.Runs)
      Before.push_back(Inst.save(B, Block));
  }
  if (!U.Runs) {
    IR.store(B, IR.loadAt(B, IR.PtrTy, Record, N.Older), N.Var);
    B.CreateBr(Next);
    return;
  }
  BasicBlock *Ran = U.newBlock("defer.ran");
  Entries[&D].push_back({Drop, Record, Ran, &U});
  B.SetInsertPoint(Ran);
  for (const Instances::Current &C : Before)
    Inst.restore(B, C);
  B.CreateBr(Next);
}

/// Gives a region its instances and values back from the record.
void BodyRecords::takeFromRecord(IRBuilderBase &B, DeferralModel &D,
                                 Value *Record, TakeValue Take) {
  uint64_t Offset = Layout(IR).recordHeader();
  for (unsigned Block : Inst.blocksOf(D)) {
    Inst.setCurrent(B, Block, IR.loadAt(B, IR.PtrTy, Record, Offset));
    Offset += IR.pointerSize();
  }
  for (auto &LiveIn : LiveIns[&D])
    Take(LiveIn.first,
         IR.loadAt(B, LiveIn.first->getType(), Record, LiveIn.second));
  // It is the newest one of the name, whether it came off the list or not.
  if (D.HasUses)
    IR.store(B, IR.loadAt(B, IR.PtrTy, Record, Newest[&D].Older),
             Newest[&D].Var);
}

/// A block in front of the region that does so; for one of as many records as
/// there are ways in, if none is given.
BasicBlock *BodyRecords::lowerRegionEntry(DeferralModel &D, Value *&Record,
                                          unsigned Ways) {
  BasicBlock *Stub = Body.newBlock("defer.record", D.Entry);
  IRBuilder<> B(Stub);
  B.SetCurrentDebugLocation(D.ExitLoc);
  if (!Record)
    Record = B.CreatePHI(IR.PtrTy, Ways, "record");
  takeFromRecord(B, D, Record, [&](Instruction *Of, Value *V) {
    Of->replaceUsesWithIf(V, [&](Use &U) {
      return D.Region.count(cast<Instruction>(U.getUser())->getParent());
    });
  });
  B.CreateBr(D.Entry);
  D.Entry = Stub;
  return Stub;
}

/// The uses of a short statement have one each; the other ways are left.
void BodyRecords::enterCopies(DeferralModel &D, SmallVectorImpl<Entry> &Ways) {
  if (!D.HasUses || !isShort(D))
    return;
  for (const Entry &Way : Ways) {
    if (!Way.Use)
      continue;
    IRBuilder<> B(Way.From);
    B.SetCurrentDebugLocation(Way.Use->Call->getDebugLoc());
    ValueToValueMapTy Map;
    takeFromRecord(B, D, Way.Record,
                   [&](Instruction *Of, Value *V) { Map[Of] = V; });
    enterCopy(D, Way.From, Way.Next, *Way.Use, Map);
  }
  llvm::erase_if(Ways, [](const Entry &Way) { return Way.Use; });
}

/// All but what the dispatch leads to.
void BodyRecords::buildDrain(Drain &To) {
  DebugLoc Loc = Body.ExitLoc;
  To.Take = Body.newBlock("defer.take", Calls.front().Next);
  To.Dispatch = Body.newBlock("defer.dispatch", Calls.front().Next);
  BasicBlock *Done = Calls.front().Next;

  IRBuilder<> B(To.Take);
  B.SetCurrentDebugLocation(Loc);
  if (Calls.size() > 1) {
    To.Mark = B.CreatePHI(IR.PtrTy, Calls.size() + 1, "mark");
    To.Who = B.CreatePHI(IR.Int32Ty, Calls.size() + 1, "who");
    Done = Body.newBlock("defer.drained", Calls.front().Next);
    IRBuilder<> DB(Done);
    DB.SetCurrentDebugLocation(Loc);
    SwitchInst *Back = DB.CreateSwitch(To.Who, Calls.back().Next, Calls.size());
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
    if (To.Mark) {
      To.Mark->addIncoming(V, Calls[I].From);
      To.Who->addIncoming(CB.getInt32(I), Calls[I].From);
    }
    OnlyMark = V;
    CB.CreateBr(To.Take);
  }

  To.Record = RT.call(B, RT.DeferReturn, {Frame, To.Mark ? To.Mark : OnlyMark});
  To.Record->setName("record");
  B.CreateCondBr(B.CreateIsNull(To.Record), Done, To.Dispatch);
}

/// Leads all ways into the region of `D`, and from its end on.
void BodyRecords::enter(DeferralModel &D, ArrayRef<Entry> Ways, Drain &From) {
  Value *Record = Ways.size() == 1 ? Ways.front().Record : nullptr;
  BasicBlock *Stub = lowerRegionEntry(D, Record, Ways.size());
  PHINode *Who = nullptr;
  if (Ways.size() > 1) {
    IRBuilder<> B(Stub, Stub->begin());
    Who = B.CreatePHI(IR.Int32Ty, Ways.size(), "who");
  }
  BasicBlock *End = D.endBlock();
  IRBuilder<> EB(IR.C);
  SwitchInst *Back = nullptr;
  if (End) {
    End->getTerminator()->eraseFromParent();
    EB.SetInsertPoint(End);
    EB.SetCurrentDebugLocation(Body.ExitLoc);
    if (Who)
      Back = EB.CreateSwitch(Who, Ways.front().Next, Ways.size());
    else
      EB.CreateBr(Ways.front().Next);
  }
  for (unsigned I = 0; I < Ways.size(); ++I) {
    const Entry &Way = Ways[I];
    IRBuilder<> B(Way.From);
    if (Way.From != From.Dispatch) {
      B.SetCurrentDebugLocation(Way.Use->Call->getDebugLoc());
      B.CreateBr(Stub);
    } else if (End)
      From.comeFrom(End);
    if (!Who)
      continue;
    cast<PHINode>(Record)->addIncoming(Way.Record, Way.From);
    Who->addIncoming(B.getInt32(I), Way.From);
    if (Back && I)
      Back->addCase(B.getInt32(I), Way.Next);
  }
}

/// The same for a statement that becomes a function's.
void BodyRecords::enterAgain(DeferralModel &D, ArrayRef<Entry> Ways,
                             Drain &From, Reentry &Again) {
  BasicBlock *Before = D.Entry;
  Value *Record = Again.record();
  lowerRegionEntry(D, Record, 1);
  for (const Entry &Way : Ways) {
    if (Way.From != From.Dispatch) {
      Again.enter(D, Way.From, Way.Record, Way.Next,
                  Way.Use->Call->getDebugLoc(), Way.Use);
      continue;
    }
    // The dispatch leads to it by a block of its own, and it back.
    BasicBlock *Go = Body.newBlock("defer.run", Before);
    BasicBlock *Back = Body.newBlock("defer.back", Before);
    Again.enter(D, Go, Way.Record, Back, D.ExitLoc, nullptr);
    IRBuilder<> B(Back);
    B.SetCurrentDebugLocation(Body.ExitLoc);
    B.CreateBr(From.Take);
    From.comeFrom(Back);
    Dispatched[&D] = Go;
  }
}

void BodyRecords::finish(Reentry &Again) {
  lowerUses();
  Drain From;
  if (!Calls.empty())
    buildDrain(From);
  SmallVector<BasicBlock *, 8> To;
  for (DeferralModel *D : Body.Deferrals) {
    if (!D->isDynamic())
      continue;
    SmallVector<Entry, 1> &Ways = Entries[D];
    if (From.Take)
      Ways.push_back({From.Dispatch, From.Record, From.Take, nullptr});
    if (!Again.has(*D))
      enterCopies(*D, Ways);
    if (Ways.empty())
      continue; // control never leaves the body
    if (Again.has(*D))
      enterAgain(*D, Ways, From, Again);
    else
      enter(*D, Ways, From);
    BasicBlock *Go = Dispatched.lookup(D);
    To.push_back(Go ? Go : D->Entry);
  }
  if (!From.Take)
    return;

  IRBuilder<> B(From.Dispatch);
  B.SetCurrentDebugLocation(Body.ExitLoc);
  if (To.size() == 1) {
    B.CreateBr(To.front());
    return;
  }
  Value *Id = IR.loadAt(B, IR.Int32Ty, From.Record, Layout(IR).recordId());
  // The last one takes what is left, so that no case is impossible.
  SwitchInst *Which = B.CreateSwitch(Id, To.back(), To.size());
  for (unsigned I = 0; I + 1 < To.size(); ++I)
    Which->addCase(B.getInt32(I), To[I]);
}
