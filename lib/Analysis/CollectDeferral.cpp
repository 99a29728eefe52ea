//===- CollectDeferral.cpp - a deferral that the walk comes to ------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Walker.h"

#include "defer/Analysis/Diagnoser.h"
#include "defer/Analysis/Words.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "clang/Lex/Lexer.h"

using namespace clang;
using namespace defer;

bool Walker::isScoped(const CallExpr *Marker) {
  return Marker->getDirectCallee()->getName() == words::BlockMarker;
}

Body *Walker::newBody(const Stmt *Root, Deferral *Of) {
  F.Bodies.push_back(std::make_unique<Body>());
  Body *B = F.Bodies.back().get();
  B->Root = Root;
  B->Of = Of;
  BodyOf[Of] = B;
  return B;
}

/// A body's outermost block: its cleanup variables are segments.
void Walker::walkBlock(const CompoundStmt *Block, Context C, Body *B) {
  C.Block = Block;
  C.Index = 0;
  for (const Stmt *Child : Block->body()) {
    C.Item = Child;
    walk(Child, C);
    // C23 has labels before declarations.
    while (auto *Label = dyn_cast<LabelStmt>(Child))
      Child = Label->getSubStmt();
    if (auto *Decls = dyn_cast<DeclStmt>(Child))
      for (const Decl *D : Decls->decls())
        if (auto *Var = dyn_cast<VarDecl>(D))
          if (Var->hasLocalStorage() && Var->hasAttr<CleanupAttr>())
            B->Segments.push_back({Var, nullptr, C.Index, 0});
    ++C.Index;
  }
}

SourceLocation Walker::keywordLoc(const IfStmt *Site) const {
  return keywordLocation(Site, Ctx);
}

FixItHint Walker::closingBrace(const Stmt *S) const {
  const SourceManager &SM = Ctx.getSourceManager();
  SourceLocation End = Lexer::findLocationAfterToken(
      S->getEndLoc(), tok::semi, SM, Ctx.getLangOpts(), false);
  if (End.isInvalid())
    End = Lexer::getLocForEndOfToken(S->getEndLoc(), 0, SM, Ctx.getLangOpts());
  return End.isInvalid() ? FixItHint() : FixItHint::CreateInsertion(End, " }");
}

void Walker::walkDeferral(const IfStmt *Site, const CallExpr *Marker,
                          Context C) {
  // An initialiser or a size may hang in the AST more than once.
  if (!Sites.insert(Site).second)
    return;
  F.Deferrals.push_back(std::make_unique<Deferral>());
  Deferral *D = F.Deferrals.back().get();
  D->Id = F.Deferrals.size();
  D->Site = Site;
  D->Marker = Marker;
  D->S = Site->getElse();
  D->Loc = keywordLoc(Site);
  D->Captures = isCapture(Marker);
  D->Owner = BodyOf.lookup(C.In->In);
  if (isScoped(Marker)) {
    D->Why = Reason::Scoped;
    if ((D->Block = C.Block)) {
      D->Item = C.Item;
      D->Index = C.Index;
      Model.Scoped[C.In].push_back(D);
      if (C.In->Outermost)
        D->Owner->Segments.push_back({nullptr, D, C.Index, 0});
    }
  } else {
    D->Owner->Deferrals.push_back(D);
    Names.declare(*D, *D->Owner);
  }

  const Stmt *Inner = D->S;
  while (auto *Attributed = dyn_cast<AttributedStmt>(Inner))
    Inner = Attributed->getSubStmt();
  if (isa<LabelStmt>(Inner) || isa<SwitchCase>(Inner)) {
    Diags.error(Inner->getBeginLoc(),
                "a labelled statement cannot be deferred; put it in braces")
        << FixItHint::CreateInsertion(Inner->getBeginLoc(), "{ ")
        << closingBrace(Inner);
    noteDeferral(Diags, *D);
  }

  Body *B = newBody(D->S, D);
  auto *Block = dyn_cast<CompoundStmt>(D->S);
  C.InLoop = false;
  C.In = newScope(D->S, C, D, true);
  Model.OutermostOf[B] = C.In;
  C.Index = 0;
  C.Block = nullptr;
  if (Block)
    walkBlock(Block, C, B);
  else
    walk(D->S, C);
}
