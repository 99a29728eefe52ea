//===- Chain.cpp - unwinding without an unwinder --------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "defer/Lowering/Chain.h"

#include "defer/Lowering/CleanupGlue.h"
#include "defer/Lowering/IRTools.h"
#include "defer/Lowering/ReturnsTwice.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/Analysis/ValueTracking.h"
#include "llvm/IR/CFG.h"
#include "llvm/IR/InlineAsm.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/Module.h"
#include "llvm/Transforms/Utils/BasicBlockUtils.h"
#include "llvm/Transforms/Utils/Local.h"

using namespace defer;
using namespace llvm;

/// Of struct __defer_link in defer_rt.h, in pointers.
enum : unsigned { OuterField, PassesField, PadField, StackField = 4 };
static constexpr unsigned LinkPointers = 36;

/// The address of the thread's chain, as that of a plain pointer.
static Value *chain(IRBuilderBase &B, const IRTools &IR) {
  const char *Name = "__defer_chain";
  Module &M = *IR.F.getParent();
  GlobalVariable *Chain = M.getNamedGlobal(Name); // the program may know it
  if (!Chain)
    Chain = new GlobalVariable(M, IR.PtrTy, /*isConstant=*/false,
                               GlobalValue::ExternalLinkage, nullptr, Name,
                               nullptr, GlobalValue::GeneralDynamicTLSModel);
  return compat::pointerTo(B, Chain, IR.PtrTy);
}

StoreInst *ChainLowering::storePad(Instruction *At, unsigned Number) {
  IRBuilder<> B(At);
  Value *Pad =
      Number ? B.CreateIntToPtr(ConstantInt::get(IR.SizeTy, Number), IR.PtrTy)
             : ConstantPointerNull::get(IR.PtrTy);
  StoreInst *Store =
      IR.storeAt(B, Pad, IR.plain(B, Link), PadField * IR.pointerSize());
  PadStores.insert(Store);
  return Store;
}

/// Whether a signal may come of it, or, as it takes its time, in it.
static bool mayRaise(const Instruction &I) {
  if (auto *Call = dyn_cast<CallBase>(&I))
    return !Call->isInlineAsm() &&
           (isa<MemIntrinsic>(I) || !isa<IntrinsicInst>(I));
  if (I.isIntDivRem())
    return !isa<Constant>(I.getOperand(1));
  const Value *At = getLoadStorePointerOperand(&I);
  return At && !isa<AllocaInst>(getUnderlyingObject(At)) &&
         !isa<GlobalVariable>(getUnderlyingObject(At));
}

/// How far it is looked behind a call, so that many calls cost no more each; a
/// jump through a table may lead to all of them.
static constexpr unsigned MostWays = 32;

/// Whether the handler of a signal may panic behind the call before the next
/// says where to land.
bool ChainLowering::mayBeLeftBehind(CallInst *Call) const {
  SmallSetVector<BasicBlock *, 8> Ways;
  auto Looks = [&](BasicBlock::iterator I, BasicBlock *BB) {
    for (; I != BB->end(); ++I) {
      if (PadStores.count(&*I))
        return false;
      if (mayRaise(*I))
        return true;
    }
    Ways.insert(succ_begin(BB), succ_end(BB));
    return Ways.size() > MostWays;
  };
  if (Looks(std::next(Call->getIterator()), Call->getParent()))
    return true;
  for (unsigned I = 0; I != Ways.size(); ++I)
    if (Looks(Ways[I]->begin(), Ways[I]))
      return true;
  return false;
}

