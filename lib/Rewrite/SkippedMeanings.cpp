//===- SkippedMeanings.cpp - what names mean in skipped code --------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SkippedMeanings.h"

#include "Named.h"

#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;
using namespace defer;

static bool isCalled(const NamedDecl *D, llvm::StringRef Name) {
  return D->getIdentifier() && D->getName() == Name;
}

SkippedMeanings::SkippedMeanings(const FunctionDeferrals &F, const Ladders &L,
                                 const Variables &Vars, const Outlines &O,
                                 const SourceManager &SM)
    : F(F), L(L), Vars(Vars), O(O), SM(SM) {
  for (const auto &Each : Vars.Records)
    for (const VarDecl *Var : Each.second.Copies)
      if (!Vars.CaptureOf.count(Var))
        Copied.insert(Var->getName());
  for (const auto &D : F.Deferrals) {
    findNamed(*D);
    if (D->Captures)
      findNotCopied(*D);
  }
}

/// Whether what a name means has another one in the new function.
bool SkippedMeanings::isRenamed(llvm::StringRef Name,
                                SourceLocation Loc) const {
  auto Known = Vars.Out.find(dyn_cast_or_null<VarDecl>(at(Name, Loc)));
  if (Known == Vars.Out.end())
    return false;
  Variables::Treatment How = Known->second.How;
  return How == Variables::Kept || How == Variables::Shared ||
         ((How == Variables::Hoisted || How == Variables::Renamed) &&
          Known->second.Name != Name);
}

/// Whether what is moved to the top of a body has the name, and was not meant.
bool SkippedMeanings::isMoved(llvm::StringRef Name, SourceLocation Loc) const {
  for (const auto &Each : Vars.Moved)
    for (const Decl *D : Each.first->decls()) {
      auto *Known = dyn_cast<NamedDecl>(D);
      if (Known && isCalled(Known, Name) && at(Name, Loc) != Known)
        return true;
    }
  return false;
}

void SkippedMeanings::findNamed(const Deferral &D) {
  Named([&](const Decl *Of) {
    auto *Known = dyn_cast<NamedDecl>(Of);
    if (Known && Known->getIdentifier() && !isIn(Of->getLocation(), D))
      NamedIn[&D].insert(Known->getName());
  }).visit(D.S);
}

void SkippedMeanings::findNotCopied(const Deferral &D) {
  for (const Expr *Arg : D.Marker->arguments())
    if (auto *Ref = dyn_cast<DeclRefExpr>(Arg->IgnoreParenImpCasts()))
      if (auto *Var = dyn_cast<VarDecl>(Ref->getDecl());
          Var && !copyOf(D, Var->getName()))
        NotCopied.insert(Var->getName());
}

void SkippedMeanings::addNamed(llvm::StringRef Name, SourceLocation Loc) {
  for (const auto &D : F.Deferrals)
    if (isIn(Loc, *D))
      NamedIn[D.get()].insert(Name);
}

/// Whether what is declared at a place may be in the way of a statement.
bool SkippedMeanings::maySee(const Deferral &D, SourceLocation Loc) const {
  if (isIn(Loc, D))
    return false; // it goes with the statement
  // Within another statement, only what stands or runs there sees it.
  return D.IsUsed || llvm::none_of(F.Deferrals, [&](const auto &Other) {
           return isIn(Loc, *Other) && !isIn(D.Loc, *Other);
         });
}

bool SkippedMeanings::isNamedElsewhere(llvm::StringRef Name,
                                       SourceLocation Loc) const {
  return llvm::any_of(NamedIn, [&](const auto &Each) {
    return Each.second.count(Name) && maySee(*Each.first, Loc);
  });
}

std::string SkippedMeanings::whyNot(const SkippedWord &Word) const {
  std::string Name = ("'" + Word.Name + "'").str();
  if (isRenamed(Word.Name, Word.Loc))
    return "names " + Name +
           ", which is not called so in the rewritten function";
  if (!Word.Declared && isMoved(Word.Name, Word.Loc))
    return "names " + Name +
           ", which a declaration that moves to the top would hide";
  for (const auto &D : F.Deferrals)
    if (isIn(Word.Loc, *D) && !staysIn(*D, Word.Name, Word.Loc))
      return "names " + Name +
             ", which may be another one where the deferred statement runs";
  if (Word.Declared && isNamedElsewhere(Word.Name, Word.Loc))
    return "declares " + Name + ", which a deferred statement names";
  if (Copied.count(Word.Name) && !Word.Read)
    return "may change " + Name +
           ", which has been copied because nothing does";
  if (NotCopied.count(Word.Name) && !Word.Read)
    return "may change " + Name +
           ", which a capture does not copy because nothing does";
  return "";
}

