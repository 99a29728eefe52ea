//===- VariableNames.cpp - what variables are called, and must not hide ---===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Named.h"
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
    bool Hidden = false;
    forEachLocal([&](const NamedDecl *Other, const Standing &) {
      Hidden |= Other != Of && isOtherOfName(Meant, Other);
    });
    if (Hidden && !Out.count(Captured))
      Out[Captured] = {Copied, 0, "", D.Owner};
    return;
  }
  const SourceManager &SM = Ctx.getSourceManager();
  forEachLocal([&](const NamedDecl *Other, const Standing &At) {
    if (!isOtherOfName(Meant, Other))
      return;
    bool Inside = SM.isPointWithin(Other->getLocation(), D.S->getBeginLoc(),
                                   D.S->getEndLoc());
    bool AtEnd = D.isScoped() ? At.Block == D.Block && D.Block && !At.For
                              : At.Outermost && At.In == D.Owner;
    if (Inside || CaptureOf.count(dyn_cast<VarDecl>(Other)) ||
        (!AtEnd && !(D.IsUsed && At.In)))
      return;
    if (!rename(Other, At.In))
      Hides = Other;
  });
}

/// At the end of its block, a cleanup function is called by its name.
void Variables::unhide(const Rung &R, const Ladder &On) {
  const FunctionDecl *Meant =
      R.Cleanup->getAttr<CleanupAttr>()->getFunctionDecl();
  forEachLocal([&](const NamedDecl *Other, const Standing &At) {
    if (isOtherOfName(Meant, Other) && At.Block == On.Block &&
        !rename(Other, At.In))
      Hides = Other;
  });
}

void Variables::forEachLocal(
    llvm::function_ref<void(const NamedDecl *, const Standing &)> Do) const {
  for (const auto &Each : L.Declarations)
    if (auto *Named = dyn_cast<NamedDecl>(Each.first))
      Do(Named, Each.second);
  for (const auto &Each : L.InExpressions)
    Do(Each.first, Each.second);
}

/// Gives what is in the way another name, if it can have one.
bool Variables::rename(const NamedDecl *D, const Body *In) {
  auto *Var = dyn_cast<VarDecl>(D);
  if (!Var || Var->isExternC() || Var->hasExternalStorage())
    return false;
  Hiding.insert(Var);
  if (!Out.count(Var))
    Out[Var] = {Renamed, 0, "", In};
  return true;
}

bool Variables::hasOther(const NamedDecl *D) const {
  bool Found = false;
  auto IsOther = [D](const NamedDecl *Other) {
    return isOtherOfName(D, Other);
  };
  forEachLocal([&](const NamedDecl *Other, const Standing &) {
    Found |= IsOther(Other);
  });
  return Found || llvm::any_of(F.Function->parameters(), IsOther) ||
         llvm::any_of(Ctx.getTranslationUnitDecl()->lookup(D->getDeclName()),
                      IsOther);
}

const NamedDecl *Variables::otherOfType(const Decl *D) const {
  const NamedDecl *Found = nullptr;
  forEachMade(D, [&](const NamedDecl *Made) {
    if (Made->getIdentifier() && hasOther(Made))
      Found = Made;
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
  auto AddOther = [&](const NamedDecl *Other) {
    if (Other->getIdentifier())
      Others[Other->getName()].insert(Other);
  };
  for (const DeclRefExpr *Ref : Refs)
    AddOther(Ref->getDecl());
  for (const ParmVarDecl *Param : F.Function->parameters())
    AddOther(Param);
  forEachLocal([&](const NamedDecl *Other, const Standing &) {
    if (!L.InExpressions.count(Other) || !isa<TagDecl>(Other))
      AddOther(Other);
  });
  // What types are called, those that are written anew as well.
  Named Types([&](const Decl *Other) {
    if (auto *Type = dyn_cast<TypedefNameDecl>(Other))
      AddOther(Type);
  });
  Types.visit(*F.Function);
  for (const ParmVarDecl *Param : F.Function->parameters())
    Types.visit(Param->getType());
  visitTypesIn(F.Function->getSourceRange(), Types);
  for (const auto &Each : Out)
    Types.visit(Each.first->getType());
  // And what is called at the end of a block.
  for (const auto &Each : L.Declarations)
    if (auto *Cleanup = Each.first->getAttr<CleanupAttr>())
      AddOther(Cleanup->getFunctionDecl());
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
    bool Alone =
        (Same.empty() || (Same.size() == 1 && Same.count(Each.first))) &&
        !Hiding.count(Each.first);
    if (!Alone || CaptureOf.count(Each.first))
      Each.second.Name =
          Used.fresh((CaptureOf.count(Each.first) ? "captured_" + Name
                                                  : Name + "_of_block")
                         .str());
  }
}
