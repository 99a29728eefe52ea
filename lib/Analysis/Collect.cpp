//===- Collect.cpp - one walk over a function's body ----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Walker.h"

#include "defer/Analysis/Diagnoser.h"
#include "defer/Support/ClangCompat.h"

#include "clang/AST/Attr.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "clang/AST/Stmt.h"
#include "clang/AST/StmtOpenMP.h"

using namespace clang;
using namespace defer;

void Walker::run(const Stmt *Root) {
  Body *B = newBody(Root, nullptr);
  Context C{};
  C.In = newScope(Root, C, nullptr, true);
  Model.OutermostOf[B] = C.In;
  walkBlock(cast<CompoundStmt>(Root), C, B);
  Names.resolve(F, BodyOf);
  auto Other = std::stable_partition(
      F.Bodies.begin(), F.Bodies.end(), [](const std::unique_ptr<Body> &B) {
        return !B->Deferrals.empty() || B->Recovers;
      });
  std::move(Other, F.Bodies.end(), std::back_inserter(F.OtherBodies));
  F.Bodies.erase(Other, F.Bodies.end());
}

void Walker::runFileScope(const Expr *Init) {
  Context C{};
  C.In = newScope(Init, C, nullptr, true);
  walk(Init, C);
}

SourceBlock *Walker::newScope(const Stmt *S, const Context &C, Deferral *In,
                              bool Outermost) {
  Model.Scopes.push_back(std::make_unique<SourceBlock>(
      SourceBlock{S, C.In, In, C.Index, C.InLoop, Outermost, nullptr}));
  return Model.Scopes.back().get();
}

void Walker::walkCompound(const CompoundStmt *Block, Context C) {
  C.Block = Block;
  C.Index = 0;
  for (const Stmt *Child : Block->body()) {
    C.Item = Child;
    walk(Child, C);
    ++C.Index;
  }
}

void Walker::walkChildren(const Stmt *S, Context C) {
  if (!isa<LabelStmt>(S) && !isa<SwitchCase>(S) && !isa<AttributedStmt>(S))
    C.Block = nullptr;
  for (const Stmt *Child : S->children())
    if (Child)
      walk(Child, C);
}

void Walker::leaves(SourceLocation Loc, const char *Word, const Deferral &D) {
  Diags.error(Loc, "'%0' cannot leave a deferred statement") << Word;
  noteDeferral(Diags, D);
}

void Walker::walkLoop(const Stmt *S, Context C) {
  TargetIn[S] = C.In->In;
  C.Block = nullptr;
  const Stmt *Init = nullptr;
  if (auto *For = dyn_cast<ForStmt>(S)) {
    C.In = newScope(S, C, C.In->In, false);
    C.Index = 0;
    // It is no part of the loop: a `break` in it is one of a loop around.
    if ((Init = For->getInit()))
      walk(Init, C);
  }
  C.InLoop = true;
  C.BreakIn = C.ContinueIn = C.In->In;
  C.HasBreak = C.HasContinue = true;
  for (const Stmt *Child : S->children())
    if (Child && Child != Init)
      walk(Child, C);
}

