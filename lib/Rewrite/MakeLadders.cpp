//===- MakeLadders.cpp - the ladders, with what may be on them ------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LadderWalker.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"

using namespace clang;
using namespace defer;

/// Which statements of a block declare what has a size of its own.
static std::vector<unsigned> findArrays(const Stmt *S) {
  std::vector<unsigned> Found;
  auto *Block = dyn_cast<CompoundStmt>(S);
  unsigned Index = 0;
  if (Block)
    for (const Stmt *Child : Block->body()) {
      if (auto *Decls = dyn_cast<DeclStmt>(Child))
        if (llvm::any_of(Decls->decls(), [](const Decl *D) {
              auto *Value = dyn_cast<ValueDecl>(D);
              auto *Type = dyn_cast<TypedefNameDecl>(D);
              return (Value && Value->getType()->isVariablyModifiedType()) ||
                     (Type &&
                      Type->getUnderlyingType()->isVariablyModifiedType());
            }))
          Found.push_back(Index);
      ++Index;
    }
  return Found;
}

static bool contains(const Stmt *S, const Stmt *What) {
  if (S == What)
    return true;
  for (const Stmt *Child : S->children())
    if (Child && contains(Child, What))
      return true;
  return false;
}

/// Which statement of a block another one is in.  That is no matter of where
/// they are: what a word of the dialect expands to begins behind the word.
static unsigned indexOf(const Stmt *Block, const Stmt *What) {
  unsigned Index = 0;
  for (const Stmt *Child : cast<CompoundStmt>(Block)->body()) {
    if (contains(Child, What))
      return Index;
    ++Index;
  }
  return 0;
}

/// What is static or by place, and what the list is drained of between.
void LadderWalker::makeBodyLadder(const Body &B) {
  std::vector<Rung> Rungs;
  std::vector<const Deferral *> Dynamic;
  std::vector<unsigned> Arrays = findArrays(B.Root);
  auto DepthOf = [&](const Deferral *D) {
    return Arrays.empty() ? 0 : depthAt(Arrays, indexOf(B.Root, D->Site));
  };
  // A jump back to before something of the outermost block, or a longjmp: what
  // is made before and after that is on the list below and above it.
  bool Back =
      !B.Leaving.empty() || llvm::any_of(B.Deferrals, [](const Deferral *D) {
        return D->Why == Reason::SetJmp;
      });
  unsigned Low = ~0u, High = 0;
  // An instance lives as long as there is something on the list.
  for (const Deferral *D : B.Deferrals)
    if (D->Why != Reason::Never && !D->isDynamic() &&
        llvm::any_of(D->Names, [this](const NamedVar &N) {
          return L.KeptIn.count(N.Var);
        }))
      L.Recorded.insert(D);
  for (const Deferral *D : B.Deferrals)
    if (L.isRecord(D)) {
      Low = std::min(Low, D->Order);
      High = std::max(High, D->Order);
    }
  for (const Deferral *D : B.Deferrals) {
    if (D->Why == Reason::Never)
      continue;
    if ((D->Order > Low && D->Order < High) || (Back && Low != ~0u))
      L.Recorded.insert(D);
    if (L.isRecord(D))
      Dynamic.push_back(D);
    else {
      Rungs.emplace_back();
      Rungs.back().D = D;
      Rungs.back().Order = D->Order;
      Rungs.back().Depth = DepthOf(D);
    }
  }
  // What is declared last is first, of one declaration, too.
  for (const Segment &S : llvm::reverse(B.Segments)) {
    Rungs.emplace_back();
    Rungs.back().D = S.Scoped;
    Rungs.back().Cleanup = S.Var;
    Rungs.back().Order = S.Order;
    Rungs.back().Index = S.Index;
    Rungs.back().ByPlace = true;
    Rungs.back().Depth = depthAt(Arrays, S.Index);
  }
  if (Rungs.empty() && Dynamic.empty())
    return;
  for (const Deferral *D : Dynamic) {
    Rungs.emplace_back();
    Rungs.back().Drained = {D};
    Rungs.back().Order = D->Order;
    Rungs.back().Depth = DepthOf(D);
  }
  if (Back && !Dynamic.empty())
    for (const Segment &S : B.Segments)
      for (unsigned Order : {S.Order - 1, S.Order}) {
        Rungs.emplace_back();
        Rungs.back().Drained = {Dynamic.front()};
        Rungs.back().Order = Order;
      }
  // Of the same order: a drain that was put in, before what it is put in for.
  llvm::stable_sort(Rungs, [](const Rung &X, const Rung &Y) {
    if (X.Depth != Y.Depth)
      return X.Depth > Y.Depth;
    if (X.Order != Y.Order)
      return X.Order > Y.Order;
    if (X.ByPlace && Y.ByPlace)
      return X.Index > Y.Index; // a body with nothing else has no order
    return !X.Drained.empty() && Y.Drained.empty();
  });
  auto New = std::make_unique<Ladder>();
  for (Rung &R : Rungs) {
    if (!R.Drained.empty() && !New->Rungs.empty() &&
        !New->Rungs.back().Drained.empty() &&
        New->Rungs.back().Depth == R.Depth)
      New->Rungs.back().Drained.push_back(R.Drained.front());
    else
      New->Rungs.push_back(std::move(R));
  }
  // More than one: what was made before something else may be all that there
  // is when that is not pending.
  if (llvm::count_if(New->Rungs,
                     [](const Rung &R) { return !R.Drained.empty(); }) > 1)
    for (Rung &R : New->Rungs)
      if (!R.Drained.empty()) {
        R.Drained.clear();
        llvm::copy_if(Dynamic, std::back_inserter(R.Drained),
                      [&](const Deferral *D) { return DepthOf(D) <= R.Depth; });
      }
  New->Block = B.Root;
  New->Arrays = Arrays;
  New->Of = New->In = &B;
  OfBlock[B.Root] = New.get();
  L.All.push_back(std::move(New));
}

