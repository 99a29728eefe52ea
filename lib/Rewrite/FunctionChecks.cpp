//===- FunctionChecks.cpp - what cannot go out of a function --------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Where statements become functions, what they need of the function around must be
// there before it, and mean the same: if not, that is an error.
//
// Shown by: defer-rewrite test/Rewrite/errors.c --
//
//===----------------------------------------------------------------------===//

#include "FunctionRewriter.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;
using namespace defer;

/// A type that the function's declaration makes, before it has a name.
static const TagDecl *tagOfHead(const FunctionDecl *Function,
                                const SourceManager &SM) {
  auto IsThere = [&](QualType Type) -> const TagDecl * {
    while (!Type->getPointeeType().isNull())
      Type = Type->getPointeeType();
    const TagDecl *Tag = Type->getAsTagDecl();
    SourceLocation Loc = Tag ? Tag->getLocation() : SourceLocation();
    bool Before = Loc.isInvalid() ||
                  SM.isBeforeInTranslationUnit(Loc, Function->getBeginLoc());
    return Before ? nullptr : Tag;
  };
  if (const TagDecl *Tag = IsThere(Function->getReturnType()))
    return Tag;
  for (const ParmVarDecl *Param : Function->parameters())
    if (const TagDecl *Tag = IsThere(Param->getType()))
      return Tag;
  return nullptr;
}

void FunctionRewriter::checkOutlines() {
  if (const TagDecl *Tag = goesOutside()
                               ? tagOfHead(F.Function, Ctx.getSourceManager())
                               : nullptr)
    return fail(Tag->getLocation(),
                "it is declared with the function, and needed before that");
  if (Outlined.empty())
    return;
  SourceLocation Loc = Outlined.all().front()->Loc;
  if (Vars->NotShared)
    fail(Vars->NotShared->getLocation(),
         F.Unwinds ? "it is local, and needed in a statement that becomes a "
                     "function because it may run for a panic"
                   : "it is local, and needed in a statement that becomes a "
                     "function because it may run itself by name");
  // A type that goes out of the function must be the only one of its name
  // there, below too.
  llvm::StringSet<> Around;
  if (!Vars->OutsideTypes.empty())
    Around = wordsAround();
  auto Check = [&](const NamedDecl *D) {
    if (D->getIdentifier() && Around.count(D->getName()))
      fail(D->getLocation(), "a deferred statement needs it outside of the "
                             "function, where its name is used");
  };
  for (const DeclStmt *Decls : Vars->OutsideTypes)
    for (const Decl *D : Decls->decls()) {
      auto *Var = dyn_cast<VarDecl>(D);
      if (auto *Named = dyn_cast<NamedDecl>(D);
          Named && !(Var && Var->hasLocalStorage()))
        Check(Named);
      forEachTag(D, [&](const TagDecl *Tag) {
        Check(Tag);
        if (auto *Enum = dyn_cast<EnumDecl>(Tag))
          for (const EnumConstantDecl *Constant : Enum->enumerators())
            Check(Constant);
      });
    }
  if (F.Function->isInlineSpecified() && F.Function->isExternallyVisible() &&
      !F.Function->isInlineDefinitionExternallyVisible())
    fail(Loc,
         F.Unwinds
             ? "it may run for a panic, and so becomes a function, which an "
               "inline one that others see cannot call"
             : "it may run itself by name, and so becomes a function, which "
               "an inline one that others see cannot call");
}
