//===- Named.h - the declarations that a statement names --------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_LIB_REWRITE_NAMED_H
#define DEFER_LIB_REWRITE_NAMED_H

#include "defer/Analysis/NodeVisitor.h"

#include "clang/AST/Expr.h"

#include <functional>
#include <vector>

namespace defer {

/// The declarations that a statement names.
class Named : public NodeVisitor {
public:
  explicit Named(std::function<void(const clang::Decl *)> Found)
      : Found(std::move(Found)) {}
  void stmt(clang::Stmt &S) override {
    if (auto *Ref = llvm::dyn_cast<clang::DeclRefExpr>(&S))
      Found(Ref->getDecl());
    else if (auto *E = llvm::dyn_cast<clang::PredefinedExpr>(&S))
      FunctionNames.push_back(E);
  }
  void type(clang::QualType T) override {
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
