//===- NodeFactory.h - new nodes of the AST ---------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The only place that builds nodes of Clang's AST.  All are given the position
// of the `__defer` keyword they serve, are implicit, and belong to the
// ASTContext.
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_FRONTEND_NODEFACTORY_H
#define DEFER_FRONTEND_NODEFACTORY_H

#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "clang/AST/Stmt.h"
#include "llvm/ADT/StringMap.h"

namespace defer {

class NodeFactory {
public:
  explicit NodeFactory(clang::ASTContext &Ctx) : Ctx(Ctx) {}

  /// A token: `char name` in the function `F`, cleaned up by
  /// __defer_mark_exit.
  clang::VarDecl *token(clang::FunctionDecl *F, clang::SourceLocation Loc);
  clang::Stmt *declare(clang::Decl *D, clang::SourceLocation Begin,
                       clang::SourceLocation End);

  /// A call of the marker `Name` (defer/Support/Markers.h).  The first
  /// `Fixed` arguments are its parameters, all others variadic.
  clang::Expr *mark(const char *Name, clang::QualType Result,
                    llvm::ArrayRef<clang::Expr *> Args, unsigned Fixed,
                    clang::SourceLocation Loc);
  clang::Expr *mark(const char *Name, llvm::ArrayRef<clang::Expr *> Args,
                    clang::SourceLocation Loc) {
    return mark(Name, Ctx.VoidTy, Args, Args.size(), Loc);
  }

  /// Lets a call with one argument be one of the marker `Name`.
  void becomeMark(clang::CallExpr *Call, const char *Name, clang::Expr *Arg);

  clang::Expr *number(int Value, clang::SourceLocation Loc);
  /// `&Var`, as a `char *` for a token and a `void *` otherwise.
  clang::Expr *addressOf(clang::VarDecl *Var, clang::SourceLocation Loc);

  /// A local variable of the function `F`, without a cleanup.
  clang::VarDecl *variable(clang::FunctionDecl *F, const char *Name,
                           clang::QualType T, clang::SourceLocation Loc);
  clang::Expr *load(clang::VarDecl *Var, clang::SourceLocation Loc);
  clang::Expr *assign(clang::VarDecl *Var, clang::Expr *Value,
                      clang::SourceLocation Loc);

  /// A call that something unknown comes of, with addresses as arguments.
  clang::Expr *keep(llvm::ArrayRef<clang::Expr *> Addresses,
                    clang::SourceLocation Loc);
  /// if (Cond) Then
  clang::Stmt *test(clang::Expr *Cond, clang::Stmt *Then,
                    clang::SourceLocation Loc, clang::Stmt *Else = nullptr);
  /// What objects of the type start as that are not initialised, but static.
  clang::Expr *zero(clang::QualType T, clang::SourceLocation Loc);
  /// Var == Value
  clang::Expr *equal(clang::VarDecl *Var, int Value, clang::SourceLocation Loc);
  /// A variable like `Of`, of the same name, type and alignment.
  clang::VarDecl *twin(clang::FunctionDecl *F, const clang::VarDecl *Of,
                       clang::SourceLocation Loc);
  /// Copies the bytes of a variable to one of the same type.
  clang::Expr *copy(clang::VarDecl *To, clang::VarDecl *From,
                    clang::SourceLocation Loc);
  clang::LabelDecl *label(clang::FunctionDecl *F, clang::SourceLocation Loc);
  /// The label, in front of nothing.
  clang::Stmt *place(clang::LabelDecl *Label, clang::SourceLocation Loc);
  clang::Stmt *jump(clang::LabelDecl *Label, clang::SourceLocation Loc);

  clang::CompoundStmt *block(llvm::ArrayRef<clang::Stmt *> Stmts,
                             clang::SourceLocation Begin,
                             clang::SourceLocation End);
  /// `Old` with other statements; it keeps everything else.
  clang::CompoundStmt *block(const clang::CompoundStmt *Old,
                             llvm::ArrayRef<clang::Stmt *> Stmts);

private:
  clang::FunctionDecl *marker(const char *Name, clang::QualType Result,
                              llvm::ArrayRef<clang::QualType> Params,
                              bool Variadic);
  clang::Expr *callee(clang::FunctionDecl *F, clang::SourceLocation Loc);
  clang::Expr *call(clang::FunctionDecl *F, llvm::ArrayRef<clang::Expr *> Args,
                    clang::SourceLocation Loc);

  clang::ASTContext &Ctx;
  llvm::StringMap<clang::FunctionDecl *> Markers;
};

} // namespace defer

#endif // DEFER_FRONTEND_NODEFACTORY_H
