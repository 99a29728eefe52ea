//===- Ladders.cpp - what is to run where blocks are left -----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Ladders.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SetVector.h"

using namespace clang;
using namespace defer;

namespace defer {

/// Finds the ladders, then the ways in one walk.
class LadderWalker {
public:
  LadderWalker(Ladders &L, const FunctionDeferrals &F, ASTContext &Ctx,
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
    const Stmt *BreakTo = nullptr, *ContinueTo = nullptr;
    const CompoundStmt *Block = nullptr;
    bool Outermost = false, InBlock = false, InExpression = false;
  };
  struct Jump {
    const Stmt *S;
    Context At;
  };

  void makeBodyLadder(const Body &B);
  Ladder &ladderOf(const CompoundStmt *Block, const Body *In);
  void findMade(const Stmt *S);
  void findCleanups(const Stmt *S, const Body *In);
  void makeBlockLadders();
  void walkBody(const Body &B);
  void walk(const Stmt *S, Context C);
  void walkBlock(const CompoundStmt *Block, Context C);
  void walkSub(const Stmt *S, Context C) {
    C.InBlock = C.Outermost = false;
    walk(S, C);
  }

  void addWay(const Stmt *Jump, Destination To, const Context &From,
              unsigned Depth);
  bool leaves(const Context &From, const LabelDecl *To) const;
  void addGoto(const Stmt *Jump, const LabelDecl *To, const Context &From);
  enum State { Never, Maybe, Always };
  State stateOf(const Rung &R, const Ladder &On, const Level &At,
                const PendingSet *Set) const;
  void passOne(Ladder &On, Way *W, llvm::function_ref<State(const Rung &)> Of);
  void fallOff(Ladder &On);

  Ladders &L;
  const FunctionDeferrals &F;
  ASTContext &Ctx;
  bool AllCleanups;
  llvm::DenseMap<const Stmt *, Ladder *> &OfBlock = L.OfBlock;
  llvm::DenseMap<const Body *, const PendingAtExits *> Pending;
  std::vector<std::unique_ptr<PendingAtExits>> AllPending;
  llvm::DenseMap<const IfStmt *, const Deferral *> DeferralOf;
  llvm::DenseMap<const Stmt *, const Body *> &BodyOf = L.BodyOf;
  llvm::SmallPtrSet<const Decl *, 8> Named;
  std::vector<Jump> Gotos, Indirect;
  llvm::SmallSetVector<const LabelDecl *, 8> Taken;
  llvm::DenseMap<const LabelDecl *, Context> Labels;
};

} // namespace defer

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

static unsigned depthAt(const std::vector<unsigned> &Arrays, unsigned Index) {
  return llvm::count_if(Arrays, [Index](unsigned At) { return At < Index; });
}

/// Which statement of a block another one is in.
static unsigned indexOf(const Stmt *Block, SourceLocation Loc,
                        const SourceManager &SM) {
  unsigned Index = 0;
  for (const Stmt *Child : cast<CompoundStmt>(Block)->body()) {
    if (SM.isBeforeInTranslationUnit(Loc, Child->getBeginLoc()))
      break;
    ++Index;
  }
  return Index ? Index - 1 : 0;
}

