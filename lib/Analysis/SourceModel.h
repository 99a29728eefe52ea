//===- SourceModel.h - jumps, labels and scopes of a function ---*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What one walk over a function's body collects for the checks and decisions
// of this library.  Private to it.
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_LIB_ANALYSIS_SOURCEMODEL_H
#define DEFER_LIB_ANALYSIS_SOURCEMODEL_H

#include "defer/Analysis/Deferrals.h"

#include "clang/AST/Stmt.h"
#include "llvm/ADT/DenseMap.h"

namespace defer {

class BodyFlows;

/// A block in C's sense: a compound statement, a `for` with its declaration,
/// a deferred statement.
struct SourceBlock {
  const clang::Stmt *S;
  SourceBlock *Parent;
  Deferral *In; ///< innermost deferral whose statement it is in, or null
  /// Which statement of the parent, if that is a compound one, it is in.
  unsigned Index;
  bool InLoop;                     ///< a loop around it, within the same body
  bool Outermost;                  ///< its body's outermost block
  const clang::Stmt *SwitchBodyOf; ///< the `switch` whose body it is, or null

  bool isInside(const SourceBlock *Outer) const {
    for (const SourceBlock *P = this; P; P = P->Parent)
      if (P == Outer)
        return true;
    return false;
  }
};

/// A place in the function.
struct Place {
  SourceBlock *In;
  /// Which statement of that scope, if it is a compound one, it is in.
  unsigned Index;

  Deferral *deferral() const { return In->In; }
  /// Which statement of a scope around it is in.
  unsigned indexIn(const SourceBlock *Outer) const {
    unsigned At = Index;
    for (const SourceBlock *P = In; P != Outer; P = P->Parent)
      At = P->Index;
    return At;
  }
};

struct SourceModel {
  struct Jump {
    const clang::Stmt *S;
    Place At;
  };
  struct Label {
    const clang::LabelStmt *S;
    Place At;
    bool AddressTaken = false;
  };
  struct Case {
    const clang::SwitchCase *S;
    Place At;
    const clang::SwitchStmt *Switch;
    Place SwitchAt;
  };

  std::vector<std::unique_ptr<SourceBlock>> Scopes;
  std::vector<Jump> Gotos;         ///< goto
  std::vector<Jump> ComputedGotos; ///< goto *p
  std::vector<Jump> AsmGotos;
  std::vector<Jump> MustTails; ///< the AttributedStmt of a `return`
  std::vector<Jump> Returns;
  std::vector<Jump> Calls; ///< not those of block literals and the like
  std::vector<Case> Cases;
  llvm::DenseMap<const clang::LabelDecl *, Label> Labels;
  std::vector<const clang::LabelDecl *> LabelOrder;
  llvm::DenseMap<const clang::VarDecl *, Place> Variables;
  /// The block-scoped deferrals of each compound statement, in order.
  llvm::DenseMap<const SourceBlock *, std::vector<const Deferral *>> Scoped;
  llvm::DenseMap<const Body *, SourceBlock *> OutermostOf;
  bool CallsReturnsTwice = false;
};

/// Fills `Model`, and in `F` the deferrals, bodies and names.  Reports what
/// can be seen on the way: S that is no statement of the right kind, `break`,
/// `continue` and `return` out of S, forbidden calls in S.
void collect(FunctionDeferrals &F, clang::ASTContext &Ctx, Diagnoser &Diags,
             SourceModel &Model);

/// Jumps into and out of deferred statements, into the scope of block-scoped
/// deferrals, to before a variable length array
/// that is named, and, once these are known, into blocks that are kept.
void checkJumps(FunctionDeferrals &F, const SourceModel &Model,
                Diagnoser &Diags);

/// A `goto` back to before a cleanup variable of the outermost block leaves
/// its segment, but not the body.
void findLeavingGotos(FunctionDeferrals &F, const SourceModel &Model);

/// Decides static or dynamic, and the order; reports `musttail`.
void decide(FunctionDeferrals &F, clang::ASTContext &Ctx,
            const SourceModel &Model, BodyFlows &Flows, Diagnoser &Diags);

/// Reports the variable length arrays and `__block` variables of inner blocks
/// that are named.
void checkInnerArrays(FunctionDeferrals &F, clang::ASTContext &Ctx,
                      const SourceModel &Model, Diagnoser &Diags);

/// Which blocks are kept; reports variables that cannot be.
void keepBlocks(FunctionDeferrals &F, clang::ASTContext &Ctx,
                const SourceModel &Model, Diagnoser &Diags);

/// What is allowed, but looks wrong, in a function with no error.
void warnOfDeferrals(FunctionDeferrals &F, clang::ASTContext &Ctx,
                     const SourceModel &Model, BodyFlows &Flows,
                     Diagnoser &Diags);

/// Which statements may run themselves; reports what those cannot have.
void findReentry(FunctionDeferrals &F, Diagnoser &Diags);

/// A `musttail` call while a deferral is pending.
void reportTail(Diagnoser &Diags, const clang::AttributedStmt *Tail,
                const Deferral &D);

/// The note that goes with most errors.
void noteDeferral(Diagnoser &Diags, const Deferral &D);

} // namespace defer

#endif // DEFER_LIB_ANALYSIS_SOURCEMODEL_H
