//===- RecordList.cpp - putting records on the list, and taking them off --===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What __deferproc and __deferreturn do is short where there is room in the
// chunk, and where the newest record is one of the program's.  In code that is
// not to be small, that much stands in the function, and the runtime is called
// for the rest.  What the frame says is in variables then, and in memory where
// the runtime is called:
//
//   if (next + size <= end)            newest = top
//     record = next, next += size      if (newest == mark) goto done
//     record->below = top              if (newest->id >= FIRST_OWN_ID)
//     record->id = id                    newest = __deferreturn(frame, mark)
//     top = record                     else
//   else                                 top = newest->below
//     record = __deferproc(...)
//
// Shown by: clang -fplugin=defer.so -O2 -S -emit-llvm f.c
//
//===----------------------------------------------------------------------===//

#include "RecordLayout.h"

#include "defer/Lowering/Records.h"

#include "llvm/IR/Constants.h"
#include "llvm/IR/MDBuilder.h"
#include "llvm/Transforms/Utils/BasicBlockUtils.h"

using namespace defer;
using namespace llvm;

/// No chunk ends so near to the end of the address space, in bytes.
static constexpr uint64_t SmallBump = 4096;

static MDNode *likely(LLVMContext &C) {
  return MDBuilder(C).createBranchWeights(2000, 1);
}

/// What the runtime does with a frame, it does in memory.
CallInst *BodyRecords::call(IRBuilderBase &B, FunctionCallee Callee,
                            ArrayRef<Value *> Args) const {
  if (!Top)
    return RT.call(B, Callee, Args);
  RecordLayout L(IR);
  std::pair<AllocaInst *, uint64_t> Fields[] = {
      {Top, L.frameTop()}, {Next, L.frameNext()}, {End, L.frameEnd()}};
  for (auto &Field : Fields)
    IR.storeAt(B, IR.load(B, IR.PtrTy, Field.first), Frame, Field.second);
  CallInst *Call = RT.call(B, Callee, Args);
  for (auto &Field : Fields)
    IR.store(B, IR.loadAt(B, IR.PtrTy, Frame, Field.second), Field.first);
  return Call;
}

/// The next `Size` bytes of the chunk; or, if there are no so many left, what
/// the runtime gives.
Value *BodyRecords::bump(Instruction *Before, uint64_t Size, Align Alignment,
                         FunctionModel &M,
                         function_ref<void(IRBuilderBase &, Value *)> WhereFits,
                         function_ref<Value *(IRBuilderBase &)> Otherwise) {
  IRBuilder<> B(Before);
  Value *At = IR.load(B, IR.PtrTy, Next);
  if (Alignment > IR.pointerAlign()) {
    Value *Address = B.CreatePtrToInt(At, IR.SizeTy);
    Value *Up = B.CreateAnd(B.CreateNeg(Address),
                            ConstantInt::get(IR.SizeTy, Alignment.value() - 1));
    At = B.CreateGEP(IR.Int8Ty, At, Up);
  }
  // Both are null in a frame that has given its chunks back.
  ConstantInt *SizeValue = ConstantInt::get(IR.SizeTy, Size);
  Value *Behind = B.CreateGEP(IR.Int8Ty, At, SizeValue);
  Value *Limit = IR.load(B, IR.PtrTy, End), *Fits;
  if (Size + Alignment.value() <= SmallBump)
    Fits = B.CreateICmpULE(Behind, Limit);
  else
    Fits = B.CreateICmpSGE(B.CreateSub(B.CreatePtrToInt(Limit, IR.SizeTy),
                                       B.CreatePtrToInt(At, IR.SizeTy)),
                           SizeValue);
  BasicBlock *Head = Before->getParent();
  Instruction *Then, *Else;
  SplitBlockAndInsertIfThenElse(Fits, Before, &Then, &Else, likely(IR.C));
  for (Instruction *In : {Then, Else, Before})
    M.splitOff(In->getParent(), Head);

  IRBuilder<> TB(Then);
  TB.SetCurrentDebugLocation(Before->getDebugLoc());
  IR.store(TB, Behind, Next);
  WhereFits(TB, At);
  IRBuilder<> EB(Else);
  EB.SetCurrentDebugLocation(Before->getDebugLoc());
  Value *Made = Otherwise(EB);
  IRBuilder<> Join(Before->getParent(), Before->getParent()->begin());
  PHINode *Result = Join.CreatePHI(IR.PtrTy, 2);
  Result->addIncoming(At, Then->getParent());
  Result->addIncoming(Made, Else->getParent());
  return Result;
}

