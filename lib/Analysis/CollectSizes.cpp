//===- CollectSizes.cpp - the sizes of arrays, computed where types are ---===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Walker.h"

#include "clang/AST/Expr.h"
#include "clang/AST/Type.h"

using namespace clang;
using namespace defer;

/// An expression that hangs in a type; a declaration has it as a child, too.
void Walker::walkSize(const Expr *Size, const Context &C) {
  if (!Size || !SeenSizes.insert(Size).second)
    return;
  F.Sizes.push_back(Size);
  walkInside(Size, C);
}

/// The sizes of arrays in a type are computed where it is written.
void Walker::walkType(QualType T, const Context &C) {
  while (T->isVariablyModifiedType()) {
    if (auto *Array = dyn_cast<ArrayType>(T.IgnoreParens().getTypePtr())) {
      if (auto *Variable = dyn_cast<VariableArrayType>(Array))
        walkSize(Variable->getSizeExpr(), C);
      T = Array->getElementType();
      continue;
    }
    if (auto *Of = dyn_cast<TypeOfExprType>(T.getTypePtr()))
      return walkSize(Of->getUnderlyingExpr(), C);
    if (isa<TypedefType>(T.getTypePtr()))
      return; // computed at the typedef
    if (auto *Pointer = dyn_cast<PointerType>(T.getTypePtr()))
      T = Pointer->getPointeeType();
    else if (auto *Function = dyn_cast<FunctionType>(T.getTypePtr()))
      T = Function->getReturnType();
    else {
      QualType Simpler = T.getSingleStepDesugaredType(Ctx);
      if (Simpler == T)
        return;
      T = Simpler;
    }
  }
}
