//===- Marking.cpp - writing the analysis into the AST --------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "defer/Frontend/Marking.h"

#include "ReturnedVariables.h"

#include "clang/AST/Attr.h"
#include "clang/AST/ParentMap.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;
using namespace defer;

namespace {

class Marker {
public:
  Marker(FunctionDeferrals &F, ASTContext &Ctx, NodeFactory &Nodes)
      : F(F), Ctx(Ctx), Nodes(Nodes),
        Function(const_cast<FunctionDecl *>(F.Function)),
        Parents(Function->getBody()) {
    for (const Expr *Size : F.Sizes)
      Parents.addStmt(const_cast<Expr *>(Size));
  }

  void run();

private:
  VarDecl *tokenOf(const Body &B) { return Tokens.lookup(&B); }
  SourceLocation locOf(const Body &B) {
    return (B.Of ? B.Of->S : B.Root)->getBeginLoc();
  }
  /// Where the nodes made for a deferral are.
  SourceLocation locOf(const Deferral &D);
  Stmt *parentOf(const Stmt *S) {
    return Parents.getParent(const_cast<Stmt *>(S));
  }
  /// Puts `New` where `Old` stands in `Parent`.
  void replace(Stmt *Parent, const Stmt *Old, Stmt *New);
  /// What has become of a statement of the source.
  Stmt *current(const Stmt *S) {
    auto Found = Replaced.find(S);
    return Found == Replaced.end() ? const_cast<Stmt *>(S) : Found->second;
  }
  /// Where the children of a statement of the source are now.
  Stmt *contents(const Stmt *S) {
    auto Found = Rebuilt.find(S);
    return Found == Rebuilt.end() ? const_cast<Stmt *>(S) : Found->second;
  }
  /// `New`, which holds what stands in the place of `Old`, takes that place.
  void become(const Stmt *Old, Stmt *New);

  void markBlock(const KeptScope &Kept, unsigned Number);
  Stmt *gotoMark(Body &B, const Stmt *S, bool Leaving) {
    SourceLocation Loc = S->getBeginLoc();
    return Nodes.mark(
        marker::Goto,
        {Nodes.addressOf(tokenOf(B), Loc), Nodes.number(Leaving, Loc)}, Loc);
  }
  void declare(DeclStmt *Decls, Body &B,
               const llvm::DenseMap<const Decl *, const Segment *> &SegmentOf,
               llvm::SmallVectorImpl<Stmt *> &Stmts);
  void markGoto(Body &B, const Stmt *S, bool Leaving);
  void markTail(const AttributedStmt *Tail);
  void settleValue(StmtExpr *E);
  void markScopes();
  /// The token of a block-scoped deferral, for the place behind it.
  void appendScope(const Deferral &D, llvm::SmallVectorImpl<Stmt *> &Stmts);
  void appendSegment(Body &B, const Segment &Seg, SourceLocation At,
                     llvm::SmallVectorImpl<Stmt *> &Stmts);
  void markDeferral(Deferral &D);
  Stmt *markBody(Body &B);

  FunctionDeferrals &F;
  ASTContext &Ctx;
  NodeFactory &Nodes;
  FunctionDecl *Function;
  ParentMap Parents;
  llvm::DenseMap<const Body *, VarDecl *> Tokens;
  llvm::DenseMap<const Deferral *, Body *> BodyOf;
  llvm::DenseMap<const Stmt *, Stmt *> Replaced, Rebuilt;
};

} // namespace

// Clang's coverage leaves out what stands in the text of a system header's
// macro, and `defer` of <stddefer.h> is one; what the program wrote is outside.
SourceLocation Marker::locOf(const Deferral &D) {
  const SourceManager &SM = Ctx.getSourceManager();
  SourceLocation Loc = D.Loc;
  while (Loc.isMacroID() && SM.isInSystemHeader(SM.getSpellingLoc(Loc)))
    Loc = SM.getImmediateExpansionRange(Loc).getBegin();
  return Loc;
}

void Marker::replace(Stmt *Parent, const Stmt *Old, Stmt *New) {
  for (Stmt *&Child : Parent->children())
    if (Child == Old) {
      Child = New;
      return;
    }
  llvm_unreachable("a statement that is no child of its parent");
}

