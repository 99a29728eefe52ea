//===- Captures.cpp - the copies of __defer_capture -----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "defer/Frontend/Captures.h"

#include "defer/Analysis/Deferrals.h"
#include "defer/Analysis/JumpFunctions.h"
#include "defer/Analysis/NodeVisitor.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "llvm/ADT/SmallPtrSet.h"

#include <optional>

using namespace clang;
using namespace defer;

namespace {

/// Lets what names one of some variables name its copy.
class Renamer : public NodeVisitor {
public:
  using Copies = llvm::SmallDenseMap<const ValueDecl *, VarDecl *, 4>;

  Renamer(const Copies &CopyOf, ASTContext &Ctx, NodeChanges &Changes)
      : CopyOf(CopyOf), Ctx(Ctx), Changes(Changes) {}

  void stmt(Stmt &S) override {
    if (auto *Ref = dyn_cast<DeclRefExpr>(&S)) {
      if (VarDecl *Copy = CopyOf.lookup(Ref->getDecl()))
        Changes.refer(Ref, Copy);
    } else if (auto *Literal = dyn_cast<BlockExpr>(&S))
      block(Literal->getBlockDecl());
  }

private:
  /// A block literal says what it captures.
  void block(BlockDecl *Block) {
    llvm::SmallVector<BlockDecl::Capture, 4> Captured;
    for (const BlockDecl::Capture &Each : Block->captures()) {
      VarDecl *Copy = CopyOf.lookup(Each.getVariable());
      Captured.push_back(Copy ? BlockDecl::Capture(Copy, Each.isByRef(),
                                                   Each.isNested(),
                                                   Each.getCopyExpr())
                              : Each);
    }
    Changes.capture(Block, Captured, Ctx);
  }

  const Copies &CopyOf;
  ASTContext &Ctx;
  NodeChanges &Changes;
};

/// Counts what is done with a variable: that it is read, or anything else.
class OtherUses : public NodeVisitor {
public:
  void stmt(Stmt &S) override {
    if (auto *Cast = dyn_cast<ImplicitCastExpr>(&S)) {
      if (Cast->getCastKind() == CK_LValueToRValue)
        if (auto *Ref =
                dyn_cast<DeclRefExpr>(Cast->getSubExpr()->IgnoreParens()))
          --Others[Ref->getDecl()];
    } else if (auto *Ref = dyn_cast<DeclRefExpr>(&S))
      ++Others[Ref->getDecl()];
    else if (auto *Literal = dyn_cast<BlockExpr>(&S))
      for (const BlockDecl::Capture &Each : Literal->getBlockDecl()->captures())
        ++Others[Each.getVariable()];
    else if (isa<LabelStmt>(S) || isa<SwitchCase>(S))
      Repeats = true;
    else if (auto *Call = dyn_cast<CallExpr>(&S))
      Repeats |= calledJumps(Call).ReturnsTwice;
  }

  bool any(const ValueDecl *Of) const { return Others.lookup(Of) != 0; }

  /// A declaration may be reached more than once in one execution of its block,
  /// or not at all.
  bool Repeats = false;

private:
  llvm::DenseMap<const ValueDecl *, int> Others;
};

class CaptureExpander {
public:
  CaptureExpander(FunctionDecl *F, const VarDecl *Result, ASTContext &Ctx,
                  NodeFactory &Nodes, Diagnoser &Diags, NodeChanges &Changes)
      : F(F), Result(Result), Ctx(Ctx), Nodes(Nodes), Diags(Diags),
        Changes(Changes) {}

  void walk(Stmt *S);

private:
  Stmt *expand(IfStmt *Site, const CallExpr *Marker);
  VarDecl *variable(const Expr *Name, SourceLocation Keyword);
  bool mayChange(const VarDecl *Var);
  void copy(VarDecl *Of, VarDecl *To, SourceLocation Loc,
            llvm::SmallVectorImpl<Stmt *> &Stmts);

  FunctionDecl *F;
  const VarDecl *Result;
  ASTContext &Ctx;
  NodeFactory &Nodes;
  Diagnoser &Diags;
  NodeChanges &Changes;
  std::optional<OtherUses> Uses; ///< in the body as it was
  llvm::SmallPtrSet<const VarDecl *, 8> Copies;
};

} // namespace

