//===- KeptBlocks.cpp - whose variables must be kept execution by execution -=//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A block's variables are kept if a dynamic deferral names one, and the block
// may be executed again in the same run of the deferral's body: it is in a
// loop, or a label outside of it, or setjmp, may lead back before it, or a
// jump from further down leads into it.  The body's outermost block is executed
// once.
//
//===----------------------------------------------------------------------===//

#include "FlowGraph.h"
#include "SourceModel.h"

#include "defer/Analysis/Diagnoser.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/DenseSet.h"

using namespace clang;
using namespace defer;

namespace {
class Repeats {
public:
  Repeats(const SourceModel &Model, const SourceManager &SM);

  /// Whether the block may be executed again in the same run of its body.
  bool mayRunAgain(const SourceBlock *In) const;

private:
  void addJump(const SourceModel::Jump &Jump, const LabelDecl *To,
               const SourceManager &SM);

  /// The number of something in each deferred statement's own body, and of
  /// them in a scope.
  struct Count {
    llvm::DenseMap<const Deferral *, unsigned> All;
    llvm::DenseMap<const SourceBlock *, unsigned> In;
    void add(const Place &At) {
      ++All[At.deferral()];
      for (const SourceBlock *S = At.In; S && S->In == At.deferral();
           S = S->Parent)
        ++In[S];
    }
    bool anyIn(const SourceBlock *S) const { return In.lookup(S) != 0; }
    bool anyOutside(const SourceBlock *S) const {
      return All.lookup(S->In) > In.lookup(S);
    }
  };

  const SourceModel &Model;
  Count Labels, AddressTaken, ComputedGotos;
  /// A `goto` further down, outside of the scope, leads into it.
  llvm::DenseSet<const SourceBlock *> EnteredFromBelow;
};
} // namespace

Repeats::Repeats(const SourceModel &Model, const SourceManager &SM)
    : Model(Model) {
  for (const LabelDecl *L : Model.LabelOrder) {
    const SourceModel::Label &Label = Model.Labels.find(L)->second;
    Labels.add(Label.At);
    if (Label.AddressTaken)
      AddressTaken.add(Label.At);
  }
  for (const auto &Jump : Model.ComputedGotos)
    ComputedGotos.add(Jump.At);
  for (const auto &Jump : Model.Gotos)
    addJump(Jump, cast<GotoStmt>(Jump.S)->getLabel(), SM);
  for (const auto &Jump : Model.AsmGotos)
    for (const AddrLabelExpr *L : cast<GCCAsmStmt>(Jump.S)->labels())
      addJump(Jump, L->getLabel(), SM);
}

void Repeats::addJump(const SourceModel::Jump &Jump, const LabelDecl *To,
                      const SourceManager &SM) {
  auto Label = Model.Labels.find(To);
  // A label that is not declared leads nowhere.  Forward, a jump enters each
  // scope for the first time, or else a label further up leads back to before
  // it.
  if (Label == Model.Labels.end() || !Label->second.S ||
      SM.isBeforeInTranslationUnit(Jump.S->getBeginLoc(),
                                   Label->second.S->getBeginLoc()))
    return;
  for (const SourceBlock *S = Label->second.At.In;
       S && !Jump.At.In->isInside(S); S = S->Parent)
    EnteredFromBelow.insert(S);
}

bool Repeats::mayRunAgain(const SourceBlock *In) const {
  if (In->Outermost)
    return false;
  return In->InLoop || Model.CallsReturnsTwice || Labels.anyOutside(In) ||
         EnteredFromBelow.count(In) ||
         (AddressTaken.anyIn(In) && ComputedGotos.anyOutside(In));
}

/// Calls a function for each variable that a deferred statement names and that
/// stands in an inner block of the body its deferral is in.  (One from further
/// out is the business of the deferral whose statement that body is.)
template <typename Function>
static void forEachInnerName(FunctionDeferrals &F, const SourceModel &Model,
                             Function Do) {
  for (auto &D : F.Deferrals)
    for (NamedVar &N : D->Names) {
      auto Var = Model.Variables.find(N.Var);
      if (Var == Model.Variables.end() || D->isScoped())
        continue; // a parameter, or it lives on to the end of the block
      const SourceBlock *In = Var->second.In;
      if (In->In == D->Owner->Of && !In->Outermost)
        Do(*D, N, In);
    }
}

