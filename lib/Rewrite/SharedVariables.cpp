//===- SharedVariables.cpp - what statements need that are functions ------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Named.h"
#include "Variables.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/TypeLoc.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;
using namespace defer;

/// The deferral that a capture is of, or null.
const Deferral *Variables::capturing(const VarDecl *Var) const {
  return CaptureOf.count(Var) ? L.CapturedBy.lookup(Var) : nullptr;
}

/// Of what a statement needs that becomes a function, only variables can be had
/// from elsewhere.
void Variables::share(const Deferral &D, const Decl *Needed) {
  auto *Var = dyn_cast<VarDecl>(Needed);
  auto Known = L.Declarations.find(Needed);
  const Body *In = nullptr;
  if (auto *Param = dyn_cast<ParmVarDecl>(Needed)) {
    if (!llvm::is_contained(F.Function->parameters(), Param))
      return;
    for (In = D.Owner; Outlines::around(In);)
      In = Outlines::around(In);
  } else {
    if (auto *Constant = dyn_cast<EnumConstantDecl>(Needed))
      Known = L.Declarations.find(cast<Decl>(Constant->getDeclContext()));
    if (Known == L.Declarations.end() || !Outlines::isIn(&D, Known->second.In))
      return;
    In = Known->second.In;
  }
  if (isa<TypeDecl>(Needed) || isa<EnumConstantDecl>(Needed))
    return shareTypeDecl(Known->first, In);
  if (!Var || Var->isExternC() || Var->hasExternalStorage() ||
      Var->isConstexpr()) {
    NotShared = Needed;
    return;
  }
  shareType(Var->getType());
  if (const Deferral *Of = capturing(Var))
    if (L.isRecord(Of)) {
      // It is in a record; a statement around this one shares what it took of
      // that.
      if (Of != &D)
        Out[Var] = {Shared, 0, "", L.bodyOf(Of->S)};
      return;
    }
  if (Var->isStaticLocal()) {
    needDecl(Var, In, /*AtTop=*/true);
    if (hasOther(Var) || !Moved.count(L.Declarations.lookup(Var).Decls))
      NotShared = Var;
    Out[Var] = {SharedByAddress, 0, "", In};
    return;
  }
  Treatment How = Out.count(Var) ? Out[Var].How : Plain;
  if (How == Kept) {
    // In its own record, or in that of a statement around it; or that runs
    // while its block is executed.
    for (const Deferral *Of = &D; Of; Of = Of->Owner->Of) {
      if (Records.count(Of) && Records[Of].Blocks.count(Out[Var].Block))
        return;
      if (Of->isScoped() && Of->Owner == In) {
        BlocksAt[Of].insert(Out[Var].Block);
        return;
      }
    }
    NotShared = Var;
    return;
  }
  if (!byElements(Var, In, D, true))
    treat(Var, Shared, 0, In);
}

/// What no statement names, but what runs for a panic needs: cleanup variables,
/// and what the function returns after a recovery.
void Variables::shareForUnwinding() {
  auto Share = [this](const VarDecl *Var, const Body *In) {
    if (Out.count(Var) && (Out[Var].How == Kept || Out[Var].How == Shared))
      return;
    shareType(Var->getType());
    treat(Var, Shared, 0, In);
  };
  for (const auto &Each : L.All)
    for (const Rung &R : Each->Rungs)
      if (R.Cleanup)
        Share(R.Cleanup, Each->In);
  for (const auto &B : F.Bodies)
    if (!B->Of && B->Recovers && F.Result)
      Share(F.Result, B.get());
}

namespace {
/// Where a statement takes an array's address, or its size.
class ArrayUses : public NodeVisitor {
public:
  explicit ArrayUses(const VarDecl *Of) : Of(Of) {}
  void stmt(Stmt &S) override {
    if (auto *Cast = dyn_cast<ImplicitCastExpr>(&S)) {
      if (Cast->getCastKind() == CK_ArrayToPointerDecay)
        if (const DeclRefExpr *Ref = namedBy(Cast->getSubExpr()))
          Elements.push_back(Ref);
    } else if (auto *E = dyn_cast<UnaryExprOrTypeTraitExpr>(&S)) {
      if (E->getKind() == UETT_SizeOf && !E->isArgumentType() &&
          namedBy(E->getArgumentExpr()))
        Sizes.push_back(E);
    } else if (auto *Ref = dyn_cast<DeclRefExpr>(&S))
      Count += Ref->getDecl() == Of;
  }
  const DeclRefExpr *namedBy(const Expr *E) const {
    auto *Ref = dyn_cast<DeclRefExpr>(E->IgnoreParens());
    return Ref && Ref->getDecl() == Of ? Ref : nullptr;
  }

