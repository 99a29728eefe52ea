//===- Marking.cpp - writing the analysis into the AST --------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "defer/Frontend/Marking.h"

#include "ReturnedVariables.h"

#include "clang/AST/Attr.h"
#include "clang/AST/ParentMap.h"

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
  SourceLocation locOf(const Body &B) { return B.Deferrals.front()->Loc; }
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
  Body &B = *F.Bodies.front();
  if (B.Of)
    return;
  Stmt *Mark =
      Nodes.mark(marker::Tail, {Nodes.addressOf(tokenOf(B), Loc)}, Loc);
  become(Tail, Nodes.block({Mark, Return}, Loc, Return->getEndLoc()));
}

void Marker::markDeferral(Deferral &D) {
  llvm::SmallVector<Expr *, 16> Args{
      Nodes.addressOf(tokenOf(*D.Owner), D.Loc), Nodes.number(D.Id, D.Loc),
      Nodes.number(static_cast<int>(D.Why), D.Loc),
      Nodes.number(D.Order, D.Loc)};
  for (const NamedVar &N : D.Names) {
    Args.push_back(Nodes.number(N.Block, D.Loc));
    Args.push_back(Nodes.addressOf(const_cast<VarDecl *>(N.Var), D.Loc));
  }
  auto *Site = const_cast<IfStmt *>(D.Site);
  Stmt *S = Site->getElse();
  if (Body *Inner = BodyOf.lookup(&D))
    S = markBody(*Inner);
  Stmt *End = Nodes.mark(marker::End, {Nodes.number(D.Id, D.Loc)}, D.Loc);
  Site->setCond(Nodes.mark(marker::Deferral, Ctx.BoolTy, Args,
                           marker::DeferralFixedArgs, D.Loc));
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
  VarDecl *Token = tokenOf(B);
  for (Decl *D : Decls->decls()) {
    SourceLocation At = D->getLocation();
    Stmts.push_back(Nodes.declare(D, Decls->getBeginLoc(), Decls->getEndLoc()));
    const Segment *Seg = SegmentOf.lookup(D);
    if (!Seg)
      continue;
    VarDecl *SegToken = Nodes.token(Function, At);
    Stmts.push_back(Nodes.declare(SegToken, At, At));
    Stmts.push_back(
        Nodes.mark(marker::Segment,
                   {Nodes.addressOf(Token, At), Nodes.addressOf(SegToken, At),
                    Nodes.number(Seg->Order, At)},
                   At));
  }
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
  for (const Segment &Seg : B.Segments)
    SegmentOf[Seg.Var] = &Seg;
  for (Stmt *Child : Block->body()) {
    Stmts.push_back(Child);
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
  for (auto &B : F.Bodies) {
    for (const Stmt *Goto : B->Leaving)
      markGoto(*B, Goto, true);
    for (const LabelStmt *Label : B->Arriving)
      markGoto(*B, Label, false);
  }
  for (const AttributedStmt *Tail : F.Tails)
    markTail(Tail);
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
