//===- Reentry.cpp - a deferred statement that may run itself -------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "defer/Lowering/Reentry.h"

#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/IR/CFG.h"
#include "llvm/IR/DiagnosticInfo.h"
#include "llvm/IR/Dominators.h"
#include "llvm/IR/LLVMContext.h"
#include "llvm/Transforms/Utils/CodeExtractor.h"
#include "llvm/Transforms/Utils/Local.h"

using namespace defer;
using namespace llvm;

Reentry::Reentry(BodyModel &Body, IRTools &IR) : Body(Body), IR(IR) {
  for (DeferralModel *D : Body.Deferrals)
    if (D->MayRunAgain)
      Members.insert({D, Members.size()});
  if (!any())
    return;
  IRBuilder<> B(Body.newBlock("defer.which", Members.front().first->Entry));
  Which = B.CreatePHI(IR.Int32Ty, 4, "which");
  Record = B.CreatePHI(IR.PtrTy, 4, "record");
  Who = B.CreatePHI(IR.Int32Ty, 4, "who");
  StandIn = Function::Create(
      FunctionType::get(B.getVoidTy(), {IR.Int32Ty, IR.PtrTy}, false),
      GlobalValue::ExternalLinkage, "__defer_stand_in", IR.F.getParent());
  IsHere = Function::Create(FunctionType::get(IR.Int1Ty, false),
                            GlobalValue::ExternalLinkage, "__defer_is_here",
                            IR.F.getParent());
}

void Reentry::enter(DeferralModel &D, BasicBlock *From, Value *Of,
                    BasicBlock *Next, DebugLoc Loc, const UseModel *Use) {
  Entry E{From,
          Members.find(&D)->second,
          Of ? Of : ConstantPointerNull::get(IR.PtrTy),
          Next,
          Loc,
          false,
          false,
          Use && Use->In != Body.Of,
          nullptr};
  for (DeferralModel *In = Use ? Use->In : nullptr; In && In != Body.Of;
       In = In->Around) {
    // That of an inner body is a function as well.
    E.InMember |= has(*In);
    E.InInner |= In->MayRunAgain && !has(*In);
  }
  if (!E.isDirect())
    call(E);
  Entries.push_back(E);
}

/// At once: a copy of the block is to have it, too.
void Reentry::call(Entry &E) {
  IRBuilder<> B(E.From);
  B.SetCurrentDebugLocation(E.Loc);
  E.Call = B.CreateCall(StandIn, {B.getInt32(E.Which), E.Of});
  B.CreateBr(E.Next);
}

void Reentry::build() {
  if (!any())
    return;
  // One way in at least is a way that control takes, for the function to be
  // called there; the others are calls at once if they are in a function, too.
  if (llvm::none_of(Entries, [](const Entry &E) { return E.isDirect(); })) {
    auto First =
        llvm::find_if(Entries, [](const Entry &E) { return !E.InMember; });
    if (First != Entries.end()) {
      First->InInner = First->InStatement = false;
      First->Call->eraseFromParent();
      First->From->getTerminator()->eraseFromParent();
    }
  }

  BasicBlock *Head = Which->getParent();
  BasicBlock *Statements = Body.newBlock("defer.statements", Head);
  BasicBlock *Ran = Body.newBlock("defer.ran", Head);
  IRBuilder<> RB(Ran);
  RB.SetCurrentDebugLocation(Body.ExitLoc);
  SwitchInst *Back = nullptr;
  unsigned Number = 0;
  for (Entry &E : Entries) {
    if (!E.isDirect())
      continue;
    IRBuilder<> B(E.From);
    B.SetCurrentDebugLocation(E.Loc);
    B.CreateBr(Head);
    Which->addIncoming(B.getInt32(E.Which), E.From);
    Record->addIncoming(E.Of, E.From);
    Who->addIncoming(B.getInt32(Number), E.From);
    if (!Back)
      Back = RB.CreateSwitch(Who, E.Next, Entries.size());
    else
      Back->addCase(B.getInt32(Number), E.Next);
    ++Number;
  }
  if (!Back)
    RB.CreateUnreachable(); // nothing runs them

  IRBuilder<> HB(Head);
  HB.SetCurrentDebugLocation(Body.ExitLoc);
  HB.CreateCondBr(HB.CreateCall(IsHere), Statements, Ran);
  IRBuilder<> SB(Statements);
  SB.SetCurrentDebugLocation(Body.ExitLoc);
  SwitchInst *To = nullptr;
  for (auto &Member : Members) {
    DeferralModel &D = *Member.first;
    if (!To)
      To = SB.CreateSwitch(Which, D.Entry, Members.size());
    else
      To->addCase(SB.getInt32(Member.second), D.Entry);
    if (BasicBlock *End = D.endBlock()) {
      End->getTerminator()->eraseFromParent();
      IRBuilder<> EB(End);
      EB.SetCurrentDebugLocation(D.ExitLoc);
      EB.CreateBr(Ran);
    }
  }
  First = Statements;
  Last = Ran;
}

void Reentry::settleCopies() {
  if (!any())
    return;
  for (User *U : make_early_inc_range(IsHere->users())) {
    auto *Call = cast<CallInst>(U);
    BasicBlock *Head = Call->getParent();
    auto *Branch = cast<BranchInst>(Head->getTerminator());
    bool IsCopy = Head != Which->getParent();
    BasicBlock *To = Branch->getSuccessor(IsCopy);
    Branch->getSuccessor(!IsCopy)->removePredecessor(Head);
    IRBuilder<> B(Branch);
    if (IsCopy) {
      // The phis are copies, too, and in the same order.
      auto Phi = Head->phis().begin();
      PHINode &Number = *Phi++, &Of = *Phi;
      B.CreateCall(StandIn, {&Number, &Of});
      Copied = true;
    }
    B.CreateBr(To);
    Branch->eraseFromParent();
    Call->eraseFromParent();
  }
  IsHere->eraseFromParent();
}

