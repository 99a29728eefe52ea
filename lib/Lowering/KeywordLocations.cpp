//===- KeywordLocations.cpp - positions that say what serves what ---------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Of the argument `locations=keyword`; see AddedCode.h.  What the code
// generator adds because a deferral is there is given to it as well: in a line
// table an instruction with no position goes on with the row of what stands
// before it.  What it puts at a block's end has the position of that, by which
// the exit is found; that is kept, and a discriminator says whose it is.
//
//===----------------------------------------------------------------------===//

#include "LocationParts.h"

#include "defer/Lowering/Locations.h"
#include "defer/Support/AddedCode.h"

#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/IR/CFG.h"
#include "llvm/IR/Constants.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/Module.h"

using namespace llvm;
using namespace defer;

/// The position of a keyword, for what is added for it.
static DebugLoc atKeyword(const DeferralModel &D, AddedFor For) {
  if (!D.Loc)
    return DebugLoc();
  auto *Scope = cast<DILocalScope>(D.Loc.getScope());
  auto *Part =
      DILexicalBlockFile::get(D.Loc->getContext(), Scope, Scope->getFile(),
                              AddedCode{D.Id, For}.discriminator());
  return DILocation::get(D.Loc->getContext(), D.Loc.getLine(), D.Loc.getCol(),
                         Part, D.Loc.getInlinedAt(), /*ImplicitCode=*/true);
}

/// For what a body needs for its deferrals: if that is one, for that.
static DebugLoc atKeyword(const BodyModel &Body, AddedFor For) {
  const DeferralModel *Only = nullptr;
  for (const DeferralModel *D : Body.Deferrals)
    if (D->isDynamic() || !Body.hasDynamic()) {
      if (Only)
        return atKeyword(*Only, AddedFor::Shared);
      Only = D;
    }
  return Only ? atKeyword(*Only, For) : DebugLoc();
}

/// For what serves one deferral, or several, where they are due.
static DebugLoc locationFor(ArrayRef<DeferralModel *> Of) {
  return atKeyword(*Of.front(),
                   Of.size() == 1 ? AddedFor::Left : AddedFor::Shared);
}

namespace {

/// The code generator's number of where control goes on behind a block: exits
/// that have one statement of a `_Defer` in common store it before, and a
/// switch behind the statement reads it.  They have no position, so in a line
/// table they would go on with the row of what stands before them, the
/// statement's.
class Destinations {
public:
  explicit Destinations(FunctionModel &M) : M(M) {
    for (auto &D : M.Deferrals)
      for (CallInst *Exit : D->Exits)
        Starts[Exit->getParent()] = D.get();
  }

  void run() {
    for (auto &D : M.Deferrals)
      for (CallInst *Exit : D->Exits)
        if (!isBehindAnother(Exit->getParent()))
          settle(Exit->getParent());
  }

private:
  using List = SmallVector<DeferralModel *, 4>;

  /// Whether control comes from another statement with the same switch.
  bool isBehindAnother(BasicBlock *BB) const {
    for (BasicBlock *From : predecessors(BB))
      if (Starts.count(From) && From->getSingleSuccessor() == BB)
        return true;
    return false;
  }

  /// The last of the statements that run one after another from a block on, all
  /// of which are added to `Of`.
  BasicBlock *follow(BasicBlock *BB, List &Of) const {
    for (;; BB = BB->getSingleSuccessor()) {
      DeferralModel *D = Starts.lookup(BB);
      if (!is_contained(Of, D))
        Of.push_back(D);
      BasicBlock *Next = BB->getSingleSuccessor();
      if (!Next || !Starts.count(Next) || Next == BB)
        return BB;
    }
  }

