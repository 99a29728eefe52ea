//===- Collect.cpp - one walk over a function's body ----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Handles.h"
#include "SourceModel.h"
#include "defer/Analysis/JumpFunctions.h"

#include "defer/Analysis/Diagnoser.h"
#include "defer/Analysis/Words.h"
#include "defer/Support/ClangCompat.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "clang/AST/Stmt.h"
#include "clang/AST/StmtOpenMP.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/DenseSet.h"

using namespace clang;
using namespace defer;

const CallExpr *defer::deferralMarker(const Stmt *S) {
  auto *If = dyn_cast<IfStmt>(S);
  if (!If || !If->getElse())
    return nullptr;
  auto *Not = dyn_cast<UnaryOperator>(If->getCond()->IgnoreParenImpCasts());
  if (!Not || Not->getOpcode() != UO_LNot)
    return nullptr;
  auto *Call = dyn_cast<CallExpr>(Not->getSubExpr()->IgnoreParenImpCasts());
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  if (!Callee || !Callee->getIdentifier() ||
      (Callee->getName() != words::Marker &&
       Callee->getName() != words::BlockMarker &&
       Callee->getName() != words::NamedMarker &&
       Callee->getName() != words::CaptureMarker))
    return nullptr;
  return Call;
}

bool defer::isCapture(const CallExpr *Marker) {
  return Marker->getDirectCallee()->getName() == words::CaptureMarker;
}

/// The `if` comes from the word's expansion.
SourceLocation defer::keywordLocation(const IfStmt *Site,
                                      const ASTContext &Ctx) {
  SourceLocation Loc = Site->getIfLoc();
  if (!Loc.isMacroID())
    return Loc; // preprocessed before
  return Ctx.getSourceManager().getImmediateExpansionRange(Loc).getBegin();
}

static bool isScoped(const CallExpr *Marker) {
  return Marker->getDirectCallee()->getName() == words::BlockMarker;
}

void defer::noteDeferral(Diagnoser &Diags, const Deferral &D) {
  Diags.note(D.Loc, "deferred by this '%0'") << D.word();
}

namespace {

/// What holds where the walk is.
struct Context {
  Scope *In;
  unsigned Index; ///< which statement of In, if that is a compound one
  /// The compound statement that this is a statement of, labels aside, and
  /// which; null elsewhere.
  const CompoundStmt *Block;
  const Stmt *Item;
  bool InLoop;
  const SwitchStmt *Switch; ///< the innermost, or null
  Place SwitchAt;
  /// The deferral that the targets of `break`, `continue` and `__leave` are in.
  Deferral *BreakIn, *ContinueIn, *TryIn;
  bool HasBreak, HasContinue, HasTry;
  bool Unevaluated; ///< in the operand of `sizeof` or the like
};

class Walker {
public:
  Walker(FunctionDeferrals &F, ASTContext &Ctx, Diagnoser &Diags,
         SourceModel &Model)
      : F(F), Ctx(Ctx), Diags(Diags), Model(Model), Names(Ctx, Diags) {}

  void run(const Stmt *Root) {
    Body *B = newBody(Root, nullptr);
    Context C{};
    C.In = newScope(Root, C, nullptr, true);
    Model.OutermostOf[B] = C.In;
    walkBlock(cast<CompoundStmt>(Root), C, B);
    Names.resolve(F, BodyOf);
    auto Other = std::stable_partition(
        F.Bodies.begin(), F.Bodies.end(),
        [](const std::unique_ptr<Body> &B) { return !B->Deferrals.empty(); });
    std::move(Other, F.Bodies.end(), std::back_inserter(F.OtherBodies));
    F.Bodies.erase(Other, F.Bodies.end());
  }

  void runFileScope(const Expr *Init) {
    Context C{};
    C.In = newScope(Init, C, nullptr, true);
    walk(Init, C);
  }

private:
  Body *newBody(const Stmt *Root, Deferral *Of) {
    F.Bodies.push_back(std::make_unique<Body>());
    Body *B = F.Bodies.back().get();
    B->Root = Root;
    B->Of = Of;
    BodyOf[Of] = B;
    return B;
  }

  Scope *newScope(const Stmt *S, const Context &C, Deferral *In,
                  bool Outermost) {
    Model.Scopes.push_back(std::make_unique<Scope>(
        Scope{S, C.In, In, C.Index, C.InLoop, Outermost, nullptr}));
    return Model.Scopes.back().get();
  }

  Place at(const Context &C) const { return Place{C.In, C.Index}; }

  void walkCompound(const CompoundStmt *Block, Context C) {
    C.Block = Block;
    C.Index = 0;
    for (const Stmt *Child : Block->body()) {
      C.Item = Child;
      walk(Child, C);
      ++C.Index;
    }
  }

