//===- FunctionArraySizes.cpp - how large an array is, as it was written --===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A type knows an array's size as a number, which is another one with other
// options or headers.  So what stands between the brackets is written again,
// where all that it names is of the file and means the same in all of the
// function:
//
//   if (n) {                               char line[BUFSIZ];
//     char line[BUFSIZ];            ->     if (n) {
//     __defer puts(line);                    ...
//
// A number it is for what names something of the function, for `__LINE__` and
// the like, and where a list of values says how many there are.
//
// Shown by: defer-rewrite test/Rewrite/array-sizes.c --
//
//===----------------------------------------------------------------------===//

#include "FunctionRewriter.h"
#include "Named.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/TypeLoc.h"
#include "clang/Lex/MacroInfo.h"
#include "clang/Lex/Preprocessor.h"
#include "llvm/ADT/StringExtras.h"

#include <utility>

using namespace clang;
using namespace defer;

/// What stands between the brackets of an array, if that may stand anywhere in
/// the function and before it; or nothing.
std::string FunctionRewriter::sizeOf(ArrayTypeLoc Array) const {
  if (!Array.getSizeExpr())
    return "";
  bool IsMeantHere = false;
  llvm::StringSet<> Names;
  Named Visitor([&](const Decl *D) {
    IsMeantHere |= D->getParentFunctionOrMethod() != nullptr;
    if (auto *Of = dyn_cast<NamedDecl>(D); Of && Of->getIdentifier())
      Names.insert(Of->getName());
  });
  Visitor.visit(Array.getSizeExpr());
  auto Hide = [&](const NamedDecl *D) {
    IsMeantHere |= D->getIdentifier() && Names.count(D->getName());
  };
  for (const ParmVarDecl *Param : F.Function->parameters())
    Hide(Param);
  Vars->forEachLocal([&](const NamedDecl *D, const Standing &) { Hide(D); });
  if (IsMeantHere || !Visitor.FunctionNames.empty())
    return "";
  return T.sameAnywhere({Array.getLBracketLoc(), Array.getRBracketLoc()},
                        [&](const IdentifierInfo *Macro) {
                          const MacroInfo *Is = PP.getMacroInfo(Macro);
                          return !Is ||
                                 Is->isBuiltinMacro(); // __LINE__, __COUNTER__
                        });
}

/// A declaration, or the name of a type, with the sizes that a variable's
/// declaration has.
/// \param At where the declared name is, or would be, in the text
std::string FunctionRewriter::withSizes(std::string Text, size_t At,
                                        const VarDecl *Of) const {
  const TypeSourceInfo *Info = Of->getTypeSourceInfo();
  if (!Info)
    return Text;
  // Of a parameter, the first one is not in its type.
  bool IsAdjusted = isa<DecayedType>(Of->getType().getTypePtr());
  for (TypeLoc Loc = Info->getTypeLoc(); !Loc.isNull();
       Loc = Loc.getNextTypeLoc()) {
    Loc = Loc.IgnoreParens().getUnqualifiedLoc();
    if (Loc.getAs<PointerTypeLoc>())
      continue;
    auto Array = Loc.getAs<ArrayTypeLoc>();
    if (!Array)
      return Text; // the name of a type has them, or there are no more
    if (std::exchange(IsAdjusted, false))
      continue;
    // Of what is pointed to, they are behind the parentheses.
    while (At < Text.size() && (Text[At] == ')' || Text[At] == ' '))
      ++At;
    size_t End = Text.find(']', At);
    auto *Constant = dyn_cast<ConstantArrayType>(Array.getTypePtr());
    // The type is written as another one, perhaps, that means the same.
    if (!Constant || At >= Text.size() || Text[At] != '[' ||
        Text.substr(At + 1, End - At - 1) !=
            llvm::utostr(Constant->getSize().getZExtValue()))
      return Text;
    if (std::string Size = sizeOf(Array); !Size.empty()) {
      Text.replace(At + 1, End - At - 1, Size);
      End = At + 1 + Size.size();
    }
    At = End + 1;
  }
  return Text;
}
