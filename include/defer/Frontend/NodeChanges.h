//===- NodeChanges.h - changes to the AST that can be undone ----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A precompiled header must hold what was written, and the code generator sees
// another body than Clang's warnings do.  So what is changed in nodes that the
// parser made is remembered.
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_FRONTEND_NODECHANGES_H
#define DEFER_FRONTEND_NODECHANGES_H

#include "clang/AST/Attr.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "clang/AST/Stmt.h"

#include <utility>
#include <vector>

namespace defer {

class NodeChanges {
public:
  /// `Child` is where a node has a child.
  void set(clang::Stmt *&Child, clang::Stmt *New) {
    Children.push_back({&Child, Child});
    Child = New;
  }
  void refer(clang::DeclRefExpr *Ref, clang::ValueDecl *To) {
    References.push_back({Ref, Ref->getDecl()});
    Ref->setDecl(To);
  }

  void drop(clang::Decl *D, clang::Attr *A) {
    Attributes.push_back({D, A});
    auto &All = D->getAttrs();
    All.erase(llvm::find(All, A));
    if (All.empty())
      D->dropAttrs();
  }

  void undo() {
    for (; !Attributes.empty(); Attributes.pop_back())
      Attributes.back().first->addAttr(Attributes.back().second);
    for (; !Children.empty(); Children.pop_back())
      *Children.back().first = Children.back().second;
    for (; !References.empty(); References.pop_back())
      References.back().first->setDecl(References.back().second);
  }
  /// What was changed stays.
  void keep() {
    Attributes.clear();
    Children.clear();
    References.clear();
  }

private:
  std::vector<std::pair<clang::Decl *, clang::Attr *>> Attributes;
  std::vector<std::pair<clang::Stmt **, clang::Stmt *>> Children;
  std::vector<std::pair<clang::DeclRefExpr *, clang::ValueDecl *>> References;
};

} // namespace defer

#endif // DEFER_FRONTEND_NODECHANGES_H
