//===- Releases.cpp - statements that release something -------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Releases.h"

#include "defer/Support/TextCompat.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Expr.h"
#include "clang/AST/Stmt.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;
using namespace defer;

llvm::SmallVector<std::string, 4> defer::partsOf(llvm::StringRef Name) {
  llvm::SmallVector<std::string, 4> Parts;
  std::string Part;
  auto Finish = [&] {
    if (!Part.empty())
      Parts.push_back(llvm::StringRef(Part).lower());
    Part.clear();
  };
  for (size_t I = 0; I < Name.size(); ++I) {
    char C = Name[I];
    if (C == '_' || llvm::isDigit(C)) {
      Finish();
      continue;
    }
    bool Upper = C >= 'A' && C <= 'Z';
    if (Upper && I && Name[I - 1] >= 'a' && Name[I - 1] <= 'z')
      Finish();
    Part += C;
  }
  Finish();
  return Parts;
}

static bool isReleasePart(llvm::StringRef Part) {
  static const char *const Whole[] = {
      "cleanup", "close",    "closedir", "dealloc",  "decref",     "deinit",
      "delete",  "destroy",  "detach",   "discard",  "disconnect", "dispose",
      "end",     "finalize", "fini",     "finish",   "free",       "leave",
      "munmap",  "release",  "shutdown", "teardown", "term",       "terminate",
      "uninit",  "unlock",   "unmap",    "unref"};
  return llvm::is_contained(Whole, Part) || compat::endsWith(Part, "free") ||
         compat::startsWith(Part, "free") || compat::endsWith(Part, "close") ||
         compat::endsWith(Part, "unlock");
}

static bool isAcquirePart(llvm::StringRef Part) {
  static const char *const Whole[] = {
      "acquire", "alloc", "attach",  "begin", "create",  "enter",   "get",
      "hold",    "init",  "lock",    "new",   "open",    "prepare", "ref",
      "setup",   "start", "startup", "push",  "connect", "incref",  "load"};
  if (isReleasePart(Part))
    return false; // "unlock"
  return llvm::is_contained(Whole, Part) || compat::endsWith(Part, "lock") ||
         compat::endsWith(Part, "open") || compat::endsWith(Part, "alloc") ||
         compat::endsWith(Part, "init");
}

bool defer::namesRelease(llvm::StringRef Name) {
  auto Parts = partsOf(Name);
  return llvm::any_of(
      Parts, [](const std::string &Part) { return isReleasePart(Part); });
}

/// An expression that only reads.
static bool isPlain(const Expr *E, const ASTContext &Ctx) {
  return !E->HasSideEffects(Ctx);
}

const CallExpr *defer::releaseOf(const Stmt *S, const ASTContext &Ctx) {
  if (auto *E = dyn_cast<Expr>(S)) {
    auto *Call = dyn_cast<CallExpr>(E->IgnoreParenCasts());
    const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
    if (!Callee || !Callee->getIdentifier() || Callee->isNoReturn() ||
        !namesRelease(Callee->getName()))
      return nullptr;
    for (const Expr *Arg : Call->arguments())
      if (!isPlain(Arg, Ctx))
        return nullptr;
    return Call;
  }
  if (auto *If = dyn_cast<IfStmt>(S)) {
    if (If->getElse() || If->hasInitStorage() || If->hasVarStorage() ||
        !isPlain(If->getCond(), Ctx))
      return nullptr;
    return releaseOf(If->getThen(), Ctx);
  }
  if (auto *For = dyn_cast<ForStmt>(S)) {
    if (For->getInit() && !isa<Expr>(For->getInit()))
      return nullptr;
    return For->getCond() && isPlain(For->getCond(), Ctx)
               ? releaseOf(For->getBody(), Ctx)
               : nullptr;
  }
  if (auto *Block = dyn_cast<CompoundStmt>(S)) {
    const CallExpr *First = nullptr;
    for (const Stmt *Item : Block->body()) {
      const CallExpr *Each = releaseOf(Item, Ctx);
      auto *E = dyn_cast<Expr>(Item);
      auto *Op = E ? dyn_cast<BinaryOperator>(E->IgnoreParens()) : nullptr;
      // What was released is often set to null.
      bool Resets = Op && Op->getOpcode() == BO_Assign &&
                    isPlain(Op->getLHS(), Ctx) && isPlain(Op->getRHS(), Ctx);
      if (!Each && !(First && Resets))
        return nullptr;
      if (!First)
        First = Each;
    }
    return First;
  }
  return nullptr;
}

