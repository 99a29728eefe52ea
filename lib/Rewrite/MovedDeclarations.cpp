//===- MovedDeclarations.cpp - types and static variables at the top ------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A type or static variable of an inner block that a deferred statement names
// goes to the top of the body, and with it what it is made of:
//
//   if (n) {                               enum { MANY = 8 };
//     enum { MANY = 8 };                   static int count = MANY;
//     static int count = MANY;      ->     if (n) {
//     __defer printf("%d\n", count);         ...
//     ...
//
// What cannot go there, a variable whose size it asks for, or a size that is
// evaluated where it stands, is an error.
//
// Shown by: defer-rewrite test/Rewrite/moved-declarations.c --
//
//===----------------------------------------------------------------------===//

#include "Named.h"
#include "Variables.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/TypeLoc.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;
using namespace defer;

/// A type, static variable or the like of an inner block.
void Variables::needDecl(const Decl *Needed, const Body *In, bool AtTop) {
  if (auto *Constant = dyn_cast<EnumConstantDecl>(Needed))
    Needed = cast<Decl>(Constant->getDeclContext());
  auto Known = L.Declarations.find(Needed);
  if (Known == L.Declarations.end() || Known->second.In != In ||
      (Known->second.Outermost && !AtTop))
    return;
  if (auto *Var = dyn_cast<VarDecl>(Needed))
    if (isOfRound(Var))
      return;
  moveDecl(Needed, In);
}

/// All declarations of the types that a declaration makes go, in their order.
void Variables::moveOthers(const DeclStmt *Decls, const Body *In) {
  for (const Decl *D : Decls->decls())
    forEachTag(D, [&](const TagDecl *Tag) {
      for (const TagDecl *Other : Tag->redecls())
        if (const DeclStmt *Its = L.Declarations.lookup(Other).Decls)
          if (Its != Decls)
            moveDecl(Other, In);
    });
}

void Variables::moveDecl(const Decl *Needed, const Body *In) {
  const Standing &Here = L.Declarations.find(Needed)->second;
  const DeclStmt *Decls = Here.Decls;
  if (Moved.count(Decls))
    return;
  if (Here.For) {
    NeededOfFor.push_back(Needed);
    return;
  }
  // With variables of its own, only the types go.
  const VarDecl *First = nullptr, *OfInstance = nullptr;
  for (const Decl *Each : Decls->decls())
    if (auto *Var = dyn_cast<VarDecl>(Each))
      if (isOfRound(Var)) {
        First = First ? First : Var;
        if (Out.count(Var) && Out[Var].How == Kept)
          OfInstance = Var;
      }
  if (First) {
    // One that is only renamed stays where it is, as its type would.
    Treatment How = Out.count(First) ? Out[First].How : Renamed;
    if (How != Hoisted && How != Kept && How != Shared)
      treat(First, OfInstance ? Kept : Hoisted,
            OfInstance ? Out[OfInstance].Block : 0, In);
    return;
  }
  Moved[Decls] = In;
  needAllOf(Decls, In);
  moveOthers(Decls, In);
}

/// How many statements a body is in.
static unsigned depth(const Body *B) {
  unsigned Depth = 0;
  for (; B && B->Of; B = B->Of->Owner)
    ++Depth;
  return Depth;
}

/// A type that is made in an expression is no part of that to a visitor.
void Variables::visitTypesIn(SourceRange Range, NodeVisitor &Visitor) const {
  const SourceManager &SM = Ctx.getSourceManager();
  for (const auto &Each : L.InExpressions) {
    if (isa<TagDecl>(Each.first) &&
        isa<FunctionDecl>(Each.first->getLexicalDeclContext()) &&
        SM.isPointWithin(Each.first->getLocation(), Range.getBegin(),
                         Range.getEnd()))
      Visitor.visit(*Each.first);
  }
}

static bool isWithin(const Body *B, const Body *Outer) {
  while (B && B != Outer)
    B = Outlines::around(B);
  return B;
}

