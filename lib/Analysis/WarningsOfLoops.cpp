//===- WarningsOfLoops.cpp - deferrals that are reached again and again ---===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   loop            for (;;) { __defer f(); ... }
//                   a record for each round is kept, and nothing bounds them
//   loop-variable   for (int i = 0; ...) __defer f(i);
//                   each f() gets the last i
//
// For both the deferral must be in the natural loop: control that goes on
// behind it comes round without leaving the loop first.  A deferral behind
// which the loop is left is pending once.
//
//===----------------------------------------------------------------------===//

#include "Warnings.h"

#include "defer/Analysis/NodeVisitor.h"

#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;
using namespace defer;

namespace {

/// The loops of one body, by what makes the edge back to their first block.
class LoopWarnings {
public:
  LoopWarnings(const Body &B, const BodyFlow &Flow, Warnings &W);

  void run();

private:
  using Nodes = llvm::SmallVector<const FlowGraph::Node *, 2>;

  /// Calls a function with the deferrals in the natural loop of some edges
  /// back to one node.
  template <typename Function>
  void forEachIn(const Nodes &Backs, const FlowGraph::Node *Head, Function Do);
  bool isEndless(const Stmt *Loop) const;
  void findLoops();
  void findGotos();
  void findVariables(const Deferral &D, const ForStmt *Loop);
  bool isChanged(const VarDecl *Var, const ForStmt *Loop);

  void warnOfLoop(const Deferral &D, const Stmt *Loop);
  void warnOfVariables(const Deferral &D,
                       const llvm::SmallVectorImpl<const VarDecl *> &Vars);

  const Body &B;
  const BodyFlow &Flow;
  Warnings &W;
  std::vector<std::pair<const Deferral *, const FlowGraph::Node *>> Dynamic;
  llvm::MapVector<const Stmt *, Nodes> LoopBacks;
  /// The innermost loop with no bound that each deferral is in.
  llvm::MapVector<const Deferral *, const Stmt *> Unbounded;
  llvm::MapVector<const Deferral *, llvm::SmallVector<const VarDecl *, 2>>
      Variables;
  llvm::DenseMap<const VarDecl *, bool> Changed;
};

/// Looks for anything that is done with a variable but to read it, outside of
/// deferred statements.
class ChangeFinder : public NodeVisitor {
public:
  explicit ChangeFinder(const VarDecl *Var) : Var(Var) {}

  bool enters(const Stmt &S) override { return !deferralMarker(&S); }
  void stmt(Stmt &S) override {
    if (auto *Cast = dyn_cast<ImplicitCastExpr>(&S)) {
      if (Cast->getCastKind() == CK_LValueToRValue)
        if (auto *Ref =
                dyn_cast<DeclRefExpr>(Cast->getSubExpr()->IgnoreParens()))
          Others -= Ref->getDecl() == Var;
    } else if (auto *Ref = dyn_cast<DeclRefExpr>(&S))
      Others += Ref->getDecl() == Var;
  }

  int Others = 0;

private:
  const VarDecl *Var;
};

} // namespace

LoopWarnings::LoopWarnings(const Body &B, const BodyFlow &Flow, Warnings &W)
    : B(B), Flow(Flow), W(W) {
  for (const Deferral *D : B.Deferrals)
    // What is run or cancelled by name may not be there in the next round.
    if (D->isDynamic() && !D->IsUsed && W.isReached(*D))
      if (const FlowGraph::Node *N = Flow.NodeOf.lookup(D->Marker))
        Dynamic.push_back({D, N});
  if (Dynamic.empty())
    return;
  for (const FlowGraph::Node &N : Flow.Graph.Nodes)
    if (const Stmt *Loop = N.Block->getLoopTarget())
      if (!N.Succs.empty())
        LoopBacks[Loop].push_back(&N);
}

template <typename Function>
void LoopWarnings::forEachIn(const Nodes &Backs, const FlowGraph::Node *Head,
                             Function Do) {
  llvm::BitVector In = Flow.Graph.leadingTo(Backs, Head);
  for (const auto &Each : Dynamic)
    if (In.test(Each.second->id()))
      Do(*Each.first);
}

bool LoopWarnings::isEndless(const Stmt *Loop) const {
  const Expr *Cond = nullptr;
  if (auto *For = dyn_cast<ForStmt>(Loop))
    Cond = For->getCond();
  else if (auto *While = dyn_cast<WhileStmt>(Loop))
    Cond = While->getCond();
  else if (auto *Do = dyn_cast<DoStmt>(Loop))
    Cond = Do->getCond();
  else
    return false;
  bool Value = false;
  return !Cond || (Cond->EvaluateAsBooleanCondition(Value, W.Ctx) && Value);
}

void LoopWarnings::findLoops() {
  for (const auto &Each : LoopBacks) {
    const Stmt *Loop = Each.first;
    auto *For = dyn_cast<ForStmt>(Loop);
    bool Declares = For && isa_and_nonnull<DeclStmt>(For->getInit());
    bool Endless = isEndless(Loop);
    if (!Declares && !Endless)
      continue;
    forEachIn(Each.second, Each.second.front()->Succs.front(),
              [&](const Deferral &D) {
                if (Declares)
                  findVariables(D, For);
                if (!Endless)
                  return;
                const Stmt *&Known = Unbounded[&D];
                if (!Known || W.SM.isBeforeInTranslationUnit(
                                  Known->getBeginLoc(), Loop->getBeginLoc()))
                  Known = Loop;
              });
  }
}

