//===- PendingFlow.h - what is pending at the ends of blocks ----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A forward data flow over the blocks of one body: PendingStates joined at
// the tops of blocks, changed by the markers in them.
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_LOWERING_PENDINGFLOW_H
#define DEFER_LOWERING_PENDINGFLOW_H

#include "defer/Lowering/FunctionModel.h"
#include "defer/Lowering/PendingState.h"

#include "llvm/ADT/SmallPtrSet.h"

namespace defer {

class PendingFlow {
public:
  PendingFlow(PendingStates &States, BodyModel &Body);

  /// What is pending at the end of a block; null if the body's start does not
  /// reach it.
  const PendingState *atEnd(llvm::BasicBlock *BB) const {
    return Out.lookup(BB);
  }
  /// And before a use of a name that stands in the body itself.
  const PendingState *before(const UseModel &U) const {
    return BeforeUse.lookup(U.Call);
  }

private:
  using Ways = llvm::SmallVector<const PendingState *, 4>;
  /// The states in which control comes into a block, as far as known.
  Ways waysInto(llvm::BasicBlock *BB, llvm::BasicBlock *Start);
  const PendingState *transfer(llvm::BasicBlock *BB, const PendingState *S);
  const PendingState *apply(llvm::CallInst *Marker, const PendingState *S);

  PendingStates &States;
  BodyModel &Body;
  llvm::DenseMap<llvm::CallInst *, DeferralModel *> DeferralAt;
  llvm::DenseMap<llvm::CallInst *, SegmentModel *> SegmentAt;
  llvm::DenseMap<llvm::CallInst *, ExitModel *> ExitAt;
  llvm::DenseMap<llvm::CallInst *, UseModel *> UseAt;
  llvm::SmallPtrSet<llvm::CallInst *, 2> ReturnsTwice;
  llvm::DenseMap<llvm::CallInst *, const PendingState *> BeforeUse;
  /// The body's markers in each block, in order.
  llvm::DenseMap<llvm::BasicBlock *, llvm::SmallVector<llvm::CallInst *, 2>>
      Markers;
  llvm::DenseMap<llvm::BasicBlock *, const PendingState *> Out;
};

} // namespace defer

#endif // DEFER_LOWERING_PENDINGFLOW_H
