//===- InitialisedNames.cpp - what S may take as initialised --------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Clang's own analysis of a model in which each S stands at the end of its
// block finds the uses in S of what is not initialised there.
//
//===----------------------------------------------------------------------===//

#include "InitialisedNames.h"

#include "defer/Frontend/FlowModel.h"

#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "clang/Analysis/Analyses/UninitializedValues.h"
#include "clang/Analysis/AnalysisDeclContext.h"
#include "clang/Analysis/CFG.h"
#include "llvm/ADT/DenseSet.h"

using namespace clang;
using namespace defer;

namespace {
struct Uses : UninitVariablesHandler {
  void handleUseOfUninitVariable(const VarDecl *,
                                 const UninitUse &Use) override {
    Found.insert(Use.getUser());
  }
  void handleSelfInit(const VarDecl *Var) override { SelfInit.insert(Var); }

  llvm::DenseSet<const Stmt *> Found;
  llvm::DenseSet<const VarDecl *> SelfInit;
};
} // namespace

/// The variables of the uses in `S` that were found.
static void collect(const Stmt *S, const Uses &Found,
                    llvm::DenseSet<const ValueDecl *> &Variables) {
  if (auto *Ref = dyn_cast<DeclRefExpr>(S))
    if (Found.Found.contains(Ref))
      Variables.insert(Ref->getDecl());
  for (const Stmt *Child : S->children())
    if (Child)
      collect(Child, Found, Variables);
}

InitialisedNames defer::findInitialisedNames(const FunctionDeferrals &F,
                                             ASTContext &Ctx,
                                             NodeFactory &Nodes) {
  InitialisedNames Result;
  FlowModel AtBlockEnds(F, Ctx, Nodes, FlowKind::Blocks);
  AnalysisDeclContext AC(nullptr, F.Function);
  AC.getCFGBuildOptions().PruneTriviallyFalseEdges = true;
  AC.getCFGBuildOptions()
      .setAlwaysAdd(Stmt::BinaryOperatorClass)
      .setAlwaysAdd(Stmt::CompoundAssignOperatorClass)
      .setAlwaysAdd(Stmt::BlockExprClass)
      .setAlwaysAdd(Stmt::CStyleCastExprClass)
      .setAlwaysAdd(Stmt::DeclRefExprClass)
      .setAlwaysAdd(Stmt::ImplicitCastExprClass)
      .setAlwaysAdd(Stmt::UnaryOperatorClass);
  CFG *G = AC.getCFG();
  if (!G)
    return Result;
  Uses Found;
  UninitVariablesAnalysisStats Stats{};
  runUninitializedVariablesAnalysis(*F.Function, *G, AC, Found, Stats);
  for (const auto &D : F.Deferrals) {
    if (D->isScoped())
      continue; // its statement runs behind it, whatever the way
    llvm::DenseSet<const ValueDecl *> Not;
    collect(D->S, Found, Not);
    for (const NamedVar &Name : D->Names)
      if (!Not.contains(Name.Var))
        Result[D.get()].push_back(const_cast<VarDecl *>(Name.Var));
  }
  return Result;
}