/// Makes a record the newest one.
void BodyRecords::link(IRBuilderBase &B, Value *Record, uint64_t Size,
                       unsigned Id) const {
  RecordLayout L(IR);
  IR.storeAt(B, IR.load(B, IR.PtrTy, Top), Record, 0);
  IR.storeAt(B, B.getInt32(Id), Record, L.recordId());
  B.CreateAlignedStore(B.getInt32(Size),
                       IR.addressAt(B, IR.Int32Ty, Record, L.recordId() + 4),
                       Align(4));
  IR.store(B, Record, Top);
}

/// A record of a size, in bytes, on top of the list.
Value *BodyRecords::push(CallInst *At, uint64_t Size, unsigned Id,
                         FunctionModel &M) {
  ConstantInt *SizeValue = ConstantInt::get(IR.SizeTy, Size);
  auto Call = [&](IRBuilderBase &B) -> Value * {
    Value *Record = call(B, RT.DeferProc, {Frame, SizeValue, B.getInt32(Id)});
    RT.initialised(B, Record, SizeValue);
    // It is the newest one, as where it fits: that is one value then.
    if (Top)
      IR.store(B, Record, Top);
    return Record;
  };
  if (!Top) {
    IRBuilder<> B(At);
    return Call(B);
  }
  return bump(
      At, Size, IR.pointerAlign(), M,
      [&](IRBuilderBase &B, Value *Record) { link(B, Record, Size, Id); },
      Call);
}

Value *BodyRecords::block(Instruction *Before, uint64_t Size, Align Alignment,
                          FunctionModel &M) {
  auto Call = [&](IRBuilderBase &B) -> Value * {
    return call(B, RT.DeferBlock,
                {Frame, ConstantInt::get(IR.SizeTy, Size),
                 ConstantInt::get(IR.SizeTy, Alignment.value())});
  };
  // An instance of nothing has an address, too.
  if (!Top || !Size) {
    IRBuilder<> B(Before);
    return Call(B);
  }
  return bump(
      Before, Size, Alignment, M, [](IRBuilderBase &, Value *) {}, Call);
}

/// At the end of where the drain goes on: the newest record down to a mark to
/// the dispatch, or on to `Done`.
void BodyRecords::pop(Drain &To, BasicBlock *Done, Value *Mark) {
  IRBuilder<> B(To.Take);
  B.SetCurrentDebugLocation(Body.ExitLoc);
  auto Call = [&](IRBuilderBase &CB) {
    Value *Record = call(CB, RT.DeferReturn, {Frame, Mark});
    Record->setName("record");
    CB.CreateCondBr(CB.CreateIsNull(Record), Done, To.Dispatch);
    return Record;
  };
  To.Next = To.Take;
  if (!Top) {
    To.Record = Call(B);
    return;
  }

  RecordLayout L(IR);
  BasicBlock *Reached = Body.newBlock("defer.reached", Done);
  BasicBlock *Newest = Body.newBlock("defer.newest", To.Dispatch);
  BasicBlock *Pop = Body.newBlock("defer.pop", To.Dispatch);
  BasicBlock *Slow = Body.newBlock("defer.call", Done);
  bool All = isa<ConstantPointerNull>(Mark);
  auto Test = [&] {
    Value *Taken = IR.load(B, IR.PtrTy, Top);
    Value *Ends = B.CreateICmpEQ(Taken, Mark);
    if (!All)
      Ends = B.CreateOr(Ends, B.CreateIsNull(Taken));
    B.CreateCondBr(Ends, Reached, Newest);
  };
  Test();
  // As the loop has no exit there, LLVM does not rotate it: one jump less for
  // each record.
  if (All) {
    To.Next = Body.newBlock("defer.next", Reached);
    B.SetInsertPoint(To.Next);
    Test();
  }

  // When all have run, what the heap gave is given back.
  B.SetInsertPoint(Reached);
  Value *Keeps = B.CreateIsNull(IR.loadAt(B, IR.PtrTy, Frame, L.frameChunks()));
  if (!All)
    Keeps = B.CreateOr(Keeps, B.CreateIsNotNull(Mark));
  B.CreateCondBr(Keeps, Done, Slow, likely(IR.C));

  B.SetInsertPoint(Newest);
  Value *Taken = IR.load(B, IR.PtrTy, Top);
  Value *Id = IR.loadAt(B, IR.Int32Ty, Taken, L.recordId());
  B.CreateCondBr(B.CreateICmpULT(Id, B.getInt32(DEFER_RT_FIRST_OWN_ID)), Pop,
                 Slow, likely(IR.C));

  B.SetInsertPoint(Pop);
  IR.store(B, IR.loadAt(B, IR.PtrTy, Taken, 0), Top);
  B.CreateBr(To.Dispatch);

  B.SetInsertPoint(Slow);
  Value *Returned = Call(B);
  B.SetInsertPoint(To.Dispatch);
  PHINode *Record = B.CreatePHI(IR.PtrTy, 2, "record");
  Record->addIncoming(Taken, Pop);
  Record->addIncoming(Returned, Slow);
  To.Record = Record;
}