  static void set(Instruction *I, const DebugLoc &Loc) {
    const DebugLoc &Own = I->getDebugLoc();
    if (!Own)
      I->setDebugLoc(Loc);
    else if (auto *Part = dyn_cast_or_null<DILexicalBlockFile>(
                 Loc ? Loc.getScope() : nullptr);
             Part && isa<StoreInst>(I))
      I->setDebugLoc(DILocation::get(
          Own->getContext(), Own.getLine(), Own.getCol(),
          DILexicalBlockFile::get(Own->getContext(),
                                  cast<DILocalScope>(Own.getScope()),
                                  Own->getFile(), Part->getDiscriminator()),
          Own.getInlinedAt(), /*ImplicitCode=*/true));
  }

  void settle(BasicBlock *First) {
    List Of;
    BasicBlock *Last = follow(First, Of);
    auto *Switch = dyn_cast<SwitchInst>(Last->getTerminator());
    auto *Load = Switch ? dyn_cast<LoadInst>(Switch->getCondition()) : nullptr;
    if (!Load || Load->getParent() != Last)
      return; // all go on in one place
    // One behind the statement of a cleanup variable would be there anyway.
    bool Alone = !First->getSinglePredecessor();
    DebugLoc Loc = Alone ? locationFor(Of) : implicit(Of.front()->Loc, 0);
    set(Load, Loc);
    set(Switch, Loc);
    for (User *U : Load->getPointerOperand()->users()) {
      auto *Store = dyn_cast<StoreInst>(U);
      auto *Value =
          Store ? dyn_cast<ConstantInt>(Store->getValueOperand()) : nullptr;
      BasicBlock *To =
          Value ? Store->getParent()->getSingleSuccessor() : nullptr;
      if (!To || !Starts.count(To))
        continue;
      List For;
      if (follow(To, For) != Last)
        continue;
      // It may lead to a block around.
      BasicBlock *Next = Switch->findCaseValue(Value)->getCaseSuccessor();
      if (Starts.count(Next))
        follow(Next, For);
      set(Store, Alone ? locationFor(For) : implicit(Of.front()->Loc, 0));
    }
  }

  FunctionModel &M;
  DenseMap<BasicBlock *, DeferralModel *> Starts; ///< of their statements
};

} // namespace

namespace {

/// What the code generator puts where an exception lands, and where it goes on:
/// there only because of what runs between, and without a position of its own.
class Pads {
public:
  explicit Pads(FunctionModel &M) : M(M) {
    for (auto &D : M.Deferrals)
      for (CallInst *Exit : D->UnwindExits)
        Runs[Exit].push_back(D.get());
    for (auto &Body : M.Bodies)
      for (const ExitModel &Exit : Body->UnwindExits)
        Runs[Exit.Call].append(Body->Deferrals.begin(), Body->Deferrals.end());
  }

  void run() {
    BlockSet Normal, Thrown;
    SmallVector<BasicBlock *, 8> Starts;
    for (BasicBlock &BB : M.F)
      if (BB.isLandingPad())
        Starts.push_back(&BB);
    if (Starts.empty())
      return;
    reach({&M.F.getEntryBlock()}, Normal);
    reach(Starts, Thrown);
    for (BasicBlock &BB : M.F)
      if (Thrown.count(&BB) && !Normal.count(&BB))
        settle(BB);
  }

private:
  using BlockSet = SmallPtrSet<BasicBlock *, 16>;
  using List = SmallVector<DeferralModel *, 4>;

  /// What is reached with no further exception.
  static void reach(SmallVector<BasicBlock *, 8> Work, BlockSet &Set) {
    while (!Work.empty()) {
      BasicBlock *BB = Work.pop_back_val();
      if (!Set.insert(BB).second)
        continue;
      if (auto *Invoke = dyn_cast<InvokeInst>(BB->getTerminator()))
        Work.push_back(Invoke->getNormalDest());
      else
        Work.append(succ_begin(BB), succ_end(BB));
    }
  }

  DeferralModel *statementOf(BasicBlock *BB) const {
    DeferralModel *Found = nullptr;
    for (auto &D : M.Deferrals)
      if (D->Region.count(BB) && (!Found || D->Around == Found))
        Found = D.get();
    return Found;
  }

