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
//===----------------------------------------------------------------------===//

#ifndef DEFER_LOWERING_RECORDS_H
#define DEFER_LOWERING_RECORDS_H

#include "defer/Lowering/Instances.h"

namespace defer {

/// The runtime's functions, declared in the module on first use.
struct RuntimeFunctions {
  explicit RuntimeFunctions(llvm::Function &F);
  llvm::FunctionCallee DeferProc, DeferReturn, DeferBlock;
  /// MemorySanitizer's, in functions that it instruments.
  llvm::FunctionCallee Unpoison;

  llvm::CallInst *call(llvm::IRBuilderBase &B, llvm::FunctionCallee Callee,
                       llvm::ArrayRef<llvm::Value *> Args) const;
  /// What the runtime has written is initialised.
  void initialised(llvm::IRBuilderBase &B, llvm::Value *P, llvm::Value *Size);
};

class BodyRecords {
public:
  /// Lays out the records and the frame.
  BodyRecords(BodyModel &Body, IRTools &IR, Instances &Inst);

  llvm::Value *frame() const { return Frame; }
  uint64_t recordSize(const DeferralModel &D) const { return Size.lookup(&D); }

  /// Makes the frame where the body starts, and the records.
  void lowerDeferrals(RuntimeFunctions &RT);

  /// The current top of the frame, to drain down to later.
  llvm::Value *top(llvm::IRBuilderBase &B) const;

  /// A block that runs what is pending down to the mark that is in the
  /// variable `Mark` (all, if null) and then goes on to `Next`.
  llvm::BasicBlock *drainTo(llvm::AllocaInst *Mark, llvm::BasicBlock *Next);

  /// Builds the drain for the calls of drainTo.
  void finish(RuntimeFunctions &RT);

private:
  void layout(DeferralModel &D);
  void lowerRegionEntry(DeferralModel &D, llvm::Value *Record);

  struct Call {
    llvm::BasicBlock *From, *Next;
    llvm::AllocaInst *Mark;
  };

  BodyModel &Body;
  IRTools &IR;
  Instances &Inst;
  llvm::AllocaInst *FrameVar = nullptr;
  llvm::Value *Frame = nullptr;
  uint64_t BufferSize = 0;
  llvm::DenseMap<const DeferralModel *, uint64_t> Size;
  /// Values a region uses that are computed outside, and where the record
  /// keeps them.
  llvm::DenseMap<const DeferralModel *,
                 llvm::SmallVector<std::pair<llvm::Instruction *, uint64_t>, 2>>
      LiveIns;
  llvm::SmallVector<Call, 2> Calls;
};

} // namespace defer

#endif // DEFER_LOWERING_RECORDS_H