/// What passes is in the link.
void ChainLowering::lowerLandingPad(BasicBlock *Pad) {
  LandingPadInst *Landing = Pad->getLandingPadInst();
  IRBuilder<> B(Landing);
  Value *Passes =
      IR.loadAt(B, IR.PtrTy, IR.plain(B, Link), PassesField * IR.pointerSize());
  for (User *U : make_early_inc_range(Landing->users())) {
    auto *Part = dyn_cast<ExtractValueInst>(U);
    if (!Part)
      continue;
    Value *V = Part->getIndices().front() == 0
                   ? Passes
                   : Constant::getNullValue(Part->getType());
    Part->replaceAllUsesWith(V);
    Part->eraseFromParent();
  }
  if (!Landing->use_empty()) {
    Value *V = B.CreateInsertValue(Constant::getNullValue(Landing->getType()),
                                   Passes, 0);
    Landing->replaceAllUsesWith(V);
  }
  Landing->eraseFromParent();
}

/// The pointer of the stack that calls use.  llvm.stacksave becomes that of the
/// other one with SafeStack, which leaves there only what it finds to be safe.
static Value *stackPointer(IRBuilder<> &B, const Function &F) {
  if (!F.hasFnAttribute(Attribute::SafeStack))
    return compat::stackPointer(B);
  bool IsX86 = Triple(F.getParent()->getTargetTriple()).isX86();
  LLVMContext &C = F.getContext();
  Value *Name = MetadataAsValue::get(
      C, MDNode::get(C, MDString::get(C, IsX86 ? "rsp" : "sp")));
  return B.CreateIntrinsic(Intrinsic::read_volatile_register, {B.getInt64Ty()},
                           {Name});
}

/// It lands with the stack as it is now, below all that was allocated on it.
void ChainLowering::followStack() {
  SmallVector<Instruction *, 4> Moves;
  for (Instruction &I : instructions(F)) {
    auto *Var = dyn_cast<AllocaInst>(&I);
    auto *Call = dyn_cast<IntrinsicInst>(&I);
    if ((Var && !Var->isStaticAlloca()) ||
        (Call && Call->getIntrinsicID() == Intrinsic::stackrestore))
      Moves.push_back(&I);
  }
  for (Instruction *I : Moves) {
    IRBuilder<> B(I->getNextNode());
    IR.storeAt(B, stackPointer(B, F), IR.plain(B, Link),
               StackField * IR.pointerSize());
  }
}

/// Where the function is left: by `ret`, and by what passes on.
void ChainLowering::leave() {
  Type *Void = Type::getVoidTy(IR.C);
  for (BasicBlock &BB : make_early_inc_range(F)) {
    Instruction *End = BB.getTerminator();
    if (auto *Resume = dyn_cast<ResumeInst>(End)) {
      IRBuilder<> B(Resume);
      CallInst *Pass = B.CreateCall(
          IR.runtime("__defer_pass", Void, {IR.PtrTy, IR.PtrTy}),
          {IR.plain(B, Link), B.CreateExtractValue(Resume->getValue(), 0)});
      Pass->setDoesNotReturn();
      B.CreateUnreachable();
      Resume->eraseFromParent();
    } else if (isa<ReturnInst>(End)) {
      Instruction *At = End;
      if (CallInst *Tail = BB.getTerminatingMustTailCall())
        At = Tail;
      IRBuilder<> B(At);
      Value *Outer = IR.loadAt(B, IR.PtrTy, IR.plain(B, Link),
                               OuterField * IR.pointerSize());
      B.CreateStore(Outer, chain(B, IR));
      Value *Last = B.CreateIsNull(Outer);
      Instruction *Then = SplitBlockAndInsertIfThen(Last, At, false);
      B.SetInsertPoint(Then);
      B.CreateCall(IR.runtime("__defer_unlinked_last", Void, {IR.PtrTy}),
                   {IR.plain(B, Link)});
    }
  }
}