void Marker::become(const Stmt *Old, Stmt *New) {
  replace(contents(parentOf(Old)), current(Old), New);
  Replaced[Old] = New;
}

void Marker::markBlock(const KeptScope &Kept, unsigned Number) {
  SourceLocation Loc = locOf(*Kept.Owner);
  Stmt *Mark = Nodes.mark(
      marker::Block,
      {Nodes.addressOf(tokenOf(*Kept.Owner), Loc), Nodes.number(Number, Loc)},
      Loc);
  const Stmt *Parent = parentOf(Kept.Scope);
  auto *Block = dyn_cast<CompoundStmt>(Kept.Scope);
  bool SwitchBody = Parent && isa<SwitchStmt>(Parent);
  if (Block && !SwitchBody) {
    llvm::SmallVector<Stmt *, 16> Stmts{Mark};
    Stmts.append(const_cast<CompoundStmt *>(Block)->body_begin(),
                 const_cast<CompoundStmt *>(Block)->body_end());
    Stmt *New = Nodes.block(Block, Stmts);
    become(Block, New);
    Rebuilt[Block] = New;
    return;
  }
  // Control enters the body of a `switch` at a label, so its execution starts
  // where the `switch` does; that of a `for` starts before its declaration.
  const Stmt *Whole = SwitchBody ? Parent : Kept.Scope;
  Stmt *Now = current(Whole);
  become(Whole, Nodes.block({Mark, Now}, Now->getBeginLoc(), Now->getEndLoc()));
}

void Marker::markGoto(Body &B, const Stmt *S, bool Leaving) {
  SourceLocation Loc = S->getBeginLoc();
  Stmt *Mark = gotoMark(B, S, Leaving);
  if (Leaving) {
    Stmt *Now = current(S);
    become(S, Nodes.block({Mark, Now}, Loc, Now->getEndLoc()));
    return;
  }
  auto *Label = const_cast<LabelStmt *>(cast<LabelStmt>(S));
  Stmt *Sub = Label->getSubStmt();
  // A declaration after a label is in the scope around it (C23), and must stay
  // where it is; see markBody.
  Stmt *Inner = Sub;
  while (auto *Other = dyn_cast<LabelStmt>(Inner))
    Inner = Other->getSubStmt();
  if (isa<DeclStmt>(Inner))
    return;
  Stmt *New = Nodes.block({Mark, Sub}, Loc, Sub->getEndLoc());
  Label->setSubStmt(New);
}

/// The attribute goes, the lowering sees to what it asks for.
void Marker::markTail(const AttributedStmt *Tail) {
  SourceLocation Loc = Tail->getBeginLoc();
  auto *Return = const_cast<Stmt *>(Tail->getSubStmt());
  // The function's own body comes first, if it has deferrals of its own; else
  // no token is in scope, and the attribute can stay.
  if (F.Bodies.empty())
    return;
  Body &B = *F.Bodies.front();
  if (B.Of)
    return;
  Stmt *Mark =
      Nodes.mark(marker::Tail, {Nodes.addressOf(tokenOf(B), Loc)}, Loc);
  become(Tail, Nodes.block({Mark, Return}, Loc, Return->getEndLoc()));
}

void Marker::appendScope(const Deferral &D,
                         llvm::SmallVectorImpl<Stmt *> &Stmts) {
  SourceLocation Loc = locOf(D);
  VarDecl *Token = Nodes.token(Function, Loc);
  Stmts.push_back(Nodes.declare(Token, Loc, Loc));
  Stmts.push_back(
      Nodes.mark(marker::Scope,
                 {Nodes.addressOf(Token, Loc), Nodes.number(D.Id, Loc)}, Loc));
}

/// The code generator computes a structure right where it is wanted; what the
/// block defers must not see it there.
void Marker::settleValue(StmtExpr *E) {
  if (!E->getType()->isRecordType())
    return;
  SourceLocation Loc = E->getEndLoc();
  QualType T = E->getType().getUnqualifiedType();
  VarDecl *Value = Nodes.variable(Function, "__defer_value", T, Loc);
  Value->addAttr(NoDebugAttr::CreateImplicit(Ctx));
  Value->setInit(E);
  Stmt *Declared = Nodes.declare(Value, Loc, Loc);
  become(E, new (Ctx) StmtExpr(
                Nodes.block({Declared, Nodes.load(Value, Loc)}, Loc, Loc), T,
                E->getLParenLoc(), E->getRParenLoc(), /*TemplateDepth=*/0));
}

