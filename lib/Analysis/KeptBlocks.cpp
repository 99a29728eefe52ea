//===- KeptBlocks.cpp - whose variables must be kept execution by execution -=//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A block's variables are kept if a dynamic deferral names one, and the block
// may be executed again in the same run of the deferral's body: it is in a
// loop, or a label outside of it, or setjmp, may lead back before it.  The
// body's outermost block is executed once.
//
//===----------------------------------------------------------------------===//

#include "SourceModel.h"

#include "defer/Analysis/Diagnoser.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"

using namespace clang;
using namespace defer;

namespace {
class Repeats {
public:
  explicit Repeats(const SourceModel &Model) : Model(Model) {
    for (const LabelDecl *L : Model.LabelOrder) {
      const Place &At = Model.Labels.find(L)->second.At;
      ++Labels[At.deferral()];
      for (const Scope *In = At.In; In && In->In == At.deferral();
           In = In->Parent)
        ++LabelsIn[In];
    }
  }

  /// Whether the block may be executed again in the same run of its body.
  bool mayRunAgain(const Scope *In) const {
    if (In->Outermost)
      return false;
    return In->InLoop || Model.CallsReturnsTwice ||
           Labels.lookup(In->In) > LabelsIn.lookup(In);
  }

private:
  const SourceModel &Model;
  /// The labels of each deferred statement's own, and of them those in a scope.
  llvm::DenseMap<const Deferral *, unsigned> Labels;
  llvm::DenseMap<const Scope *, unsigned> LabelsIn;
};
} // namespace

void defer::keepBlocks(FunctionDeferrals &F, ASTContext &Ctx,
                       const SourceModel &Model, Diagnoser &Diags) {
  Repeats Repeats(Model);
  llvm::DenseMap<const Scope *, unsigned> Number;
  for (auto &D : F.Deferrals)
    for (NamedVar &N : D->Names) {
      auto Var = Model.Variables.find(N.Var);
      if (Var == Model.Variables.end())
        continue; // a parameter
      const Scope *In = Var->second.In;
      // A variable from further out is the business of the deferral whose
      // statement this one is in.
      if (In->In != D->Owner->Of || In->Outermost)
        continue;
      if (Ctx.getAsVariableArrayType(N.Var->getType())) {
        Diags.error(D->Loc, "deferred statement names %0, a variable length "
                            "array that does not outlive its block")
            << N.Var;
        Diags.note(N.Var->getLocation(), "%0 is declared here, in an inner "
                                         "block")
            << N.Var;
        continue;
      }
      if (!D->isDynamic() || !Repeats.mayRunAgain(In))
        continue;
      unsigned &Block = Number[In];
      if (!Block) {
        F.KeptBlocks.push_back({In->S, D->Owner});
        Block = F.KeptBlocks.size();
      }
      N.Block = Block;
    }
}

std::unique_ptr<FunctionDeferrals>
defer::analyseDeferrals(const FunctionDecl *F, ASTContext &Ctx,
                        Diagnoser &Diags) {
  auto Result = std::make_unique<FunctionDeferrals>();
  Result->Function = F;
  SourceModel Model;
  unsigned Before = Diags.errors();
  collect(*Result, Ctx, Diags, Model);
  if (Result->Deferrals.empty() && Diags.errors() == Before)
    return nullptr;
  decide(*Result, Ctx, Model, Diags);
  keepBlocks(*Result, Ctx, Model, Diags);
  checkJumps(*Result, Model, Diags);
  Result->Invalid = Diags.errors() != Before;
  return Result;
}
