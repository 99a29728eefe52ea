//===- Results.cpp - the named result of a function -----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "defer/Frontend/Results.h"

#include "defer/Analysis/Words.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;
using namespace defer;

static const Attr *mark(const Decl *D) {
  auto *A = D->getAttr<AnnotateAttr>();
  return A && A->getAnnotation() == words::ResultMark ? A : nullptr;
}

static bool isMarked(const Decl *D) { return mark(D) != nullptr; }

static void unmark(Decl *D, NodeChanges &Changes) {
  llvm::SmallVector<Attr *, 4> All(D->attr_begin(), D->attr_end());
  for (Attr *A : All) {
    auto *Annotation = dyn_cast<AnnotateAttr>(A);
    auto *Cleanup = dyn_cast<CleanupAttr>(A);
    if ((Annotation && Annotation->getAnnotation() == words::ResultMark) ||
        (Cleanup &&
         Cleanup->getFunctionDecl()->getName() == words::ResultMarker))
      Changes.drop(D, A);
  }
}

static constexpr llvm::StringLiteral NoVariable =
    "a named result is an automatic variable of the function's outermost block";

void defer::refuseResult(const Decl *D, Diagnoser &Diags) {
  if (isMarked(D))
    Diags.error(D->getLocation(), NoVariable);
}

/// All that are marked in the function, wherever they stand.
static void collect(const Stmt *S, const SourceManager &SM,
                    llvm::SmallVectorImpl<VarDecl *> &Found, Diagnoser &Diags) {
  if (auto *Decls = dyn_cast<DeclStmt>(S))
    for (Decl *D : Decls->decls()) {
      if (!isMarked(D))
        continue;
      if (auto *Var = dyn_cast<VarDecl>(D))
        Found.push_back(Var);
      else
        Diags.error(D->getLocation(), NoVariable);
    }
  // An attribute behind a label is the label's, in Clang and GCC.
  if (auto *Label = dyn_cast<LabelStmt>(S))
    if (const Attr *A = mark(Label->getDecl()))
      Diags.error(A->getLocation(),
                  "behind a label, '__defer_result' is of the label: a ';' is "
                  "missing in between")
          << FixItHint::CreateInsertion(SM.getExpansionLoc(A->getLocation()),
                                        "; ");
  for (const Stmt *Child : S->children())
    if (Child)
      collect(Child, SM, Found, Diags);
}

static bool isInOutermostBlock(const FunctionDecl *F, const VarDecl *Var) {
  for (const Stmt *Child : cast<CompoundStmt>(F->getBody())->body()) {
    while (auto *Label = dyn_cast<LabelStmt>(Child))
      Child = Label->getSubStmt(); // C23
    if (auto *Decls = dyn_cast<DeclStmt>(Child))
      if (llvm::is_contained(Decls->decls(), Var))
        return true;
  }
  return false;
}

VarDecl *defer::findResult(FunctionDecl *F, ASTContext &Ctx, Diagnoser &Diags,
                           NodeChanges &Changes) {
  llvm::SmallVector<VarDecl *, 1> Found;
  for (ParmVarDecl *Param : F->parameters())
    if (isMarked(Param))
      Found.push_back(Param);
  collect(F->getBody(), Ctx.getSourceManager(), Found, Diags);
  VarDecl *Result = nullptr;
  for (VarDecl *Var : Found) {
    unmark(Var, Changes);
    SourceLocation Loc = Var->getLocation();
    if (Result) {
      Diags.error(Loc, "a function has one named result");
      Diags.note(Result->getLocation(), "the named result is declared here");
    } else if (isa<ParmVarDecl>(Var) || !Var->hasLocalStorage() ||
               !isInOutermostBlock(F, Var))
      Diags.error(Loc, NoVariable);
    else if (F->getReturnType()->isVoidType())
      Diags.error(Loc, "a named result in a function that returns nothing");
    else if (Var->getType().isConstQualified())
      Diags.error(Loc, "a named result is set by 'return', and cannot be "
                       "const");
    else if (!Ctx.hasSameUnqualifiedType(Var->getType(), F->getReturnType()))
      Diags.error(Loc, "the named result has type %0, and the function "
                       "returns %1")
          << Var->getType() << F->getReturnType();
    else
      Result = Var;
  }
  return Result;
}

