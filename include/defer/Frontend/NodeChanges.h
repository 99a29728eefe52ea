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

#include <functional>
#include <vector>

namespace defer {

class NodeChanges {
public:
  /// `Child` is where a node has a child.
  void set(clang::Stmt *&Child, clang::Stmt *New) {
    Undo.push_back([Slot = &Child, Old = Child] { *Slot = Old; });
    Child = New;
  }
  void refer(clang::DeclRefExpr *Ref, clang::ValueDecl *To) {
    Undo.push_back([Ref, Old = Ref->getDecl()] { Ref->setDecl(Old); });
    Ref->setDecl(To);
  }
  void drop(clang::Decl *D, clang::Attr *A) {
    Undo.push_back([D, A] { D->addAttr(A); });
    auto &All = D->getAttrs();
    All.erase(llvm::find(All, A));
    if (All.empty())
      D->dropAttrs();
  }
  /// What a block literal captures.
  void capture(clang::BlockDecl *Block,
               llvm::ArrayRef<clang::BlockDecl::Capture> New,
               clang::ASTContext &Ctx) {
    Undo.push_back([Block, &Ctx, Old = Block->captures().vec(),
                    This = Block->capturesCXXThis()] {
      Block->setCaptures(Ctx, Old, This);
    });
    Block->setCaptures(Ctx, New, Block->capturesCXXThis());
  }

  void undo() {
    for (; !Undo.empty(); Undo.pop_back())
      Undo.back()();
  }

private:
  std::vector<std::function<void()>> Undo;
};

/// They are undone where it ends.
class TemporaryChanges : public NodeChanges {
public:
  ~TemporaryChanges() { undo(); }
};

} // namespace defer

#endif // DEFER_FRONTEND_NODECHANGES_H
