//===- FunctionTypeNames.cpp - what a type is called where it is written --===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Where the rewriter writes a type, its name must mean that there.  It is
// hidden where a parameter, or something of a block, has the name of a typedef,
// or another type that of a tag: then the type is written as what the typedef
// stands for, and if that is hidden as well, it is an error.
//
//   typedef long time;                     time f(int time) {
//   time f(int time) {                       long result;
//     __defer puts("end");         ->        ...
//     ...
//
// Shown by: defer-rewrite test/Regressions/rewrite-type-hidden.c --
//
//===----------------------------------------------------------------------===//

#include "FunctionRewriter.h"
#include "Named.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/Basic/CharInfo.h"

using namespace clang;
using namespace defer;

/// The words of a type as it is written, and whether each is a tag.
static void forEachName(llvm::StringRef Type,
                        llvm::function_ref<void(llvm::StringRef, bool)> Do) {
  auto IsPart = [](char C) {
    return isAsciiIdentifierContinue(C, true) || (C & 0x80);
  };
  bool IsTag = false;
  while (!Type.empty()) {
    llvm::StringRef Word = Type.take_while(IsPart);
    if (!Word.empty())
      Do(Word, IsTag);
    if (!Word.empty())
      IsTag = Word == "struct" || Word == "union" || Word == "enum";
    Type = Type.drop_front(std::max<size_t>(Word.size(), 1));
  }
}

/// Whether what a block declares is, or may be, what its name means in a place.
bool FunctionRewriter::isVisibleAt(const NamedDecl *D, const Standing &Here,
                                   Place At) const {
  const SourceManager &SM = Ctx.getSourceManager();
  const Stmt *Scope = Here.Block;
  switch (At.What) {
  case Place::Outside:
    return false;
  case Place::Top:
  case Place::End: {
    // At the top of a body, nothing of it is declared yet; at its end, what is
    // in its blocks is so no longer.
    if (At.What == Place::End && Here.In == At.In && Here.Outermost)
      return true;
    const Body *In = Here.In;
    while (In && In != At.In)
      In = Outlines::around(In);
    return !In;
  }
  case Place::Before:
    if (Vars->Moved.count(Here.Decls) || Vars->Assigned.contains(Here.Decls))
      return true; // it is at the top now
    if (Here.For)
      Scope = Here.For;
    return SM.isBeforeInTranslationUnit(D->getLocation(), At.Loc) &&
           (!Scope ||
            SM.isPointWithin(At.Loc, Scope->getBeginLoc(), Scope->getEndLoc()));
  case Place::Within:
    return true;
  }
  return true;
}

/// Whether a type, as it is written, would mean something else in a place, or
/// nothing: a parameter, or a variable of the function, may have the name of a
/// type, which may be of a block.
bool FunctionRewriter::isHiddenAt(QualType Type, Place At) const {
  if (At.What == Place::Outside)
    return false;
  llvm::SmallPtrSet<const Decl *, 4> Own;
  Named([&](const Decl *D) {
    Own.insert(D->getCanonicalDecl());
    if (auto *Tag = dyn_cast<TagDecl>(D))
      if (const TypedefNameDecl *Name = Tag->getTypedefNameForAnonDecl())
        Own.insert(Name->getCanonicalDecl());
  }).visit(Type);
  llvm::StringSet<> Tags, Others;
  bool NotThere = false; // a type without a name
  auto Add = [&](const NamedDecl *D) {
    if (D->getIdentifier())
      (isa<TagDecl>(D) ? Tags : Others).insert(D->getName());
    else
      NotThere = true;
  };
  for (const ParmVarDecl *Param : F.Function->parameters())
    Add(Param);
  // Of a name's declarations before a place, the last is meant there.
  const SourceManager &SM = Ctx.getSourceManager();
  auto IsHiddenByOwn = [&](const NamedDecl *D) {
    bool Hidden = false;
    Vars->forEachLocal([&](const NamedDecl *Mine, const Standing &Here) {
      Hidden |=
          Own.count(Mine->getCanonicalDecl()) && isOtherOfName(D, Mine) &&
          isVisibleAt(Mine, Here, At) &&
          SM.isBeforeInTranslationUnit(D->getLocation(), Mine->getLocation());
    });
    return At.What == Place::Before && Hidden;
  };
  Vars->forEachLocal([&](const NamedDecl *D, const Standing &Here) {
    bool IsThere = isVisibleAt(D, Here, At);
    if (Own.count(D->getCanonicalDecl())) {
      // What is made in an expression may be in a block of that.
      if (At.What == Place::Before && !(IsThere && Here.Block))
        Add(D);
      return;
    }
    // What has been moved is not called so any longer.
    auto Known = Vars->Out.find(dyn_cast<VarDecl>(D));
    bool Gone = Known != Vars->Out.end() &&
                Known->second.How != Variables::Elements &&
                Known->second.How != Variables::SharedByAddress &&
                Known->second.Name != D->getName();
    if (IsThere && !Gone && D->getIdentifier() && !IsHiddenByOwn(D))
      Add(D);
  });
  std::string Text;
  Type.getAsStringInternal(Text, Policy);
  bool Hidden = NotThere && (llvm::StringRef(Text).contains("(unnamed") ||
                             llvm::StringRef(Text).contains("(anonymous"));
  forEachName(Text, [&](llvm::StringRef Word, bool IsTag) {
    Hidden |= (IsTag ? Tags : Others).count(Word) != 0;
  });
  return Hidden;
}

