//===- Named.h - the declarations that a statement names --------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_LIB_REWRITE_NAMED_H
#define DEFER_LIB_REWRITE_NAMED_H

#include "clang/AST/RecursiveASTVisitor.h"

#include <functional>
#include <vector>

namespace defer {

/// The declarations that a statement names.
class Named : public clang::RecursiveASTVisitor<Named> {
public:
  explicit Named(std::function<void(const clang::Decl *)> Found)
      : Found(std::move(Found)) {}
  bool VisitDeclRefExpr(clang::DeclRefExpr *Ref) {
    Found(Ref->getDecl());
    return true;
  }
  bool VisitPredefinedExpr(clang::PredefinedExpr *E) {
    FunctionNames.push_back(E);
    return true;
  }
  bool VisitTypeLoc(clang::TypeLoc Loc) {
    type(Loc.getType());
    return true;
  }
  bool VisitType(clang::Type *T) {
    type(clang::QualType(T, 0));
    return true;
  }
  void type(clang::QualType T) {
    if (auto *Typedef = T->getAs<clang::TypedefType>())
      Found(Typedef->getDecl());
    if (auto *Tag = T->getAsTagDecl())
      Found(Tag);
  }

  std::vector<const clang::PredefinedExpr *> FunctionNames; ///< __func__

private:
  std::function<void(const clang::Decl *)> Found;
};

} // namespace defer

#endif // DEFER_LIB_REWRITE_NAMED_H
