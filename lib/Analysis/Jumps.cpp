//===- Jumps.cpp - jumps that deferrals forbid ----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Clang's own checker of jumps has finished when a plugin sees the AST, and to
// it a deferred statement is the arm of an `if`.
//
//===----------------------------------------------------------------------===//

#include "SourceModel.h"

#include "defer/Analysis/Diagnoser.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "clang/AST/Stmt.h"

#include <algorithm>

using namespace clang;
using namespace defer;

namespace {

class JumpChecker {
public:
  JumpChecker(FunctionDeferrals &F, const SourceModel &Model, Diagnoser &Diags);
  void run();

private:
  /// A variable, and the first deferral that names it.
  struct Named {
    const VarDecl *Var;
    const Deferral *By;
  };

  /// Both return whether they reported something.
  bool check(const Stmt *S, const Place &From, const LabelDecl *To,
             const char *Word, bool Maybe);
  bool checkComputed(const Stmt *S, const Place &From);
  /// The first block-scoped deferral in the scope of which `To` is and `From`,
  /// if that is not null, is not.
  const Deferral *skipped(const Place &To, const Place *From) const;
  void checkCase(const SourceModel::Case &Case);
  /// The outermost kept scope that `To` is in and `From` is not, but for
  /// `Except`; null if there is none.
  const Named *enteredKept(const SourceBlock *To, const SourceBlock *From,
                           const Stmt *Except) const;
  void noteTarget(const LabelDecl *To, bool Maybe) {
    if (Maybe)
      Diags.note(To->getLocation(), "%0 is a possible target") << To;
  }
  void noteNamed(const Named &N) {
    Diags.note(N.Var->getLocation(), "%0 is declared here") << N.Var;
    noteDeferral(Diags, *N.By);
  }

  const SourceModel &Model;
  Diagnoser &Diags;
  /// For each scope whose executions have instances, one of its variables.
  llvm::DenseMap<const SourceBlock *, Named> Kept;
  /// The variable length arrays of outermost blocks.
  std::vector<Named> Arrays;
  std::vector<const LabelDecl *> AddressTaken;
};

} // namespace

JumpChecker::JumpChecker(FunctionDeferrals &F, const SourceModel &Model,
                         Diagnoser &Diags)
    : Model(Model), Diags(Diags) {
  for (auto &D : F.Deferrals)
    for (const NamedVar &N : D->Names) {
      auto Var = Model.Variables.find(N.Var);
      if (Var == Model.Variables.end() || D->isScoped())
        continue; // a parameter, or it lives on to the end of the block
      const SourceBlock *In = Var->second.In;
      if (N.Block)
        Kept.insert({In, {N.Var, D.get()}});
      if (In->Outermost && D->Owner->Of == In->In &&
          N.Var->getType()->isVariableArrayType())
        Arrays.push_back({N.Var, D.get()});
    }
  for (const LabelDecl *L : Model.LabelOrder)
    if (Model.Labels.find(L)->second.AddressTaken)
      AddressTaken.push_back(L);
}

/// Whether `In` is `D` or inside its statement.
static bool within(const Deferral *In, const Deferral *D) {
  for (; In; In = In->Owner->Of)
    if (In == D)
      return true;
  return D == nullptr;
}

/// The outermost deferral that `In` is in and `Other` is not.
static const Deferral *entered(const Deferral *In, const Deferral *Other) {
  const Deferral *Found = nullptr;
  for (; In && !within(Other, In); In = In->Owner->Of)
    Found = In;
  return Found;
}

const JumpChecker::Named *JumpChecker::enteredKept(const SourceBlock *To,
                                                   const SourceBlock *From,
                                                   const Stmt *Except) const {
  const Named *Found = nullptr;
  for (; To && !From->isInside(To); To = To->Parent) {
    auto Here = Kept.find(To);
    if (Here != Kept.end() && (!Except || To->SwitchBodyOf != Except))
      Found = &Here->second;
  }
  return Found;
}

/// Whether control goes where it goes through no table: `goto *&&L` is a plain
/// goto to Clang as well.
static bool isPlain(const Stmt *Jump) {
  auto *Computed = dyn_cast<IndirectGotoStmt>(Jump);
  return isa<GotoStmt>(Jump) || (Computed && Computed->getConstantTarget());
}

