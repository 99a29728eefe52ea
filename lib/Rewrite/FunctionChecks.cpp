//===- FunctionChecks.cpp - what cannot go where it would be needed -------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A type that is moved must be the only one of its name, and be laid out the
// same there.  Where statements become functions, what they need of the
// function around must be there before it, and mean the same: if not, that is
// an error.
//
// Shown by: defer-rewrite test/Rewrite/errors.c --
//
//===----------------------------------------------------------------------===//

#include "FunctionRewriter.h"

#include "defer/Support/TextCompat.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/Decl.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/MacroInfo.h"
#include "clang/Lex/Preprocessor.h"

using namespace clang;
using namespace defer;

/// Whether a pragma says how types are laid out from there on; one in a macro
/// may.
static bool isAboutLayout(SourceLocation Loc, const SourceManager &SM) {
  llvm::StringRef Text(SM.getCharacterData(Loc));
  if (!Text.empty() && Text[0] != '#' && !compat::startsWith(Text, "_Pragma"))
    return true;
  Names Words([](llvm::StringRef) { return false; });
  Words.addWordsOf(Text.take_until([](char C) { return C == '\n'; }));
  return Words.has("pack") || Words.has("align") || Words.has("ms_struct") ||
         Words.has("scalar_storage_order");
}

/// What is cleaned at the end of its block is on the ladder of that.  Where the
/// compiler is to clean it, it must stand where it stood.
void FunctionRewriter::checkCleanups(bool AllCleanups) {
  llvm::SmallPtrSet<const Decl *, 8> OnLadders;
  for (const auto &Each : L->All)
    for (const Rung &R : Each->Rungs)
      OnLadders.insert(R.Cleanup);
  for (const auto &Each : L->Declarations)
    if (Each.first->hasAttr<CleanupAttr>() && !OnLadders.count(Each.first) &&
        (AllCleanups || Vars->Assigned.contains(Each.second.Decls)))
      fail(Each.first->getLocation(),
           F.Unwinds
               ? "it is no declaration of a block, and a panic would not clean "
                 "it"
               : "it is no declaration of a block, and would not be cleaned");
}

void FunctionRewriter::checkMoved() {
  for (const auto &Moved : Vars->Moved)
    for (const Decl *D : Moved.first->decls())
      if (auto *Named = dyn_cast<NamedDecl>(D))
        if (Named->getIdentifier() &&
            !Vars->Out.count(dyn_cast<VarDecl>(Named)) && Vars->hasOther(Named))
          return fail(D->getLocation(),
                      "a deferred statement needs it, and another one has its "
                      "name");
  const SourceManager &SM = Ctx.getSourceManager();
  bool LaidOut = llvm::any_of(T.pragmas(), [&SM](SourceLocation Loc) {
    return isAboutLayout(Loc, SM);
  });
  llvm::SmallVector<const DeclStmt *, 8> Moving(Vars->Assigned.begin(),
                                                Vars->Assigned.end());
  for (const auto &Moved : Vars->Moved)
    Moving.push_back(Moved.first);
  for (const DeclStmt *Decls : Moving)
    for (const Decl *D : Decls->decls()) {
      if (const NamedDecl *Other = Vars->otherOfType(D))
        return fail(Other->getLocation(),
                    "a deferred statement needs it, and another one has its "
                    "name");
      forEachTag(D, [&](const TagDecl *Tag) {
        if (LaidOut && isa<RecordDecl>(Tag) && Tag->isCompleteDefinition())
          fail(Tag->getLocation(),
               "a deferred statement needs it elsewhere, and a pragma of the "
               "function says how types are laid out");
      });
    }
}

/// What the text calls must be what it means.
void FunctionRewriter::checkCalled() {
  // Members that the text, or the runtime's header, names.
  if (UsesRuntime)
    for (const char *Name : {"below", "id", "top", "done", "blocks"})
      if (const MacroInfo *Macro = PP.getMacroInfo(PP.getIdentifierInfo(Name));
          Macro && Macro->isObjectLike())
        fail(Macro->getDefinitionLoc(),
             "the macro has the name of a member that the runtime needs");
  // In what was rewritten before, they are the runtime's.
  IdentifierTable &Words = PP.getIdentifierTable();
  if (UsesRuntime && &Calls == &RuntimeCalls::of(Runtime::Embed) &&
      !PP.isMacroDefined("DEFER_EMBEDDED"))
    for (const char *Name : embeddedNames())
      if (Words.find(Name) != Words.end())
        fail(F.Function->getLocation(), ("the file uses '" + llvm::Twine(Name) +
                                         "', a name of the embedded runtime")
                                            .str());
  if (!UsesMemcpy)
    return;
  auto Check = [this](const NamedDecl *D) {
    if (D->getIdentifier() && D->getName() == "memcpy" &&
        !isa<TagDecl, FunctionDecl>(D))
      fail(D->getLocation(), "it hides memcpy, which a copy is made with");
  };
  for (const ParmVarDecl *Param : F.Function->parameters())
    Check(Param);
  Vars->forEachLocal([&](const NamedDecl *D, const Standing &) { Check(D); });
}

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
