//===- MarkerCalls.h - calls of the markers, in IR --------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_LOWERING_MARKERCALLS_H
#define DEFER_LOWERING_MARKERCALLS_H

#include "defer/Support/Markers.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/IR/Function.h"
#include "llvm/IR/InstrTypes.h"

namespace defer {

/// Whether `I` is a call of one of the functions that the frontend marks a
/// deferral with, which lowering takes out.
inline bool isMarker(const llvm::Instruction &I) {
  const auto *Call = llvm::dyn_cast<llvm::CallBase>(&I);
  const llvm::Function *Callee = Call ? Call->getCalledFunction() : nullptr;
  return Callee && llvm::is_contained(marker::All, Callee->getName());
}

} // namespace defer

#endif // DEFER_LOWERING_MARKERCALLS_H
