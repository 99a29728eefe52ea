//===- MarkingOfBodies.cpp - the outermost blocks and their tokens --------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Marker.h"

using namespace clang;
using namespace defer;

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

/// Puts the token before the statements of a body and, if it may go on after a
/// recovery, where to.
void Marker::openBody(Body &B, llvm::SmallVectorImpl<Stmt *> &Stmts) {
  SourceLocation Loc = locOf(B);
  VarDecl *Token = tokenOf(B);
  llvm::SmallVector<Stmt *, 4> Front{
      Nodes.declare(Token, Loc, Loc),
      Nodes.mark(marker::Body, {Nodes.addressOf(Token, Loc)}, Loc)};
  if (B.Recovers && F.Unwinds) {
    Expr *Recovered =
        Nodes.mark(marker::Recovered, Ctx.BoolTy, {Nodes.addressOf(Token, Loc)},
                   /*Fixed=*/1, Loc);
    QualType T = Function->getReturnType();
    if (!B.Of)
      Front.push_back(Nodes.test(
          Recovered,
          // Of a named result, all returns become jumps to the one at the end.
          ReturnStmt::Create(Ctx, Loc,
                             T->isVoidType() || F.Result ? nullptr
                                                         : Nodes.zero(T, Loc),
                             nullptr),
          Loc));
    else {
      Stmt *Rest = Nodes.block(Stmts, Loc,
                               Stmts.empty() ? Loc : Stmts.back()->getEndLoc());
      Stmts.clear();
      Front.push_back(
          Nodes.test(Recovered, new (Ctx) NullStmt(Loc), Loc, Rest));
    }
  }
  Stmts.insert(Stmts.begin(), Front.begin(), Front.end());
}

/// The body's root with its token, and a token for each segment.
Stmt *Marker::markBody(Body &B) {
  llvm::SmallVector<Stmt *, 32> Stmts;
  Stmt *Root = const_cast<Stmt *>(B.Of ? B.Of->Site->getElse() : B.Root);
  auto *Block = dyn_cast<CompoundStmt>(Root);
  if (!Block) {
    Stmts.push_back(Root);
    openBody(B, Stmts);
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
  openBody(B, Stmts);
  return Nodes.block(Block, Stmts);
}