Ladder &LadderWalker::ladderOf(const CompoundStmt *Block, const Body *In) {
  Ladder *&Here = OfBlock[Block];
  if (Here)
    return *Here;
  L.All.push_back(std::make_unique<Ladder>());
  Here = L.All.back().get();
  Here->Block = Block;
  Here->In = In;
  Here->Arrays = findArrays(Block);
  unsigned Index = 0;
  for (const Stmt *Child : Block->body()) {
    while (auto *Label = dyn_cast<LabelStmt>(Child))
      Child = Label->getSubStmt();
    if (auto *Decls = dyn_cast<DeclStmt>(Child))
      for (const Decl *Each : Decls->decls()) {
        auto *Var = dyn_cast<VarDecl>(Each);
        if (!Var || !Var->hasLocalStorage() || !Var->hasAttr<CleanupAttr>())
          continue;
        Here->Rungs.emplace_back();
        Here->Rungs.back().Cleanup = Var;
        Here->Rungs.back().Index = Index;
      }
    ++Index;
  }
  return *Here;
}

/// The blocks that have cleanup variables: all of them, so that what a function
/// with deferrals becomes needs no attribute; or else those that a
/// function-scoped statement names, which live on.
void LadderWalker::findCleanups(const Stmt *S, const Body *In) {
  if (const Body *Own = BodyOf.lookup(S))
    In = Own;
  else if (auto *Block = dyn_cast<CompoundStmt>(S))
    for (const Stmt *Child : Block->body()) {
      while (auto *Label = dyn_cast<LabelStmt>(Child))
        Child = Label->getSubStmt();
      if (auto *Decls = dyn_cast<DeclStmt>(Child))
        for (const Decl *D : Decls->decls())
          if ((AllCleanups || Named.count(D)) && D->hasAttr<CleanupAttr>())
            ladderOf(Block, In);
    }
  for (const Stmt *Child : S->children())
    if (Child)
      findCleanups(Child, In);
}

/// The blocks with a `_Defer` that are no body's outermost one.
void LadderWalker::makeBlockLadders() {
  for (const auto &D : F.Deferrals)
    if (!D->isScoped())
      for (const NamedVar &N : D->Names)
        Named.insert(N.Var);
  findCleanups(F.Function->getBody(), nullptr);
  for (const auto &D : F.Deferrals) {
    if (!D->isScoped() || !D->Block || BodyOf.count(D->Block))
      continue;
    Ladder &Here = ladderOf(D->Block, D->Owner);
    Here.Rungs.emplace_back();
    Here.Rungs.back().D = D.get();
    Here.Rungs.back().Index = D->Index;
  }
  for (auto &Each : L.All) {
    if (Each->Of)
      continue;
    for (Rung &R : Each->Rungs) {
      R.ByPlace = true;
      R.Depth = depthAt(Each->Arrays, R.Index);
    }
    llvm::stable_sort(Each->Rungs, [](const Rung &X, const Rung &Y) {
      return X.Index < Y.Index;
    });
    std::reverse(Each->Rungs.begin(), Each->Rungs.end());
  }
}

/// What has anything pending is active until all ways out of it have passed its
/// ladder.
void LadderWalker::addEnds() {
  for (const auto *Of : {&F.Bodies, &F.OtherBodies})
    for (const auto &B : *Of) {
      if (llvm::none_of(L.All,
                        [&](const auto &Each) { return Each->In == B.get(); }))
        continue;
      Ladder *&Here = OfBlock[B->Root];
      if (!Here) {
        L.All.push_back(std::make_unique<Ladder>());
        Here = L.All.back().get();
        Here->Block = B->Root;
        Here->Arrays = findArrays(B->Root);
        Here->Of = Here->In = B.get();
      }
      Here->Rungs.emplace_back();
      Here->Rungs.back().Leaves = true;
    }
}

/// The block that a `__defer_capture` was put into.
void LadderWalker::findMade(const Stmt *S) {
  if (auto *Block = dyn_cast<CompoundStmt>(S))
    if (!Block->body_empty())
      if (auto *Last = dyn_cast<IfStmt>(Block->body_back()))
        if (const Deferral *D = DeferralOf.lookup(Last))
          if (D->Captures && Block->getLBracLoc() == D->Loc) {
            L.Made.insert(Block);
            for (const Stmt *Copy : Block->body())
              if (auto *Decls = dyn_cast<DeclStmt>(Copy))
                for (const Decl *Var : Decls->decls())
                  L.CapturedBy[cast<VarDecl>(Var)] = D;
          }
  for (const Stmt *Child : S->children())
    if (Child)
      findMade(Child);
}
