//===- JumpFunctions.cpp - setjmp, longjmp and the like -------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "defer/Analysis/JumpFunctions.h"

#include "clang/AST/Attr.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;
using namespace defer;

enum class Forbidden { No, SetJmp, LongJmp };

static Forbidden forbidden(const FunctionDecl *F) {
  if (!F->getIdentifier())
    return Forbidden::No;
  Forbidden Kind = llvm::StringSwitch<Forbidden>(F->getName())
                       .Case("setjmp", Forbidden::SetJmp)
                       .Case("_setjmp", Forbidden::SetJmp)
                       .Case("sigsetjmp", Forbidden::SetJmp)
                       .Case("__sigsetjmp", Forbidden::SetJmp)
                       .Case("__builtin_setjmp", Forbidden::SetJmp)
                       .Case("savectx", Forbidden::SetJmp)
                       .Case("getcontext", Forbidden::SetJmp)
                       .Case("longjmp", Forbidden::LongJmp)
                       .Case("setcontext", Forbidden::LongJmp)
                       .Case("_longjmp", Forbidden::LongJmp)
                       .Case("siglongjmp", Forbidden::LongJmp)
                       .Case("__longjmp_chk", Forbidden::LongJmp)
                       .Case("__builtin_longjmp", Forbidden::LongJmp)
                       .Case("defer_longjmp", Forbidden::LongJmp)
                       .Default(Forbidden::No);
  if (Kind == Forbidden::No && F->hasAttr<ReturnsTwiceAttr>())
    return Forbidden::SetJmp;
  return Kind;
}

/// The functions that an expression in the place of a called one may name.
static void findCallees(const Expr *E,
                        llvm::SmallVectorImpl<const FunctionDecl *> &Found) {
  E = E->IgnoreParenCasts();
  if (auto *Ref = dyn_cast<DeclRefExpr>(E)) {
    if (auto *F = dyn_cast<FunctionDecl>(Ref->getDecl()))
      Found.push_back(F);
  } else if (auto *Unary = dyn_cast<UnaryOperator>(E)) {
    findCallees(Unary->getSubExpr(), Found); // *f, &f
  } else if (auto *Binary = dyn_cast<BinaryOperator>(E)) {
    if (Binary->isCommaOp())
      findCallees(Binary->getRHS(), Found);
  } else if (auto *Choice = dyn_cast<ConditionalOperator>(E)) {
    findCallees(Choice->getTrueExpr(), Found);
    findCallees(Choice->getFalseExpr(), Found);
  }
}

CalledJumps defer::calledJumps(const CallExpr *Call) {
  CalledJumps Result;
  llvm::SmallVector<const FunctionDecl *, 2> Callees;
  findCallees(Call->getCallee(), Callees);
  for (const FunctionDecl *Callee : Callees) {
    Forbidden Kind = forbidden(Callee);
    if (Kind == Forbidden::SetJmp)
      Result.ReturnsTwice = true;
    if (Kind != Forbidden::No && !Result.First)
      Result.First = Callee;
  }
  return Result;
}