namespace {

class Rewriter {
public:
  Rewriter(FunctionDecl *F, VarDecl *Result, ASTContext &Ctx,
           NodeFactory &Nodes)
      : F(F), Result(Result), Ctx(Ctx), Nodes(Nodes),
        End(Nodes.label(F, F->getBody()->getEndLoc())) {}

  void run(bool StartsAtZero);

private:
  void walk(Stmt *S);
  Stmt *leave(ReturnStmt *S);
  Stmt *initialise(DeclStmt *S);

  FunctionDecl *F;
  VarDecl *Result;
  ASTContext &Ctx;
  NodeFactory &Nodes;
  LabelDecl *End;
};

} // namespace

Stmt *Rewriter::leave(ReturnStmt *S) {
  SourceLocation Loc = S->getReturnLoc();
  Stmt *Go = Nodes.jump(End, Loc);
  Expr *E = S->getRetValue();
  if (!E)
    return Go; // an error in C, which Clang has given
  // The returned object is the result's; to Clang it was to be this variable.
  if (const VarDecl *Var = S->getNRVOCandidate())
    const_cast<VarDecl *>(Var)->setNRVOVariable(false);
  return Nodes.block({Nodes.assign(Result, E, Loc), Go}, Loc, S->getEndLoc());
}

/// The declaration is at the front; what is left here is the initialisation.
Stmt *Rewriter::initialise(DeclStmt *S) {
  llvm::SmallVector<Stmt *, 2> Stmts;
  SourceLocation Loc = Result->getLocation();
  for (Decl *D : S->decls())
    if (D != Result)
      Stmts.push_back(Nodes.declare(D, S->getBeginLoc(), S->getEndLoc()));
  if (Expr *Init = Result->getInit()) {
    Result->setInit(nullptr);
    if (isa<InitListExpr>(Init)) {
      QualType T = Result->getType();
      Init = new (Ctx)
          CompoundLiteralExpr(Loc, Ctx.getTrivialTypeSourceInfo(T, Loc), T,
                              VK_LValue, Init, /*fileScope=*/false);
      Init = ImplicitCastExpr::Create(Ctx, T, CK_LValueToRValue, Init, nullptr,
                                      VK_PRValue, FPOptionsOverride());
    }
    Stmts.push_back(Nodes.assign(Result, Init, Loc));
  }
  return Nodes.block(Stmts, S->getBeginLoc(), S->getEndLoc());
}

void Rewriter::walk(Stmt *S) {
  if (isa<BlockExpr>(S) || isa<CapturedStmt>(S))
    return; // they have returns of their own
  // Of a `musttail` call the value is the function's, with nothing pending.
  if (auto *Attributed = dyn_cast<AttributedStmt>(S))
    if (hasSpecificAttr<MustTailAttr>(Attributed->getAttrs()))
      return;
  for (Stmt *&Child : S->children()) {
    if (!Child)
      continue;
    walk(Child);
    if (auto *Return = dyn_cast<ReturnStmt>(Child))
      Child = leave(Return);
    else if (auto *Decls = dyn_cast<DeclStmt>(Child))
      if (llvm::is_contained(Decls->decls(), Result))
        Child = initialise(Decls);
  }
}

void Rewriter::run(bool StartsAtZero) {
  auto *Body = cast<CompoundStmt>(F->getBody());
  SourceLocation Begin = Body->getLBracLoc(), Loc = Body->getRBracLoc();
  walk(Body);
  bool InPlace = Result->getType()->isRecordType();
  Result->setNRVOVariable(InPlace);
  Stmt *Return = ReturnStmt::Create(Ctx, Loc, Nodes.load(Result, Loc),
                                    InPlace ? Result : nullptr);
  llvm::SmallVector<Stmt *, 5> Stmts{
      Nodes.declare(Result, Result->getBeginLoc(), Result->getEndLoc())};
  if (StartsAtZero)
    Stmts.push_back(
        Nodes.assign(Result, Nodes.zero(Result->getType(), Begin), Begin));
  Stmts.append(
      {Nodes.block({Body}, Begin, Loc), Nodes.place(End, Loc), Return});
  F->setBody(Nodes.block(Body, Stmts));
}

void defer::returnResult(FunctionDecl *F, VarDecl *Result, ASTContext &Ctx,
                         NodeFactory &Nodes, bool StartsAtZero) {
  Rewriter(F, Result, Ctx, Nodes).run(StartsAtZero);
}