Reentry::Blocks Reentry::statements() const {
  Blocks Inside;
  Inside.insert(cast<BasicBlock>(First));
  for (unsigned I = 0; I != Inside.size(); ++I)
    for (BasicBlock *Next : successors(Inside[I]))
      if (Next != Last)
        Inside.insert(Next);
  return Inside;
}

/// What only the statements use is to be theirs; and where they are called from
/// elsewhere, all else that they use must be known there: false if it is not,
/// for what is elsewhere is a copy with values of its own.
bool Reentry::settleInputs(const Blocks &Inside) {
  Function &F = *Inside.front()->getParent();
  // The address of a variable may be computed where the variable is.
  SmallPtrSet<const Instruction *, 16> Theirs;
  auto IsInside = [&](const User *U) {
    auto *I = dyn_cast<Instruction>(U);
    return I && (Theirs.count(I) ||
                 Inside.count(const_cast<BasicBlock *>(I->getParent())));
  };
  SmallVector<Instruction *, 8> Moved;
  for (Instruction &I : llvm::reverse(F.getEntryBlock()))
    if ((isa<AllocaInst>(I) || isa<CastInst>(I) || isa<GetElementPtrInst>(I)) &&
        !I.use_empty() && llvm::all_of(I.users(), IsInside)) {
      Theirs.insert(&I);
      Moved.push_back(&I);
    }
  for (Instruction *I : Moved) // the last one first
    I->moveBefore(*Inside.front(), Inside.front()->getFirstInsertionPt());

  SmallSetVector<Instruction *, 4> Inputs;
  for (BasicBlock *BB : Inside)
    for (Instruction &I : *BB)
      for (Value *Op : I.operands()) {
        auto *Def = dyn_cast<Instruction>(Op);
        if (!Def || Inside.count(Def->getParent()) || Def == Which ||
            Def == Record)
          continue;
        auto *Var = dyn_cast<AllocaInst>(Def);
        if (!Var || !Var->isStaticAlloca())
          Inputs.insert(Def);
      }
  bool Known = true;
  for (Instruction *Def : Inputs) {
    Known &= !Copied || Def->getParent() == &F.getEntryBlock();
    DemoteRegToStack(*Def);
  }
  return Known;
}

CallInst *Reentry::moveOut(const Blocks &Inside) {
  Function &F = *Inside.front()->getParent();
  BasicBlock *Front = Inside.front();
  SmallVector<AllocaInst *, 8> Own;
  for (Instruction &I : *Front)
    if (auto *Var = dyn_cast<AllocaInst>(&I))
      Own.push_back(Var);
  compat::LabelArguments Labels(Inside.getArrayRef());
  DominatorTree DT(F);
  CodeExtractor Extractor(Inside.getArrayRef(), &DT, /*AggregateArgs=*/false,
                          nullptr, nullptr, nullptr, /*AllowVarArgs=*/false,
                          /*AllowAlloca=*/true);
  CodeExtractorAnalysisCache Cache(F);
  Function *New =
      Extractor.isEligible() ? Extractor.extractCodeRegion(Cache) : nullptr;
  if (!New)
    return nullptr;
  New->setName(F.getName() + ".deferred");
  for (AllocaInst *Var : Own)
    Var->moveBefore(New->getEntryBlock(),
                    New->getEntryBlock().getFirstInsertionPt());
  return cast<CallInst>(New->user_back());
}

/// Landing pads cannot become another function's.
bool defer::mayExtract(const FunctionModel &M) {
  for (auto &D : M.Deferrals) {
    if (!D->MayRunAgain)
      continue;
    for (const BasicBlock *BB : D->Region)
      if (isa<InvokeInst>(BB->getTerminator())) {
        M.F.getContext().diagnose(DiagnosticInfoUnsupported(
            M.F,
            "a deferred statement that may run itself by name, with a call in "
            "it that may throw, is not supported;",
            D->Loc));
        return false;
      }
  }
  return true;
}

void Reentry::extract() {
  if (!any())
    return;
  CallInst *Main = nullptr;
  if (First) {
    Blocks Inside = statements();
    if (settleInputs(Inside))
      Main = moveOut(Inside);
    if (!Main)
      IR.C.diagnose(DiagnosticInfoUnsupported(
          IR.F,
          "a deferred statement that may run itself by name cannot become a "
          "function;",
          Members.front().first->Loc));
  }
  for (User *U : make_early_inc_range(StandIn->users())) {
    auto *Call = cast<CallInst>(U);
    if (Main) {
      Function *New = Main->getCalledFunction();
      SmallVector<Value *, 8> Args;
      for (unsigned I = 0; I != Main->arg_size(); ++I) {
        Value *Op = Main->getArgOperand(I);
        Args.push_back(Op == Which                  ? Call->getArgOperand(0)
                       : Op == Record               ? Call->getArgOperand(1)
                       : Call->getFunction() == New ? New->getArg(I)
                                                    : Op);
      }
      IRBuilder<>(Call).CreateCall(New, Args);
    }
    Call->eraseFromParent();
  }
  StandIn->eraseFromParent();
}