void defer::checkInnerArrays(FunctionDeferrals &F, ASTContext &Ctx,
                             const SourceModel &Model, Diagnoser &Diags) {
  forEachInnerName(
      F, Model, [&](Deferral &D, NamedVar &N, const SourceBlock *) {
        const char *What = nullptr;
        if (Ctx.getAsVariableArrayType(N.Var->getType()))
          What = "variable length array";
        else if (N.Var->hasAttr<BlocksAttr>())
          What = "'__block' variable"; // to be moved to the heap, and released
        if (!What)
          return;
        Diags.error(D.Loc, "deferred statement names %0, a %1 that does not "
                           "outlive its block")
            << N.Var << What;
        Diags.note(N.Var->getLocation(),
                   "%0 is declared here, in an inner block")
            << N.Var;
      });
}

void defer::keepBlocks(FunctionDeferrals &F, ASTContext &Ctx,
                       const SourceModel &Model, Diagnoser &Diags) {
  Repeats Repeats(Model, Ctx.getSourceManager());
  llvm::DenseMap<const SourceBlock *, unsigned> Number;
  forEachInnerName(
      F, Model, [&](Deferral &D, NamedVar &N, const SourceBlock *In) {
        if (!D.isDynamic() || !Repeats.mayRunAgain(In))
          return;
        if (N.Var->getType()->isSizelessType()) {
          Diags.error(D.Loc,
                      "deferred statement names %0, whose type has no size "
                      "that a record could keep")
              << N.Var;
          Diags.note(N.Var->getLocation(), "%0 is declared here") << N.Var;
          return;
        }
        unsigned &Block = Number[In];
        if (!Block) {
          F.KeptBlocks.push_back({In->S, D.Owner});
          Block = F.KeptBlocks.size();
        }
        N.Block = Block;
      });
}

static bool hasCleanupVariable(const FunctionDecl *F) {
  return llvm::any_of(F->decls(), [](const Decl *D) {
    return isa<VarDecl>(D) && D->hasAttr<CleanupAttr>();
  });
}

std::unique_ptr<FunctionDeferrals>
defer::analyseDeferrals(const FunctionDecl *F, VarDecl *NamedResult,
                        ASTContext &Ctx, Diagnoser &Diags, bool Warn,
                        bool Unwinds, bool Cleanups) {
  auto Result = std::make_unique<FunctionDeferrals>();
  Result->Unwinds = Unwinds;
  Result->Function = F;
  Result->Result = NamedResult;
  SourceModel Model;
  unsigned Before = Diags.errors();
  collect(*Result, Ctx, Diags, Model);
  if (Result->Deferrals.empty() && Result->Recoveries.empty() && !NamedResult &&
      Diags.errors() == Before && !(Cleanups && hasCleanupVariable(F)))
    return nullptr;
  checkInnerArrays(*Result, Ctx, Model, Diags);
  checkJumps(*Result, Model, Diags);
  Result->Invalid = Diags.errors() != Before;
  // The control flow graph is of what is right only.
  if (Result->Invalid)
    return Result;
  BodyFlows Flows(*Result, Ctx);
  decide(*Result, Ctx, Model, Flows, Diags);
  findReentry(*Result, Diags);
  keepBlocks(*Result, Ctx, Model, Diags);
  if (!Result->KeptBlocks.empty())
    checkJumps(*Result, Model, Diags);
  findLeavingGotos(*Result, Model);
  Result->Invalid = Diags.errors() != Before;
  // With -w none is shown, whatever else is said.
  if (Warn && !Result->Invalid && !Diags.ignoresWarnings())
    warnOfDeferrals(*Result, Ctx, Model, Flows, Diags);
  return Result;
}
