//===- PlanWays.cpp - the ways out of a block, and its deferrals ----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Planner.h"

#include "clang/AST/ASTContext.h"
#include "llvm/ADT/StringSet.h"

using namespace clang;
using namespace defer;

static const Stmt *withoutLabels(const Stmt *S) {
  for (;;) {
    if (auto *Label = dyn_cast<LabelStmt>(S))
      S = Label->getSubStmt();
    else if (auto *Case = dyn_cast<SwitchCase>(S))
      S = Case->getSubStmt();
    else
      return S;
  }
}

/// The releases right before a statement of a block.  Up to a `case`, which
/// other ways lead to; labels of the block's end are seen to elsewhere.
std::vector<Released> Planner::trail(const CompoundStmt *Parent,
                                     unsigned Index) const {
  std::vector<Released> Found;
  if (!Parent)
    return Found;
  while (Index--) {
    const Stmt *Item = Parent->body_begin()[Index];
    const Stmt *S = withoutLabels(Item);
    const CallExpr *Call = releaseOf(S, Ctx);
    if (!Call)
      break;
    Found.push_back({S, Item, Index, All.label(S), Call});
    if (isa<SwitchCase>(Item))
      break;
  }
  return {Found.rbegin(), Found.rend()};
}

bool Planner::isIn(const Stmt *Outer, const LabelDecl *Label) const {
  if (!Outer)
    return false;
  if (auto *L = dyn_cast<LabelStmt>(Outer))
    if (L->getDecl() == Label)
      return true;
  for (const Stmt *Child : Outer->children())
    if (isIn(Child, Label))
      return true;
  return false;
}

/// `Breaks`, `Continues`: what it would leave is in the block.
void Planner::waysOut(const Stmt *S, const CompoundStmt *Parent, unsigned Index,
                      unsigned Item, bool Breaks, bool Continues, Ladder &L) {
  if (!S || isa<Expr>(S) || S == L.End.Jump)
    return;
  auto Add = [&] {
    WayOut Way;
    Way.Jump = S;
    Way.Parent = Parent;
    Way.Index = Index;
    Way.Item = Item;
    Way.Trail = trail(Parent, Index);
    Way.Own = Way.Trail.size();
    L.Ways.push_back(std::move(Way));
  };
  if (isa<ReturnStmt>(S) || (isa<BreakStmt>(S) && !Breaks) ||
      (isa<ContinueStmt>(S) && !Continues))
    return Add();
  if (auto *Goto = dyn_cast<GotoStmt>(S)) {
    auto Known = L.Labels.find(Goto->getLabel());
    if (Known != L.Labels.end()) {
      Add();
      std::vector<Released> &All = L.Ways.back().Trail;
      All.insert(All.end(), L.End.Trail.begin() + Known->second,
                 L.End.Trail.end());
    } else if (!isIn(L.Block, Goto->getLabel()))
      Add();
    return;
  }
  if (auto *Block = dyn_cast<CompoundStmt>(S)) {
    unsigned I = 0;
    for (const Stmt *Each : Block->body())
      waysOut(Each, Block, I++, Item, Breaks, Continues, L);
    return;
  }
  bool Loop = isa<ForStmt>(S) || isa<WhileStmt>(S) || isa<DoStmt>(S);
  bool Wraps = isa<LabelStmt>(S) || isa<SwitchCase>(S);
  for (const Stmt *Child : S->children())
    waysOut(Child, Wraps ? Parent : nullptr, Index, Item,
            Breaks || Loop || isa<SwitchStmt>(S), Continues || Loop, L);
}

