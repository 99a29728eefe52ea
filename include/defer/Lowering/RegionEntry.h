//===- RegionEntry.h - entering a deferred statement ------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// There is one body of a deferred statement, in place of which control goes on
// where its deferral stands; the places it is due at enter it, and it leads
// back to where each of them goes on.
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_LOWERING_REGIONENTRY_H
#define DEFER_LOWERING_REGIONENTRY_H

#include "defer/Lowering/FunctionModel.h"
#include "defer/Lowering/IRTools.h"

namespace defer {

struct RegionEntry {
  llvm::BasicBlock *From; ///< a block without a terminator yet
  llvm::BasicBlock *Next;
  const UseModel *Use = nullptr; ///< if it runs by name
  /// Where an exception goes on that leaves the statement; null if none does.
  llvm::BasicBlock *Thrown = nullptr;
  llvm::Value *Record = nullptr; ///< if it is dynamic
  bool Unwinds = false;          ///< an exception passes, and is why it runs
  /// Or a variable that says what it runs for.
  llvm::AllocaInst *InFlight = nullptr;
};

/// Leads each of the places into the region of `D`, and from its end on. If
/// there is a flag that tells whether it is pending, and another place may ask
/// (or the same, if `D` is run by name or scoped), it is cleared.
void enterRegion(DeferralModel &D, llvm::ArrayRef<RegionEntry> Entries,
                 llvm::AllocaInst *Flag, IRTools &IR);

/// Enters the region of a scoped deferral where its block is left:
///
///   { lock; _Defer unlock; work; }      lock -> work -> exit -> after
///                                       lock -> work -> unlock -> after
///
/// Clang has led all ways out of the block to the exit marker, and on from it.
/// On the way of an exception, that is a copy.  In a function that may be
/// returned to twice a flag is asked before: the statement may have jumped back.
void enterAtScopeEnd(DeferralModel &D, FunctionModel &M, IRTools &IR);

} // namespace defer

#endif // DEFER_LOWERING_REGIONENTRY_H
