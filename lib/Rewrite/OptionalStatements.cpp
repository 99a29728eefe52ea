//===- OptionalStatements.cpp - what other options leave out --------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "OptionalStatements.h"

#include "defer/Analysis/Deferrals.h"
#include "defer/Analysis/NodeVisitor.h"
#include "defer/Frontend/NodeChanges.h"
#include "defer/Frontend/NodeFactory.h"
#include "defer/Text/Directives.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "clang/AST/Stmt.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;
using namespace defer;

namespace {

/// Whether control may not come out of a statement at its end, or what is
/// pending is another thing there.
class ChangesFlow : public NodeVisitor {
public:
  explicit ChangesFlow(bool Deferrals) : Deferrals(Deferrals) {}

  bool Found = false;

private:
  void stmt(Stmt &S) override {
    if (isa<ReturnStmt>(S) || isa<BreakStmt>(S) || isa<ContinueStmt>(S) ||
        isa<GotoStmt>(S) || isa<IndirectGotoStmt>(S) || handleMarker(&S) ||
        (Deferrals && deferralMarker(&S)))
      Found = true;
    if (isa<ForStmt>(S) || isa<WhileStmt>(S) || isa<DoStmt>(S))
      Found = true; // perhaps for ever
    if (auto *Asm = dyn_cast<GCCAsmStmt>(&S))
      Found |= Asm->isAsmGoto();
    if (auto *Call = dyn_cast<CallExpr>(&S)) {
      const FunctionDecl *Callee = Call->getDirectCallee();
      QualType Type = Call->getCallee()->getType();
      if (Type->isPointerType())
        Type = Type->getPointeeType();
      auto *Function = Type->getAs<FunctionType>();
      Found |= (Callee && Callee->isNoReturn()) ||
               (Function && Function->getNoReturnAttr());
    }
  }

  bool Deferrals; ///< whether to look for what defers, too
};

class OptionalMarker {
public:
  OptionalMarker(FunctionDecl *F, NodeFactory &Nodes, NodeChanges &Changes)
      : Ctx(F->getASTContext()), SM(Ctx.getSourceManager()), Nodes(Nodes),
        Changes(Changes) {
    SourceRange Range = F->getBody()->getSourceRange();
    SourceLocation First = SM.getExpansionLoc(Range.getBegin());
    SourceLocation Last = SM.getExpansionRange(Range.getEnd()).getEnd();
    File = SM.getFileID(First);
    if (SM.getFileID(Last) != File)
      return; // it cannot be rewritten
    Groups = groupsIn(SM.getBufferData(File), SM.getFileOffset(First),
                      SM.getFileOffset(Last), Ctx.getLangOpts());
  }

  bool run(FunctionDecl *F) {
    if (Groups.empty())
      return false;
    walk(F->getBody(), groupOf(F->getBody()));
    return Any;
  }

private:
  /// The innermost group that has all of a statement, or null.
  const DirectiveGroup *groupOf(const Stmt *S) const {
    SourceLocation First = SM.getExpansionLoc(S->getBeginLoc());
    SourceLocation Last = SM.getExpansionRange(S->getEndLoc()).getEnd();
    if (SM.getFileID(First) != File || SM.getFileID(Last) != File)
      return nullptr;
    const DirectiveGroup *Found = nullptr;
    for (const DirectiveGroup &Each : Groups)
      if (Each.Begin < SM.getFileOffset(First) &&
          SM.getFileOffset(Last) < Each.End &&
          (!Found || Each.Begin > Found->Begin))
        Found = &Each;
    return Found;
  }

  /// Whether a child stands where any statement may.
  static bool isPlace(const Stmt *S, const Stmt *Child) {
    if (auto *If = dyn_cast<IfStmt>(S)) // but not the deferred statement
      return !deferralMarker(If) &&
             (Child == If->getThen() || Child == If->getElse());
    if (auto *For = dyn_cast<ForStmt>(S))
      return Child == For->getBody();
    if (auto *While = dyn_cast<WhileStmt>(S))
      return Child == While->getBody();
    if (auto *Do = dyn_cast<DoStmt>(S))
      return Child == Do->getBody();
    if (auto *Case = dyn_cast<SwitchCase>(S))
      return Child == Case->getSubStmt();
    return isa<CompoundStmt>(S) || isa<LabelStmt>(S);
  }

  /// Labels and declarations are for what comes behind them, too.
  static bool staysAsIs(const Stmt *S) {
    return isa<LabelStmt>(S) || isa<SwitchCase>(S) || isa<DeclStmt>(S) ||
           deferralMarker(S);
  }

  /// \param In the group that `S` is in
  void walk(Stmt *S, const DirectiveGroup *In) {
    for (Stmt *&Child : S->children()) {
      if (!Child)
        continue;
      const DirectiveGroup *Here = groupOf(Child);
      // A deferral has the directives around it itself.
      bool Does = Here != In && isPlace(S, Child) && !staysAsIs(Child) &&
                  changesFlow(Child, /*Deferrals=*/false);
      bool Keeps = Here != In && staysAsIs(Child);
      walk(Child, Keeps ? In : Here);
      if (!Does)
        continue;
      SourceLocation Loc = Child->getBeginLoc();
      auto *Unknown =
          new (Ctx) OpaqueValueExpr(Loc, Ctx.IntTy, VK_PRValue, OK_Ordinary);
      Changes.set(Child, Nodes.test(Unknown, Child, Loc));
      Any = true;
    }
  }

  ASTContext &Ctx;
  const SourceManager &SM;
  NodeFactory &Nodes;
  NodeChanges &Changes;
  FileID File;
  std::vector<DirectiveGroup> Groups;
  bool Any = false;
};

} // namespace

bool defer::markOptional(FunctionDecl *F, NodeFactory &Nodes,
                         NodeChanges &Changes) {
  return OptionalMarker(F, Nodes, Changes).run(F);
}

bool defer::changesFlow(const Stmt *S, bool Deferrals) {
  ChangesFlow Does(Deferrals);
  Does.visit(S);
  return Does.Found;
}

bool defer::isOptional(const IfStmt *If) {
  return isa<OpaqueValueExpr>(If->getCond());
}