/// Whether a type is made within an expression of the function, but not within
/// what needs it: it cannot be moved.
bool Variables::isMadeInExpression(const Decl *Needed, SourceRange By) const {
  if (auto *Constant = dyn_cast<EnumConstantDecl>(Needed))
    Needed = cast<Decl>(Constant->getDeclContext());
  auto *Tag = dyn_cast<TagDecl>(Needed);
  if (!Tag || L.Declarations.count(Tag))
    return false;
  const SourceManager &SM = Ctx.getSourceManager();
  auto IsIn = [&](SourceRange Range) {
    return SM.isPointWithin(Tag->getLocation(), Range.getBegin(),
                            Range.getEnd());
  };
  return IsIn(F.Function->getBody()->getSourceRange()) && !IsIn(By);
}

/// What is moved to the top of a body needs what it names there.
void Variables::needFor(const Decl *By, const Decl *Needed, const Body *In) {
  if (auto *Constant = dyn_cast<EnumConstantDecl>(Needed))
    Needed = cast<Decl>(Constant->getDeclContext());
  if (isMadeInExpression(Needed, By->getSourceRange()))
    NotMoved = By;
  if (auto *Param = dyn_cast<ParmVarDecl>(Needed); Param && !In->Of)
    AskingFor.push_back({By, Param});
  auto Known = L.Declarations.find(Needed);
  if (Known == L.Declarations.end() || !isWithin(Known->second.In, In))
    return; // it is around
  auto *Var = dyn_cast<VarDecl>(Needed);
  if (Var && isOfRound(Var)) {
    NotMoved = By;
    return;
  }
  if (Known->second.In == In)
    return needDecl(Needed, In, /*AtTop=*/true);
  // It is in a statement, as what needs it was.
  const DeclStmt *Decls = Known->second.Decls;
  for (const Decl *Each : Decls->decls())
    if (auto *Other = dyn_cast<VarDecl>(Each); Other && isOfRound(Other))
      NotMoved = By;
  moveOutTo(Decls, In);
}

/// \returns the body whose top it is moved to
const Body *Variables::moveOutTo(const DeclStmt *Decls, const Body *In) {
  auto Known = Moved.insert({Decls, In});
  if (!Known.second && depth(Known.first->second) <= depth(In))
    return Known.first->second;
  Known.first->second = In;
  needAllOf(Decls, In);
  moveOthers(Decls, In);
  return In;
}

/// What declarations are made of: of types, and of static variables with their
/// initialisers.
void Variables::needAllOf(const DeclStmt *Decls, const Body *In) {
  for (const Decl *D : Decls->decls()) {
    Named Visitor([&](const Decl *Needed) { needFor(D, Needed, In); });
    if (auto *Typedef = dyn_cast<TypedefNameDecl>(D))
      if (Typedef->getUnderlyingType()->isVariablyModifiedType())
        NotMoved = D; // its size is evaluated where it stands
    if (isa<TypeDecl>(D))
      Visitor.visit(*const_cast<Decl *>(D));
    else if (auto *Var = dyn_cast<DeclaratorDecl>(D)) {
      if (TypeSourceInfo *Info = Var->getTypeSourceInfo())
        Visitor.visit(Info->getTypeLoc());
      auto *Static = dyn_cast<VarDecl>(D);
      if (Static && !isOfRound(Static) && Static->getInit())
        Visitor.visit(const_cast<Expr *>(Static->getInit()));
    }
    visitTypesIn(D->getSourceRange(), Visitor);
  }
}

void Variables::needType(QualType T, const Body *In) {
  Named([&](const Decl *Needed) { needDecl(Needed, In, true); }).visit(T);
}

/// The static variables of a statement that would be there twice.  If that is
/// in another one of which it is so, too, they go out of both.
void Variables::moveStatics(const Stmt *S, const Deferral &D) {
  if (llvm::any_of(O.all(), [S](const Deferral *Of) { return Of->S == S; }))
    return;
  if (auto *Decls = dyn_cast<DeclStmt>(S))
    for (const Decl *Each : Decls->decls())
      if (auto *Var = dyn_cast<VarDecl>(Each))
        if (Var->isStaticLocal()) {
          Out[Var] = {Renamed, 0, "", moveOutTo(Decls, D.Owner)};
        }
  for (const Stmt *Child : S->children())
    if (Child)
      moveStatics(Child, D);
}
