//===- Variables.cpp - variables that outlive their block -----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Variables.h"

#include "Named.h"
#include "SourceText.h"

#include "defer/Analysis/JumpFunctions.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/TypeLoc.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/MapVector.h"

using namespace clang;
using namespace defer;

/// Whether the element of an array is constant: a variable that is assigned has
/// another type.
static bool isConstArray(QualType Type, ASTContext &Ctx) {
  return Type->isArrayType() && Ctx.getBaseElementType(Type).isConstQualified();
}

/// A pointer to an array has the type of that, too.
static bool isAddressOfArray(const Stmt &S, ASTContext &Ctx) {
  auto *Operator = dyn_cast<UnaryOperator>(&S);
  return Operator && Operator->getOpcode() == UO_AddrOf &&
         isConstArray(Operator->getSubExpr()->getType(), Ctx);
}

/// What the function's body names.
class Variables::Collector : public NodeVisitor {
public:
  explicit Collector(Variables &V) : V(V) {}

  void stmt(Stmt &S) override {
    if (auto *Cast = dyn_cast<ImplicitCastExpr>(&S)) {
      if (Cast->getCastKind() == CK_LValueToRValue)
        if (auto *Ref =
                dyn_cast<DeclRefExpr>(Cast->getSubExpr()->IgnoreParens()))
          --V.OtherUses[Ref->getDecl()];
    } else if (auto *Ref = dyn_cast<DeclRefExpr>(&S))
      named(Ref);
    else if (auto *Call = dyn_cast<CallExpr>(&S)) {
      V.Repeats |= calledJumps(Call).ReturnsTwice;
      V.CallsSetJmp |= calledJumps(Call).ReturnsTwice;
    } else if (auto *If = dyn_cast<IfStmt>(&S)) {
      if (deferralMarker(If) &&
          llvm::none_of(V.F.Deferrals,
                        [If](const auto &D) { return D->Site == If; }))
        V.Unevaluated = If;
    } else if (isa<LabelStmt>(S))
      V.Repeats = true;
    else if (isa<GenericSelectionExpr>(S) || isAddressOfArray(S, V.Ctx))
      V.AsksForTypes = true;
  }
  void typeLoc(TypeLoc Loc) override {
    if (Loc.getAs<TypeOfExprTypeLoc>() || Loc.getAs<AutoTypeLoc>())
      V.AsksForTypes = true;
  }
  bool seesListsAsWrittenOnly() const override { return true; }

private:
  void named(DeclRefExpr *Ref) {
    ++V.OtherUses[Ref->getDecl()];
    // What a capture is made from has no name of its own in the text.
    const SourceManager &SM = V.Ctx.getSourceManager();
    if (Ref->getDecl()->getIdentifier() &&
        isSpelled(Ref->getLocation(), Ref->getDecl()->getName(), SM,
                  V.Ctx.getLangOpts()))
      V.Refs.push_back(Ref);
  }

  Variables &V;
};

bool Variables::mayChange(const VarDecl *Var) const {
  return OtherUses.lookup(Var) != 0 || Var->hasAttr<CleanupAttr>() ||
         Var == F.Result || Var->getType().isVolatileQualified() || Repeats ||
         !Var->getInit();
}

void Variables::treat(const VarDecl *Var, Treatment How, unsigned Block,
                      const Body *In) {
  Outliving &Here = Out[Var];
  // One execution's instance is the variable for all.
  if ((Here.How == Kept || Here.How == Shared) && How == Hoisted)
    return;
  Here.How = How;
  Here.Block = Block;
  Here.In = In;
  needType(Var->getType(), In);
  if (CaptureOf.count(Var))
    return; // it is written nowhere
  const DeclStmt *Decls = L.Declarations.lookup(Var).Decls;
  if (!Decls || !Assigned.insert(Decls))
    return;
  for (const Decl *Each : Decls->decls())
    if (isa<TagDecl>(Each)) { // which goes with it
      needAllOf(Decls, In);
      moveOthers(Decls, In);
      break;
    }
  // All that is declared with it: an assignment stands in the place of each.
  for (const Decl *Each : Decls->decls())
    if (auto *Other = dyn_cast<VarDecl>(Each))
      if (isOfRound(Other) && (!Out.count(Other) || Out[Other].How == Renamed))
        treat(Other, How, Block, In);
}

