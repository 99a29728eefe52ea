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
//===----------------------------------------------------------------------===//

#ifndef DEFER_LOWERING_RECORDS_H
#define DEFER_LOWERING_RECORDS_H

#include "defer/Lowering/Instances.h"
#include "defer/Lowering/Reentry.h"

namespace defer {

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

class BodyRecords {
public:
  /// Lays out the records and the frame.
  BodyRecords(BodyModel &Body, IRTools &IR, Instances &Inst,
              RuntimeFunctions &RT);

  llvm::Value *frame() const { return Frame; }
  uint64_t recordSize(const DeferralModel &D) const { return Size.lookup(&D); }

  /// Makes the frame where the body starts, and the records.
  void lowerDeferrals();

  /// The current top of the frame, to drain down to later.
  llvm::Value *mark(llvm::IRBuilderBase &B) const;

  /// A block that runs what is pending down to the mark that is in the
  /// variable `Mark` (all, if null) and then goes on to `Next`.
  llvm::BasicBlock *drainTo(llvm::AllocaInst *Mark, llvm::BasicBlock *Next);

  /// Builds the drain for the calls of drainTo, and what runs by name.
  void finish(Reentry &Again);

private:
  struct Call {
    llvm::BasicBlock *From, *Next;
    llvm::AllocaInst *Mark;
  };
  /// The drain: where it goes on, and what it has for those that come there.
  struct Drain {
    llvm::BasicBlock *Take = nullptr, *Dispatch = nullptr;
    llvm::PHINode *Mark = nullptr, *Who = nullptr;
    llvm::Value *Record = nullptr;

    void comeFrom(llvm::BasicBlock *BB) const {
      if (!Mark)
        return;
      Mark->addIncoming(Mark, BB);
      Who->addIncoming(Who, BB);
    }
  };
  struct Entry {
    llvm::BasicBlock *From; ///< without a terminator yet, or the dispatch
    llvm::Value *Record;
    llvm::BasicBlock *Next;
    const UseModel *Use;
  };
  /// The newest record of a deferral with a name.
  struct Latest {
    llvm::AllocaInst *Var = nullptr;
    uint64_t Older = 0; ///< where a record has the one before it
  };

  void layout(DeferralModel &D);
  void lowerUses();
  void lowerUse(const UseModel &U);
  using TakeValue =
      llvm::function_ref<void(llvm::Instruction *, llvm::Value *)>;
  void takeFromRecord(llvm::IRBuilderBase &B, DeferralModel &D,
                      llvm::Value *Record, TakeValue Take);
  llvm::BasicBlock *lowerRegionEntry(DeferralModel &D, llvm::Value *&Record,
                                     unsigned Ways);
  void enterCopies(DeferralModel &D, llvm::SmallVectorImpl<Entry> &Ways);
  void buildDrain(Drain &To);
  void enterAgain(DeferralModel &D, llvm::ArrayRef<Entry> Ways, Drain &From,
                  Reentry &Again);
  void enter(DeferralModel &D, llvm::ArrayRef<Entry> Ways, Drain &From);

  BodyModel &Body;
  IRTools &IR;
  Instances &Inst;
  RuntimeFunctions &RT;
  llvm::AllocaInst *FrameVar = nullptr;
  llvm::Value *Frame = nullptr;
  uint64_t BufferSize = 0;
  llvm::DenseMap<const DeferralModel *, uint64_t> Size;
  /// Values a region uses that are computed outside, and where the record
  /// keeps them.
  llvm::DenseMap<const DeferralModel *,
                 llvm::SmallVector<std::pair<llvm::Instruction *, uint64_t>, 2>>
      LiveIns;
  llvm::DenseMap<const DeferralModel *, Latest> Newest;
  llvm::DenseMap<const DeferralModel *, llvm::SmallVector<Entry, 1>> Entries;
  llvm::DenseMap<const DeferralModel *, llvm::BasicBlock *> Dispatched;
  llvm::SmallVector<Call, 2> Calls;
};

} // namespace defer

#endif // DEFER_LOWERING_RECORDS_H
