//===- WarningsOfReturns.cpp - writes to what has been returned -----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   int rc = 0;
//   __defer if (fclose(f)) rc = -1;      the value has been returned by then
//   return rc;
//
// The warning is for a write that nothing can see any more: the deferral may
// be pending at a `return` of the plain variable, runs when the function is
// left, and no deferred statement uses the variable after the write.
//
//===----------------------------------------------------------------------===//

#include "Warnings.h"

#include "defer/Analysis/PendingAtExits.h"

#include "clang/AST/Attr.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "clang/AST/Stmt.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;
using namespace defer;

namespace {

/// The writes and uses of variables in one deferred statement, numbered in the
/// order in which they are executed.
class WriteFinder {
public:
  struct Write {
    const VarDecl *Var;
    SourceLocation Loc;
    unsigned Order;
  };

  explicit WriteFinder(const Stmt *S) { walk(S, true); }

  /// Whether the variable is used after the write.
  bool isUsedAfter(const Write &W) const {
    if (Pointed.count(W.Var))
      return true;
    auto Last = LastUse.find(W.Var);
    return Last != LastUse.end() && Last->second > W.Order;
  }
  bool isUsed(const VarDecl *Var) const { return LastUse.count(Var) != 0; }

  std::vector<Write> Writes; ///< whose own value is not used

private:
  void walk(const Stmt *S, bool Discarded);
  void walkTarget(const Expr *E, const VarDecl *Var);
  void use(const VarDecl *Var) { LastUse[Var] = ++Order; }
  static const VarDecl *target(const Expr *E);

  llvm::DenseMap<const VarDecl *, unsigned> LastUse;
  llvm::SmallPtrSet<const VarDecl *, 4> Pointed;
  unsigned Order = 0;
};

class ReturnWarnings {
public:
  explicit ReturnWarnings(Warnings &W) : W(W) {}
  void run();

private:
  struct Lost {
    const Deferral *D;
    WriteFinder::Write Write;
    const ReturnStmt *Return;
  };

  void findReturns();
  void find(const Deferral &D, const WriteFinder &In);
  bool isPending(const Deferral &D, const SourceModel::Jump &Return);
  FixItHint namedResult(const VarDecl *Var) const;
  void warn(const Lost &L);

  Warnings &W;
  llvm::DenseMap<const VarDecl *, llvm::SmallVector<SourceModel::Jump, 2>>
      Returns;
  std::vector<std::pair<const Deferral *, WriteFinder>> Statements;
  std::optional<PendingAtExits> Exits;
  bool HasExits = false;
  std::vector<Lost> Found;
};

} // namespace

/// The variable that an assignment to `E` changes, or a part of.
const VarDecl *WriteFinder::target(const Expr *E) {
  for (;;) {
    E = E->IgnoreParens();
    if (auto *Member = dyn_cast<MemberExpr>(E)) {
      if (Member->isArrow())
        return nullptr;
      E = Member->getBase();
    } else if (auto *Element = dyn_cast<ArraySubscriptExpr>(E)) {
      E = Element->getBase()->IgnoreParenImpCasts();
      if (!E->getType()->isArrayType())
        return nullptr;
    } else {
      auto *Ref = dyn_cast<DeclRefExpr>(E);
      return Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
    }
  }
}

/// The indices in the place that is assigned to.
void WriteFinder::walkTarget(const Expr *E, const VarDecl *Var) {
  E = E->IgnoreParenImpCasts();
  if (auto *Member = dyn_cast<MemberExpr>(E))
    return walkTarget(Member->getBase(), Var);
  if (auto *Element = dyn_cast<ArraySubscriptExpr>(E)) {
    walkTarget(Element->getBase(), Var);
    walk(Element->getIdx(), false);
  }
}

void WriteFinder::walk(const Stmt *S, bool Discarded) {
  if (!S)
    return;
  if (auto *E = dyn_cast<Expr>(S)) {
    const Expr *Plain = E->IgnoreParens();
    if (auto *Ref = dyn_cast<DeclRefExpr>(Plain))
      if (auto *Var = dyn_cast<VarDecl>(Ref->getDecl()))
        use(Var);
    if (auto *Literal = dyn_cast<BlockExpr>(Plain))
      for (const BlockDecl::Capture &Each : Literal->getBlockDecl()->captures())
        use(Each.getVariable());
    if (auto *Cast = dyn_cast<CStyleCastExpr>(Plain))
      if (Cast->getType()->isVoidType())
        Plain = Cast->getSubExpr()->IgnoreParens();
    auto *Binary = dyn_cast<BinaryOperator>(Plain);
    auto *Unary = dyn_cast<UnaryOperator>(Plain);
    if (Unary && Unary->getOpcode() == UO_AddrOf)
      if (const VarDecl *Var = target(Unary->getSubExpr()))
        Pointed.insert(Var); // what is done with it is not known
    const Expr *To = Binary && Binary->isAssignmentOp() ? Binary->getLHS()
                     : Unary && Unary->isIncrementDecrementOp()
                         ? Unary->getSubExpr()
                         : nullptr;
    const VarDecl *Var = To && Discarded ? target(To) : nullptr;
    if (Var) {
      walkTarget(To, Var);
      if (Binary)
        walk(Binary->getRHS(), false);
      Writes.push_back({Var, To->getBeginLoc(), ++Order});
      return;
    }
    if (Binary && Binary->isCommaOp()) {
      walk(Binary->getLHS(), true);
      return walk(Binary->getRHS(), Discarded);
    }
    for (const Stmt *Child : Plain->children())
      walk(Child, false);
    return;
  }
  bool Loops = isa<ForStmt, WhileStmt, DoStmt>(S);
  unsigned Before = Order;
  if (auto *For = dyn_cast<ForStmt>(S)) {
    walk(For->getInit(), true);
    walk(For->getCond(), false);
    walk(For->getBody(), true);
    walk(For->getInc(), true);
  } else {
    const Expr *Value = nullptr;
    if (auto *If = dyn_cast<IfStmt>(S))
      Value = If->getCond();
    else if (auto *While = dyn_cast<WhileStmt>(S))
      Value = While->getCond();
    else if (auto *Do = dyn_cast<DoStmt>(S))
      Value = Do->getCond();
    else if (auto *Switch = dyn_cast<SwitchStmt>(S))
      Value = Switch->getCond();
    bool Uses = isa<DeclStmt, AsmStmt, SwitchCase>(S);
    for (const Stmt *Child : S->children())
      walk(Child, Child != Value && !(Uses && isa_and_nonnull<Expr>(Child)));
  }
  if (!Loops && !isa<LabelStmt>(S))
    return;
  // What comes before a write in a loop comes after it as well; a label is
  // taken for the start of a loop that has the whole statement in it.
  if (isa<LabelStmt>(S))
    Before = 0;
  ++Order;
  for (auto &Each : LastUse)
    if (Each.second > Before)
      Each.second = Order;
}