void ChainLowering::link() {
  SmallSetVector<BasicBlock *, 8> Pads;
  SmallVector<InvokeInst *, 16> Invokes;
  SmallVector<CallInst *, 16> Calls, Landing;
  for (BasicBlock &BB : F)
    if (auto *Invoke = dyn_cast<InvokeInst>(BB.getTerminator())) {
      Pads.insert(Invoke->getUnwindDest());
      Invokes.push_back(Invoke);
    }
  for (Instruction &I : instructions(F))
    if (auto *Call = dyn_cast<CallInst>(&I))
      if (!Call->doesNotThrow() && !Call->isInlineAsm())
        Calls.push_back(Call);
  F.setPersonalityFn(nullptr);
  if (Pads.empty()) {
    // No exception comes here, whatever leads on from where one would.
    SmallVector<ResumeInst *, 2> Resumes;
    for (BasicBlock &BB : F)
      if (auto *Resume = dyn_cast<ResumeInst>(BB.getTerminator()))
        Resumes.push_back(Resume);
    for (ResumeInst *Resume : Resumes)
      changeToUnreachable(Resume);
    return;
  }

  Link = IR.storage(LinkPointers * IR.pointerSize(), Align(16), "defer.link");
  for (unsigned I = 0; I < Invokes.size(); ++I) {
    auto Number = llvm::find(Pads, Invokes[I]->getUnwindDest()) - Pads.begin();
    storePad(Invokes[I], Number + 1);
    Landing.push_back(changeToCall(Invokes[I]));
  }
  // One that has no landing pad is passed by.
  for (CallInst *Call : Calls)
    storePad(Call, 0);
  // So is what is no call: what was pending at the last one may have run since.
  // No pass may put the store behind what raises the signal.
  SmallVector<CallInst *, 16> Left;
  llvm::copy_if(Landing, std::back_inserter(Left),
                [&](CallInst *Call) { return mayBeLeftBehind(Call); });
  for (CallInst *Call : Left)
    storePad(Call->getNextNode(), 0)->setVolatile(true);
  leave();
  followStack();

  // The entry: behind the static variables.
  BasicBlock *Entry = &F.getEntryBlock();
  SmallVector<AllocaInst *, 16> Vars;
  for (Instruction &I : *Entry)
    if (auto *Var = dyn_cast<AllocaInst>(&I))
      if (Var->isStaticAlloca())
        Vars.push_back(Var);
  BasicBlock *Body = SplitBlock(Entry, &Entry->front());
  for (AllocaInst *Var : Vars)
    Var->moveBefore(*Entry, Entry->getTerminator()->getIterator());
  Dispatch = BasicBlock::Create(IR.C, "defer.lands", &F, Body->getNextNode());
  Instruction *Through = Entry->getTerminator();
  IRBuilder<> B(Through);
  Value *Outer = B.CreateLoad(IR.PtrTy, chain(B, IR));
  IR.storeAt(B, Outer, IR.plain(B, Link), OuterField * IR.pointerSize());
  IR.storeAt(B, ConstantPointerNull::get(IR.PtrTy), IR.plain(B, Link),
             PadField * IR.pointerSize());
  B.CreateStore(IR.plain(B, Link), chain(B, IR));
  Instruction *Then =
      SplitBlockAndInsertIfThen(B.CreateIsNull(Outer), Through, false);
  B.SetInsertPoint(Then);
  B.CreateCall(IR.runtime("__defer_linked_first", B.getVoidTy(), {IR.PtrTy}),
               {IR.plain(B, Link)});
  Through = Body->getSinglePredecessor()->getTerminator();
  B.SetInsertPoint(Through);
  CallInst *Lands = B.CreateCall(
      IR.runtime("__defer_enter", IR.Int32Ty, {IR.PtrTy}), {IR.plain(B, Link)});
  if (Function *Enter = Lands->getCalledFunction())
    Enter->addFnAttr(Attribute::ReturnsTwice);
  Lands->addFnAttr(Attribute::ReturnsTwice);
  B.CreateCondBr(B.CreateIsNull(Lands), Body, Dispatch);
  Through->eraseFromParent();

  B.SetInsertPoint(Dispatch);
  Value *Which = B.CreatePtrToInt(
      IR.loadAt(B, IR.PtrTy, IR.plain(B, Link), PadField * IR.pointerSize()),
      IR.SizeTy);
  SwitchInst *To = B.CreateSwitch(Which, Pads.back(), Pads.size());
  for (unsigned I = 0; I + 1 < Pads.size(); ++I)
    To->addCase(ConstantInt::get(IR.SizeTy, I + 1), Pads[I]);
  for (BasicBlock *Pad : Pads)
    lowerLandingPad(Pad);
}

