//===- MarkingOfScopes.cpp - the blocks that defer something --------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a `_Defer` defers runs at its block's end: the token behind it says so.
//
//===----------------------------------------------------------------------===//

#include "Marker.h"

#include "clang/AST/Attr.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;
using namespace defer;

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