/// The `return`s of plain variables of the function.
void ReturnWarnings::findReturns() {
  for (const auto &Each : W.Model.Returns) {
    const Expr *Value = cast<ReturnStmt>(Each.S)->getRetValue();
    auto *Ref =
        Value ? dyn_cast<DeclRefExpr>(Value->IgnoreParenImpCasts()) : nullptr;
    auto *Var = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
    if (Var && Var->hasLocalStorage() && !Var->hasAttr<BlocksAttr>() &&
        !Var->hasAttr<CleanupAttr>() && !Var->getType().isVolatileQualified())
      Returns[Var].push_back(Each);
  }
}

/// Whether the deferral may be pending at the `return`.
bool ReturnWarnings::isPending(const Deferral &D,
                               const SourceModel::Jump &Return) {
  if (!HasExits) {
    HasExits = true;
    Exits = findPendingAtExits(*D.Owner, W.F, W.Ctx);
  }
  auto Known =
      Exits ? Exits->Returns.find(Return.S) : decltype(Exits->Returns.end())();
  if (!Exits || Known == Exits->Returns.end())
    return false;
  if (D.isScoped())
    return Return.At.indexIn(W.Model.OutermostOf.lookup(D.Owner)) > D.Index;
  auto Here = llvm::find(D.Owner->Deferrals, &D);
  return Known->second.May.test(Here - D.Owner->Deferrals.begin());
}

void ReturnWarnings::find(const Deferral &D, const WriteFinder &In) {
  llvm::SmallPtrSet<const VarDecl *, 4> Seen;
  for (const WriteFinder::Write &Write : In.Writes) {
    auto Of = Returns.find(Write.Var);
    if (Of == Returns.end() || In.isUsedAfter(Write) ||
        (D.isDynamic() && In.isUsed(Write.Var)))
      continue;
    // What is deferred by others may run later.
    if (llvm::any_of(Statements, [&](const auto &Other) {
          return Other.first != &D && Other.second.isUsed(Write.Var);
        }))
      continue;
    for (const SourceModel::Jump &Return : Of->second)
      if (isPending(D, Return)) {
        if (Seen.insert(Write.Var).second)
          Found.push_back({&D, Write, cast<ReturnStmt>(Return.S)});
        break;
      }
  }
}

/// Makes the variable the named result, if that is all there is to change.
FixItHint ReturnWarnings::namedResult(const VarDecl *Var) const {
  if (!W.Ctx.hasSameType(Var->getType(),
                         W.F.Function->getReturnType().getUnqualifiedType()) ||
      llvm::any_of(Found, [&](const Lost &L) { return L.Write.Var != Var; }))
    return FixItHint();
  for (const Stmt *Item : cast<CompoundStmt>(W.F.Function->getBody())->body()) {
    auto *Decls = dyn_cast<DeclStmt>(Item);
    if (Decls && Decls->isSingleDecl() && Decls->getSingleDecl() == Var &&
        Decls->getBeginLoc().isFileID() && !Var->hasAttrs())
      return FixItHint::CreateInsertion(Decls->getBeginLoc(),
                                        "__defer_result ");
  }
  return FixItHint();
}

void ReturnWarnings::warn(const Lost &L) {
  FixItHint Fix = namedResult(L.Write.Var);
  W.add(L.Write.Loc, [&W = W, L, Fix] {
    W.Diags.warning(L.Write.Loc, "returned-value",
                    "write to %0 when its value has already been returned; "
                    "did you mean '__defer_result'?")
        << L.Write.Var << Fix;
    W.Diags.note(L.Return->getBeginLoc(), "the value is returned here");
    noteDeferral(W.Diags, *L.D);
  });
}

void ReturnWarnings::run() {
  if (W.F.Result)
    return; // the function knows of named results
  findReturns();
  if (Returns.empty())
    return;
  const Body &Function = W.bodyOf(nullptr);
  for (const auto &D : W.F.Deferrals)
    if (D->Owner == &Function && W.isReached(*D))
      Statements.push_back({D.get(), WriteFinder(D->S)});
  for (const auto &Each : Statements)
    // A block may be left, and the variable be used, before the function ends.
    if (!Each.first->isScoped() || Each.first->Block == Function.Root)
      find(*Each.first, Each.second);
  for (const Lost &L : Found)
    warn(L);
}

void defer::warnOfReturnedValues(Warnings &W) { ReturnWarnings(W).run(); }