void Walker::walkInside(const Stmt *S, const Context &C) {
  Deferral *D = C.In->In;
  switch (S->getStmtClass()) {
  case Stmt::IfStmtClass:
    if (const CallExpr *Marker = deferralMarker(S))
      return walkDeferral(cast<IfStmt>(S), Marker, C);
    break;
  case Stmt::CompoundStmtClass: {
    Context Inner = C;
    Inner.In = newScope(S, C, D, false);
    return walkCompound(cast<CompoundStmt>(S), Inner);
  }
  case Stmt::ForStmtClass:
  case Stmt::WhileStmtClass:
  case Stmt::DoStmtClass:
    return walkLoop(S, C);
  case Stmt::SwitchStmtClass: {
    auto *Switch = cast<SwitchStmt>(S);
    Context Inner = C;
    Inner.Block = nullptr;
    Inner.Switch = Switch;
    TargetIn[S] = D;
    Inner.SwitchAt = at(C);
    Inner.BreakIn = D;
    Inner.HasBreak = true;
    if (Switch->getInit())
      walk(Switch->getInit(), C);
    walk(Switch->getCond(), C);
    size_t Before = Model.Scopes.size();
    walk(Switch->getBody(), Inner);
    for (; Before < Model.Scopes.size(); ++Before)
      if (Model.Scopes[Before]->S == Switch->getBody())
        Model.Scopes[Before]->SwitchBodyOf = Switch;
    return;
  }
  case Stmt::CaseStmtClass:
  case Stmt::DefaultStmtClass:
    Model.Cases.push_back({cast<SwitchCase>(S), at(C), C.Switch, C.SwitchAt});
    break;
  case Stmt::LabelStmtClass: {
    auto *Label = cast<LabelStmt>(S);
    auto &Entry = Model.Labels[Label->getDecl()];
    Entry.S = Label;
    Entry.At = at(C);
    Model.LabelOrder.push_back(Label->getDecl());
    break;
  }
  case Stmt::AddrLabelExprClass:
    Model.Labels[cast<AddrLabelExpr>(S)->getLabel()].AddressTaken = true;
    break;
  case Stmt::GotoStmtClass:
    Model.Gotos.push_back({S, at(C)});
    break;
  case Stmt::IndirectGotoStmtClass:
    Model.ComputedGotos.push_back({S, at(C)});
    break;
  case Stmt::GCCAsmStmtClass:
    if (cast<GCCAsmStmt>(S)->isAsmGoto())
      Model.AsmGotos.push_back({S, at(C)});
    break;
  case Stmt::BreakStmtClass:
    if (const Stmt *To = compat::namedTarget(S)) {
      if (D && TargetIn.lookup(To) != D)
        leaves(S->getBeginLoc(), "break", *D);
    } else if (D && C.HasBreak && C.BreakIn != D)
      leaves(S->getBeginLoc(), "break", *D);
    return;
  case Stmt::ContinueStmtClass:
    if (const Stmt *To = compat::namedTarget(S)) {
      if (D && TargetIn.lookup(To) != D)
        leaves(S->getBeginLoc(), "continue", *D);
    } else if (D && C.HasContinue && C.ContinueIn != D)
      leaves(S->getBeginLoc(), "continue", *D);
    return;
  case Stmt::ReturnStmtClass:
    if (D)
      leaves(S->getBeginLoc(), "return", *D);
    Model.Returns.push_back({S, at(C)});
    break;
  case Stmt::AttributedStmtClass:
    for (const Attr *A : cast<AttributedStmt>(S)->getAttrs())
      if (isa<MustTailAttr>(A))
        Model.MustTails.push_back({S, at(C)});
    break;
  case Stmt::DeclStmtClass:
    for (const Decl *Each : cast<DeclStmt>(S)->decls()) {
      if (auto *Var = dyn_cast<VarDecl>(Each))
        Model.Variables[Var] = at(C);
      if (auto *Value = dyn_cast<ValueDecl>(Each))
        walkType(Value->getType(), C);
      else if (auto *Type = dyn_cast<TypedefNameDecl>(Each))
        walkType(Type->getUnderlyingType(), C);
    }
    break;
  case Stmt::CStyleCastExprClass:
    walkType(cast<CStyleCastExpr>(S)->getTypeAsWritten(), C);
    break;
  case Stmt::VAArgExprClass:
    walkType(cast<VAArgExpr>(S)->getWrittenTypeInfo()->getType(), C);
    break;
  case Stmt::UnaryExprOrTypeTraitExprClass:
    if (cast<UnaryExprOrTypeTraitExpr>(S)->isArgumentType())
      walkType(cast<UnaryExprOrTypeTraitExpr>(S)->getArgumentType(), C);
    else if (!cast<UnaryExprOrTypeTraitExpr>(S)
                  ->getArgumentExpr()
                  ->getType()
                  ->isVariablyModifiedType()) {
      Context Inner = C;
      Inner.Unevaluated = true;
      return walkChildren(S, Inner);
    }
    break;
  case Stmt::GenericSelectionExprClass:
  case Stmt::ChooseExprClass: {
    Context Others = C;
    Others.Unevaluated = true;
    auto *Generic = dyn_cast<GenericSelectionExpr>(S);
    const Expr *Selected = Generic ? Generic->getResultExpr()
                                   : cast<ChooseExpr>(S)->getChosenSubExpr();
    for (const Stmt *Child : S->children())
      if (Child)
        walk(Child, Child == Selected ? C : Others);
    return;
  }
  case Stmt::SEHTryStmtClass: {
    Context Inner = C;
    Inner.TryIn = D;
    Inner.HasTry = true;
    walk(cast<SEHTryStmt>(S)->getTryBlock(), Inner);
    return walk(cast<SEHTryStmt>(S)->getHandler(), C);
  }
  case Stmt::SEHFinallyStmtClass:
    return walkLiteral(cast<SEHFinallyStmt>(S)->getBlock(), C,
                       "a '__finally' block");
  case Stmt::SEHExceptStmtClass:
    walkLiteral(cast<SEHExceptStmt>(S)->getFilterExpr(), C,
                "an '__except' filter");
    return walk(cast<SEHExceptStmt>(S)->getBlock(), C);
  case Stmt::SEHLeaveStmtClass:
    if (D && C.HasTry && C.TryIn != D)
      leaves(S->getBeginLoc(), "__leave", *D);
    return;
  case Stmt::CapturedStmtClass:
    return walkLiteral(cast<CapturedStmt>(S)->getCapturedStmt(), C,
                       "an OpenMP region");
  case Stmt::DeclRefExprClass:
    return visitName(cast<DeclRefExpr>(S), C);
  case Stmt::CallExprClass:
    visitCall(cast<CallExpr>(S), C);
    break;
  case Stmt::BlockExprClass:
    return walkLiteral(cast<BlockExpr>(S)->getBody(), C, "a block literal");
  default:
    if (const Stmt *Deferred = compat::nativeDeferred(S))
      return walkLiteral(Deferred, C, "the statement of Clang's own '_Defer'");
    if (auto *Directive = dyn_cast<OMPExecutableDirective>(S))
      for (const OMPClause *Clause : Directive->clauses())
        for (const Stmt *Child : Clause->children())
          if (Child)
            walkLiteral(Child, C, "an OpenMP clause");
    break;
  }
  walkChildren(S, C);
}

void defer::checkFileScope(const Expr *Init, ASTContext &Ctx,
                           Diagnoser &Diags) {
  FunctionDeferrals F;
  SourceModel Model;
  Walker(F, Ctx, Diags, Model).runFileScope(Init);
}

void defer::collect(FunctionDeferrals &F, ASTContext &Ctx, Diagnoser &Diags,
                    SourceModel &Model) {
  Walker(F, Ctx, Diags, Model).run(F.Function->getBody());
}
