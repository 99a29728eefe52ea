//===- Records.h - dynamic deferrals and the runtime ------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Lowers the dynamic deferrals of one body (see defer_rt.h for the other side
// of the contract).  Where one becomes pending, __deferproc adds a record that
// holds the instances the statement names and the values it uses that were
// computed before.  To run them, a *drain* takes records off until a mark is
// reached and jumps into the region of each:
//
//   drain:  r = __deferreturn(frame, mark)
//           if (!r) goto done; switch (r->id) { 0: goto S0; 1: goto S1; }
//   S0:     ...; goto drain
//
// There is one drain in a body however many places need it.
//
// Of a deferral with a name, the newest record is known, and each knows the one
// before it, so that it is run or cancelled without a search:
//
//   defer_run(h):  r = latest; if (r) { __deferdrop(frame, r); goto S0; }
//
// (RecordList.cpp and RecordUses.cpp have what of the runtime's is done
// inline.)
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_LOWERING_RECORDS_H
#define DEFER_LOWERING_RECORDS_H

#include "defer/Lowering/Instances.h"
#include "defer/Lowering/PendingFlow.h"
#include "defer/Lowering/Reentry.h"
#include "defer/Lowering/RegionEntry.h"

namespace defer {

class Unwinding;

/// The runtime's functions, declared in the module on first use.
struct RuntimeFunctions {
  explicit RuntimeFunctions(llvm::Function &F);
  llvm::FunctionCallee DeferProc, DeferReturn, DeferBlock;
  llvm::FunctionCallee deferDrop();
  llvm::FunctionCallee deferMark();
  /// MemorySanitizer's, in functions that it instruments.
  llvm::FunctionCallee Unpoison;

  llvm::CallInst *call(llvm::IRBuilderBase &B, llvm::FunctionCallee Callee,
                       llvm::ArrayRef<llvm::Value *> Args) const;
  /// What the runtime has written is initialised.
  void initialised(llvm::IRBuilderBase &B, llvm::Value *P, llvm::Value *Size);

private:
  llvm::FunctionCallee declare(const char *Name, llvm::Type *Result,
                               llvm::ArrayRef<llvm::Type *> Params);
  llvm::Module &M;
};

/// Whose records are run: those of a way that control goes through, or of an
/// exception's in copies or, `Shared`, in the drain of the normal ways.
enum class DrainKind { Normal, Shared, Unwound };

class BodyRecords {
public:
  /// Lays out the records and the frame.
  BodyRecords(BodyModel &Body, IRTools &IR, Instances &Inst,
              RuntimeFunctions &RT);

  uint64_t recordSize(const DeferralModel &D) const {
    return Size.lookup(D.Id);
  }

  uint64_t frameSize() const;

  /// Makes the frame where the body starts, and the records.
  void lowerDeferrals(FunctionModel &M);

  /// Storage for one more instance, whose size is a multiple of a pointer's.
  llvm::Value *block(llvm::Instruction *Before, uint64_t Size,
                     llvm::Align Align, FunctionModel &M);

  /// The current top of the frame, to drain down to later.
  llvm::Value *mark(llvm::IRBuilderBase &B) const;

  /// A block that runs what is pending down to the mark that is in the
  /// variable `Mark` (all, if null) and then goes on to `Next`; where an
  /// exception leaves one, to `Thrown`, or on with the rest if that is null.
  llvm::BasicBlock *drainTo(llvm::AllocaInst *Mark, llvm::BasicBlock *Next,
                            llvm::BasicBlock *Thrown,
                            DrainKind Kind = DrainKind::Normal);

  /// Where a statement may jump back into the body, the marks of what is newer
  /// are no more when a drain begins: their records are taken off by that or by
  /// a later one.  Those become where the drain ends.  `Marks` are by order.
  void
  lowerMarks(const llvm::MapVector<unsigned, llvm::AllocaInst *> &Marks) const;

  /// Lowers what is run or cancelled by name.
  void lowerUses(const PendingFlow &Flow, Unwinding &Unwind);

  /// Builds the drains for the calls of drainTo, and enters the statements.
  void finish(Reentry &Again, Unwinding &Unwind);

private:
  struct Call {
    llvm::BasicBlock *From, *Next, *Thrown;
    llvm::AllocaInst *Mark;
    bool Unwinds;
  };
  using Calls = llvm::SmallVector<Call, 2>;
  using Entries = llvm::SmallVector<RegionEntry, 1>;
  /// The drain: where it goes on, and what it has for those that come there.
  struct Drain {
    llvm::BasicBlock *Take = nullptr, *Dispatch = nullptr;
    llvm::BasicBlock *Next = nullptr; ///< where the statements' ends lead
    llvm::PHINode *Mark = nullptr, *Who = nullptr;
    llvm::Value *Record = nullptr;
    llvm::AllocaInst *InFlight = nullptr; ///< what it runs them for, if asked

