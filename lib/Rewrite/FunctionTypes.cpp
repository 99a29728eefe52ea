//===- FunctionTypes.cpp - types, declarations and copies of variables ----===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FunctionRewriter.h"
#include "Named.h"

#include "defer/Analysis/Diagnoser.h"
#include "defer/Support/TextCompat.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/Expr.h"
#include "clang/Basic/CharInfo.h"
#include "clang/Lex/Preprocessor.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;
using namespace defer;

/// A type with a name, as C writes a declaration of it; a type that has no tag
/// is given one.
const TagDecl *FunctionRewriter::tagOf(QualType Type) {
  for (;;) {
    if (const TagDecl *Tag = Type->getAsTagDecl())
      return Tag->getIdentifier() || Tag->getTypedefNameForAnonDecl() ? nullptr
                                                                      : Tag;
    QualType Inner = Type->getPointeeType();
    if (auto *Array = Type->getAsArrayTypeUnsafe())
      Inner = Array->getElementType();
    if (Inner.isNull())
      return nullptr;
    Type = Inner;
  }
}

const std::string &FunctionRewriter::nameTag(const TagDecl *Tag) {
  std::string &Name = Tags[Tag];
  if (Name.empty()) {
    const DeclStmt *Decls = L->Declarations.lookup(Tag).Decls;
    Name = Vars->OutsideTypes.count(Decls)
               ? freshOutside(F.Function->getName() + llvm::Twine("_type"))
               : Fresh->fresh("tag");
    SourceRange Body = F.Function->getBody()->getSourceRange();
    if (!Ctx.getSourceManager().isPointWithin(Tag->getLocation(),
                                              Body.getBegin(), Body.getEnd())) {
      fail(Tag->getLocation(), "it has no name, and one is needed to declare "
                               "a variable of this type");
      return Name;
    }
    // Attributes may stand before it; a type that an enumeration has is behind
    // it.
    auto *Enum = dyn_cast<EnumDecl>(Tag);
    if (Enum && Enum->isFixed() && Tag->hasAttrs())
      fail(Tag->getLocation(), "it has no name, but attributes and a type");
    if (Enum && Enum->isFixed())
      Changes.insert(T.end(Tag->getInnerLocStart()), " " + Name);
    else {
      unsigned At = T.begin(Tag->getBraceRange().getBegin());
      bool Space = At && At <= T.text().size() && T.text()[At - 1] == ' ';
      Changes.insert(At, (Space ? "" : " ") + Name + " ");
    }
  }
  return Name;
}

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

/// Whether a type, as it is written, would mean something else in a place: a
/// parameter, or a variable of the function, may have the name of a type.
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
  auto Add = [&](const NamedDecl *D) {
    if (D->getIdentifier() && !Own.count(D->getCanonicalDecl()))
      (isa<TagDecl>(D) ? Tags : Others).insert(D->getName());
  };
  for (const ParmVarDecl *Param : F.Function->parameters())
    Add(Param);
  Vars->forEachLocal([&](const NamedDecl *D, const Standing &Here) {
    // At the top of a body, nothing of it is declared yet.
    const Body *In = At.What == Place::Top ? Here.In : nullptr;
    while (In && In != At.In)
      In = Outlines::around(In);
    // What has been moved is not called so any longer.
    auto Known = Vars->Out.find(dyn_cast<VarDecl>(D));
    bool Gone = Known != Vars->Out.end() &&
                Known->second.How != Variables::Elements &&
                Known->second.How != Variables::SharedByAddress &&
                Known->second.Name != D->getName();
    if (!In && !Gone)
      Add(D);
  });
  bool Hidden = false;
  std::string Text;
  Type.getAsStringInternal(Text, Policy);
  forEachName(Text, [&](llvm::StringRef Word, bool IsTag) {
    Hidden |= (IsTag ? Tags : Others).count(Word) != 0;
  });
  return Hidden;
}