void Planner::plan(const CompoundStmt *Block, const Stmt *Owner,
                   const CompoundStmt *Parent, unsigned Index) {
  if (Block->body_empty())
    return;
  Ladder L{Block, Owner, Parent, Index, {}, {}, {}, {}};
  unsigned Last = Block->size();
  const Stmt *Final = withoutLabels(Block->body_back());
  if (isa<ReturnStmt>(Final) || isa<GotoStmt>(Final) || isa<BreakStmt>(Final) ||
      isa<ContinueStmt>(Final)) {
    auto *Goto = dyn_cast<GotoStmt>(Final);
    if (Goto && isIn(Block, Goto->getLabel()))
      return;
    L.End.Jump = Final;
    --Last;
  }
  L.End.Parent = Block;
  L.End.Index = Last;
  L.End.Trail = trail(Block, Last);
  L.End.Item = Last - L.End.Trail.size();
  for (unsigned I = L.End.Item; I < Block->size(); ++I)
    for (const Stmt *S = Block->body_begin()[I]; isa<LabelStmt>(S);) {
      auto *Label = cast<LabelStmt>(S);
      L.Labels[Label->getDecl()] = I - L.End.Item;
      L.LabelStmts[Label->getDecl()] = Label;
      S = Label->getSubStmt();
    }
  for (unsigned I = 0; I < Block->size(); ++I)
    waysOut(Block->body_begin()[I], Block, I, I, false, false, L);

  bool Outermost = Block == Body;
  const Released *Any = nullptr;
  for (const WayOut &Way : L.Ways)
    if (!Way.Trail.empty())
      Any = &Way.Trail.front();
  if (!L.End.Trail.empty())
    Any = &L.End.Trail.front();
  if (!Any)
    return;
  Out.Releases |= Outermost;
  AdoptRemark Why{placeOf(Any->S), ""};
  Piece P;
  P.Function = F->getNameAsString();
  P.Place = placeOf(Any->S);
  if (L.End.Trail.empty())
    Why = {L.End.Jump ? placeOf(L.End.Jump) : P.Place,
           said(Any->S) + " does not run at this end of it"};
  AdoptRemark First;
  for (unsigned Count = L.End.Trail.size(); Count; --Count) {
    AdoptRemark Here{P.Place, ""};
    planSome(L, Count, P, Here);
    if (First.Text.empty() && !Here.Text.empty())
      First = Here;
  }
  if (!First.Text.empty())
    Why = First;
  if (!P.Ways.empty())
    Out.Pieces.push_back(std::move(P));
  else if (Outermost && !Why.Text.empty())
    Out.WhyNot.push_back(std::move(Why));
}

/// Defers the last releases of the end.
bool Planner::planSome(Ladder &L, unsigned Count, Piece &P, AdoptRemark &Why) {
  unsigned First = L.End.Trail.size() - Count;
  std::vector<unsigned> At(L.End.Trail.size());
  if (!places(L, First, At, Why))
    return false;
  bool Any = false;
  for (bool KeepsLabels : {false, true}) {
    if (KeepsLabels && L.Labels.empty())
      break;
    Way W;
    if (!edits(L, First, At, KeepsLabels, W, Why))
      continue;
    P.Ways.push_back(std::move(W));
    Any = true;
  }
  return Any;
}

/// How many releases at the end of a trail are among the end's from `First` on.
static unsigned deferredOf(const WayOut &Way, const llvm::StringSet<> &Labels) {
  unsigned Count = 0;
  while (Count < Way.Trail.size() &&
         Labels.count(Way.Trail[Way.Trail.size() - 1 - Count].Label))
    ++Count;
  return Count;
}

