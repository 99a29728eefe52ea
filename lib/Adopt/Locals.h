//===- Locals.h - statements as texts to compare ----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Two statements do the same if their *labels* are equal: the text that Clang
// prints, in which what is declared in the function has a number (its place
// among all that is declared there), so that one name with two meanings makes
// two labels:
//
//   free(p)      ->   free(p#2)
//
// Labels of two readings of a source compare as long as no declaration was
// added, removed or moved.  `__LINE__` is printed as that.
//
// A local variable is *private* if only statements that name it can read or
// change it: automatic, scalar, not volatile, its address never taken.  What an
// expression of private variables and constants gives does not depend on when
// it is computed, if none of them is written in between.
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_LIB_ADOPT_LOCALS_H
#define DEFER_LIB_ADOPT_LOCALS_H

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/SmallVector.h"

#include <string>

namespace clang {
class ASTContext;
class Expr;
class FunctionDecl;
class NamedDecl;
class Stmt;
class ValueDecl;
class VarDecl;
} // namespace clang

namespace defer {

class Locals {
public:
  Locals(const clang::FunctionDecl *F, const clang::ASTContext &Ctx);

  std::string label(const clang::Stmt *S) const;
  std::string label(const clang::ValueDecl *D) const;
  unsigned numberOf(const clang::ValueDecl *D) const {
    return Numbers.lookup(D);
  }

  /// What has the name of another one, so that types that are written alike may
  /// be others; or null.
  const clang::NamedDecl *hiding() const { return Hiding; }

  bool isPrivate(const clang::VarDecl *Var) const;
  /// The private variable that an expression is, or null.
  const clang::VarDecl *privateVariable(const clang::Expr *E) const;
  /// Whether it is the same whenever it is computed; see above.
  bool isStill(const clang::Expr *E) const;
  bool isConstant(const clang::Expr *E) const;

  /// The numbers of the private variables that a statement names, and of those
  /// it may write.
  void mentions(const clang::Stmt *S, llvm::SmallVectorImpl<unsigned> &Named,
                llvm::SmallVectorImpl<unsigned> &Written) const;
  /// `v = C`, with v private and C constant: v; or null.
  const clang::VarDecl *setsConstant(const clang::Stmt *S,
                                     const clang::Expr *&Constant) const;

private:
  const clang::NamedDecl *Hiding = nullptr;
  const clang::ASTContext &Ctx;
  llvm::DenseMap<const clang::ValueDecl *, unsigned> Numbers;
  llvm::DenseSet<const clang::ValueDecl *> Escaping;
};

} // namespace defer

#endif // DEFER_LIB_ADOPT_LOCALS_H
