//===- Ladders.h - what is to run where blocks are left ---------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A *ladder* stands at the end of a block, and runs what is pending when the
// block is left, last first; each thing that it runs is a *rung*.  There is one
// for the outermost block of a body, with what is function-scoped on it, and
// one for each other block with a `_Defer` or a cleanup variable.
//
// A *way* is a jump, with the ladders it must pass, innermost first, and for
// each the rungs at which it enters and after which it goes on:
//
//   lock(&m);                            lock(&m);
//   _Defer unlock(&m);                   if (bad)
//   if (bad)                     ->        goto unlock_m;    // one way
//     return;                            work();
//   work();                            unlock_m:             // the other one
//                                        unlock(&m);         // the rung
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_LIB_REWRITE_LADDERS_H
#define DEFER_LIB_REWRITE_LADDERS_H

#include "defer/Analysis/Deferrals.h"
#include "defer/Analysis/PendingAtExits.h"

#include "clang/AST/Stmt.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SmallPtrSet.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

namespace clang {
class Expr;
class NamedDecl;
class StmtExpr;
class TagDecl;
} // namespace clang

namespace defer {

/// Where ways lead to: all returns are one.
struct Destination {
  enum Kind { Return, Break, Continue, Goto } What;
  const void *Target; ///< a loop or `switch`, a label
  /// The last ladder on the way: some returns pass that of the function, and
  /// some have no need to.
  const void *Via = nullptr;
  bool operator<(const Destination &Other) const {
    return std::tie(What, Target, Via) <
           std::tie(Other.What, Other.Target, Other.Via);
  }
};

struct Rung {
  const Deferral *D = nullptr;             ///< its statement runs; or
  const clang::VarDecl *Cleanup = nullptr; ///< its cleanup function; or
  std::vector<const Deferral *> Drained;   ///< what of these is on the list
  bool Leaves = false; ///< or the body is active no more (unwind=chain)
  unsigned Order = 0;
  unsigned Index = 0; ///< in the block, of what is known by place
  /// How many variable length arrays of the block are declared before it: C
  /// allows no jump past one into where it is declared.
  unsigned Depth = 0;
  bool ByPlace = false; ///< where control is says whether it is pending
  bool Entered = false; ///< a way enters here, by a jump
  bool Runs = false;    ///< some way passes it with this pending
  bool Unsure = false;  ///< and some with it not pending
  /// The jumps that pass it, but must not run it.
  std::vector<Destination> SkippedBy;
  std::string Label, Flag;
  std::string Mark; ///< where the list is drained to; none: to its end
  std::vector<std::string> Marks; ///< what is set where it becomes pending
};

struct Way;

struct Ladder {
  const clang::Stmt *Block = nullptr; ///< or what is no block, of a body
  const Body *Of = nullptr;           ///< whose outermost block it is, or null
  const Body *In = nullptr;           ///< the body that the block is in
  std::vector<Rung> Rungs;            ///< in the order they run in
  const clang::StmtExpr *Value = nullptr; ///< whose block it is
  bool FallsOff = true;
  /// Which of the block's statements declare variable length arrays, and
  /// whether a way comes from before one.
  std::vector<unsigned> Arrays;
  bool Crossed = false;
  struct Passing {
    const Way *W;
    unsigned First, Last;
  };
  std::vector<Passing> Passings;
};

struct Way {
  const clang::Stmt *Jump;
  Destination To;
  const Body *In;
  bool InBlock; ///< the jump is a block's statement, with nothing around it
  struct Pass {
    Ladder *L;
    unsigned First, Last;
  };
  std::vector<Pass> Passes;
};

/// Where a deferral, variable or label stands.
struct Standing {
  const Body *In = nullptr;
  bool Outermost = false; ///< in the body's outermost block
  bool InBlock = false;   ///< as a statement of a block
  bool InExpression = false;
  const clang::DeclStmt *Decls = nullptr;
  const clang::CompoundStmt *Block = nullptr; ///< that it is a statement of
  const clang::ForStmt *For = nullptr;        ///< whose first part it is
};

/// The types that a declaration makes, with those that are made in it.
void forEachTag(const clang::Decl *D,
                llvm::function_ref<void(const clang::TagDecl *)> Found);
/// And the enumerators.
void forEachMade(const clang::Decl *D,
                 llvm::function_ref<void(const clang::NamedDecl *)> Found);
/// Whether two names could be taken for each other; tags have a name space of
/// their own.
bool isOtherOfName(const clang::NamedDecl *D, const clang::NamedDecl *Other);

/// All that there is of a function.
class Ladders {
public:
  /// With `AllCleanups`, no cleanup variable is left to the compiler.
  Ladders(const FunctionDeferrals &F, clang::ASTContext &Ctx,
          bool AllCleanups = true);

  std::vector<std::unique_ptr<Ladder>> All;
  std::vector<std::unique_ptr<Way>> Ways;
  /// In the order of the source, as names are made in it: what statements
  /// declare, with the types and enumerators that are made in that.
  llvm::MapVector<const clang::Decl *, Standing> Declarations;
  /// Types, and enumerators, that are made elsewhere, in a `sizeof` perhaps:
  /// they cannot be moved or renamed, but hide others as well.  Those of the
  /// function's parameters stand in no body.
  llvm::MapVector<const clang::NamedDecl *, Standing> InExpressions;
  llvm::DenseMap<const Deferral *, Standing> Deferrals;
  llvm::DenseMap<const clang::Stmt *, Standing> Uses; ///< by name
  llvm::DenseMap<const clang::Stmt *, const clang::SwitchStmt *> SwitchOf;

  /// The blocks, as in NamedVar, whose executions have an instance each of a
  /// variable.
  llvm::DenseMap<const clang::VarDecl *, unsigned> KeptIn;

  Ladder *ofBlock(const clang::Stmt *Block) const {
    return OfBlock.lookup(Block);
  }
  const Body *bodyOf(const clang::Stmt *Root) const {
    return BodyOf.lookup(Root);
  }
  /// Whether the deferral is on a list: it is dynamic, or stands between some
  /// that are.
  bool isRecord(const Deferral *D) const {
    return D->isDynamic() || Recorded.count(D);
  }
  /// Whether a statement is a block that somebody wrote; one that a
  /// `__defer_capture` was put into is not.
  bool isBlock(const clang::Stmt *S) const {
    return llvm::isa<clang::CompoundStmt>(S) && !Made.count(S);
  }
  static std::vector<std::string> allLabels(const clang::Stmt *S);

  /// A jump whose target is not known that would leave a ladder, or null.
  const clang::Stmt *Unknown = nullptr;
  /// The variables that are copies, by what makes them: `__defer_capture`.
  llvm::DenseMap<const clang::VarDecl *, const Deferral *> CapturedBy;

private:
  friend class LadderWalker;
  llvm::DenseMap<const clang::Stmt *, Ladder *> OfBlock;
  llvm::DenseMap<const clang::Stmt *, const Body *> BodyOf;
  llvm::SmallPtrSet<const Deferral *, 4> Recorded;
  llvm::SmallPtrSet<const clang::Stmt *, 4> Made;
};

} // namespace defer

#endif // DEFER_LIB_REWRITE_LADDERS_H