/// A `goto` to a label further up is a loop, too, that has no condition.
void LoopWarnings::findGotos() {
  llvm::DenseMap<const Stmt *, const FlowGraph::Node *> JumpAt, LabelAt;
  for (const FlowGraph::Node &N : Flow.Graph.Nodes) {
    if (auto *Goto = dyn_cast_or_null<GotoStmt>(N.Block->getTerminatorStmt()))
      JumpAt[Goto] = &N;
    if (const Stmt *Label = N.Block->getLabel())
      LabelAt[Label] = &N;
  }
  struct Backward {
    Nodes From;
    const Stmt *First;
  };
  llvm::MapVector<const LabelStmt *, Backward> Loops;
  for (const auto &Jump : W.Model.Gotos) {
    auto Label = W.Model.Labels.find(cast<GotoStmt>(Jump.S)->getLabel());
    if (Label == W.Model.Labels.end() || !JumpAt.count(Jump.S) ||
        !LabelAt.count(Label->second.S) ||
        !W.SM.isBeforeInTranslationUnit(Label->second.S->getBeginLoc(),
                                        Jump.S->getBeginLoc()))
      continue;
    Backward &Loop = Loops[Label->second.S];
    if (Loop.From.empty())
      Loop.First = Jump.S;
    Loop.From.push_back(JumpAt[Jump.S]);
  }
  for (const auto &Each : Loops)
    forEachIn(Each.second.From, LabelAt[Each.first], [&](const Deferral &D) {
      // What a jump from elsewhere leads past is not in the loop.
      if (W.SM.isBeforeInTranslationUnit(Each.first->getBeginLoc(), D.Loc))
        Unbounded.insert({&D, Each.second.First});
    });
}

bool LoopWarnings::isChanged(const VarDecl *Var, const ForStmt *Loop) {
  auto New = Changed.try_emplace(Var);
  if (New.second) {
    ChangeFinder Finder(Var);
    for (const Stmt *Part :
         {static_cast<const Stmt *>(Loop->getCond()),
          static_cast<const Stmt *>(Loop->getInc()), Loop->getBody()})
      Finder.visit(Part);
    New.first->second = Finder.Others != 0;
  }
  return New.first->second;
}

void LoopWarnings::findVariables(const Deferral &D, const ForStmt *Loop) {
  for (const Decl *Each : cast<DeclStmt>(Loop->getInit())->decls()) {
    auto *Var = dyn_cast<VarDecl>(Each);
    if (Var && Var->hasLocalStorage() &&
        llvm::any_of(D.Names,
                     [&](const NamedVar &N) { return N.Var == Var; }) &&
        isChanged(Var, Loop))
      Variables[&D].push_back(Var);
  }
}

void LoopWarnings::warnOfLoop(const Deferral &D, const Stmt *Loop) {
  W.add(W.wordLocation(D), [&W = W, &B = B, &D, Loop] {
    W.Diags.warning(W.wordLocation(D), "loop",
                    "deferral in a loop without a bound: each round leaves one "
                    "more pending until the %select{function is left|deferred "
                    "statement that it is in ends}0")
        << (B.Of != nullptr);
    W.Diags.note(Loop->getBeginLoc(), isa<GotoStmt>(Loop)
                                          ? "this 'goto' makes the loop"
                                          : "no condition ends this loop");
    W.suggestScoped(D);
  });
}

void LoopWarnings::warnOfVariables(
    const Deferral &D, const llvm::SmallVectorImpl<const VarDecl *> &Vars) {
  std::vector<std::string> Names, Quoted;
  for (const VarDecl *Var : Vars) {
    Names.push_back(Var->getNameAsString());
    Quoted.push_back("'" + Names.back() + "'");
  }
  std::string List = llvm::join(Names, ", ");
  std::string Shown = llvm::join(Quoted, " and ");
  W.add(W.wordLocation(D), [&W = W, &D, List, Shown, First = Vars.front()] {
    FixItHint Capture;
    if (W.writtenWord(D) == "__defer")
      Capture = FixItHint::CreateReplacement(SourceRange(D.Loc),
                                             "__defer_capture(" + List + ")");
    // A name and a capture cannot go together; a variable of the body can.
    W.Diags.warning(W.wordLocation(D), "loop-variable",
                    "whenever it runs, the deferred statement sees the last "
                    "value of %0; did you mean %select{'__defer_capture(%1)'|a "
                    "variable of the loop's body}2?")
        << Shown << List << !D.Handle.empty() << Capture;
    W.Diags.note(First->getLocation(),
                 "%0 is one variable for all rounds of the loop")
        << First;
  });
}

void LoopWarnings::run() {
  if (Dynamic.empty())
    return;
  findLoops();
  findGotos();
  for (const auto &Each : Unbounded)
    if (!W.NeverRun.count(Each.first))
      warnOfLoop(*Each.first, Each.second);
  for (auto &Each : Variables) {
    llvm::sort(Each.second, [&](const VarDecl *X, const VarDecl *Y) {
      return W.SM.isBeforeInTranslationUnit(X->getLocation(), Y->getLocation());
    });
    warnOfVariables(*Each.first, Each.second);
  }
}

void defer::warnOfLoops(Warnings &W) {
  for (const auto &B : W.F.Bodies)
    if (const BodyFlow *Flow = W.flow(*B))
      LoopWarnings(*B, *Flow, W).run();
}
