//===- LandingPads.h - where an exception comes into a function -*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A landing pad takes the exception and keeps it in two variables, which the
// way on from there reads at its end.  One that comes out of a deferred
// statement where that runs goes the same way, but is taken in the statement:
//
//   pad: landingpad; store ...; ends of scopes    pad:  landingpad; store ...
//                                                 rest: ends of scopes
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_LOWERING_LANDINGPADS_H
#define DEFER_LOWERING_LANDINGPADS_H

#include "llvm/ADT/DenseMap.h"

namespace llvm {
class AllocaInst;
class BasicBlock;
class CallInst;
class Function;
} // namespace llvm

namespace defer {

struct LandingPads {
  /// A use of a name is an invoke as yet, and becomes a call: the rest of the
  /// landing pad of each.
  llvm::DenseMap<llvm::CallInst *, llvm::BasicBlock *> OfRun;
  /// Where the exception is kept; null if none is.
  llvm::AllocaInst *Exception = nullptr;
};

/// Splits each landing pad behind what keeps the exception.
LandingPads splitLandingPads(llvm::Function &F);

/// Makes calls of the invokes whose landing pads do nothing but let the
/// exception pass: nothing is pending there, or nothing any more.  The last
/// statement that runs can be a tail call then.
void dropIdlePads(llvm::Function &F);

/// Notes whether landing pads are left, for the passes that see to the code
/// around them; `hasLandingPads` says so until `forgetLandingPads`.
void noteLandingPads(llvm::Function &F);
bool hasLandingPads(const llvm::Function &F);
void forgetLandingPads(llvm::Function &F);

} // namespace defer

#endif // DEFER_LOWERING_LANDINGPADS_H