  const VarDecl *Of;
  unsigned Count = 0;
  llvm::SmallVector<const DeclRefExpr *, 4> Elements;
  llvm::SmallVector<const UnaryExprOrTypeTraitExpr *, 4> Sizes;
};
} // namespace

/// A variable length array cannot be declared elsewhere, but where it is can be
/// known there.
bool Variables::byElements(const VarDecl *Var, const Body *In,
                           const Deferral &D, bool InStructure) {
  auto *Array = Ctx.getAsVariableArrayType(Var->getType());
  if (!Array || Array->getElementType()->isVariablyModifiedType())
    return false;
  ArrayUses Uses(Var);
  Uses.visit(D.S);
  if (Uses.Count != Uses.Elements.size() + Uses.Sizes.size())
    return false;
  ElementsAt.insert(Uses.Elements.begin(), Uses.Elements.end());
  for (const auto *Size : Uses.Sizes)
    SizesAt[Size] = Var;
  Outliving &Here = Out[Var];
  Here.How = Elements;
  Here.In = In;
  Here.InStructure |= InStructure;
  return true;
}

void Variables::shareType(QualType T) {
  Named([&](const Decl *Needed) {
    auto Known = L.Declarations.find(Needed);
    if (Known != L.Declarations.end() && isa<TypeDecl>(Needed))
      shareTypeDecl(Needed, Known->second.In);
  }).visit(T);
}

/// A type goes out of the function, with what it is made of.
void Variables::shareTypeDecl(const Decl *Needed, const Body *In) {
  const DeclStmt *Decls = L.Declarations.lookup(Needed).Decls;
  if (!Decls || L.Declarations.lookup(Needed).For) {
    NotShared = Needed;
    return;
  }
  if (!OutsideTypes.insert(Decls))
    return;
  for (const Decl *D : Decls->decls())
    forEachTag(D, [&](const TagDecl *Tag) {
      for (const TagDecl *Other : Tag->redecls())
        if (L.Declarations.count(Other))
          shareTypeDecl(Other, In);
    });
  needDecl(Needed, In, /*AtTop=*/true);
  if (!Moved.count(Decls) && !Assigned.contains(Decls))
    NotShared = Needed;
  Named Visitor([&](const Decl *Other) {
    if (auto *Constant = dyn_cast<EnumConstantDecl>(Other))
      Other = cast<Decl>(Constant->getDeclContext());
    auto *Param = dyn_cast<ParmVarDecl>(Other);
    if (llvm::is_contained(F.Function->parameters(), Param))
      NotShared = Needed; // another thing has its name there, perhaps
    auto Known = L.Declarations.find(Other);
    if (Known == L.Declarations.end() || Known->second.Decls == Decls)
      return;
    if (isa<TypeDecl>(Other))
      shareTypeDecl(Other, Known->second.In);
    else
      NotShared = Needed; // a variable, in a size perhaps
  });
  for (Decl *D : const_cast<DeclStmt *>(Decls)->decls()) {
    if (isa<TypeDecl>(D))
      Visitor.visit(*D);
    auto *Var = dyn_cast<VarDecl>(D);
    if (Var && Var->isStaticLocal()) {
      if (TypeSourceInfo *Info = Var->getTypeSourceInfo())
        Visitor.visit(Info->getTypeLoc());
      Visitor.visit(Var->getInit());
    }
    visitTypesIn(D->getSourceRange(), Visitor);
    auto *Named = dyn_cast<NamedDecl>(D);
    bool Goes =
        Named && Named->getIdentifier() && !(Var && Var->hasLocalStorage());
    if ((Goes && hasOther(Named)) || otherOfType(D))
      NotShared = Needed;
  }
}
