//===- NodeVisitor.h - what a piece of source is made of --------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A clang::RecursiveASTVisitor whose hooks are virtual, so that there is one of
// it: each class made from that template takes several seconds to compile.
// (Clang has a DynamicRecursiveASTVisitor from 20 on.)
//
//   struct Names : NodeVisitor {
//     void stmt(clang::Stmt &S) override {
//       if (auto *Ref = dyn_cast<clang::DeclRefExpr>(&S)) ...
//     }
//   };
//   Names().visit(F->getBody());
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_ANALYSIS_NODEVISITOR_H
#define DEFER_ANALYSIS_NODEVISITOR_H

namespace clang {
class Decl;
class QualType;
class Stmt;
class TypeLoc;
} // namespace clang

namespace defer {

/// Sees parents before what is in them.
class NodeVisitor {
public:
  virtual ~NodeVisitor();

  void visit(const clang::Stmt *S); ///< or null
  void visit(const clang::Decl &D);
  void visit(clang::TypeLoc Loc);
  void visit(clang::QualType T);

  /// \name The hooks.
  /// @{
  /// Whether to see a statement and what is in it.
  virtual bool enters(const clang::Stmt &) { return true; }
  virtual void stmt(clang::Stmt &) {}
  virtual void decl(clang::Decl &) {}
  /// A type where it is written, and any that is part of another.
  virtual void type(clang::QualType T);
  virtual void typeLoc(clang::TypeLoc Loc);
  /// A list of initialisers is there twice: as it is written and as it is meant.
  virtual bool seesListsAsWrittenOnly() const { return false; }
  /// @}
};

} // namespace defer

#endif // DEFER_ANALYSIS_NODEVISITOR_H