/// Puts the token of each block-scoped deferral behind it.  Where the block is
/// the outermost of a body that has a token of its own, markBody does so.
void Marker::markScopes() {
  llvm::MapVector<const CompoundStmt *, llvm::SmallVector<const Deferral *, 2>>
      In;
  for (auto &D : F.Deferrals) {
    if (!D->isScoped())
      continue;
    if (D->Block) {
      In[D->Block].push_back(D.get());
      continue;
    }
    llvm::SmallVector<Stmt *, 4> Stmts{const_cast<IfStmt *>(D->Site)};
    appendScope(*D, Stmts);
    become(D->Site, Nodes.block(Stmts, locOf(*D), D->S->getEndLoc()));
  }
  llvm::SmallPtrSet<const Stmt *, 4> Outermost;
  for (auto &B : F.Bodies)
    Outermost.insert(B->Root);
  for (auto &Entry : In) {
    const CompoundStmt *Block = Entry.first;
    if (Outermost.count(Block))
      continue;
    auto *Now = cast<CompoundStmt>(contents(Block));
    llvm::SmallVector<Stmt *, 16> Stmts;
    auto Next = Entry.second.begin();
    for (Stmt *Child : Now->body()) {
      Stmts.push_back(Child);
      for (; Next != Entry.second.end() && current((*Next)->Item) == Child;
           ++Next)
        appendScope(**Next, Stmts);
    }
    Stmt *New = Nodes.block(Block, Stmts);
    if (Block == Function->getBody())
      Function->setBody(New);
    else
      become(Block, New);
    Rebuilt[Block] = New;
    if (auto *E = dyn_cast_or_null<StmtExpr>(parentOf(Block)))
      settleValue(E);
  }
}

void Marker::markDeferral(Deferral &D) {
  SourceLocation Loc = locOf(D);
  llvm::SmallVector<Expr *, 16> Args;
  if (!D.isScoped())
    Args.push_back(Nodes.addressOf(tokenOf(*D.Owner), Loc));
  Args.push_back(Nodes.number(D.Id, Loc));
  if (!D.isScoped()) {
    Args.push_back(Nodes.number(static_cast<int>(D.Why), Loc));
    Args.push_back(Nodes.number(D.Order, Loc));
  }
  for (const NamedVar &N : D.Names) {
    Args.push_back(Nodes.number(N.Block, Loc));
    Args.push_back(Nodes.addressOf(const_cast<VarDecl *>(N.Var), Loc));
  }
  auto *Site = const_cast<IfStmt *>(D.Site);
  Stmt *S = Site->getElse();
  if (Body *Inner = BodyOf.lookup(&D))
    S = markBody(*Inner);
  Stmt *End = Nodes.mark(marker::End, {Nodes.number(D.Id, Loc)}, Loc);
  Site->setIfLoc(Loc);
  Site->setCond(Nodes.mark(
      D.isScoped()    ? marker::Scoped
      : D.MayRunAgain ? marker::Again
                      : marker::Deferral,
      Ctx.BoolTy, Args,
      D.isScoped() ? marker::ScopedFixedArgs : marker::DeferralFixedArgs, Loc));
  Site->setThen(Nodes.block({S, End}, S->getBeginLoc(), S->getEndLoc()));
  Site->setElse(nullptr);
}

/// A declaration of the outermost block, with a token after each cleanup
/// variable.
void Marker::declare(
    DeclStmt *Decls, Body &B,
    const llvm::DenseMap<const Decl *, const Segment *> &SegmentOf,
    llvm::SmallVectorImpl<Stmt *> &Stmts) {
  if (llvm::none_of(Decls->decls(),
                    [&](Decl *D) { return SegmentOf.count(D); })) {
    Stmts.push_back(Decls);
    return;
  }
  for (Decl *D : Decls->decls()) {
    Stmts.push_back(Nodes.declare(D, Decls->getBeginLoc(), Decls->getEndLoc()));
    if (const Segment *Seg = SegmentOf.lookup(D))
      appendSegment(B, *Seg, D->getLocation(), Stmts);
  }
}