/// What is static or by place, and what the list is drained of between.
void LadderWalker::makeBodyLadder(const Body &B) {
  std::vector<Rung> Rungs;
  std::vector<const Deferral *> Dynamic;
  std::vector<unsigned> Arrays = findArrays(B.Root);
  auto DepthOf = [&](const Deferral *D) {
    return Arrays.empty() ? 0
                          : depthAt(Arrays, indexOf(B.Root, D->Loc,
                                                    Ctx.getSourceManager()));
  };
  // A jump back to before something of the outermost block: what is made before
  // and after that is on the list below and above it.
  bool Back = !B.Leaving.empty();
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
  for (const Segment &S : B.Segments) {
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

/// The block that a `__defer_capture` was put into.
void LadderWalker::findMade(const Stmt *S) {
  if (auto *Block = dyn_cast<CompoundStmt>(S))
    if (!Block->body_empty())
      if (auto *Last = dyn_cast<IfStmt>(Block->body_back()))
        if (const Deferral *D = DeferralOf.lookup(Last))
          if (D->Captures && Block->getLBracLoc() == D->Loc)
            L.Made.insert(Block);
  for (const Stmt *Child : S->children())
    if (Child)
      findMade(Child);
}

/// Where a `goto` leads to, one of `&&label` as well.
static const LabelDecl *knownTarget(const Stmt *S) {
  if (auto *Goto = dyn_cast<GotoStmt>(S))
    return Goto->getLabel();
  if (auto *Computed = dyn_cast<IndirectGotoStmt>(S))
    return Computed->getConstantTarget();
  return nullptr;
}

void LadderWalker::run() {
  for (const auto &D : F.Deferrals)
    DeferralOf[D->Site] = D.get();
  findMade(F.Function->getBody());
  for (const auto &D : F.Deferrals)
    for (const NamedVar &N : D->Names)
      if (N.Block && D->isDynamic())
        L.KeptIn[N.Var] = N.Block;
  for (const auto *Of : {&F.Bodies, &F.OtherBodies})
    for (const auto &B : *Of) {
      BodyOf[B->Root] = B.get();
      makeBodyLadder(*B);
      AllPending.push_back(nullptr);
      if (auto Found = findPendingAtExits(*B, F, Ctx, {}, true)) {
        AllPending.back() = std::make_unique<PendingAtExits>(std::move(*Found));
        Pending[B.get()] = AllPending.back().get();
      }
    }
  makeBlockLadders();
  const Body *Outer = BodyOf.lookup(F.Function->getBody());
  walkBody(*Outer);
  for (const Jump &J : Gotos)
    addGoto(J.S, knownTarget(J.S), J.At);
  for (const Jump &J : Indirect) {
    if (auto *Asm = dyn_cast<GCCAsmStmt>(J.S)) {
      for (const AddrLabelExpr *To : Asm->labels())
        if (leaves(J.At, To->getLabel()))
          L.Unknown = J.S;
      continue;
    }
    for (const LabelDecl *To : Taken)
      if (leaves(J.At, To))
        L.Unknown = J.S;
  }
}

/// Whether something is to run on the way to a label in the same body.
bool LadderWalker::leaves(const Context &From, const LabelDecl *To) const {
  auto Known = Labels.find(To);
  if (Known == Labels.end() || Known->second.In != From.In)
    return false;
  const std::vector<Level> &There = Known->second.Chain;
  for (unsigned I = 0; I != From.Chain.size(); ++I) {
    const Level &At = From.Chain[I];
    bool Same = I < There.size() && There[I].L == At.L;
    for (const Rung &R : At.L->Rungs)
      if (R.ByPlace && R.Index < At.Index &&
          (!Same || R.Index >= There[I].Index))
        return true;
    if (!Same && At.L->Of)
      return true;
  }
  return false;
}

void LadderWalker::walkBody(const Body &B) {
  Context C;
  C.In = &B;
  if (auto *Block = dyn_cast<CompoundStmt>(B.Root)) {
    C.Outermost = true;
    walkBlock(Block, C);
    return;
  }
  if (Ladder *Own = OfBlock.lookup(B.Root)) {
    C.Chain.push_back({Own, 0});
    fallOff(*Own);
  }
  walk(B.Root, C);
}

/// Whether control may get from a statement to what stands behind it; said to
/// where that is not easily seen.
static bool mayFallOff(const Stmt *S) {
  if (isa<ReturnStmt>(S) || isa<BreakStmt>(S) || isa<ContinueStmt>(S) ||
      isa<GotoStmt>(S) || isa<IndirectGotoStmt>(S))
    return false;
  if (auto *Block = dyn_cast<CompoundStmt>(S))
    return Block->body_empty() || mayFallOff(Block->body_back());
  if (auto *Label = dyn_cast<LabelStmt>(S))
    return mayFallOff(Label->getSubStmt());
  if (auto *Case = dyn_cast<SwitchCase>(S))
    return mayFallOff(Case->getSubStmt());
  if (auto *If = dyn_cast<IfStmt>(S))
    return deferralMarker(If) || !If->getElse() || mayFallOff(If->getThen()) ||
           mayFallOff(If->getElse());
  return true;
}

void LadderWalker::walkBlock(const CompoundStmt *Block, Context C) {
  if (L.Made.count(Block))
    C.Outermost = false;
  Ladder *Own = OfBlock.lookup(Block);
  if (Own) {
    C.Chain.push_back({Own, 0});
    fallOff(*Own);
  }
  C.Block = Block;
  for (const Stmt *Child : Block->body()) {
    C.InBlock = !L.Made.count(Block);
    C.InExpression = false;
    walk(Child, C);
    if (Own)
      ++C.Chain.back().Index;
  }
}

void LadderWalker::walk(const Stmt *S, Context C) {
  if (auto *If = dyn_cast<IfStmt>(S))
    if (const Deferral *D = DeferralOf.lookup(If)) {
      Standing &Here = L.Deferrals[D];
      Here.In = C.In;
      Here.Outermost = C.Outermost;
      Here.InBlock = C.InBlock;
      walkBody(*BodyOf.lookup(D->S));
      return;
    }
  if (auto *Block = dyn_cast<CompoundStmt>(S)) {
    C.Outermost = false;
    if (L.Made.count(Block)) {
      for (const Stmt *Child : Block->body())
        walk(Child, C);
      return;
    }
    return walkBlock(Block, C);
  }
  if (auto *Label = dyn_cast<LabelStmt>(S)) {
    Labels[Label->getDecl()] = C;
    C.InBlock = false;
    return walk(Label->getSubStmt(), C);
  }
  if (auto *Case = dyn_cast<SwitchCase>(S)) {
    C.InBlock = false;
    return walk(Case->getSubStmt(), C);
  }
  if (auto *Decls = dyn_cast<DeclStmt>(S)) {
    for (const Decl *D : Decls->decls()) {
      Standing &Here = L.Declarations[D];
      Here.In = C.In;
      Here.Outermost = C.Outermost;
      Here.InBlock = C.InBlock;
      Here.Block = C.Block;
      Here.Decls = Decls;
    }
  } else if (isa<ForStmt>(S) || isa<WhileStmt>(S) || isa<DoStmt>(S)) {
    Context Inner = C;
    Inner.InBlock = Inner.Outermost = false;
    if (auto *For = dyn_cast<ForStmt>(S))
      if (For->getInit()) {
        walk(For->getInit(), Inner);
        if (auto *Decls = dyn_cast<DeclStmt>(For->getInit()))
          for (const Decl *D : Decls->decls())
            L.Declarations[D].For = For;
      }
    Inner.BreakDepth = Inner.ContinueDepth = C.Chain.size();
    Inner.BreakTo = Inner.ContinueTo = S;
    const Stmt *Init = isa<ForStmt>(S) ? cast<ForStmt>(S)->getInit() : nullptr;
    for (const Stmt *Child : S->children())
      if (Child && Child != Init) {
        Inner.InExpression = isa<Expr>(Child) && isa<ForStmt>(S) &&
                             Child == cast<ForStmt>(S)->getInc();
        walk(Child, Inner);
      }
    return;
  } else if (auto *Switch = dyn_cast<SwitchStmt>(S)) {
    walkSub(Switch->getCond(), C);
    C.BreakDepth = C.Chain.size();
    C.BreakTo = S;
    L.SwitchOf[Switch->getBody()] = Switch;
    return walkSub(Switch->getBody(), C);
  } else if (isa<ReturnStmt>(S)) {
    if (auto *Value = cast<ReturnStmt>(S)->getRetValue())
      walkSub(Value, C);
    addWay(S, {Destination::Return, nullptr}, C, 0);
    return;
  } else if (isa<BreakStmt>(S)) {
    addWay(S, {Destination::Break, C.BreakTo}, C, C.BreakDepth);
    return;
  } else if (isa<ContinueStmt>(S)) {
    addWay(S, {Destination::Continue, C.ContinueTo}, C, C.ContinueDepth);
    return;
  } else if (knownTarget(S)) {
    Gotos.push_back({S, C});
    return;
  } else if (isa<IndirectGotoStmt>(S) ||
             (isa<GCCAsmStmt>(S) && cast<GCCAsmStmt>(S)->isAsmGoto())) {
    Indirect.push_back({S, C});
  } else if (auto *Label = dyn_cast<AddrLabelExpr>(S)) {
    Taken.insert(Label->getLabel());
  } else if (auto *Value = dyn_cast<StmtExpr>(S)) {
    if (Ladder *Own = OfBlock.lookup(Value->getSubStmt()))
      Own->Value = Value;
  } else if (auto *Call = handleMarker(S)) {
    Standing &Here = L.Uses[Call];
    Here.In = C.In;
    Here.InBlock = C.InBlock;
    Here.InExpression = C.InExpression;
  }
  if (isa<Expr>(S))
    C.InExpression = true;
  for (const Stmt *Child : S->children())
    if (Child)
      walkSub(Child, C);
}

LadderWalker::State LadderWalker::stateOf(const Rung &R, const Ladder &On,
                                          const Level &At,
                                          const PendingSet *Set) const {
  if (R.ByPlace)
    return R.Index < At.Index ? Always : Never;
  if (R.Depth > depthAt(On.Arrays, At.Index))
    return Never;
  if (!Set)
    return Maybe; // nothing is known
  auto Number = [&](const Deferral *D) {
    return llvm::find(On.Of->Deferrals, D) - On.Of->Deferrals.begin();
  };
  if (R.D)
    return Set->Must.test(Number(R.D))  ? Always
           : Set->May.test(Number(R.D)) ? Maybe
                                        : Never;
  // A long jump may lead anywhere with what was made before it.
  for (const Deferral *D : R.Drained)
    if (Set->May.test(Number(D)) || D->Why == Reason::SetJmp ||
        D->Why == Reason::Unknown)
      return Maybe;
  return Never;
}

/// One way to a ladder, by its end or, with `W`, by a jump.
void LadderWalker::passOne(Ladder &On, Way *W,
                           llvm::function_ref<State(const Rung &)> Of) {
  std::optional<unsigned> First, Last;
  for (unsigned I = 0; I != On.Rungs.size(); ++I)
    if (Of(On.Rungs[I]) != Never) {
      if (!First)
        First = I;
      Last = I;
    }
  if (!First && W)
    return;
  // Falling off, control passes all of them.
  unsigned From = W ? *First : 0, To = W ? *Last : On.Rungs.size() - 1;
  // All that is below is passed as well, but where a jump stays in the block.
  if (W && W->To.What != Destination::Goto)
    To = On.Rungs.size() - 1;
  for (unsigned I = From; I <= To; ++I) {
    State S = Of(On.Rungs[I]);
    if (W && W->To.What == Destination::Goto && !On.Rungs[I].ByPlace) {
      On.Rungs[I].SkippedBy.push_back(W->To);
      continue;
    }
    On.Rungs[I].Runs |= S != Never;
    On.Rungs[I].Unsure |= S != Always;
  }
  if (!W)
    return;
  On.Rungs[From].Entered = true;
  W->Passes.push_back({&On, From, To});
}

void LadderWalker::fallOff(Ladder &On) {
  const PendingSet *Set = nullptr;
  if (On.Of) {
    if (const PendingAtExits *Known = Pending.lookup(On.Of)) {
      On.FallsOff = Known->End.has_value();
      if (Known->End)
        Set = &*Known->End;
    }
  } else if (auto *Block = dyn_cast<CompoundStmt>(On.Block))
    On.FallsOff = mayFallOff(Block);
  if (!On.FallsOff)
    return;
  Level End{&On, ~0u};
  passOne(On, nullptr, [&](const Rung &R) { return stateOf(R, On, End, Set); });
}

void LadderWalker::addWay(const Stmt *Jump, Destination To, const Context &From,
                          unsigned Depth) {
  const PendingSet *Set = nullptr;
  if (To.What == Destination::Return)
    if (const PendingAtExits *Known = Pending.lookup(From.In)) {
      auto Found = Known->Returns.find(Jump);
      if (Found == Known->Returns.end())
        return; // control does not get there
      Set = &Found->second;
    }
  auto W = std::make_unique<Way>(Way{Jump, To, From.In, From.InBlock, {}});
  for (unsigned I = From.Chain.size(); I-- > Depth;) {
    const Level &At = From.Chain[I];
    passOne(*At.L, W.get(),
            [&](const Rung &R) { return stateOf(R, *At.L, At, Set); });
    At.L->Crossed |= depthAt(At.L->Arrays, At.Index) != At.L->Arrays.size();
  }
  if (!W->Passes.empty())
    L.Ways.push_back(std::move(W));
}

void LadderWalker::addGoto(const Stmt *Jump, const LabelDecl *To,
                           const Context &From) {
  auto Known = Labels.find(To);
  if (Known == Labels.end())
    return; // it is in a deferral that is never reached
  const std::vector<Level> &There = Known->second.Chain;
  unsigned Common = 0;
  while (Common < From.Chain.size() && Common < There.size() &&
         From.Chain[Common].L == There[Common].L)
    ++Common;
  auto W = std::make_unique<Way>(
      Way{Jump, {Destination::Goto, To}, From.In, From.InBlock, {}});
  for (unsigned I = From.Chain.size(); I-- > Common;) {
    const Level &At = From.Chain[I];
    passOne(*At.L, W.get(),
            [&](const Rung &R) { return stateOf(R, *At.L, At, nullptr); });
    At.L->Crossed |= depthAt(At.L->Arrays, At.Index) != At.L->Arrays.size();
  }
  // Back to before what became pending since.
  if (Common) {
    const Level &At = From.Chain[Common - 1];
    unsigned Label = There[Common - 1].Index;
    passOne(*At.L, W.get(), [&](const Rung &R) {
      return R.ByPlace && R.Index >= Label && R.Index < At.Index ? Always
                                                                 : Never;
    });
  }
  if (!W->Passes.empty())
    L.Ways.push_back(std::move(W));
}

Ladders::Ladders(const FunctionDeferrals &F, ASTContext &Ctx,
                 bool AllCleanups) {
  LadderWalker(*this, F, Ctx, AllCleanups).run();
  for (auto &W : Ways)
    W->To.Via = W->Passes.back().L;
  for (auto &Each : All)
    for (Rung &R : Each->Rungs)
      for (Destination &To : R.SkippedBy)
        To.Via = Each.get(); // a jump that stays in the block ends its way here
  for (auto &W : Ways)
    for (const Way::Pass &P : W->Passes)
      P.L->Passings.push_back({W.get(), P.First, P.Last});
}

std::vector<std::string> Ladders::allLabels(const Stmt *S) {
  std::vector<std::string> Found;
  if (auto *Label = dyn_cast<LabelStmt>(S))
    Found.push_back(Label->getName());
  for (const Stmt *Child : S->children())
    if (Child)
      for (std::string &Each : allLabels(Child))
        Found.push_back(std::move(Each));
  return Found;
}