void ChainLowering::keepInMemory() {
  if (!Link)
    return;
  SmallSetVector<BasicBlock *, 32> Ways;
  Ways.insert(Dispatch);
  for (unsigned I = 0; I != Ways.size(); ++I)
    for (BasicBlock *Next : successors(Ways[I]))
      Ways.insert(Next);
  SmallSetVector<Value *, 16> Kept;
  // What is returned in memory is read by no instruction, but by the caller.
  for (Argument &Param : F.args())
    if (Param.hasStructRetAttr())
      Kept.insert(&Param);
  for (BasicBlock *BB : Ways)
    for (Instruction &I : *BB)
      for (Value *Op : I.operands()) {
        Value *Base = Op->stripInBoundsOffsets();
        auto *Param = dyn_cast<Argument>(Base);
        if ((isa<AllocaInst>(Base) && Base != Link) ||
            (Param && (Param->hasByValAttr() || Param->hasNoAliasAttr() ||
                       Param->hasStructRetAttr())))
          Kept.insert(Base);
      }
  for (Value *V : Kept) {
    auto *Var = dyn_cast<AllocaInst>(V);
    // From where control lands, it does not look as if its life had begun.
    if (Var)
      dropLifetime(Var);
    IRBuilder<> B(IR.C);
    if (Var && !Var->isStaticAlloca())
      B.SetInsertPoint(Var->getNextNode());
    else
      B.SetInsertPoint(F.getEntryBlock().getTerminator());
    Type *T = IR.Int8Ty;
    auto *Asm = InlineAsm::get(
        FunctionType::get(B.getVoidTy(), {IR.PtrTy}, false), "", "*m",
        /*hasSideEffects=*/true);
    CallInst *Call = B.CreateCall(Asm, {IR.plain(B, V)});
    Call->addParamAttr(0, Attribute::get(IR.C, Attribute::ElementType, T));
    Call->setDoesNotThrow();
  }
}

bool defer::keepChainAtSetjmp(Function &F) {
  SmallVector<CallInst *, 2> Twice;
  for (Instruction &I : instructions(F))
    if (auto *Call = dyn_cast<CallInst>(&I))
      if (returnsTwice(*Call) &&
          (!Call->getCalledFunction() ||
           Call->getCalledFunction()->getName() != "__defer_enter"))
        Twice.push_back(Call);
  if (Twice.empty())
    return false;
  IRTools IR(F, /*Volatile=*/true);
  for (CallInst *Call : Twice) {
    // As it is before the call, in either return.
    AllocaInst *Kept = IR.variable(IR.PtrTy, "defer.chain");
    IRBuilder<> B(Call);
    IR.store(B, B.CreateLoad(IR.PtrTy, chain(B, IR)), Kept);
    B.SetInsertPoint(Call->getNextNode());
    B.CreateStore(IR.load(B, IR.PtrTy, Kept), chain(B, IR));
  }
  return true;
}

bool defer::leadToChain(Module &M) {
  static const std::pair<const char *, const char *> Names[] = {
      {"__defer_panic", "__defer_chain_panic"},
      {"__defer_panic_value", "__defer_chain_panic_value"},
      {"defer_longjmp", "defer_chain_longjmp"}};
  bool Any = false;
  for (auto &Name : Names)
    if (Function *F = M.getFunction(Name.first); F && F->isDeclaration()) {
      Any = true;
      FunctionCallee New = M.getOrInsertFunction(
          Name.second, F->getFunctionType(), F->getAttributes());
      F->replaceAllUsesWith(ConstantExpr::getBitCast(
          cast<Constant>(New.getCallee()), F->getType()));
      F->eraseFromParent();
    }
  return Any;
}
