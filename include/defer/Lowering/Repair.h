//===- Repair.h - SSA form after the regions have moved ---------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_LOWERING_REPAIR_H
#define DEFER_LOWERING_REPAIR_H

namespace llvm {
class Function;
}

namespace defer {

/// Puts values whose uses they no longer dominate into variables (the size of
/// a variable length array that a deferred statement uses, say).
void repair(llvm::Function &F);

/// Joins the blocks that now follow each other.
void mergeBlocks(llvm::Function &F);

} // namespace defer

#endif // DEFER_LOWERING_REPAIR_H
