//===- VariableNames.cpp - what variables are called, and must not hide ---===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Variables.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"

#include <map>

using namespace clang;
using namespace defer;

/// Where S runs, its names must mean what they do where it stands.
void Variables::unhide(const Deferral &D, const NamedDecl *Meant) {
  if (!Meant->getIdentifier() || O.has(&D))
    return; // a function has only its own
  // What a capture is called is up to the rewriter.
  auto *Captured = dyn_cast<VarDecl>(Meant);
  if (const VarDecl *Of = CaptureOf.lookup(Captured)) {
    bool Hidden = llvm::any_of(L.Declarations, [&](const auto &Each) {
      auto *Other = dyn_cast<NamedDecl>(Each.first);
      return Other && Other != Of && Other != Meant &&
             Other->getDeclName() == Meant->getDeclName();
    });
    if (Hidden && !Out.count(Captured))
      Out[Captured] = {Copied, 0, "", D.Owner};
    return;
  }
  const SourceManager &SM = Ctx.getSourceManager();
  for (const auto &Each : L.Declarations) {
    auto *Other = dyn_cast<NamedDecl>(Each.first);
    if (!Other || Other->getCanonicalDecl() == Meant->getCanonicalDecl() ||
        Other->getDeclName() != Meant->getDeclName())
      continue;
    SourceLocation Loc = Other->getLocation();
    bool Inside = !SM.isBeforeInTranslationUnit(Loc, D.S->getBeginLoc()) &&
                  !SM.isBeforeInTranslationUnit(D.S->getEndLoc(), Loc);
    const Standing &At = Each.second;
    bool AtEnd = D.isScoped() ? At.Block == D.Block && D.Block
                              : At.Outermost && At.In == D.Owner;
    if (Inside || CaptureOf.count(dyn_cast<VarDecl>(Other)) ||
        (!AtEnd && !D.IsUsed))
      continue;
    rename(Other, At.In);
  }
}

/// At the end of its block, a cleanup function is called by its name.
void Variables::unhide(const Rung &R, const Ladder &On) {
  const FunctionDecl *Meant =
      R.Cleanup->getAttr<CleanupAttr>()->getFunctionDecl();
  for (const auto &Each : L.Declarations) {
    auto *Other = dyn_cast<NamedDecl>(Each.first);
    if (Other && Other->getDeclName() == Meant->getDeclName() &&
        Each.second.Block == On.Block)
      rename(Other, Each.second.In);
  }
}

/// Gives what is in the way another name.
void Variables::rename(const NamedDecl *D, const Body *In) {
  auto *Var = dyn_cast<VarDecl>(D);
  if (!Var || Var->isExternC() || Var->hasExternalStorage())
    Hides = D;
  else {
    Hiding.insert(Var);
    if (!Out.count(Var))
      Out[Var] = {Renamed, 0, "", In};
  }
}

bool Variables::hasOther(const NamedDecl *D) const {
  // Tags have a name space of their own.
  auto IsOther = [D](const NamedDecl *Other) {
    return Other->getCanonicalDecl() != D->getCanonicalDecl() &&
           Other->getDeclName() == D->getDeclName() &&
           isa<TagDecl>(Other) == isa<TagDecl>(D);
  };
  for (const auto &Each : L.Declarations) {
    if (auto *Other = dyn_cast<NamedDecl>(Each.first))
      if (IsOther(Other))
        return true;
    if (auto *Enum = dyn_cast<EnumDecl>(Each.first))
      if (llvm::any_of(Enum->enumerators(), IsOther))
        return true;
  }
  return llvm::any_of(F.Function->parameters(), IsOther) ||
         llvm::any_of(Ctx.getTranslationUnitDecl()->lookup(D->getDeclName()),
                      IsOther);
}

const NamedDecl *Variables::otherOfType(const Decl *D) const {
  const NamedDecl *Found = nullptr;
  forEachTag(D, [&](const TagDecl *Tag) {
    if (Tag->getIdentifier() && hasOther(Tag))
      Found = Tag;
    if (auto *Enum = dyn_cast<EnumDecl>(Tag))
      for (const EnumConstantDecl *Constant : Enum->enumerators())
        if (hasOther(Constant))
          Found = Constant;
  });
  return Found;
}

/// A hoisted variable is visible in all of the body: another of its name must
/// not be meant.
void Variables::nameAll() {
  // One that is kept in a pointer keeps its own name.
  for (const VarDecl *Var : Hiding)
    if (Out[Var].How == Elements)
      Hides = Var;
  llvm::StringMap<llvm::SmallPtrSet<const Decl *, 2>> Others;
  for (const DeclRefExpr *Ref : Refs)
    if (Ref->getDecl()->getIdentifier())
      Others[Ref->getDecl()->getName()].insert(Ref->getDecl());
  for (const ParmVarDecl *Param : F.Function->parameters())
    if (Param->getIdentifier())
      Others[Param->getName()].insert(Param);
  for (const auto &Each : L.Declarations)
    if (auto *Value = dyn_cast<NamedDecl>(Each.first))
      if (Value->getIdentifier())
        Others[Value->getName()].insert(Value);
  for (const auto &Each : L.Declarations)
    if (auto *Enum = dyn_cast<EnumDecl>(Each.first))
      for (const EnumConstantDecl *Constant : Enum->enumerators())
        Others[Constant->getName()].insert(Constant);
  std::map<const Body *, llvm::StringSet<>> Members;
  for (auto &Each : Out) {
    llvm::StringRef Name = Each.first->getName();
    Each.second.Name = Name.str();
    if (Each.second.How == Kept)
      continue; // a member
    if (Each.second.How == Shared || Each.second.How == SharedByAddress) {
      if (!Members[Each.second.In].insert(Name).second)
        Each.second.Name = Used.fresh(Name);
      const Deferral *Of = capturing(Each.first);
      if (Of && L.isRecord(Of))
        TakenAs[Each.first] = Used.fresh((Name + "_of_record").str());
      continue;
    }
    if (Each.second.How == Elements) {
      Each.second.Name = Used.fresh((Name + "_elements").str());
      continue;
    }
    if (Each.second.How == Renamed || Each.second.How == Copied) {
      Each.second.Name = Used.fresh((Name + "_of_block").str());
      continue;
    }
    auto &Same = Others[Name];
    bool Alone = Same.empty() || (Same.size() == 1 && Same.count(Each.first));
    if (!Alone || CaptureOf.count(Each.first))
      Each.second.Name =
          Used.fresh((CaptureOf.count(Each.first) ? "captured_" + Name
                                                  : Name + "_of_block")
                         .str());
  }
}
