//===- PendingAtExits.h - what is pending where a body ends -----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Which function-scoped deferrals of a body are pending, for certain or
// perhaps, at each of its ends: at each `return`, and where control runs off
// it.  In
//
//   if (n) { __defer f(); return 1; }   // f(), for certain
//   if (m) __defer g();
//   return 2;                           // g(), perhaps
//
// The graph is the one that Clang's warnings follow, without the edges that
// they take to be impossible; or, for who must be right about each program,
// with those of them that one could take.
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_ANALYSIS_PENDINGATEXITS_H
#define DEFER_ANALYSIS_PENDINGATEXITS_H

#include "defer/Analysis/Deferrals.h"

#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"

#include <optional>

namespace defer {

/// Numbered as in Body::Deferrals.  What must be pending may be, too.
struct PendingSet {
  llvm::BitVector May, Must;

  bool operator==(const PendingSet &Other) const {
    return May == Other.May && Must == Other.Must;
  }
};

struct PendingAtExits {
  /// For each `return` that control reaches.
  llvm::DenseMap<const clang::Stmt *, PendingSet> Returns;
  /// Where control runs off the end of the body; nothing if it does not.
  std::optional<PendingSet> End;
  /// The other jumps that control reaches.
  llvm::DenseSet<const clang::Stmt *> Jumps;
  /// Before each `defer_run` and `defer_cancel` of the body's own.
  llvm::DenseMap<const clang::Stmt *, PendingSet> Uses;
  /// Before each of the calls asked for that control reaches.
  llvm::DenseMap<const clang::Stmt *, PendingSet> Calls;
};

/// Nothing if Clang makes no graph of the body.
std::optional<PendingAtExits> findPendingAtExits(
    const Body &B, const FunctionDeferrals &F, clang::ASTContext &Ctx,
    llvm::ArrayRef<const clang::Stmt *> Calls = {}, bool AllEdges = false);

} // namespace defer

#endif // DEFER_ANALYSIS_PENDINGATEXITS_H