SourceRange SkippedMeanings::scopeOf(const Standing &At) const {
  if (At.For)
    return At.For->getSourceRange();
  if (At.Block)
    return At.Block->getSourceRange();
  return At.In ? At.In->Root->getSourceRange() : F.Function->getSourceRange();
}

/// Copies that a `__defer_capture` makes stand nowhere in the source.
void SkippedMeanings::forEach(
    llvm::StringRef Name,
    llvm::function_ref<void(const NamedDecl *, SourceRange Scope)> Do) const {
  for (const ParmVarDecl *Param : F.Function->parameters())
    if (isCalled(Param, Name))
      Do(Param, F.Function->getSourceRange());
  Vars.forEachLocal([&](const NamedDecl *D, const Standing &At) {
    auto *Var = dyn_cast<VarDecl>(D);
    if (isCalled(D, Name) && !(Var && L.CapturedBy.count(Var)))
      Do(D, scopeOf(At));
  });
}

const NamedDecl *SkippedMeanings::at(llvm::StringRef Name,
                                     SourceLocation Loc) const {
  const NamedDecl *Found = nullptr;
  SourceLocation Innermost;
  Loc = SM.getExpansionLoc(Loc);
  forEach(Name, [&](const NamedDecl *D, SourceRange Scope) {
    SourceLocation Begin = SM.getExpansionLoc(Scope.getBegin());
    SourceLocation End = SM.getExpansionLoc(Scope.getEnd());
    SourceLocation Declared = SM.getExpansionLoc(D->getLocation());
    if (!SM.isPointWithin(Loc, Begin, End) ||
        !SM.isBeforeInTranslationUnit(Declared, Loc))
      return;
    if (Found && SM.isBeforeInTranslationUnit(Begin, Innermost))
      return; // it is hidden
    Found = D;
    Innermost = Begin;
  });
  return Found;
}

bool SkippedMeanings::isIn(SourceLocation Loc, const Deferral &D) const {
  return SM.isPointWithin(SM.getExpansionLoc(Loc),
                          SM.getExpansionLoc(D.S->getBeginLoc()),
                          SM.getExpansionLoc(D.S->getEndLoc()));
}

/// The copy that a capture makes of what has the name, or null.
const VarDecl *SkippedMeanings::copyOf(const Deferral &D,
                                       llvm::StringRef Name) const {
  for (const auto &Each : L.CapturedBy)
    if (Each.second == &D && isCalled(Each.first, Name))
      return Each.first;
  return nullptr;
}

/// Whether the statement finds a copy by the variable's own name.
bool SkippedMeanings::isInRecord(const Deferral &D, const VarDecl *Var) const {
  auto Known = Vars.Records.find(&D);
  return Known != Vars.Records.end() &&
         llvm::is_contained(Known->second.Copies, Var) && !Vars.Out.count(Var);
}

/// Whether the name means another thing somewhere else in the function.
bool SkippedMeanings::hasOther(const Deferral &D, llvm::StringRef Name,
                               const NamedDecl *Meant) const {
  bool Found = false;
  forEach(Name, [&](const NamedDecl *Other, SourceRange) {
    Found |= Other != Meant && !isIn(Other->getLocation(), D);
  });
  return Found;
}

static bool isFunctionName(llvm::StringRef Word) {
  return Word == "__func__" || Word == "__FUNCTION__" ||
         Word == "__PRETTY_FUNCTION__";
}

static SourceLocation endOf(const Stmt *S) {
  auto *Block = dyn_cast<CompoundStmt>(S);
  return Block ? Block->getRBracLoc() : S->getEndLoc();
}

bool SkippedMeanings::staysIn(const Deferral &D, llvm::StringRef Name,
                              SourceLocation Loc) const {
  const NamedDecl *Here = at(Name, Loc);
  if (Here && isIn(Here->getLocation(), D))
    return true; // it goes with the statement
  if (const VarDecl *Copy = copyOf(D, Name))
    return isInRecord(D, Copy);
  const NamedDecl *Meant = at(Name, D.Loc);
  if (O.has(&D)) // a function sees nothing of this one
    return !Meant && !isFunctionName(Name);
  if (D.isScoped() && !D.Block)
    return true; // it runs where it stands
  if (auto *Var = dyn_cast_or_null<VarDecl>(Meant)) {
    if (isInRecord(D, Var))
      return true;
    auto Known = Vars.Out.find(Var);
    if (Known != Vars.Out.end())
      return Known->second.How == Variables::Hoisted &&
             Known->second.Name == Name;
  }
  // What runs by name may run anywhere.
  if (D.IsUsed && hasOther(D, Name, Meant))
    return false;
  const Stmt *End = D.Owner->Root;
  if (D.isScoped())
    End = D.Block;
  return at(Name, endOf(End)) == Meant;
}
