//===- LadderWalker.h - how the ladders of a function are found -*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// First the ladders are made, with what may be on them (MakeLadders.cpp), then
// one walk of the function finds the jumps, and the ways that they are
// (LadderWays.cpp).
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_LIB_REWRITE_LADDERWALKER_H
#define DEFER_LIB_REWRITE_LADDERWALKER_H

#include "Ladders.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SetVector.h"

namespace defer {

/// How many variable length arrays stand before a statement of a block.
inline unsigned depthAt(const std::vector<unsigned> &Arrays, unsigned Index) {
  return llvm::count_if(Arrays, [Index](unsigned At) { return At < Index; });
}

/// Finds the ladders, then the ways in one walk.
class LadderWalker {
public:
  LadderWalker(Ladders &L, const FunctionDeferrals &F, clang::ASTContext &Ctx,
               bool AllCleanups)
      : L(L), F(F), Ctx(Ctx), AllCleanups(AllCleanups) {}

  void run();

private:
  struct Level {
    Ladder *L;
    unsigned Index;
  };
  struct Context {
    const Body *In = nullptr;
    std::vector<Level> Chain;
    unsigned BreakDepth = 0, ContinueDepth = 0;
    const clang::Stmt *BreakTo = nullptr, *ContinueTo = nullptr;
    const clang::CompoundStmt *Block = nullptr;
    bool Outermost = false, InBlock = false, InExpression = false;
  };
  struct Jump {
    const clang::Stmt *S;
    Context At;
  };

  void makeBodyLadder(const Body &B);
  Ladder &ladderOf(const clang::CompoundStmt *Block, const Body *In);
  void findMade(const clang::Stmt *S);
  void findCleanups(const clang::Stmt *S, const Body *In);
  void makeBlockLadders();
  void addEnds();
  void walkBody(const Body &B);
  void walk(const clang::Stmt *S, Context C);
  void walkBlock(const clang::CompoundStmt *Block, Context C);
  void note(const clang::Stmt *S, const Context &C);
  void findInExpressions();
  void walkSub(const clang::Stmt *S, Context C) {
    C.InBlock = C.Outermost = false;
    walk(S, C);
  }

  void addWay(const clang::Stmt *Jump, Destination To, const Context &From,
              unsigned Depth);
  bool leaves(const Context &From, const clang::LabelDecl *To) const;
  void addGoto(const clang::Stmt *Jump, const clang::LabelDecl *To,
               const Context &From);
  enum State { Never, Maybe, Always };
  /// \param Jump where it stands; not valid for a block's end
  State stateOf(const Rung &R, const Ladder &On, const Level &At,
                const PendingSet *Set,
                clang::SourceLocation Jump = clang::SourceLocation()) const;
  void passOne(Ladder &On, Way *W, llvm::function_ref<State(const Rung &)> Of);
  void fallOff(Ladder &On);

  Ladders &L;
  const FunctionDeferrals &F;
  clang::ASTContext &Ctx;
  bool AllCleanups;
  llvm::DenseMap<const clang::Stmt *, Ladder *> &OfBlock = L.OfBlock;
  llvm::DenseMap<const Body *, const PendingAtExits *> Pending;
  std::vector<std::unique_ptr<PendingAtExits>> AllPending;
  llvm::DenseMap<const clang::IfStmt *, const Deferral *> DeferralOf;
  llvm::DenseMap<const clang::Stmt *, const Body *> &BodyOf = L.BodyOf;
  llvm::SmallPtrSet<const clang::Decl *, 8> Named;
  std::vector<Jump> Gotos, Indirect;
  /// The blocks, outer before inner, and where their statements stand.
  std::vector<std::pair<const clang::Stmt *, Standing>> Blocks;
  llvm::SmallSetVector<const clang::LabelDecl *, 8> Taken;
  llvm::DenseMap<const clang::LabelDecl *, Context> Labels;
};

} // namespace defer

#endif // DEFER_LIB_REWRITE_LADDERWALKER_H
