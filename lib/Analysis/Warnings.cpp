//===- Warnings.cpp - what is allowed, but looks wrong --------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Warnings.h"

#include "clang/AST/Expr.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/DepthFirstIterator.h"

using namespace clang;
using namespace defer;

Warnings::Warnings(FunctionDeferrals &F, const SourceModel &Model,
                   BodyFlows &Flows, ASTContext &Ctx, Diagnoser &Diags)
    : F(F), Model(Model), Ctx(Ctx), SM(Ctx.getSourceManager()), Diags(Diags),
      Flows(Flows) {
  for (auto *All : {&F.Bodies, &F.OtherBodies})
    for (const auto &B : *All)
      Bodies[B->Of] = B.get();
  // The graph of the function has the deferred statements in it, as branches.
  const BodyFlow *Function = flow(bodyOf(nullptr));
  if (!Function)
    return;
  llvm::df_iterator_default_set<FlowGraph::Node *> Seen;
  auto *Graph = const_cast<FlowGraph *>(&Function->Graph);
  for (FlowGraph::Node *N : llvm::depth_first_ext(Graph, Seen))
    (void)N;
  for (const auto &Each : Function->NodeOf)
    if (Seen.count(const_cast<FlowGraph::Node *>(Each.second)))
      Reached.insert(Each.first);
}

const BodyFlow *Warnings::flow(const Body &B) {
  BodyFlow *Flow = Flows.of(B);
  if (!Flow || !Flow->NodeOf.empty())
    return Flow;
  for (const FlowGraph::Node &N : Flow->Graph.Nodes)
    for (const CFGElement &E : *N.Block)
      if (auto S = E.getAs<CFGStmt>())
        if (auto *Call = dyn_cast<CallExpr>(S->getStmt()))
          Flow->NodeOf[Call] = &N;
  return Flow;
}

SourceLocation Warnings::wordLocation(const Deferral &D) const {
  SourceLocation Loc = D.Loc;
  while (Loc.isMacroID() && SM.isMacroBodyExpansion(Loc) &&
         Lexer::getImmediateMacroName(Loc, SM, Ctx.getLangOpts()) == "defer")
    Loc = SM.getImmediateExpansionRange(Loc).getBegin();
  return Loc;
}

llvm::StringRef Warnings::writtenWord(const Deferral &D) const {
  SourceLocation Loc = wordLocation(D);
  if (Loc.isMacroID())
    return {};
  bool Invalid = false;
  llvm::StringRef Word(SM.getCharacterData(Loc, &Invalid),
                       Lexer::MeasureTokenLength(Loc, SM, Ctx.getLangOpts()));
  return Invalid || Word == "if" ? llvm::StringRef() : Word;
}

/// Whether something comes behind a statement in its block.
static bool hasMoreInBlock(const Stmt *Of, const Stmt *Root) {
  llvm::SmallVector<const Stmt *, 16> Work{Root};
  while (!Work.empty()) {
    const Stmt *S = Work.pop_back_val();
    if (auto *Block = dyn_cast<CompoundStmt>(S)) {
      auto Here = llvm::find(Block->body(), Of);
      if (Here != Block->body_end())
        return std::any_of(Here + 1, Block->body_end(), [](const Stmt *Next) {
          return !isa<NullStmt>(Next);
        });
    }
    for (const Stmt *Child : S->children())
      if (Child)
        Work.push_back(Child);
  }
  return false;
}

void Warnings::suggestScoped(const Deferral &D) const {
  if (writtenWord(D) == "__defer" && hasMoreInBlock(D.Site, D.Owner->Root))
    Diags.note(D.Loc, "'_Defer' would run the statement in each round, when "
                      "its block is left")
        << FixItHint::CreateReplacement(SourceRange(D.Loc), "_Defer");
}

void Warnings::add(SourceLocation Loc, std::function<void()> Give) {
  Found.push_back({Loc, std::move(Give)});
}

void Warnings::give() {
  llvm::stable_sort(Found, [&](const Warning &X, const Warning &Y) {
    return SM.isBeforeInTranslationUnit(X.Loc, Y.Loc);
  });
  for (const Warning &Each : Found)
    Each.Give();
}

void defer::warnOfDeferrals(FunctionDeferrals &F, ASTContext &Ctx,
                            const SourceModel &Model, BodyFlows &Flows,
                            Diagnoser &Diags) {
  Warnings W(F, Model, Flows, Ctx, Diags);
  warnOfForm(W);
  warnOfLostExits(W);
  warnOfLoops(W);
  warnOfRecoveries(W);
  warnOfReturnedValues(W);
  W.give();
}
