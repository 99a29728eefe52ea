//===- Marker.h - writing the analysis into the AST -------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What markFunction of Marking.h does.  What stands somewhere in the source is
// marked first, while its place can be found by its parent there.  Private to
// this library.
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_LIB_FRONTEND_MARKER_H
#define DEFER_LIB_FRONTEND_MARKER_H

#include "defer/Analysis/Deferrals.h"
#include "defer/Frontend/NodeFactory.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "clang/AST/ParentMap.h"
#include "clang/AST/Stmt.h"
#include "llvm/ADT/DenseMap.h"

#include <optional>

namespace defer {

class Marker {
public:
  Marker(FunctionDeferrals &F, clang::ASTContext &Ctx, NodeFactory &Nodes)
      : F(F), Ctx(Ctx), Nodes(Nodes),
        Function(const_cast<clang::FunctionDecl *>(F.Function)) {}

  void run();

private:
  clang::VarDecl *tokenOf(const Body &B) { return Tokens.lookup(&B); }
  clang::SourceLocation locOf(const Body &B) {
    return (B.Of ? B.Of->S : B.Root)->getBeginLoc();
  }
  /// Where the nodes made for a deferral are.
  clang::SourceLocation locOf(const Deferral &D);
  /// Looks at the function as it is in the source.  Deferrals alone are marked
  /// without it.
  void findParents();
  clang::Stmt *parentOf(const clang::Stmt *S) {
    return Parents->getParent(const_cast<clang::Stmt *>(S));
  }
  /// Puts `New` where `Old` stands in `Parent`.
  void replace(clang::Stmt *Parent, const clang::Stmt *Old, clang::Stmt *New);
  /// What has become of a statement of the source.
  clang::Stmt *current(const clang::Stmt *S) {
    auto Found = Replaced.find(S);
    return Found == Replaced.end() ? const_cast<clang::Stmt *>(S)
                                   : Found->second;
  }
  /// Where the children of a statement of the source are now.
  clang::Stmt *contents(const clang::Stmt *S) {
    auto Found = Rebuilt.find(S);
    return Found == Rebuilt.end() ? const_cast<clang::Stmt *>(S)
                                  : Found->second;
  }
  /// `New`, which holds what stands in the place of `Old`, takes that place.
  void become(const clang::Stmt *Old, clang::Stmt *New);

  void markBlock(const KeptScope &Kept, unsigned Number);
  void markDeferral(Deferral &D);

  // Jumps.
  clang::Stmt *gotoMark(Body &B, const clang::Stmt *S, bool Leaving);
  void markGoto(Body &B, const clang::Stmt *S, bool Leaving);
  void markTail(const clang::AttributedStmt *Tail);

  // The blocks of block-scoped deferrals.
  void settleValue(clang::StmtExpr *E);
  void markScopes();
  /// The token of a block-scoped deferral, for the place behind it.
  void appendScope(const Deferral &D,
                   llvm::SmallVectorImpl<clang::Stmt *> &Stmts);

  // Bodies.
  void
  declare(clang::DeclStmt *Decls, Body &B,
          const llvm::DenseMap<const clang::Decl *, const Segment *> &SegmentOf,
          llvm::SmallVectorImpl<clang::Stmt *> &Stmts);
  void appendSegment(Body &B, const Segment &Seg, clang::SourceLocation At,
                     llvm::SmallVectorImpl<clang::Stmt *> &Stmts);
  void openBody(Body &B, llvm::SmallVectorImpl<clang::Stmt *> &Stmts);
  clang::Stmt *markBody(Body &B);

  FunctionDeferrals &F;
  clang::ASTContext &Ctx;
  NodeFactory &Nodes;
  clang::FunctionDecl *Function;
  std::optional<clang::ParentMap> Parents;
  llvm::DenseMap<const Body *, clang::VarDecl *> Tokens;
  llvm::DenseMap<const Deferral *, Body *> BodyOf;
  llvm::DenseMap<const clang::Stmt *, clang::Stmt *> Replaced, Rebuilt;
};

} // namespace defer

#endif // DEFER_LIB_FRONTEND_MARKER_H
