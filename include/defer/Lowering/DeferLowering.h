//===- DeferLowering.h - the lowering as an LLVM pass -----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Replaces the markers the front end left (defer/Support/Markers.h) by the
// code that runs deferred statements when the function is left:
//
//   opt -load-pass-plugin=defer-opt.so -passes=defer-lower -S f.ll
//
// Where a module has no markers nothing changes, so running it twice is
// running it once.
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_LOWERING_DEFERLOWERING_H
#define DEFER_LOWERING_DEFERLOWERING_H

#include "llvm/IR/PassManager.h"

namespace llvm {
class OptimizationRemarkEmitter;
class PassBuilder;
} // namespace llvm

namespace defer {

class DeferLoweringPass : public llvm::PassInfoMixin<DeferLoweringPass> {
public:
  llvm::PreservedAnalyses run(llvm::Module &M, llvm::ModuleAnalysisManager &AM);
  /// Functions with `optnone` have deferrals too.
  static bool isRequired() { return true; }

  /// Lowers one function; returns whether it changed.
  static bool runImpl(llvm::Function &F, llvm::OptimizationRemarkEmitter &ORE);
};

/// Runs LLVM's verifier on each function after it was lowered, and stops with
/// an internal error where it fails; for tests. Process-wide.
void setVerifyLowering(bool On);

/// Whether what unwinds passes through the units that are compiled from now on
/// along a chain.  Process-wide.
void setUnwindChain(bool On);

/// Whether what the lowering adds to the units that are compiled from now on
/// has the position of the keyword.  Process-wide.
void setLocationsAtKeyword(bool On);

/// Whether the units that are compiled from now on are optimised again when
/// they are linked.  Process-wide.
void setBeforeLinking(bool On);

/// Whether the IR is the output, and passes come that we do not know.
void setWritesIR(bool On);

/// Makes the passes known by name, and runs the lowering at the start of every
/// pipeline, and those for the code around landing pads in it and at its end.
void registerDeferLowering(llvm::PassBuilder &PB);

} // namespace defer

#endif // DEFER_LOWERING_DEFERLOWERING_H