Subject::Subject(const CallExpr *Release, const Locals &All,
                 const ASTContext &Ctx)
    : All(All), Ctx(Ctx) {
  for (const std::string &Part : partsOf(Release->getDirectCallee()->getName()))
    if (!isReleasePart(Part))
      Stem.push_back(Part);
  if (!Release->getNumArgs())
    return;
  const Expr *E = Release->getArg(0)->IgnoreParenCasts();
  if (auto *Address = dyn_cast<UnaryOperator>(E))
    if (Address->getOpcode() == UO_AddrOf)
      E = Address->getSubExpr()->IgnoreParenCasts();
  Label = All.label(E);
  for (;;) {
    E = E->IgnoreParenCasts();
    if (auto *Member = dyn_cast<MemberExpr>(E))
      E = Member->getBase();
    else if (auto *Element = dyn_cast<ArraySubscriptExpr>(E))
      E = Element->getBase();
    else if (auto *Op = dyn_cast<UnaryOperator>(E))
      E = Op->getSubExpr();
    else
      break;
  }
  if (auto *Ref = dyn_cast<DeclRefExpr>(E))
    Variable = dyn_cast<VarDecl>(Ref->getDecl());
}

bool Subject::isNull(const Expr *E) const {
  return E->isNullPointerConstant(const_cast<ASTContext &>(Ctx),
                                  Expr::NPC_ValueDependentIsNotNull);
}

bool Subject::isAcquiredBy(const Stmt *S, bool Surely) const {
  if (!S)
    return false;
  if (auto *Decls = dyn_cast<DeclStmt>(S)) {
    for (const Decl *D : Decls->decls())
      if (auto *Var = dyn_cast<VarDecl>(D))
        if (Var == Variable && Var->getInit() && !isNull(Var->getInit()) &&
            All.label(Var) == Label)
          return true;
  } else if (auto *Op = dyn_cast<BinaryOperator>(S)) {
    if (Op->isAssignmentOp() && !isNull(Op->getRHS()) && !Label.empty() &&
        All.label(Op->getLHS()->IgnoreParenCasts()) == Label)
      return true;
  } else if (auto *Call = dyn_cast<CallExpr>(S)) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    auto Parts = Callee && Callee->getIdentifier()
                     ? partsOf(Callee->getName())
                     : llvm::SmallVector<std::string, 4>();
    bool Releases = llvm::any_of(
        Parts, [](const std::string &Part) { return isReleasePart(Part); });
    bool Acquires = llvm::any_of(
        Parts, [](const std::string &Part) { return isAcquirePart(Part); });
    if (Releases && !Acquires)
      return false;
    for (const Expr *Arg : Call->arguments()) {
      const Expr *E = Arg->IgnoreParenCasts();
      auto *Address = dyn_cast<UnaryOperator>(E);
      bool Takes = Address && Address->getOpcode() == UO_AddrOf;
      if (Takes)
        E = Address->getSubExpr()->IgnoreParenCasts();
      if (!Label.empty() && ((Takes && !Surely) || Acquires) &&
          All.label(E) == Label)
        return true;
    }
    // With no subject, the names alone belong together.
    if (Label.empty() && Acquires && !Stem.empty()) {
      llvm::SmallVector<std::string, 4> Other;
      for (const std::string &Part : Parts)
        if (!isAcquirePart(Part))
          Other.push_back(Part);
      if (Other == Stem)
        return true;
    }
  }
  for (const Stmt *Child : S->children())
    if (isAcquiredBy(Child, Surely))
      return true;
  return false;
}