void Variables::decide(const Deferral &D, NamedVar N) {
  auto Known = L.Declarations.find(N.Var);
  // What runs by name may run before what it names is declared, or in a block
  // that hides it.
  if (Known == L.Declarations.end() || Known->second.In != D.Owner ||
      (Known->second.Outermost && !D.IsUsed))
    return; // it is there
  if (!isOfRound(N.Var) || byElements(N.Var, D.Owner, D, false))
    return;
  if (L.isRecord(&D)) {
    N.Block = L.KeptIn.lookup(N.Var);
    // Where statements run in the place of a name, a variable of just the
    // deferral's may be in the way of another one.
    bool Capture = CaptureOf.count(N.Var);
    if (Capture || (N.Block && F.Uses.empty() && O.empty() &&
                    !mayChange(N.Var) && !N.Var->getType()->isArrayType())) {
      bool Asked = AsksForTypes && isConstArray(N.Var->getType(), Ctx);
      if (Capture && (!F.Uses.empty() || Asked))
        Out[N.Var] = {Copied, 0, "", D.Owner};
      Records[&D].Copies.push_back(N.Var);
      needType(N.Var->getType(), D.Owner);
      return;
    }
    if (N.Block) {
      Records[&D].Blocks.insert(N.Block);
      return treat(N.Var, Kept, N.Block, D.Owner);
    }
  }
  treat(N.Var, Hoisted, 0, D.Owner);
}

/// The named result is set where a `return` stands, and read behind all else.
void Variables::keepResult() {
  const SourceManager &SM = Ctx.getSourceManager();
  SourceLocation Declared = F.Result->getLocation();
  auto IsBefore = [&](SourceLocation Loc) {
    return SM.isBeforeInTranslationUnit(Loc, Declared);
  };
  bool IsThere = true;
  for (const auto &W : L.Ways)
    if (W->To.What == Destination::Return && IsBefore(W->Jump->getBeginLoc()))
      IsThere = false;
  // What stands behind a variable length array gets a block of its own, if a
  // jump comes from before that.
  const Stmt *Root = F.Function->getBody();
  const Ladder *On = L.ofBlock(Root);
  if (On && On->Crossed) {
    const Stmt *Array = cast<CompoundStmt>(Root)->body_begin()[On->Arrays[0]];
    IsThere &= !IsBefore(Array->getBeginLoc());
  }
  if (!IsThere)
    treat(F.Result, Hoisted, 0, L.Declarations.lookup(F.Result).In);
  forEachLocal([&](const NamedDecl *Other, const Standing &At) {
    if (!isOtherOfName(F.Result, Other))
      return;
    const Stmt *Scope = At.Block;
    if (At.For)
      Scope = At.For;
    for (const auto &W : L.Ways)
      if (W->To.What == Destination::Return &&
          (!Scope ||
           SM.isPointWithin(W->Jump->getBeginLoc(), Scope->getBeginLoc(),
                            Scope->getEndLoc()))) {
        if (!rename(Other, At.In))
          HidesResult = Other;
        return;
      }
  });
}