bool JumpChecker::check(const Stmt *S, const Place &From, const LabelDecl *To,
                        const char *Word, bool Maybe) {
  auto Found = Model.Labels.find(To);
  // A label of an enclosing function, or one that was never defined.
  if (Found == Model.Labels.end() || !Found->second.S)
    return false;
  const Place &At = Found->second.At;

  if (!within(At.deferral(), From.deferral())) {
    const Deferral *Left = entered(From.deferral(), At.deferral());
    Diags.error(S->getBeginLoc(),
                Maybe ? "'%0' may leave a deferred statement"
                      : "'%0' cannot leave a deferred statement")
        << Word;
    noteTarget(To, Maybe);
    noteDeferral(Diags, *Left);
    return true;
  }
  if (const Deferral *Into = entered(At.deferral(), From.deferral())) {
    Diags.error(S->getBeginLoc(),
                Maybe ? "'%0' may jump into a deferred statement"
                      : "'%0' jumps into a deferred statement")
        << Word;
    noteTarget(To, Maybe);
    noteDeferral(Diags, *Into);
    return true;
  }
  if (const Named *N = enteredKept(At.In, From.In, nullptr)) {
    Diags.error(S->getBeginLoc(), Maybe ? "'%0' may jump into a block whose "
                                          "variable %1 is kept by a deferral"
                                        : "'%0' jumps into a block whose "
                                          "variable %1 is kept by a deferral")
        << Word << N->Var;
    noteTarget(To, Maybe);
    noteNamed(*N);
    return true;
  }
  if (const Deferral *Past = skipped(At, &From)) {
    Diags.error(S->getBeginLoc(), Maybe ? "'%0' may jump into the scope of a "
                                          "deferral"
                                        : "'%0' jumps into the scope of a "
                                          "deferral")
        << Word;
    noteTarget(To, Maybe);
    noteDeferral(Diags, *Past);
    return true;
  }
  // Clang makes an exit of a plain `goto` only, and refuses these where there
  // is a cleanup variable.
  const Deferral *Lost = isPlain(S) ? nullptr : skipped(From, &At);
  if (Lost) {
    Diags.error(S->getBeginLoc(), Maybe ? "'%0' may leave the scope of a "
                                          "deferral"
                                        : "'%0' cannot leave the scope of a "
                                          "deferral")
        << Word;
    noteTarget(To, Maybe);
    noteDeferral(Diags, *Lost);
    return true;
  }
  for (const Named &N : Arrays) {
    // Back to before the array, in the outermost block.
    const Place &Var = Model.Variables.find(N.Var)->second;
    if (From.deferral() != Var.deferral() || At.deferral() != Var.deferral() ||
        At.indexIn(Var.In) > Var.Index || From.indexIn(Var.In) <= Var.Index)
      continue;
    Diags.error(S->getBeginLoc(),
                "'%0' leaves the scope of variable length array %1, which "
                "a deferred statement names")
        << Word << N.Var;
    noteTarget(To, Maybe);
    noteNamed(N);
    return true;
  }
  return false;
}

const Deferral *JumpChecker::skipped(const Place &To, const Place *From) const {
  if (Model.Scoped.empty())
    return nullptr;
  const Deferral *Found = nullptr;
  for (const SourceBlock *In = To.In; In; In = In->Parent) {
    auto Here = Model.Scoped.find(In);
    if (Here == Model.Scoped.end())
      continue;
    // A scope reaches from behind the deferral to the end of the block.
    unsigned Least = From && From->In->isInside(In) ? From->indexIn(In) : 0;
    auto First = llvm::partition_point(
        Here->second, [&](const Deferral *D) { return D->Index < Least; });
    if (First != Here->second.end() && (*First)->Index < To.indexIn(In))
      Found = *First;
  }
  return Found;
}

bool JumpChecker::checkComputed(const Stmt *S, const Place &From) {
  if (const LabelDecl *Only = cast<IndirectGotoStmt>(S)->getConstantTarget())
    return check(S, From, Only, "goto", false);
  bool Reported = false;
  for (const LabelDecl *L : AddressTaken)
    Reported |= check(S, From, L, "computed goto", true);
  return Reported;
}

