//===- NodeVisitor.cpp - what a piece of source is made of ----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "defer/Analysis/NodeVisitor.h"

#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;
using namespace defer;

namespace {

class Walk : public RecursiveASTVisitor<Walk> {
public:
  explicit Walk(NodeVisitor &To) : To(To) {}

  bool TraverseStmt(Stmt *S, DataRecursionQueue *Queue = nullptr) {
    return !S || !To.enters(*S) || RecursiveASTVisitor::TraverseStmt(S, Queue);
  }
  bool TraverseInitListExpr(InitListExpr *List,
                            DataRecursionQueue *Queue = nullptr) {
    if (!To.seesListsAsWrittenOnly())
      return RecursiveASTVisitor::TraverseInitListExpr(List, Queue);
    InitListExpr *Written = List->isSemanticForm() && List->getSyntacticForm()
                                ? List->getSyntacticForm()
                                : List;
    for (Stmt *Child : Written->children())
      TraverseStmt(Child);
    return true;
  }
  bool VisitStmt(Stmt *S) {
    To.stmt(*S);
    return true;
  }
  bool VisitDecl(Decl *D) {
    To.decl(*D);
    return true;
  }
  bool VisitTypeLoc(TypeLoc Loc) {
    To.typeLoc(Loc);
    return true;
  }
  bool VisitType(Type *T) {
    To.type(QualType(T, 0));
    return true;
  }

private:
  NodeVisitor &To;
};

} // namespace

NodeVisitor::~NodeVisitor() = default;

void NodeVisitor::type(QualType) {}

void NodeVisitor::typeLoc(TypeLoc Loc) { type(Loc.getType()); }

void NodeVisitor::visit(const Stmt *S) {
  Walk(*this).TraverseStmt(const_cast<Stmt *>(S));
}

void NodeVisitor::visit(const Decl &D) {
  Walk(*this).TraverseDecl(const_cast<Decl *>(&D));
}

void NodeVisitor::visit(TypeLoc Loc) { Walk(*this).TraverseTypeLoc(Loc); }

void NodeVisitor::visit(QualType T) { Walk(*this).TraverseType(T); }