/// Finds where each is deferred: before which statement of the block.
bool Planner::places(Ladder &L, unsigned First, std::vector<unsigned> &At,
                     AdoptRemark &Why) {
  llvm::StringSet<> Labels;
  for (unsigned I = First; I < L.End.Trail.size(); ++I)
    if (!Labels.insert(L.End.Trail[I].Label).second) {
      Why = {placeOf(L.End.Trail[I].S),
             said(L.End.Trail[I].S) + " is there twice"};
      return false;
    }
  unsigned Before = 0;
  for (unsigned I = L.End.Trail.size(); I-- > First;) {
    const Released &R = L.End.Trail[I];
    unsigned Low = Before, High = R.Index;
    const Stmt *Without = nullptr;
    for (const WayOut &Way : L.Ways) {
      unsigned Count = deferredOf(Way, Labels);
      bool Has = false;
      for (unsigned J = Way.Trail.size() - Count; J < Way.Trail.size(); ++J)
        Has |= Way.Trail[J].Label == R.Label;
      if (Has)
        High = std::min(High, Way.Item);
      else if (Way.Item + 1 > Low) {
        Low = Way.Item + 1;
        Without = Way.Jump;
      }
    }
    Subject Of(R.Call, All, Ctx);
    bool Repeated = false; ///< on more than one way
    for (const WayOut &Way : L.Ways)
      for (const Released &Other : Way.Trail)
        Repeated |= Other.Label == R.Label;
    std::vector<unsigned> Acquiring, Surely; ///< statements of the block
    for (unsigned Item = 0; Item <= High && Item < L.Block->size(); ++Item) {
      const Stmt *S = L.Block->body_begin()[Item];
      // What is declared in the block is not there before.
      if (auto *Decls = dyn_cast<DeclStmt>(withoutLabels(S)))
        for (const Decl *D : Decls->decls())
          if (D == Of.variable() && Item + 1 > Low) {
            Low = Item + 1;
            Without = nullptr;
          }
      if (Item != R.Index && Of.isAcquiredBy(S)) {
        Acquiring.push_back(Item);
        if (Of.isAcquiredBy(S, true))
          Surely.push_back(Item);
      }
    }
    // Right behind the check of what was acquired; or else behind the first
    // that is acquired after the last way out without it.
    bool Acquired = !Acquiring.empty();
    unsigned Wish = Low;
    // Or where it is declared, if it is acquired behind a way out with it.
    for (unsigned Item = High; Item < R.Index && !Acquired; ++Item)
      Acquired = Of.isAcquiredBy(L.Block->body_begin()[Item]);
    if (!Acquiring.empty() && llvm::none_of(Acquiring, [&](unsigned Item) {
          return Low && Item < Low && Item + 2 >= Low;
        })) {
      auto Later =
          llvm::find_if(Surely, [&](unsigned Item) { return Item >= Low; });
      if (Later == Surely.end() && Acquiring.front() >= Low)
        Wish = Acquiring.front() + 1;
      else if (Later != Surely.end())
        Wish = *Later + 1;
    }
    if (!Acquired && L.Block == Body) {
      // A parameter is there from the beginning on.
      auto *Param = dyn_cast_or_null<ParmVarDecl>(Of.variable());
      if (Param && Repeated) {
        Acquired = true;
        for (Wish = 0; Wish < High; ++Wish)
          if (!isa<DeclStmt>(L.Block->body_begin()[Wish]))
            break;
      }
    } else if (!Acquired) {
      auto *If = dyn_cast_or_null<IfStmt>(L.Owner);
      auto *While = dyn_cast_or_null<WhileStmt>(L.Owner);
      if (If && If->getThen() == L.Block) {
        Acquired = Of.isAcquiredBy(If->getCond());
        for (unsigned J = 0; L.Parent && J < L.Index; ++J)
          Acquired |= Of.isAcquiredBy(L.Parent->body_begin()[J]);
      } else if (While)
        Acquired = Of.isAcquiredBy(While->getCond());
    }
    if (!Acquired) {
      Why = {placeOf(R.S),
             "nothing before this acquires what " + said(R.S) + " releases"};
      return false;
    }
    if (Low > High) {
      if (Without)
        Why = {placeOf(Without), said(R.S) + " does not run on this way out"};
      else
        Why = {placeOf(R.S), said(R.S) + " runs in another order elsewhere"};
      return false;
    }
    At[I] = std::min(std::max(Low, Wish), High);
    Before = At[I];
    // It would run where it stands.
    if (At[I] >= L.End.Item) {
      if (Without)
        Why = {placeOf(Without), said(R.S) + " does not run on this way out"};
      return false;
    }
  }
  return true;
}