static bool asksForType(QualType Type, const PrintingPolicy &Policy) {
  std::string Text;
  Type.getAsStringInternal(Text, Policy);
  return llvm::StringRef(Text).contains("typeof");
}

/// What a `typeof` names may not be where its type is written: that is put in
/// its place, by the name it has.
static QualType withoutTypeof(QualType Type, ASTContext &Ctx,
                              const PrintingPolicy &Policy) {
  if (!asksForType(Type, Policy))
    return Type;
  auto Inner = [&](QualType Of) { return withoutTypeof(Of, Ctx, Policy); };
  if (isa<TypeOfExprType, TypeOfType>(Type.getTypePtr()))
    return Inner(Type.getSingleStepDesugaredType(Ctx));
  QualType Out;
  if (auto *Pointer = dyn_cast<PointerType>(Type.getTypePtr()))
    Out = Ctx.getPointerType(Inner(Pointer->getPointeeType()));
  else if (auto *Paren = dyn_cast<ParenType>(Type.getTypePtr()))
    Out = Ctx.getParenType(Inner(Paren->getInnerType()));
  else if (auto *Array = dyn_cast<ConstantArrayType>(Type.getTypePtr()))
    Out = Ctx.getConstantArrayType(
        Inner(Array->getElementType()), Array->getSize(), Array->getSizeExpr(),
        Array->getSizeModifier(), Array->getIndexTypeCVRQualifiers());
  else
    return Type;
  return Ctx.getQualifiedType(Out, Type.getLocalQualifiers());
}

/// Whether something of a type is in attributes of a typedef only, so that what
/// that stands for is not the same.
static bool isMoreThanPlain(QualType Type, ASTContext &Ctx) {
  if (Ctx.getTypeAlignIfKnown(Type) !=
      Ctx.getTypeAlignIfKnown(Type.getCanonicalType()))
    return true;
  for (QualType Next = Type;;) {
    if (auto *Typedef = dyn_cast<TypedefType>(Next.getTypePtr()))
      if (Typedef->getDecl()->hasAttr<MayAliasAttr>())
        return true;
    QualType Of = Next.getSingleStepDesugaredType(Ctx);
    if (Of == Next)
      break;
    Next = Of;
  }
  if (auto *Function = Type->getAs<FunctionProtoType>())
    for (QualType Param : Function->param_types())
      if (isMoreThanPlain(Param, Ctx))
        return true;
  QualType Inner = Type->getPointeeType();
  if (auto *Array = Type->getAsArrayTypeUnsafe())
    Inner = Array->getElementType();
  else if (auto *Function = Type->getAs<FunctionType>())
    Inner = Function->getReturnType();
  return !Inner.isNull() && isMoreThanPlain(Inner, Ctx);
}

/// A type, or what its typedef stands for, that means the same in a place.
std::optional<QualType> FunctionRewriter::sayable(QualType Type,
                                                  Place At) const {
  QualType Said = withoutTypeof(Type, Ctx, Policy);
  if (!asksForType(Said, Policy) && !isHiddenAt(Said, At))
    return Said;
  QualType Plain = Type.getCanonicalType();
  if (isHiddenAt(Plain, At) || isMoreThanPlain(Type, Ctx))
    return std::nullopt;
  return Plain;
}

/// Whether all names in a type are in another one as it was written.
bool FunctionRewriter::isSaidBy(QualType Type, QualType Written) const {
  std::string Text, By;
  Type.getAsStringInternal(Text, Policy);
  Written.getAsStringInternal(By, Policy);
  llvm::StringSet<> Said[2];
  forEachName(
      By, [&](llvm::StringRef Word, bool IsTag) { Said[IsTag].insert(Word); });
  bool All = !llvm::StringRef(By).contains("typeof");
  forEachName(Text, [&](llvm::StringRef Word, bool IsTag) {
    All &= Said[IsTag].count(Word) != 0;
  });
  return All;
}