std::string FunctionRewriter::written(QualType Type, llvm::StringRef Name,
                                      SourceLocation Loc, Place At) {
  // A parameter that is declared as an array is a pointer.
  if (auto *Adjusted = dyn_cast<DecayedType>(Type.getTypePtr()))
    Type = Ctx.getQualifiedType(Adjusted->getDecayedType(),
                                Type.getLocalQualifiers());
  if (Type->isVariablyModifiedType())
    fail(Loc, "its type has a size that is not known where it would be "
              "declared");
  // What a `typeof` names may not be there.
  std::string Text;
  Type.getAsStringInternal(Text, Policy);
  if (llvm::StringRef(Text).contains("typeof"))
    Type = Type.getCanonicalType();
  // What a typedef's name stands for has another one, perhaps.
  if (isHiddenAt(Type, At)) {
    QualType Plain = Type.getCanonicalType();
    if (isHiddenAt(Plain, At) ||
        Ctx.getTypeAlignIfKnown(Plain) != Ctx.getTypeAlignIfKnown(Type))
      fail(Loc, "the name of its type means something else where it would be "
                "written");
    Type = Plain;
  }
  Text = Name.str();
  Type.getAsStringInternal(Text, Policy);
  if (llvm::StringRef(Text).contains("__va_list_tag")) {
    fail(Loc, "it is a parameter, whose type the compiler has no name for");
    return Text;
  }
  for (;;) {
    size_t At = std::min(Text.find("(unnamed"), Text.find("(anonymous"));
    if (At == std::string::npos)
      return Text;
    const TagDecl *Tag = tagOf(Type);
    size_t End = Text.find(')', At);
    if (!Tag || End == std::string::npos) {
      fail(Loc, "its type has no name to declare it with elsewhere");
      return Text;
    }
    Text.replace(At, End + 1 - At, nameTag(Tag));
  }
}

/// What stands for a variable where it is used: if its type can be asked for,
/// that is still constant.
std::string FunctionRewriter::usedAs(const VarDecl *Var) {
  std::string Name = nameOf(Var);
  const Variables::Outliving &Here = Vars->Out.find(Var)->second;
  bool Assigned = Here.How == Variables::Hoisted ||
                  Here.How == Variables::Kept || Here.How == Variables::Shared;
  if (!Assigned || !Vars->AsksForTypes ||
      withoutConst(Var->getType()) == Var->getType())
    return Name;
  return "(*(" +
         written(Ctx.getPointerType(Var->getType()), "", Var->getLocation(),
                 Place::within()) +
         ")&" + Name + ")";
}

/// A type as it must be for a variable that is assigned later.
QualType FunctionRewriter::withoutConst(QualType Type) const {
  Qualifiers Quals;
  QualType Plain = Ctx.getUnqualifiedArrayType(Type, Quals);
  Quals.removeConst();
  return Ctx.getQualifiedType(Plain, Quals);
}

std::string FunctionRewriter::declare(QualType Type, llvm::StringRef Name,
                                      const VarDecl *Of, Place At) {
  std::string Text = written(Type, Name, Of->getLocation(), At);
  if (unsigned Align = Of->getMaxAlignment())
    if (Of->hasAttr<AlignedAttr>())
      Text = "_Alignas(" + std::to_string(Align / 8) + ") " + Text;
  return Text;
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

/// \param ListOf the variable whose initialiser `From` is, if it is a list
std::string FunctionRewriter::assign(const std::string &To, QualType Type,
                                     const std::string &From,
                                     const VarDecl *ListOf) {
  std::string Value = From;
  if (auto *Record = Ctx.getBaseElementType(Type)->getAs<RecordType>())
    if (Record->hasConstFields())
      fail(F.Function->getLocation(),
           "a variable that would be assigned has a constant member");
  if (ListOf) {
    Qualifiers Quals;
    QualType Plain = Ctx.getUnqualifiedArrayType(Type, Quals);
    // What the declaration says means that where it stands.
    Place At = isSaidBy(Plain, Type) ? Place::outside() : Place::within();
    Value = "(" + written(Plain, "", ListOf->getLocation(), At) + ")" + From;
  }
  if (!Type->isArrayType())
    return To + " = " + Value;
  UsesMemcpy = true;
  return "memcpy(" + To + ", " + Value + ", sizeof " + To + ")";
}

/// Records have the alignment of a pointer: what needs more is in them as
/// bytes.
bool FunctionRewriter::isOverAligned(const VarDecl *Var) const {
  return Ctx.getDeclAlign(Var) > Ctx.getTypeAlignInChars(Ctx.VoidPtrTy);
}

/// Copies a variable into a record, or out of it.
std::string FunctionRewriter::copy(const std::string &To,
                                   const std::string &From, const VarDecl *Var,
                                   bool Out) {
  if (!isOverAligned(Var) || Var->getType()->isArrayType())
    return assign(To, Var->getType(), From) + ";";
  UsesMemcpy = true;
  return std::string("memcpy(") + (Out ? "&" : "") + To + ", " +
         (Out ? "" : "&") + From + ", sizeof " + To + ");";
}
