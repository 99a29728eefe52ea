//===- FlowPlaces.h - where the deferrals and labels are --------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the flow model must know of a function before it changes it.
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_LIB_FRONTEND_FLOWPLACES_H
#define DEFER_LIB_FRONTEND_FLOWPLACES_H

#include "defer/Analysis/Deferrals.h"

#include "clang/AST/Stmt.h"
#include "llvm/ADT/DenseMap.h"

#include <map>

namespace defer {

struct FlowPlaces {
  explicit FlowPlaces(const FunctionDeferrals &F);

  /// The deferral that a statement of a block is, its labels aside; null if it
  /// is another statement.
  const Deferral *itemAt(const clang::Stmt *Item) const;

  /// Whether a label is in the block, at or behind its statement `From`.
  bool isInside(const clang::LabelDecl *Label, const clang::CompoundStmt *Block,
                unsigned From) const;

  llvm::DenseMap<const clang::Stmt *, const Deferral *> DeferralAt;
  llvm::DenseMap<const Deferral *, const Body *> BodyOf; ///< null: function's
  /// Of the function-scoped ones, as in Body::Deferrals.
  llvm::DenseMap<const Deferral *, unsigned> Number;
  /// For each statement of a body's outermost block the function-scoped
  /// deferrals in it, as numbered in Body::Deferrals.
  using ByStatement = std::map<unsigned, llvm::SmallVector<unsigned, 2>>;
  std::map<const Body *, ByStatement> Within;

private:
  void walk(const clang::Stmt *S, unsigned Index);
  void walkBlock(const clang::CompoundStmt *Block, unsigned Index,
                 bool Outermost);

  struct Step {
    const clang::CompoundStmt *Block;
    unsigned Index;
  };
  llvm::SmallVector<Step, 16> Path;
  llvm::DenseMap<const clang::LabelDecl *, llvm::SmallVector<Step, 4>> Labels;
};

} // namespace defer

#endif // DEFER_LIB_FRONTEND_FLOWPLACES_H
