//===- Unwinding.h - running what is pending as one unwinds -----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An exception comes into a body at a landing pad and leaves it at the unwind
// exits: Clang leads the one to the others through the ends of scopes, and the
// same blocks serve all landing pads.  So each landing pad says what is pending
// there: the *number* of a PendingState, in a variable that nothing else reads,
// and each unwind exit goes by it into a chain like the epilogue's:
//
//   pad:  landingpad; number = 2          exit: switch (number) { 1: goto c1;
//                                                                 2: goto c2; }
//                                         c2:   S2; goto c1
//                                         c1:   S1; goto after the exit
//
// A landing pad that serves calls with different states becomes one for each.
// The statements are copies, for nothing may be added to the normal way.  Where
// an exception comes out of a statement, it goes on with what is then pending.
//
// Shown by: clang -fplugin=defer.so -fexceptions -O0 -emit-llvm -S
//           test/Lowering/unwind.c
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_LOWERING_UNWINDING_H
#define DEFER_LOWERING_UNWINDING_H

#include "defer/Lowering/BodyVariables.h"
#include "defer/Lowering/PendingFlow.h"
#include "defer/Lowering/RegionEntry.h"

#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/Transforms/Utils/ValueMapper.h"

#include <map>

namespace defer {

class BodyRecords;

/// A deferred statement once more, for the way of an exception.
struct UnwindCopy {
  const DeferralModel *Of = nullptr;
  DeferralModel Model;
  llvm::ValueToValueMapTy Map;
  llvm::SmallVector<RegionEntry, 1> Entries;
};

class Unwinding {
public:
  Unwinding(FunctionModel &M, BodyModel &Body, IRTools &IR,
            PendingStates &States, const PendingFlow &Flow,
            BodyVariables &Variables, BodyRecords *Records);

  /// Whether an exception can pass through the body at all.
  bool any() const { return !Exits.empty(); }

  /// Where an exception goes that leaves a statement which runs at the exit of
  /// `Segment` (of the body, if null), with `S` still pending.
  llvm::BasicBlock *landing(const PendingState *S, const SegmentModel *Segment);
  /// Or one that is to go on in Clang's own way from `Next`.
  llvm::BasicBlock *landing(const PendingState *S, llvm::BasicBlock *Next);

  /// A place where a statement runs by name.
  struct Use {
    DeferralModel *Of;
    RegionEntry Entry;
  };
  void addUse(DeferralModel &Of, const RegionEntry &Entry) {
    Uses.push_back({&Of, Entry});
  }

  /// A place where one that is static is cancelled by name.
  struct Cancel {
    const DeferralModel *Of;
    llvm::CallInst *Call;
  };
  void addCancel(const UseModel &U) { Cancels.push_back({U.Of, U.Call}); }
  /// Those in copies, too, when they have been made.
  llvm::ArrayRef<Cancel> cancels() const { return Cancels; }

  /// Builds the chains, when all landings are known.  The regions that the
  /// copies are of are as yet entered by nothing.
  void build();

  /// The copy of a deferral's statement, or null if none is needed.
  UnwindCopy *copyOf(const DeferralModel &D) {
    auto Found = Copies.find(&D);
    return Found == Copies.end() ? nullptr : Found->second.get();
  }

  /// What enters a statement that is not copied.
  llvm::ArrayRef<Use> shared() const { return Shared; }

  /// Enters the copies of static deferrals.
  void enterCopies();

private:
  struct Exit {
    Exit(const SegmentModel *Segment, llvm::BasicBlock *Before,
         llvm::BasicBlock *At)
        : Segment(Segment), Before(Before), At(At) {}
    const SegmentModel *Segment;
    llvm::BasicBlock *Before; ///< nothing but a branch to At
    llvm::BasicBlock *At;
    /// What may be pending where an exception comes here by a way that others
    /// share, which then says in the number.
    llvm::SmallSetVector<const PendingState *, 4> States;
    /// Blocks that come here and do nothing on the way, and what is pending in
    /// each: they lead to its chain themselves.  (Through one block for all,
    /// each variable that a statement names would have a value for each of
    /// them.)
    llvm::SmallVector<std::pair<llvm::BasicBlock *, const PendingState *>, 8>
        Direct;
    /// Where each state's chain begins.
    llvm::DenseMap<const PendingState *, llvm::BasicBlock *> Chain;
    unsigned stop() const { return Segment ? Segment->Order : 0; }
  };

  void numberPads(const PendingFlow &Flow);
  llvm::ConstantInt *number(const PendingState *S);
  void comesFrom(llvm::BasicBlock *BB, const PendingState *S);
  void leads(llvm::BasicBlock *From, llvm::BasicBlock *To,
             const PendingState *S);
  Exit *straightTo(llvm::BasicBlock *BB);
  void dispatch(Exit &E);
  llvm::BasicBlock *chain(Exit &E, const PendingState *S);
  llvm::BasicBlock *link(Exit &E, const PendingState *S);
  llvm::BasicBlock *last(Exit &E, const PendingState *S);
  llvm::BasicBlock *drain(const PendingState *S, llvm::BasicBlock *Next);
  UnwindCopy &copy(const DeferralModel &D);
  void copyUsesIn(UnwindCopy &C);
  llvm::BasicBlock *block(const char *Name, llvm::BasicBlock *Before) {
    return Body.newBlock(Name, Before);
  }

  FunctionModel &M;
  BodyModel &Body;
  IRTools &IR;
  PendingStates &States;
  BodyVariables &Variables;
  BodyRecords *Records;
  llvm::AllocaInst *Number = nullptr;
  bool Runs = false;       ///< what is deferred; or else it is only left
  std::vector<Exit> Exits; ///< inner before outer
  llvm::MapVector<const PendingState *, unsigned> Numbers;
  llvm::DenseMap<unsigned, DeferralModel *> DeferralOf;
  llvm::MapVector<const DeferralModel *, std::unique_ptr<UnwindCopy>> Copies;
  std::map<std::pair<const PendingState *, llvm::BasicBlock *>,
           llvm::BasicBlock *>
      Landings;
  /// The exit that comes next, and nothing else, or none (~0u).
  llvm::DenseMap<llvm::BasicBlock *, unsigned> Straight;
  /// Of a block on the way, by their numbers.
  std::map<llvm::BasicBlock *, llvm::SmallVector<unsigned, 1>> FirstExits;
  llvm::SmallVector<Use, 2> Uses, Shared;
  llvm::SmallVector<Cancel, 2> Cancels;
};

} // namespace defer

#endif // DEFER_LOWERING_UNWINDING_H