/// The variable that a name in the list is of; null after an error.
VarDecl *CaptureExpander::variable(const Expr *Name, SourceLocation Keyword) {
  const Expr *E = Name->IgnoreParenImpCasts();
  auto *Ref = dyn_cast<DeclRefExpr>(E);
  auto *Var =
      Ref ? const_cast<VarDecl *>(dyn_cast<VarDecl>(Ref->getDecl())) : nullptr;
  if (Name->containsErrors())
    return nullptr; // Clang has reported them
  const char *Why = nullptr;
  if (!Var || !Var->hasLocalStorage() || Var->getDeclContext() != F)
    Why = "only automatic variables and parameters can be captured";
  else if (Var->getType()->isVariableArrayType())
    Why = "a variable length array cannot be captured";
  else if (Var->hasAttr<BlocksAttr>())
    Why = "a '__block' variable cannot be captured";
  if (!Why)
    return Var;
  Diags.error(Name->getBeginLoc(), Why);
  Diags.note(Keyword, "deferred by this '__defer_capture'");
  return nullptr;
}

/// Whether a variable has, anywhere in the function, another value than its
/// first.
bool CaptureExpander::mayChange(const VarDecl *Var) {
  if (!Uses) {
    Uses.emplace();
    Uses->visit(F->getBody());
  }
  // A cleanup, what is outside of the program, and `return` may write it.
  if (Copies.contains(Var) || Uses->any(Var) || Var == Result ||
      Var->hasAttr<CleanupAttr>() || Var->getType().isVolatileQualified())
    return true;
  return !isa<ParmVarDecl>(Var) && (Uses->Repeats || !Var->getInit());
}

/// Scalars are copied by an initialiser, which Clang's warnings follow; all
/// else is, with its padding, by memcpy.
void CaptureExpander::copy(VarDecl *Of, VarDecl *To, SourceLocation Loc,
                           llvm::SmallVectorImpl<Stmt *> &Stmts) {
  Stmt *Declared = Nodes.declare(To, Loc, Loc);
  if (To->getType()->isScalarType() && !To->getType()->isAtomicType()) {
    To->setInit(Nodes.load(Of, Loc));
    Stmts.push_back(Declared);
    return;
  }
  Stmts.push_back(Declared);
  Stmts.push_back(Nodes.copy(To, Of, Loc));
}

/// The deferral in a block of its own, with the copies; null after an error.
Stmt *CaptureExpander::expand(IfStmt *Site, const CallExpr *Marker) {
  SourceLocation Loc = keywordLocation(Site, Ctx);
  Renamer::Copies CopyOf;
  llvm::SmallVector<Stmt *, 8> Stmts;
  bool Invalid = false;
  for (const Expr *Name : llvm::drop_begin(Marker->arguments())) {
    VarDecl *Var = variable(Name, Loc);
    Invalid |= !Var;
    if (!Var || CopyOf.count(Var))
      continue;
    if (!mayChange(Var))
      continue; // it is its own copy, and Clang's warnings know it
    VarDecl *Copy = Nodes.twin(F, Var, Loc);
    CopyOf[Var] = Copy;
    Copies.insert(Copy);
    copy(Var, Copy, Loc, Stmts);
  }
  if (Marker->getNumArgs() < 2) {
    Diags.error(Loc, "'__defer_capture' names no variable; did you mean "
                     "'__defer'?");
    Invalid = true;
  }
  if (Invalid)
    return nullptr;
  Renamer(CopyOf, Ctx, Changes).visit(Site->getElse());
  Stmts.push_back(Site);
  return Nodes.block(Stmts, Loc, Site->getEndLoc());
}

/// Outer deferrals before those in their statements.
void CaptureExpander::walk(Stmt *S) {
  for (Stmt *&Child : S->children()) {
    if (!Child)
      continue;
    Stmt *Old = Child;
    const CallExpr *Marker = deferralMarker(Old);
    if (Marker && isCapture(Marker))
      if (Stmt *New = expand(cast<IfStmt>(Old), Marker))
        Changes.set(Child, New);
    walk(Old);
  }
}

void defer::expandCaptures(FunctionDecl *F, const VarDecl *Result,
                           ASTContext &Ctx, NodeFactory &Nodes,
                           Diagnoser &Diags, NodeChanges &Changes) {
  CaptureExpander(F, Result, Ctx, Nodes, Diags, Changes).walk(F->getBody());
}