    void comeFrom(llvm::BasicBlock *BB) const {
      if (!Mark)
        return;
      Mark->addIncoming(Mark, BB);
      Who->addIncoming(Who, BB);
    }
  };
  /// The newest record of a deferral with a name.
  struct Latest {
    llvm::AllocaInst *Var = nullptr;
    uint64_t Older = 0; ///< where a record has the one before it
  };

  /// The block whose instance is a part of the record, and where that begins.
  struct HeldInstance {
    unsigned Block;
    uint64_t Offset;
  };

  void layout(DeferralModel &D);
  llvm::CallInst *call(llvm::IRBuilderBase &B, llvm::FunctionCallee Callee,
                       llvm::ArrayRef<llvm::Value *> Args) const;
  llvm::Value *
  bump(llvm::Instruction *Before, uint64_t Size, llvm::Align Align,
       FunctionModel &M,
       llvm::function_ref<void(llvm::IRBuilderBase &, llvm::Value *)> WhereFits,
       llvm::function_ref<llvm::Value *(llvm::IRBuilderBase &)> Otherwise);
  void link(llvm::IRBuilderBase &B, llvm::Value *Record, uint64_t Size,
            unsigned Id) const;
  llvm::Value *push(llvm::CallInst *At, uint64_t Size, unsigned Id,
                    FunctionModel &M);
  llvm::Value *linkHolder(const DeferralModel &D, const HeldInstance &In,
                          unsigned Id) const;
  /// The instances that a record names, by their blocks.
  llvm::SmallVector<std::pair<unsigned, llvm::Value *>, 2>
  instancesOf(llvm::IRBuilderBase &B, const DeferralModel &D,
              llvm::Value *Record) const;
  void pop(Drain &To, llvm::BasicBlock *Done, llvm::Value *Mark);
  llvm::BasicBlock *drop(llvm::BasicBlock *At, const UseModel &U,
                         llvm::Value *Record);
  void lowerUse(const UseModel &U, llvm::BasicBlock *Thrown, Unwinding &Unwind);
  using TakeValue =
      llvm::function_ref<void(llvm::Instruction *, llvm::Value *)>;
  void takeFromRecord(llvm::IRBuilderBase &B, DeferralModel &D,
                      llvm::Value *Record, TakeValue Take);
  llvm::BasicBlock *lowerRegionEntry(DeferralModel &D, llvm::Value *&Record,
                                     unsigned Ways);
  void enterCopies(DeferralModel &D, Entries &Ways);
  void buildDrain(Drain &To, llvm::ArrayRef<Call> Of);
  llvm::BasicBlock *thrown(const Drain &From, llvm::ArrayRef<Call> Of);
  llvm::BasicBlock *enterAgain(DeferralModel &D,
                               llvm::ArrayRef<RegionEntry> Ways, Drain &From,
                               Reentry &Again);
  void enter(DeferralModel &D, llvm::ArrayRef<RegionEntry> Ways, Drain &From);
  void dispatch(Drain &From, llvm::ArrayRef<llvm::BasicBlock *> To);

  BodyModel &Body;
  IRTools &IR;
  Instances &Inst;
  RuntimeFunctions &RT;
  llvm::AllocaInst *FrameVar = nullptr, *Buffer = nullptr;
  llvm::Value *Frame = nullptr;
  /// Where the list is inline: what the frame says but while the runtime works
  /// on it, in variables that can be in registers.
  llvm::AllocaInst *Top = nullptr, *Next = nullptr, *End = nullptr;
  /// Whether a record was dropped that was not the newest, where one may be.
  llvm::AllocaInst *Holes = nullptr;
  uint64_t BufferSize = 0;
  /// By the number of the deferral, which its copies have, too.
  llvm::DenseMap<unsigned, uint64_t> Size;
  /// By the number of the deferral.
  llvm::DenseMap<unsigned, HeldInstance> Held;
  /// Values a region uses that are computed outside, and where the record
  /// keeps them.
  llvm::DenseMap<unsigned,
                 llvm::SmallVector<std::pair<llvm::Instruction *, uint64_t>, 2>>
      LiveIns;
  llvm::DenseMap<unsigned, Latest> Newest;
  llvm::DenseMap<const DeferralModel *, Entries> Named;
  /// The entries of statements that are functions.
  llvm::DenseMap<const DeferralModel *, llvm::Value *> Functions;
  Calls Normal, Unwound;
};

} // namespace defer

#endif // DEFER_LOWERING_RECORDS_H
