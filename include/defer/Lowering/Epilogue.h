//===- Epilogue.h - running what is pending when a body is left -*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// At each exit of a body, builds the chain that runs what is pending there,
// newest first, and leads each edge into the exit to the link it starts at:
//
//   if (!(p = malloc(n))) return -1;     -> exit
//   __defer free(p);
//   if (!(f = fopen(s))) return -2;      -> free -> exit
//   __defer fclose(f);
//   return work(p, f);                   -> fclose -> free -> exit
//
// A link is the deferral's region, in place, entered once.  Only where a
// deferral is a maybe on an edge (PendingState.h) does a flag tell; it is set
// where the deferral becomes pending. Where one is run by name, that is one
// more place that its region is entered from.  Between links, records that are
// newer than the next link are drained (Records.h).
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_LOWERING_EPILOGUE_H
#define DEFER_LOWERING_EPILOGUE_H

#include "defer/Lowering/PendingFlow.h"
#include "defer/Lowering/Records.h"
#include "defer/Lowering/Reentry.h"
#include "defer/Lowering/RegionEntry.h"
#include "defer/Lowering/Unwinding.h"

namespace defer {

class Epilogue {
public:
  /// `Records` is null for a body with no dynamic deferral.  `Scoped` are the
  /// scoped deferrals that stand in the body.
  Epilogue(FunctionModel &M, BodyModel &Body,
           llvm::ArrayRef<DeferralModel *> Scoped, IRTools &IR,
           BodyRecords *Records, Reentry &Again);

  /// Builds the chains of all exits.
  void build();

  /// Whether a flag tells if the deferral is pending; after build.
  bool hasFlag(const DeferralModel &D) const {
    return Variables.knownFlag(D.Order);
  }

private:
  struct Chain;
  void buildChain(ExitModel &E, PendingFlow &Flow, Unwinding &Unwind);
  llvm::BasicBlock *run(unsigned Order, llvm::BasicBlock *Next,
                        llvm::BasicBlock *Thrown);
  llvm::BasicBlock *test(unsigned Order, llvm::BasicBlock *Pending,
                         llvm::BasicBlock *Next);
  llvm::BasicBlock *entryFor(Chain &C, const PendingBound &B);
  void lowerUses(const PendingFlow &Flow, Unwinding &Unwind);
  void leaveRuns(const PendingFlow &Flow, Unwinding &Unwind);
  void leaveScoped(const PendingFlow &Flow, Unwinding &Unwind);
  void enterRegions();
  void setVariables(const Unwinding &Unwind);
  llvm::BasicBlock *block(const char *Name, llvm::BasicBlock *Before) {
    return Body.newBlock(Name, Before);
  }

  FunctionModel &M;
  BodyModel &Body;
  llvm::ArrayRef<DeferralModel *> Scoped;
  IRTools &IR;
  BodyRecords *Records;
  Reentry &Again;
  PendingStates States;
  llvm::DenseMap<unsigned, DeferralModel *> DeferralOf;
  llvm::DenseMap<unsigned, SegmentModel *> SegmentOf;
  BodyVariables Variables;
  llvm::AllocaInst *Staying = nullptr;
  /// The links of each static deferral: from where its region is entered and
  /// where control goes then.
  llvm::DenseMap<DeferralModel *, llvm::SmallVector<RegionEntry, 1>> Entries;
};

} // namespace defer

#endif // DEFER_LOWERING_EPILOGUE_H
