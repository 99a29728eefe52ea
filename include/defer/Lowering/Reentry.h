//===- Reentry.h - a deferred statement that may run itself -----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// `defer_run(h)` in the statement of `h` runs the next older one, in the middle
// of the newer:
//
//   for (...) { int k = i; __defer_named(h) { put(k); defer_run(h); put(k); } }
//
// Two runs of one statement are then under way, each with variables of its own,
// so the statement becomes a function.  Its *members* are the deferrals of one
// body for which the front end has decided so; it is told which to run.  A use
// in what is to be a function itself, or in a statement that may be copied, is a
// call of it, and, until it exists, of a stand-in.
//
// Shown by: clang -fplugin=defer.so -O0 -emit-llvm -S test/Lowering/reentry.c
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_LOWERING_REENTRY_H
#define DEFER_LOWERING_REENTRY_H

#include "defer/Lowering/FunctionModel.h"
#include "defer/Lowering/IRTools.h"

#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/IR/ValueHandle.h"

namespace defer {

class Reentry {
public:
  Reentry(BodyModel &Body, IRTools &IR);

  bool any() const { return !Members.empty(); }
  bool has(DeferralModel &D) const { return Members.count(&D); }

  /// The record that a dynamic member's statement runs for, in the function.
  llvm::Value *record() const { return Record; }

  /// `From`, which has no terminator yet, is to run the statement of `D`, for
  /// `Of` if it is dynamic, and then to go on to `Next`.  It is a part of what
  /// `Use` does, or of an end of the body.
  void enter(DeferralModel &D, llvm::BasicBlock *From, llvm::Value *Of,
             llvm::BasicBlock *Next, llvm::DebugLoc Loc, const UseModel *Use);

  /// Leads all that has been said of enter to the statements and back.
  void build();

  /// Where the statements were copied, with what they are in, calls the
  /// function instead: each run has variables of its own.
  void settleCopies();

  /// Moves the statements to their function, once they are in SSA form.
  void extract();

private:
  using Blocks = llvm::SmallSetVector<llvm::BasicBlock *, 16>;
  Blocks statements() const;
  bool settleInputs(const Blocks &Inside);
  llvm::CallInst *moveOut(const Blocks &Inside);

  struct Entry {
    llvm::BasicBlock *From;
    unsigned Which;
    llvm::Value *Of;
    llvm::BasicBlock *Next;
    llvm::DebugLoc Loc;
    bool InMember, InInner; ///< what of the two it is in
    bool InStatement;       ///< that may be copied when this has been built
    llvm::CallInst *Call;   ///< if it is none that control takes straight
    bool isDirect() const { return !InMember && !InInner && !InStatement; }
  };

  void call(Entry &E);

  BodyModel &Body;
  IRTools &IR;
  llvm::MapVector<DeferralModel *, unsigned> Members;
  llvm::SmallVector<Entry, 4> Entries;
  llvm::PHINode *Which = nullptr, *Record = nullptr, *Who = nullptr;
  llvm::Function *StandIn = nullptr;
  /// Says in the statements' head whether that is the one, and in a copy that
  /// it is not.
  llvm::Function *IsHere = nullptr;
  bool Copied = false;
  llvm::WeakVH First, Last; ///< the statements' first block, and behind them
};

/// Whether what may run itself can become a function; false after an error.
bool mayExtract(const FunctionModel &M);

} // namespace defer

#endif // DEFER_LOWERING_REENTRY_H
