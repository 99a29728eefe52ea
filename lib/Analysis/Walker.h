//===- Walker.h - one walk over a function's body ---------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The walk that `collect` of SourceModel.h is: through a function's body in the
// order of the source, with what holds at each place.  The files Collect*.cpp
// have its parts.  Private to this library.
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_LIB_ANALYSIS_WALKER_H
#define DEFER_LIB_ANALYSIS_WALKER_H

#include "Handles.h"
#include "SourceModel.h"

#include "clang/AST/Stmt.h"
#include "clang/AST/Type.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"

namespace clang {
class DeclRefExpr;
class FixItHint;
} // namespace clang

namespace defer {

class Walker {
public:
  Walker(FunctionDeferrals &F, clang::ASTContext &Ctx, Diagnoser &Diags,
         SourceModel &Model)
      : F(F), Ctx(Ctx), Diags(Diags), Model(Model), Names(Ctx, Diags) {}

  void run(const clang::Stmt *Root);
  void runFileScope(const clang::Expr *Init);

private:
  /// What holds where the walk is.
  struct Context {
    SourceBlock *In;
    unsigned Index; ///< which statement of In, if that is a compound one
    /// The compound statement that this is a statement of, labels aside, and
    /// which; null elsewhere.
    const clang::CompoundStmt *Block;
    const clang::Stmt *Item;
    bool InLoop;
    const clang::SwitchStmt *Switch; ///< the innermost, or null
    Place SwitchAt;
    /// The deferral that the targets of `break`, `continue` and `__leave` are
    /// in.
    Deferral *BreakIn, *ContinueIn, *TryIn;
    bool HasBreak, HasContinue, HasTry;
    bool Unevaluated; ///< in the operand of `sizeof` or the like
  };

  // Statements.
  SourceBlock *newScope(const clang::Stmt *S, const Context &C, Deferral *In,
                        bool Outermost);
  Place at(const Context &C) const { return Place{C.In, C.Index}; }
  void walkCompound(const clang::CompoundStmt *Block, Context C);
  void walkChildren(const clang::Stmt *S, Context C);
  void walk(const clang::Stmt *S, const Context &C) {
    if (SeenSizes.empty() || !SeenSizes.count(S))
      walkInside(S, C);
  }
  void walkInside(const clang::Stmt *S, const Context &C);
  void walkLoop(const clang::Stmt *S, Context C);
  void leaves(clang::SourceLocation Loc, const char *Word, const Deferral &D);

  // Deferrals and their bodies.
  static bool isScoped(const clang::CallExpr *Marker);
  Body *newBody(const clang::Stmt *Root, Deferral *Of);
  void walkBlock(const clang::CompoundStmt *Block, Context C, Body *B);
  clang::SourceLocation keywordLoc(const clang::IfStmt *Site) const;
  clang::FixItHint closingBrace(const clang::Stmt *S) const;
  void walkDeferral(const clang::IfStmt *Site, const clang::CallExpr *Marker,
                    Context C);

  // What deferred statements name and call.
  void visitName(const clang::DeclRefExpr *Ref, const Context &C);
  void visitCall(const clang::CallExpr *Call, const Context &C);
  void walkLiteral(const clang::Stmt *S, const Context &C, const char *What);

  // The sizes of arrays in types.
  void walkSize(const clang::Expr *Size, const Context &C);
  void walkType(clang::QualType T, const Context &C);

  FunctionDeferrals &F;
  clang::ASTContext &Ctx;
  Diagnoser &Diags;
  SourceModel &Model;
  Handles Names;
  llvm::DenseMap<Deferral *, Body *> BodyOf;
  llvm::DenseSet<const clang::IfStmt *> Sites;
  llvm::DenseSet<const clang::Stmt *> SeenSizes;
  /// The deferral that each loop and `switch` is in, for named jumps.
  llvm::DenseMap<const clang::Stmt *, Deferral *> TargetIn;
};

} // namespace defer

#endif // DEFER_LIB_ANALYSIS_WALKER_H
