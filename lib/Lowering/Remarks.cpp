//===- Remarks.cpp - telling how each deferral was lowered ----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "defer/Lowering/Remarks.h"

#include "defer/Lowering/FunctionModel.h"

#include "llvm/Analysis/OptimizationRemarkEmitter.h"

using namespace defer;
using namespace llvm;

static const char *whyDynamic(Reason Why) {
  switch (Why) {
  case Reason::Static:
  case Reason::Never:
  case Reason::Scoped:
    break;
  case Reason::Loop:
    return "control can reach it more than once in a call";
  case Reason::SetJmp:
    return "the function calls a function that returns twice";
  case Reason::Unknown:
    return "its control flow is not known";
  }
  return "";
}

void defer::remark(OptimizationRemarkEmitter &ORE, const DeferralModel &D,
                   bool Flag, uint64_t RecordSize, uint64_t FrameSize) {
  BasicBlock *At = D.Mark->getParent();
  if (D.Why == Reason::Never) {
    ORE.emit([&] {
      return OptimizationRemark("defer", "Removed", D.Loc, At)
             << "deferral removed: control never reaches it";
    });
    return;
  }
  if (D.isScoped()) {
    ORE.emit([&] {
      return OptimizationRemark("defer", "Scoped", D.Loc, At)
             << "deferral open-coded: it is due where its block is left";
    });
    return;
  }
  if (!D.isDynamic()) {
    ORE.emit([&] {
      return OptimizationRemark("defer", Flag ? "Flagged" : "OpenCoded", D.Loc,
                                At)
             << "deferral open-coded: "
             << (Flag ? "a flag tells whether it is pending"
                      : "control flow tells whether it is pending");
    });
    return;
  }
  ORE.emit([&] {
    return OptimizationRemark("defer", "Recorded", D.Loc, At)
           << "deferral lowered to a record of "
           << ore::NV("RecordSize", RecordSize) << " bytes";
  });
  ORE.emit([&] {
    return OptimizationRemarkAnalysis("defer", "Frame", D.Loc, At)
           << "its records are in a frame of "
           << ore::NV("FrameSize", FrameSize) << " bytes of stack";
  });
  ORE.emit([&] {
    return OptimizationRemarkMissed("defer", "NotOpenCoded", D.Loc, At)
           << "deferral not open-coded: "
           << ore::NV("Reason", StringRef(whyDynamic(D.Why)));
  });
}

void defer::remarkOfStack(OptimizationRemarkEmitter &ORE,
                          const DeferralModel &D, uint64_t Size) {
  BasicBlock *At = D.Mark->getParent();
  if (D.Why == Reason::Never || (Size && !At->getParent()->hasOptNone()))
    return;
  ORE.emit([&] {
    return OptimizationRemarkAnalysis("defer", "Variables", D.Loc, At)
           << "its variables have " << ore::NV("VariablesSize", Size)
           << " bytes of stack";
  });
}
