//===- FunctionTypes.cpp - types, declarations and copies of variables ----===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FunctionRewriter.h"

#include "defer/Analysis/Diagnoser.h"
#include "defer/Support/TextCompat.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/Expr.h"
#include "clang/Lex/Lexer.h"
#include "clang/Lex/Preprocessor.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;
using namespace defer;

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

/// A type with a name, as C writes a declaration of it; a type that has no tag
/// is given one.
/// \param Of the variable whose type it is, or is made of
std::string FunctionRewriter::written(QualType Type, llvm::StringRef Name,
                                      SourceLocation Loc, Place At,
                                      const VarDecl *Of) {
  // A parameter that is declared as an array is a pointer.
  if (auto *Adjusted = dyn_cast<DecayedType>(Type.getTypePtr()))
    Type = Ctx.getQualifiedType(Adjusted->getDecayedType(),
                                Type.getLocalQualifiers());
  if (Type->isVariablyModifiedType())
    fail(Loc, "its type has a size that is not known where it would be "
              "declared");
  std::string Text;
  if (std::optional<QualType> Said = sayable(Type, At))
    Type = *Said;
  else
    fail(Loc, "the name of its type means something else where it would be "
              "written");
  Text = Name.empty() ? "" : "\1"; // no other part of the text is that
  Type.getAsStringInternal(Text, Policy);
  if (llvm::StringRef(Text).contains("__va_list_tag")) {
    fail(Loc, "it is a parameter, whose type the compiler has no name for");
    return Text;
  }
  for (;;) {
    size_t At = std::min(Text.find("(unnamed"), Text.find("(anonymous"));
    if (At == std::string::npos)
      break;
    const TagDecl *Tag = tagOf(Type);
    size_t End = Text.find(')', At);
    if (!Tag || End == std::string::npos) {
      fail(Loc, "its type has no name to declare it with elsewhere");
      break;
    }
    Text.replace(At, End + 1 - At, nameTag(Tag));
  }
  size_t Sizes = Text.find('[');
  if (size_t Named = Text.find('\1'); Named != std::string::npos) {
    Text.replace(Named, 1, Name.str());
    Sizes = Named + Name.size();
  }
  return Of && Sizes != std::string::npos ? withSizes(Text, Sizes, Of) : Text;
}

/// What stands for a variable where it is used: if its type can be asked for,
/// that is still constant.
std::string FunctionRewriter::usedAs(const VarDecl *Var) {
  std::string Name = nameOf(Var);
  const Variables::Outliving &Here = Vars->Out.find(Var)->second;
  bool Assigned =
      Here.How == Variables::Hoisted || Here.How == Variables::Kept ||
      Here.How == Variables::Shared ||
      (Here.How == Variables::Copied && Var->getType()->isArrayType());
  if (!Assigned || !Vars->AsksForTypes ||
      withoutConst(Var->getType()) == Var->getType())
    return Name;
  return "(*(" +
         written(Ctx.getPointerType(Var->getType()), "", Var->getLocation(),
                 Place::within(), Var) +
         ")&" + Name + ")";
}

/// A type as it must be for a variable that is assigned later.
QualType FunctionRewriter::withoutConst(QualType Type) const {
  Qualifiers Quals;
  QualType Plain = Ctx.getUnqualifiedArrayType(Type, Quals);
  Quals.removeConst();
  return Ctx.getQualifiedType(Plain, Quals);
}

/// A declaration, with the alignment that attributes say.
std::string FunctionRewriter::declare(QualType Type, llvm::StringRef Name,
                                      const VarDecl *Of, Place At) {
  std::string Text = written(Type, Name, Of->getLocation(), At, Of);
  if (!Of->hasAttr<AlignedAttr>())
    return Text;
  // More compilers know the keyword, but it is of C11, and no alignment may be
  // less by it.
  unsigned Align = Of->getMaxAlignment();
  bool AsKeyword =
      Ctx.getLangOpts().C11 && Align >= Ctx.getTypeAlignIfKnown(Of->getType());
  for (const AlignedAttr *Each : Of->specific_attrs<AlignedAttr>())
    AsKeyword |= !Each->isGNU();
  std::string Bytes = std::to_string(Align / 8);
  return (AsKeyword ? "_Alignas(" + Bytes + ") "
                    : "__attribute__((__aligned__(" + Bytes + "))) ") +
         Text;
}

/// Whether a macro may take something for more than one argument.
static bool hasComma(llvm::StringRef Text, const LangOptions &Lang) {
  std::string Ended = Text.str(); // by a null character
  Lexer Lex(SourceLocation(), Lang, Ended.data(), Ended.data(),
            Ended.data() + Ended.size());
  Token Each;
  unsigned Depth = 0;
  for (bool AtEnd = false; !AtEnd;) {
    AtEnd = Lex.LexFromRawLexer(Each);
    if (Each.is(tok::l_paren))
      ++Depth;
    else if (Each.is(tok::r_paren) && Depth)
      --Depth;
    else if (Each.is(tok::comma) && !Depth)
      return true;
  }
  return false;
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
    Value = "(" + written(Plain, "", ListOf->getLocation(), At, ListOf) + ")" +
            From;
  }
  if (!Type->isArrayType())
    return To + " = " + Value;
  UsesMemcpy = true;
  if (hasComma(Value, Ctx.getLangOpts()))
    Value = "(" + Value + ")";
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

/// Where a variable length array is, and how large, is noted where it begins to
/// be there.
void FunctionRewriter::editArrays() {
  for (const auto &Each : Vars->Out) {
    if (Each.second.How != Variables::Elements)
      continue;
    const VarDecl *Var = Each.first;
    std::string Name = nameOf(Var), Plain = Var->getNameAsString();
    BodyState &State = Bodies[Each.second.In];
    auto Declare = [&](QualType Type, const std::string &Name) {
      bool IsMember = Each.second.InStructure;
      std::string Text =
          written(Type, Name, Var->getLocation(),
                  IsMember ? Place::outside() : Place::top(Each.second.In));
      if (IsMember)
        State.SharedFields.push_back(Text);
      else
        State.Top.push_back(Text + ";");
    };
    QualType Element =
        Ctx.getAsVariableArrayType(Var->getType())->getElementType();
    Declare(Ctx.getPointerType(Element), Each.second.Name);
    std::string After = " " + Name + " = " + Plain + ";";
    std::string Size;
    for (const auto &At : Vars->SizesAt)
      if (At.second == Var) {
        if (Size.empty()) {
          Size = Fresh->fresh("size_of_" + Plain);
          Declare(Ctx.getCanonicalType(Ctx.getSizeType()), Size);
          if (Each.second.InStructure)
            Size = State.Shared + "->" + Size;
          After += " " + Size + " = sizeof " + Plain + ";";
        }
        replace(At.first->getSourceRange(), Size);
      }
    const DeclStmt *Decls = L->Declarations.lookup(Var).Decls;
    if (Vars->Assigned.contains(Decls))
      fail(Var->getLocation(), "its type has a size that is not known where it "
                               "would be declared");
    Changes.insert(T.end(Decls), After);
  }
}

std::string FunctionRewriter::structure(llvm::StringRef Tag,
                                        llvm::ArrayRef<std::string> Fields,
                                        bool Outside) {
  std::string Indent = T.indentAt(0).str() + (Outside ? "" : Unit);
  std::string Out = ("struct " + Tag + " {").str();
  for (const std::string &Field : Fields)
    Out += T.newline().str() + Indent + Unit + Field + ";";
  return Out + T.newline().str() + Indent + "};";
}