  /// A body's outermost block: its cleanup variables are segments.
  void walkBlock(const CompoundStmt *Block, Context C, Body *B) {
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

  void walkChildren(const Stmt *S, Context C) {
    if (!isa<LabelStmt>(S) && !isa<SwitchCase>(S) && !isa<AttributedStmt>(S))
      C.Block = nullptr;
    for (const Stmt *Child : S->children())
      if (Child)
        walk(Child, C);
  }

  void walk(const Stmt *S, const Context &C) {
    if (SeenSizes.empty() || !SeenSizes.count(S))
      walkInside(S, C);
  }
  void walkInside(const Stmt *S, const Context &C);
  void walkSize(const Expr *Size, const Context &C);
  void walkDeferral(const IfStmt *Site, const CallExpr *Marker, Context C);
  void walkLoop(const Stmt *S, Context C);
  void walkLiteral(const Stmt *S, const Context &C, const char *What);
  void walkType(QualType T, const Context &C);
  SourceLocation keywordLoc(const IfStmt *Site) const;
  FixItHint closingBrace(const Stmt *S) const;
  void visitName(const DeclRefExpr *Ref, const Context &C);
  void visitCall(const CallExpr *Call, const Context &C);
  void leaves(SourceLocation Loc, const char *Word, const Deferral &D) {
    Diags.error(Loc, "'%0' cannot leave a deferred statement") << Word;
    noteDeferral(Diags, D);
  }

  FunctionDeferrals &F;
  ASTContext &Ctx;
  Diagnoser &Diags;
  SourceModel &Model;
  Handles Names;
  llvm::DenseMap<Deferral *, Body *> BodyOf;
  llvm::DenseSet<const IfStmt *> Sites;
  llvm::DenseSet<const Stmt *> SeenSizes;
  /// The deferral that each loop and `switch` is in, for named jumps.
  llvm::DenseMap<const Stmt *, Deferral *> TargetIn;
};

} // namespace

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

void Walker::visitName(const DeclRefExpr *Ref, const Context &C) {
  auto *Var = dyn_cast<VarDecl>(Ref->getDecl());
  if (!Var || !Var->hasLocalStorage() || !C.In->In)
    return;
  // A block literal, an OpenMP region have variables of their own.
  if (Var->getDeclContext() != F.Function)
    return;
  auto Known = Model.Variables.find(Var);
  Deferral *DeclaredIn =
      Known == Model.Variables.end() ? nullptr : Known->second.In->In;
  for (Deferral *D = C.In->In; D && D != DeclaredIn; D = D->Owner->Of)
    if (llvm::none_of(D->Names,
                      [&](const NamedVar &N) { return N.Var == Var; }))
      D->Names.push_back({Var});
}

void Walker::visitCall(const CallExpr *Call, const Context &C) {
  if (handleMarker(Call))
    return Names.use(Call, C.In->In);
  if (C.Unevaluated)
    return;
  Model.Calls.push_back({Call, at(C)});
  CalledJumps Called = calledJumps(Call);
  Model.CallsReturnsTwice |= Called.ReturnsTwice;
  if (!Called.First || !C.In->In)
    return;
  Diags.error(Call->getBeginLoc(), "call of %0 in a deferred statement")
      << Called.First;
  noteDeferral(Diags, *C.In->In);
}

/// An expression that hangs in a type; a declaration has it as a child, too.
void Walker::walkSize(const Expr *Size, const Context &C) {
  if (!Size || !SeenSizes.insert(Size).second)
    return;
  F.Sizes.push_back(Size);
  walkInside(Size, C);
}

/// The sizes of arrays in a type are computed where it is written.
void Walker::walkType(QualType T, const Context &C) {
  while (T->isVariablyModifiedType()) {
    if (auto *Array = dyn_cast<ArrayType>(T.IgnoreParens().getTypePtr())) {
      if (auto *Variable = dyn_cast<VariableArrayType>(Array))
        walkSize(Variable->getSizeExpr(), C);
      T = Array->getElementType();
      continue;
    }
    if (auto *Of = dyn_cast<TypeOfExprType>(T.getTypePtr()))
      return walkSize(Of->getUnderlyingExpr(), C);
    if (isa<TypedefType>(T.getTypePtr()))
      return; // computed at the typedef
    if (auto *Pointer = dyn_cast<PointerType>(T.getTypePtr()))
      T = Pointer->getPointeeType();
    else if (auto *Function = dyn_cast<FunctionType>(T.getTypePtr()))
      T = Function->getReturnType();
    else {
      QualType Simpler = T.getSingleStepDesugaredType(Ctx);
      if (Simpler == T)
        return;
      T = Simpler;
    }
  }
}

/// A block literal is a function of its own, with its own frame; but it names
/// variables of the one around it.  What OpenMP captures is one too, and so are
/// the parts of a `__try` that Clang generates elsewhere.
void Walker::walkLiteral(const Stmt *S, const Context &C, const char *What) {
  if (deferralMarker(S)) {
    Diags.error(keywordLoc(cast<IfStmt>(S)), "'%1' in %0 is not supported")
        << What << (isScoped(deferralMarker(S)) ? "_Defer" : "__defer");
    return;
  }
  if (handleMarker(S)) {
    Diags.error(S->getBeginLoc(),
                "the name of a deferral in %0 is not supported")
        << What;
    return;
  }
  if (auto *Ref = dyn_cast<DeclRefExpr>(S))
    visitName(Ref, C);
  if (auto *Literal = dyn_cast<BlockExpr>(S))
    S = Literal->getBody();
  // A combined directive captures what it captured.
  while (auto *Captured = dyn_cast<CapturedStmt>(S))
    S = Captured->getCapturedStmt();
  for (const Stmt *Child : S->children())
    if (Child)
      walkLiteral(Child, C, What);
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
