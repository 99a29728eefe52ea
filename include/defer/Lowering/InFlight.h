//===- InFlight.h - the exception that a statement runs for -----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A deferred statement that an exception's way leads to *runs for* it.  That
// matters in two places:
//
//   __defer { if ((p = defer_recover())) log(p); }   a panic is stopped there
//   __defer close(f);          an exception of `close` takes its place, and it
//                              is to be deleted
//
// Where a statement is entered, a variable says what it runs for: the exception
// that Clang keeps in the function's, or null where nothing passes or it runs
// by name.  Only statements with one of the two have it, and of those only the
// copies that are entered from the way of an exception.
//
// After a recovery, once all that is due has run, the body goes on where
// __defer_mark_recovered leads, as if it had come to its end.
//
// Shown by: clang -fplugin=defer.so -fexceptions -O0 -emit-llvm -S
//           test/Lowering/panic.c
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_LOWERING_INFLIGHT_H
#define DEFER_LOWERING_INFLIGHT_H

#include "defer/Lowering/FunctionModel.h"
#include "defer/Lowering/IRTools.h"
#include "defer/Lowering/RegionEntry.h"

namespace defer {

/// Gives the statement of `D` its variable, if it has a use for one, and lowers
/// what has to do with it.
void addInFlight(DeferralModel &D, IRTools &IR);

/// What a way runs statements for: the exception that passes, or nothing.
llvm::Value *inFlight(llvm::IRBuilderBase &B, bool Unwinds, const IRTools &IR);

/// `B` stands where control goes into the statement of `D`.
void enterInFlight(llvm::IRBuilderBase &B, const DeferralModel &D,
                   const RegionEntry &Way, const IRTools &IR);

/// Recoveries in a statement that nothing enters for an exception are null.
void dropRecoveries(DeferralModel &D);

/// A block that asks whether the exception that passes has been recovered from,
/// and then leads to where the body goes on; otherwise to `Next`.
llvm::BasicBlock *testRecovered(BodyModel &Body, llvm::BasicBlock *Next,
                                IRTools &IR);

/// For a deferred statement that is a body: the exception that passed when it
/// started passes again after a recovery in it.
void keepInFlight(BodyModel &Body, IRTools &IR);

} // namespace defer

#endif // DEFER_LOWERING_INFLIGHT_H
