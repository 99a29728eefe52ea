//===- Warnings.h - what is allowed, but looks wrong ------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The warnings about a function's deferrals, and what they have in common: the
// control flow graphs, made once, and the order of the source that they are
// given in.  Private to this library.  docs/warnings/ has a page for each.
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_LIB_ANALYSIS_WARNINGS_H
#define DEFER_LIB_ANALYSIS_WARNINGS_H

#include "FlowGraph.h"
#include "SourceModel.h"

#include "defer/Analysis/Diagnoser.h"

#include "clang/AST/ASTContext.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"

#include <functional>

namespace defer {

class Warnings {
public:
  Warnings(FunctionDeferrals &F, const SourceModel &Model, BodyFlows &Flows,
           clang::ASTContext &Ctx, Diagnoser &Diags);

  /// Puts a warning in its place; what `Give` does comes when all are known.
  void add(clang::SourceLocation Loc, std::function<void()> Give);
  void give();

  /// Whether control may get there; Clang does not warn of dead code either.
  bool isReached(const clang::CallExpr *Call) const {
    return Reached.count(Call) != 0;
  }
  bool isReached(const Deferral &D) const { return isReached(D.Marker); }

  const Body &bodyOf(const Deferral *Of) const {
    return *Bodies.find(Of)->second;
  }
  /// Null where Clang makes no graph.
  const BodyFlow *flow(const Body &B);

  /// Where a warning about the deferral is shown: at `defer` for one that is
  /// written so, though the word comes out of a macro of that name.
  clang::SourceLocation wordLocation(const Deferral &D) const;
  /// The word as it stands in the file; empty if it comes out of a macro, or
  /// the file was preprocessed.
  llvm::StringRef writtenWord(const Deferral &D) const;
  /// For a `__defer` in a loop: a note that `_Defer` may have been meant.
  void suggestScoped(const Deferral &D) const;

  FunctionDeferrals &F;
  const SourceModel &Model;
  clang::ASTContext &Ctx;
  const clang::SourceManager &SM;
  Diagnoser &Diags;
  /// Those that a warning has said never run.
  llvm::DenseSet<const Deferral *> NeverRun;

private:
  struct Warning {
    clang::SourceLocation Loc;
    std::function<void()> Give;
  };
  std::vector<Warning> Found;
  llvm::DenseMap<const Deferral *, const Body *> Bodies;
  BodyFlows &Flows;
  llvm::DenseSet<const clang::CallExpr *> Reached;
};

/// `empty`, `last` and `cleaned`.
void warnOfForm(Warnings &W);
/// `noreturn` and `never-runs`.
void warnOfLostExits(Warnings &W);
/// `loop` and `loop-variable`; after `never-runs`.
void warnOfLoops(Warnings &W);
/// `recover`.
void warnOfRecoveries(Warnings &W);
/// `returned-value`.
void warnOfReturnedValues(Warnings &W);

} // namespace defer

#endif // DEFER_LIB_ANALYSIS_WARNINGS_H
