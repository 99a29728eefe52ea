//===- Planner.h - the parts that plans are made in -------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_LIB_ADOPT_PLANNER_H
#define DEFER_LIB_ADOPT_PLANNER_H

#include "Locals.h"
#include "Plans.h"
#include "Releases.h"

#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "clang/AST/Stmt.h"
#include "clang/Basic/SourceManager.h"

#include <map>

namespace defer {

/// A release on a way out.
struct Released {
  const clang::Stmt *S;    ///< without labels
  const clang::Stmt *Item; ///< with them
  unsigned Index;          ///< in its block
  std::string Label;
  const clang::CallExpr *Call;
};

/// A way out of a block.
struct WayOut {
  const clang::Stmt *Jump = nullptr;           ///< null: the end of the block
  const clang::CompoundStmt *Parent = nullptr; ///< that the jump is in, or null
  unsigned Index = 0;                          ///< of the jump in that
  unsigned Item = 0;                           ///< of the block that is left
  std::vector<Released> Trail; ///< in the order of the execution
  unsigned Own = 0; ///< how many of the trail are its own; the rest the end's
};

/// A `goto`, and the block it stands in, if it is a statement of one.
struct GotoPlace {
  const clang::GotoStmt *Goto;
  const clang::CompoundStmt *Parent;
  unsigned Index;
  const clang::Stmt *Loop; ///< the innermost loop around it, or null
};

class Planner {
public:
  Planner(const clang::FunctionDecl *F, const Locals &All, const FileText &Text,
          const clang::ASTContext &Ctx);
  FunctionPlans run();

private:
  // Blocks and jumps.
  void index(const clang::Stmt *S, const clang::CompoundStmt *Parent,
             unsigned Index, const clang::Stmt *Loop);
  void blocks(const clang::Stmt *S, const clang::Stmt *Owner,
              const clang::CompoundStmt *Parent, unsigned Index);

  // The ways out of one block.
  struct Ladder;
  std::vector<Released> trail(const clang::CompoundStmt *Parent,
                              unsigned Index) const;
  void waysOut(const clang::Stmt *S, const clang::CompoundStmt *Parent,
               unsigned Index, unsigned Item, bool Breaks, bool Continues,
               Ladder &L);
  bool isIn(const clang::Stmt *Outer, const clang::LabelDecl *Label) const;

  // Plans of one block.
  void plan(const clang::CompoundStmt *Block, const clang::Stmt *Owner,
            const clang::CompoundStmt *Parent, unsigned Index);
  bool planSome(Ladder &L, unsigned Count, Piece &P, AdoptRemark &Why);
  bool places(Ladder &L, unsigned First, std::vector<unsigned> &At,
              AdoptRemark &Why);
  bool edits(Ladder &L, unsigned First, const std::vector<unsigned> &At,
             bool KeepsLabels, Way &W, AdoptRemark &Why);
  bool editGoto(Ladder &L, const GotoPlace &Place, unsigned OwnRemoved,
                std::vector<Removal> &Removals, Way &W);
  bool insertDeferral(const clang::CompoundStmt *Block, unsigned At,
                      llvm::StringRef Word, const clang::Stmt *S,
                      std::vector<Removal> &Removals, Way &W);
  std::string indentOfLabel(const Ladder &L, unsigned Offset) const;
  std::string said(const clang::Stmt *S) const;
  unsigned placeOf(const clang::Stmt *S) const;

  void planCleanups(const clang::CompoundStmt *Block, bool Outermost);

  const clang::FunctionDecl *F;
  const Locals &All;
  const FileText &Text;
  const clang::ASTContext &Ctx;
  const clang::CompoundStmt *Body;
  std::map<const clang::LabelDecl *, std::vector<GotoPlace>> Gotos;
  FunctionPlans Out;
};

/// The releases that the end of a block comes to, and the ways out.
struct Planner::Ladder {
  const clang::CompoundStmt *Block;
  const clang::Stmt *Owner;          ///< what the block belongs to, or null
  const clang::CompoundStmt *Parent; ///< the owner's block
  unsigned Index;                    ///< of the owner in that
  WayOut End;
  std::vector<WayOut> Ways; ///< all others
  /// The labels on the releases, or on the `return` behind them, with the
  /// number of the release in the trail (the trail's size: the return).
  std::map<const clang::LabelDecl *, unsigned> Labels;
  std::map<const clang::LabelDecl *, const clang::LabelStmt *> LabelStmts;
};

} // namespace defer

#endif // DEFER_LIB_ADOPT_PLANNER_H