void Marker::appendSegment(Body &B, const Segment &Seg, SourceLocation At,
                           llvm::SmallVectorImpl<Stmt *> &Stmts) {
  VarDecl *SegToken = Nodes.token(Function, At);
  Stmts.push_back(Nodes.declare(SegToken, At, At));
  Stmts.push_back(
      Nodes.mark(marker::Segment,
                 {Nodes.addressOf(tokenOf(B), At),
                  Nodes.addressOf(SegToken, At), Nodes.number(Seg.Order, At)},
                 At));
}

/// The body's root with its token, and a token for each segment.
Stmt *Marker::markBody(Body &B) {
  SourceLocation Loc = locOf(B);
  VarDecl *Token = tokenOf(B);
  llvm::SmallVector<Stmt *, 32> Stmts{
      Nodes.declare(Token, Loc, Loc),
      Nodes.mark(marker::Body, {Nodes.addressOf(Token, Loc)}, Loc)};
  Stmt *Root = const_cast<Stmt *>(B.Of ? B.Of->Site->getElse() : B.Root);
  auto *Block = dyn_cast<CompoundStmt>(Root);
  if (!Block) {
    Stmts.push_back(Root);
    return Nodes.block(Stmts, Root->getBeginLoc(), Root->getEndLoc());
  }
  llvm::DenseMap<const Decl *, const Segment *> SegmentOf;
  llvm::SmallVector<const Segment *, 4> Scoped;
  for (const Segment &Seg : B.Segments)
    if (Seg.Var)
      SegmentOf[Seg.Var] = &Seg;
    else
      Scoped.push_back(&Seg);
  auto Next = Scoped.begin();
  unsigned Index = 0;
  for (Stmt *Child : Block->body()) {
    Stmts.push_back(Child);
    for (; Next != Scoped.end() && (*Next)->Index == Index; ++Next) {
      appendScope(*(*Next)->Scoped, Stmts);
      appendSegment(B, **Next, locOf(*(*Next)->Scoped), Stmts);
    }
    ++Index;
    // A label before a declaration (C23) becomes one before nothing, so that
    // there is room for marks between the two.
    Stmt *Inner = Child;
    LabelStmt *Label = nullptr;
    bool Arrives = false;
    while (isa<LabelStmt>(Inner)) {
      Label = cast<LabelStmt>(Inner);
      Arrives |= llvm::is_contained(B.Arriving, Label);
      Inner = Label->getSubStmt();
    }
    auto *Decls = dyn_cast<DeclStmt>(Inner);
    if (!Decls)
      continue;
    if (!Label)
      Stmts.pop_back();
    else
      Label->setSubStmt(new (Ctx) NullStmt(Decls->getBeginLoc()));
    if (Arrives)
      Stmts.push_back(gotoMark(B, Label, false));
    declare(Decls, B, SegmentOf, Stmts);
  }
  return Nodes.block(Block, Stmts);
}

void Marker::run() {
  for (auto &B : F.Bodies) {
    Tokens[B.get()] = Nodes.token(Function, locOf(*B));
    if (B->Of)
      BodyOf[B->Of] = B.get();
  }
  keepReturnedValues(F, Ctx);
  // Everything that stands somewhere in the source first, while places can be
  // found by it; inner deferrals before those they are in.
  for (unsigned I = 0; I < F.KeptBlocks.size(); ++I)
    markBlock(F.KeptBlocks[I], I + 1);
  markScopes();
  for (auto &B : F.Bodies) {
    for (const Stmt *Goto : B->Leaving)
      markGoto(*B, Goto, true);
    for (const LabelStmt *Label : B->Arriving)
      markGoto(*B, Label, false);
  }
  for (const AttributedStmt *Tail : F.Tails)
    markTail(Tail);
  for (const HandleUse &Use : F.Uses)
    Nodes.becomeMark(Use.Call, Use.Runs ? marker::Run : marker::Cancel,
                     Nodes.number(Use.Of->Id, Use.Loc));
  for (auto &D : llvm::reverse(F.Deferrals))
    markDeferral(*D);
  for (auto &B : F.Bodies)
    if (!B->Of)
      Function->setBody(markBody(*B));
}

void defer::markFunction(FunctionDeferrals &Deferrals, ASTContext &Ctx,
                         NodeFactory &Nodes) {
  Marker(Deferrals, Ctx, Nodes).run();
}