  /// Adds those whose statements run on the ways from a block or to it.
  /// \returns whether nothing else does
  bool collect(BasicBlock *From, bool Forward, List &Of) const {
    BlockSet Seen;
    SmallVector<BasicBlock *, 8> Work{From};
    while (!Work.empty()) {
      BasicBlock *BB = Work.pop_back_val();
      if (!Seen.insert(BB).second)
        continue;
      for (Instruction &I : *BB) {
        auto Known = Runs.find(&I);
        if (Known != Runs.end()) {
          for (DeferralModel *D : Known->second)
            if (!is_contained(Of, D))
              Of.push_back(D);
        } else if (isa<CallBase>(I) && !isa<IntrinsicInst>(I) &&
                   !statementOf(BB))
          return false; // of a cleanup variable
      }
      if (Forward)
        Work.append(succ_begin(BB), succ_end(BB));
      else if (!BB->isLandingPad())
        Work.append(pred_begin(BB), pred_end(BB));
    }
    return true;
  }

  void settle(BasicBlock &BB) {
    List Of;
    DeferralModel *Inside = statementOf(&BB);
    if (Inside) {
      if (!BB.isLandingPad())
        return; // its own code
      Of.push_back(Inside);
    }
    bool Known = collect(&BB, /*Forward=*/true, Of);
    if (Known && Of.empty())
      Known = collect(&BB, /*Forward=*/false, Of);
    if (Of.empty())
      return; // no deferral's
    DebugLoc Loc = !Known ? implicit(Of.front()->Loc, 0) : locationFor(Of);
    for (Instruction &I : BB) {
      if (isa<CallBase>(I))
        continue;
      bool Glue = isa<LandingPadInst>(I) || isa<ExtractValueInst>(I) ||
                  isa<BranchInst>(I);
      if (auto *Store = dyn_cast<StoreInst>(&I))
        Glue |= isa<ExtractValueInst>(Store->getValueOperand());
      if (!Inside || Glue)
        I.setDebugLoc(Loc);
    }
  }

  FunctionModel &M;
  DenseMap<Instruction *, List> Runs; ///< by exit
};

} // namespace

void defer::giveKeywords(FunctionModel &M) {
  for (auto &D : M.Deferrals) {
    D->ExitLoc = atKeyword(*D, AddedFor::Left);
    D->SiteLoc = atKeyword(*D, AddedFor::Found);
  }
  settleSites(M);
  for (auto &D : M.Deferrals)
    D->SiteLoc = D->BeginLoc = atKeyword(*D, AddedFor::Reached);
  Destinations(M).run();
  Pads(M).run();
  for (auto &Body : M.Bodies) {
    DebugLoc Loc = atKeyword(*Body, AddedFor::Left);
    Body->ExitLoc = Loc ? Loc : implicit(Body->Begin->getDebugLoc(), 0);
    Body->LeaveLoc = Loc && !Body->Deferrals.empty()
                         ? locationFor(Body->Deferrals)
                         : Body->ExitLoc;
    Loc = atKeyword(*Body, AddedFor::Reached);
    Body->Begin->setDebugLoc(Loc ? Loc : Body->ExitLoc);
    Body->StartLoc = Body->Deferrals.size() > 1 ? Body->LeaveLoc
                                                : Body->Begin->getDebugLoc();
    for (auto &S : Body->Segments)
      S->Mark->setDebugLoc(Body->Begin->getDebugLoc());
    for (CallInst *Goto : Body->Gotos)
      Goto->setDebugLoc(Body->LeaveLoc);
  }
  for (auto &Block : M.Blocks)
    Block.second.Call->setDebugLoc(Block.second.Body->Begin->getDebugLoc());
}

void defer::noteKeywords(Module &M) {
  for (DICompileUnit *Unit : M.debug_compile_units())
    for (unsigned I = 0; I < Unit->getNumOperands(); ++I)
      if (MDString *Producer = Unit->getRawProducer();
          Producer && Unit->getOperand(I).get() == Producer) {
        std::string Marked = Producer->getString().str() + AddedCodeIsMarked;
        Unit->replaceOperandWith(I, MDString::get(M.getContext(), Marked));
        break;
      }
}