void JumpChecker::checkCase(const SourceModel::Case &Case) {
  if (!Case.Switch)
    return; // Clang has said so
  const char *Word = isa<CaseStmt>(Case.S) ? "case" : "default";
  if (const Deferral *Into =
          entered(Case.At.deferral(), Case.SwitchAt.deferral())) {
    Diags.error(Case.S->getKeywordLoc(),
                "'%0' label in a deferred statement belongs to a 'switch' "
                "outside of it")
        << Word;
    noteDeferral(Diags, *Into);
    return;
  }
  if (const Deferral *Past = skipped(Case.At, &Case.SwitchAt)) {
    Diags.error(Case.S->getKeywordLoc(),
                "'%0' label in the scope of a deferral belongs to a 'switch' "
                "outside of it")
        << Word;
    noteDeferral(Diags, *Past);
    return;
  }
  if (const Named *N = enteredKept(Case.At.In, Case.SwitchAt.In, Case.Switch)) {
    Diags.error(Case.S->getKeywordLoc(), "'%0' label jumps into a block whose "
                                         "variable %1 is kept by a deferral")
        << Word << N->Var;
    noteNamed(*N);
  }
}

void JumpChecker::run() {
  for (const auto &Jump : Model.Gotos)
    check(Jump.S, Jump.At, cast<GotoStmt>(Jump.S)->getLabel(), "goto", false);
  for (const auto &Jump : Model.AsmGotos)
    for (const AddrLabelExpr *L : cast<GCCAsmStmt>(Jump.S)->labels())
      check(Jump.S, Jump.At, L->getLabel(), "asm goto", false);
  // What holds for one computed goto of a scope holds for the next, but for
  // the arrays and deferrals between them.
  const SourceBlock *Checked = nullptr;
  for (const auto &Jump : Model.ComputedGotos) {
    if (Jump.At.In == Checked && Arrays.empty() && Model.Scoped.empty() &&
        !cast<IndirectGotoStmt>(Jump.S)->getConstantTarget())
      continue;
    Checked = checkComputed(Jump.S, Jump.At) ? nullptr : Jump.At.In;
  }
  for (const auto &Case : Model.Cases)
    checkCase(Case);
  for (const auto &Tail : Model.MustTails)
    if (const Deferral *Pending =
            Tail.At.deferral() ? nullptr : skipped(Tail.At, nullptr))
      reportTail(Diags, cast<AttributedStmt>(Tail.S), *Pending);
}

/// The one label a `goto` leads to; null for a computed one.
static const LabelDecl *targetOf(const Stmt *S) {
  if (auto *Goto = dyn_cast<GotoStmt>(S))
    return Goto->getLabel();
  return cast<IndirectGotoStmt>(S)->getConstantTarget();
}

void defer::findLeavingGotos(FunctionDeferrals &F, const SourceModel &Model) {
  std::vector<SourceModel::Jump> Jumps = Model.Gotos;
  llvm::copy_if(Model.ComputedGotos, std::back_inserter(Jumps),
                [](const auto &Jump) { return targetOf(Jump.S) != nullptr; });
  for (auto &B : F.Bodies) {
    if (B->Segments.empty())
      continue;
    const SourceBlock *Outermost = Model.OutermostOf.find(B.get())->second;
    for (const auto &Jump : Jumps) {
      auto To = Model.Labels.find(targetOf(Jump.S));
      if (To == Model.Labels.end() || !To->second.S ||
          Jump.At.deferral() != B->Of || To->second.At.deferral() != B->Of)
        continue;
      for (const Segment &Seg : B->Segments) {
        if (To->second.At.indexIn(Outermost) > Seg.Index ||
            Jump.At.indexIn(Outermost) <= Seg.Index)
          continue;
        B->Leaving.push_back(Jump.S);
        if (!llvm::is_contained(B->Arriving, To->second.S))
          B->Arriving.push_back(To->second.S);
        break;
      }
    }
  }
}

void defer::checkJumps(FunctionDeferrals &F, const SourceModel &Model,
                       Diagnoser &Diags) {
  JumpChecker(F, Model, Diags).run();
}