Variables::Variables(const FunctionDeferrals &F, const Ladders &L,
                     const Outlines &O, ASTContext &Ctx, Names &Used)
    : F(F), L(L), O(O), Ctx(Ctx), Used(Used) {
  Collector All(*this);
  All.visit(F.Function->getBody());
  visitTypesIn(F.Function->getBody()->getSourceRange(), All);
  for (const auto &D : F.Deferrals)
    if (D->Captures)
      for (const NamedVar &N : D->Names)
        if (L.CapturedBy.lookup(N.Var) == D.get())
          for (const Expr *Arg : D->Marker->arguments())
            if (auto *Ref = dyn_cast<DeclRefExpr>(Arg->IgnoreParenImpCasts()))
              if (Ref->getDecl()->getDeclName() == N.Var->getDeclName())
                CaptureOf[N.Var] = cast<VarDecl>(Ref->getDecl());
  for (const HandleUse &Use : F.Uses)
    if (Use.Runs && !O.has(Use.Of))
      moveStatics(Use.Of->S, *Use.Of);
  // What is on the list is there wherever that is drained.
  for (const auto &D : F.Deferrals)
    for (const auto &Each : L.All)
      if (llvm::count_if(Each->Rungs,
                         [&](const Rung &R) {
                           return llvm::is_contained(R.Drained, D.get());
                         }) > 1 &&
          !O.has(D.get()))
        moveStatics(D->S, *D);
  for (const auto &D : F.Deferrals) {
    if (D->Why == Reason::Never)
      continue;
    if (D->isScoped()) {
      Named Visitor([&](const Decl *Needed) {
        if (auto *Value = dyn_cast<NamedDecl>(Needed))
          unhide(*D, Value);
      });
      Visitor.visit(D->S);
      visitTypesIn(D->S->getSourceRange(), Visitor);
      continue;
    }
    for (const NamedVar &N : D->Names)
      decide(*D, N);
    Named Visitor([&](const Decl *Needed) {
      if (isMadeInExpression(Needed, D->S->getSourceRange()))
        NotMoved = Needed;
      needDecl(Needed, D->Owner, D->IsUsed);
      // What is named, but not evaluated.
      auto *Var = dyn_cast<VarDecl>(Needed);
      if (Var && llvm::none_of(D->Names, [Var](const NamedVar &N) {
            return N.Var == Var;
          }))
        decide(*D, {Var, 0});
      if (auto *Value = dyn_cast<NamedDecl>(Needed))
        unhide(*D, Value);
    });
    Visitor.visit(D->S);
    visitTypesIn(D->S->getSourceRange(), Visitor);
  }
  for (const auto &Each : L.All)
    for (const Rung &R : Each->Rungs)
      if (R.Cleanup)
        unhide(R, *Each);
  // What is declared with a variable that is kept, is kept too.
  for (auto &Each : Records) {
    Record &R = Each.second;
    llvm::erase_if(R.Copies, [&](const VarDecl *Var) {
      auto Known = Out.find(Var);
      if (Known == Out.end() || Known->second.How == Copied)
        return false;
      // It was to go with its type, but each round has its own.
      if (Known->second.How == Hoisted && L.KeptIn.lookup(Var))
        treat(Var, Kept, L.KeptIn.lookup(Var), Known->second.In);
      Known = Out.find(Var);
      if (Known->second.How == Kept)
        R.Blocks.insert(Known->second.Block);
      return true;
    });
  }
  for (const Deferral *D : O.all()) {
    Named Visitor([&](const Decl *Needed) {
      if (isMadeInExpression(Needed, D->S->getSourceRange()))
        NotMoved = Needed;
      share(*D, Needed);
    });
    Visitor.visit(D->S);
    Named InTypes([&](const Decl *Needed) {
      share(*D, Needed);
      auto *Var = dyn_cast<VarDecl>(Needed);
      if (Var && Var->isStaticLocal())
        NotShared = Var;
    });
    visitTypesIn(D->S->getSourceRange(), InTypes);
    FunctionNames.insert(Visitor.FunctionNames.begin(),
                         Visitor.FunctionNames.end());
  }
  if (F.Unwinds)
    shareForUnwinding();
  if (F.Result)
    keepResult();
  for (const Decl *Needed : NeededOfFor)
    if (!Assigned.contains(L.Declarations.lookup(Needed).Decls))
      NotMoved = Needed;
  // An `extern` variable is another one by another name.
  for (const auto &Each : Moved)
    for (const Decl *D : Each.first->decls())
      if (auto *Var = dyn_cast<VarDecl>(D))
        if (!isOfRound(Var) && !Var->hasExternalStorage() && !Out.count(Var) &&
            hasOther(Var))
          Out[Var] = {Renamed, 0, "", Each.second};
  // What is shared is not there yet at the top.
  for (const auto &Each : AskingFor)
    if (Out.count(Each.second))
      NotMoved = Each.first;
  nameAll();
}
