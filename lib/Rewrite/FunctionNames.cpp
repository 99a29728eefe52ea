//===- FunctionNames.cpp - the names a function is written with -----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FunctionRewriter.h"

#include "defer/Analysis/Diagnoser.h"
#include "defer/Support/TextCompat.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/Expr.h"
#include "clang/Lex/Preprocessor.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;
using namespace defer;

std::string FunctionRewriter::nameOf(const VarDecl *Var) const {
  auto Known = Vars->Out.find(Var);
  if (Known == Vars->Out.end())
    return Var->getName().str();
  if (Known->second.How == Variables::Kept)
    return KeptNames.at(Known->second.Block) + "->" + Known->second.Name;
  if (Known->second.How == Variables::Shared || Known->second.InStructure)
    return Bodies.at(Known->second.In).Shared + "->" + Known->second.Name;
  if (Known->second.How == Variables::SharedByAddress)
    return "(*" + Bodies.at(Known->second.In).Shared + "->" +
           Known->second.Name + ")";
  return Known->second.Name;
}

/// What a statement is about: the variable that is first in its argument.
static llvm::StringRef subject(const Expr *E) {
  E = E->IgnoreParenCasts();
  if (auto *Unary = dyn_cast<UnaryOperator>(E))
    return subject(Unary->getSubExpr());
  if (auto *Member = dyn_cast<MemberExpr>(E))
    return Member->getMemberDecl()->getIdentifier()
               ? Member->getMemberDecl()->getName()
               : "";
  if (auto *Element = dyn_cast<ArraySubscriptExpr>(E))
    return subject(Element->getBase());
  if (auto *Ref = dyn_cast<DeclRefExpr>(E))
    if (Ref->getDecl()->getIdentifier())
      return Ref->getDecl()->getName();
  return "";
}

std::string FunctionRewriter::statementName(const Stmt *S) {
  if (auto *If = dyn_cast<IfStmt>(S))
    if (!If->getElse())
      return statementName(If->getThen());
  if (auto *Block = dyn_cast<CompoundStmt>(S))
    if (Block->size() == 1)
      return statementName(Block->body_front());
  auto *E = dyn_cast<Expr>(S);
  auto *Call = E ? dyn_cast<CallExpr>(E->IgnoreParenCasts()) : nullptr;
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  if (!Callee || !Callee->getIdentifier())
    return "cleanup";
  llvm::StringRef Name = Callee->getName().ltrim('_');
  if (Name.contains('_'))
    Name = Name.rsplit('_').second;
  std::string Text = Name.empty() ? "cleanup" : Name.str();
  if (Call->getNumArgs())
    if (llvm::StringRef About = subject(Call->getArg(0)); !About.empty())
      Text += "_" + About.str();
  return Text;
}

/// What the function that its statement becomes is about.
std::string FunctionRewriter::nameOf(const Deferral &D) {
  return D.Handle.empty() ? statementName(D.S) : D.Handle.str();
}

void FunctionRewriter::nameStatement(Rung &R) {
  R.Label = R.D         ? statementName(R.D->S)
            : R.Cleanup ? "cleanup_" + R.Cleanup->getNameAsString()
                        : "run_deferred";
}

const std::string &FunctionRewriter::variable(std::string &Name,
                                              llvm::StringRef Wish,
                                              const std::string &Type,
                                              const Body *In,
                                              llvm::StringRef Init) {
  if (Name.empty()) {
    Name = Fresh->fresh(Wish);
    Bodies[In].Top.push_back(
        (Type + Name + (Init.empty() ? "" : " = " + Init) + ";").str());
  }
  return Name;
}

/// The name of a variable that is in a block of its own wherever it is.
const std::string &FunctionRewriter::shared(std::string &Name,
                                            llvm::StringRef Wish) {
  if (Name.empty())
    Name = Fresh->fresh(Wish);
  return Name;
}

/// Where ways that pass a ladder lead to, as a number: a variable of each body,
/// since a statement runs while its body's ladder is passed.
const std::string &FunctionRewriter::leaving(const Body *In) {
  return variable(Bodies[In].Leaving, "leaving", "int ", In, "0");
}

/// Whether a static deferral may run: if not, nothing asks whether it is pending.
bool FunctionRewriter::mayRun(const Deferral &D) const {
  if (F.Unwinds)
    return true;
  for (const auto &Each : L->All)
    for (const Rung &R : Each->Rungs)
      if (R.D == &D && R.Runs)
        return true;
  return llvm::any_of(F.Uses, [&D](const HandleUse &Use) {
    return Use.Runs && Use.Of == &D;
  });
}

const std::string &FunctionRewriter::flagOf(const Deferral &D) {
  return sharedVariable(States[&D].Flag, "pending_" + statementName(D.S),
                        mayComeBack(D.Owner) ? "volatile int " : "int ",
                        D.Owner, "0");
}

/// Whether a `longjmp` may lead back into a body; it cannot lead into a
/// statement.
bool FunctionRewriter::mayComeBack(const Body *B) const {
  return Vars->CallsSetJmp && isFunction(B);
}

/// The list of a body.
void FunctionRewriter::addFrame(const Body *In) {
  BodyState &State = Bodies[In];
  if (!State.Frame.empty())
    return;
  sharedVariable(State.Frame, "deferred", std::string(Calls.Frame) + " ", In,
                 Calls.Empty);
  if (!mayComeBack(In) || !State.Shared.empty())
    return;
  // Its address is known elsewhere, so that it is in memory.
  std::string Pointer = Fresh->fresh("list");
  State.Top.push_back(std::string(Calls.Frame) + " *volatile " + Pointer +
                      " = &" + State.Frame + ";");
  State.Frame = "(*" + Pointer + ")";
}

bool FunctionRewriter::isFunction(const Body *B) const { return !B->Of; }

const std::string &FunctionRewriter::resultName() {
  if (!Result.empty())
    return Result;
  if (F.Result)
    return Result = nameOf(F.Result);
  if (auto *Record = F.Function->getReturnType()->getAs<RecordType>())
    if (Record->hasConstFields())
      fail(F.Function->getLocation(), "what it returns has a constant member");
  Result = Fresh->fresh("result");
  const Body *In = L->bodyOf(F.Function->getBody());
  Bodies[In].Top.push_back(
      written(F.Function->getReturnType().getUnqualifiedType(), Result,
              F.Function->getLocation(), Place::top(In)) +
      ";");
  return Result;
}

void FunctionRewriter::nameRungs() {
  unsigned Id = 0;
  for (const auto &D : F.Deferrals)
    if (L->isRecord(D.get()))
      States[D.get()].Id = ++Id;
  // Ways that share a destination share the jump out of a ladder.
  for (auto &W : L->Ways)
    for (unsigned I = 1; I < W->Passes.size(); ++I) {
      Way::Pass &P = W->Passes[I];
      for (const Ladder::Passing &Other : W->Passes[I - 1].L->Passings) {
        if (Other.W->To < W->To || W->To < Other.W->To)
          continue;
        for (const Way::Pass &Q : Other.W->Passes)
          if (Q.L == P.L && Q.First < P.First) {
            for (unsigned R = Q.First; R != P.First; ++R)
              P.L->Rungs[R].Unsure = true;
            P.First = Q.First;
          }
      }
    }
  for (auto &Each : L->All)
    for (unsigned I = 0; I != Each->Rungs.size(); ++I) {
      Rung &R = Each->Rungs[I];
      if (R.D || R.Cleanup || !R.Drained.empty())
        nameStatement(R);
      else
        R.Label = "leave";
      if (Fresh->has(R.Label))
        R.Label = "do_" + R.Label;
      R.Label = R.Entered ? Fresh->fresh(R.Label) : "";
      Labels.insert(R.Label);
      if (R.D &&
          ((R.Unsure && R.Runs) || F.Unwinds || (R.D->IsUsed && mayRun(*R.D)) ||
           // Its statement may jump back into its scope.
           (R.D->isScoped() && R.Runs && Vars->CallsSetJmp)))
        R.Flag = flagOf(*R.D);
      if (R.Cleanup && ((R.Unsure && R.Runs) || F.Unwinds))
        R.Flag = sharedVariable(
            CleanupFlags[R.Cleanup], "pending_" + R.Cleanup->getNameAsString(),
            mayComeBack(Each->In) ? "volatile int " : "int ", Each->In, "0");
      if (!R.Drained.empty()) {
        UsesRuntime = true;
        addFrame(Each->In);
      }
    }
  for (auto &W : L->Ways)
    for (const Way::Pass &P : W->Passes)
      if (needsVariable(*P.L) && !endsBlock(*W, *P.L))
        number(W->To);
  // Where what is on the list comes before and after something else, that notes
  // how far the list was; for all that is further up, too, because what stands
  // there may not come to it.
  for (auto &Each : L->All) {
    std::vector<std::string> Above;
    for (unsigned I = 0; I != Each->Rungs.size(); ++I) {
      Rung &R = Each->Rungs[I];
      bool Below = llvm::any_of(
          llvm::drop_begin(Each->Rungs, I + 1),
          [](const Rung &Other) { return !Other.Drained.empty(); });
      if (!R.Drained.empty()) {
        if (Below)
          Above.push_back(
              sharedVariable(R.Mark, "before",
                             std::string(Calls.Record) + " *" +
                                 (mayComeBack(Each->In) ? "volatile " : ""),
                             Each->In, "0"));
      } else
        R.Marks = Above;
    }
  }
}

/// The structures that records and instances are.
void FunctionRewriter::defineRecords() {
  std::map<unsigned, const Body *> Wanted;
  for (const auto &D : F.Deferrals) {
    auto Known = Vars->Records.find(D.get());
    if (Known != Vars->Records.end())
      for (unsigned Block : Known->second.Blocks)
        Wanted[Block] = D->Owner;
  }
  for (const auto &Each : Wanted) {
    const std::string &Name = KeptNames[Each.first] = Fresh->fresh("kept");
    const std::string &Tag = KeptTags[Each.first] =
        isOutside(Each.first)
            ? freshOutside(F.Function->getName() + llvm::Twine("_kept"))
            : Name;
    std::vector<std::string> Fields;
    bool Outside = isOutside(Each.first);
    Place At = Outside ? Place::outside() : Place::top(Each.second);
    for (const auto &Var : Vars->Out)
      if (Var.second.How == Variables::Kept && Var.second.Block == Each.first)
        Fields.push_back(declare(withoutConst(Var.first->getType()),
                                 Var.second.Name, Var.first, At));
    BodyState &B = Bodies[Each.second];
    (Outside ? TypesOutside : B.Types)
        .push_back(structure(Tag, Fields, Outside));
    B.Top.push_back("struct " + Tag + " *" +
                    (mayComeBack(Each.second) ? "volatile " : "") + Name + ";");
    if (F.Unwinds)
      B.SharedFields.push_back("struct " + Tag + " *" + Name);
  }
  for (const auto &Var : Vars->Out)
    if (Vars->CaptureOf.count(Var.first) &&
        Var.second.How == Variables::Hoisted)
      Bodies[Var.second.In].Top.push_back(
          declare(withoutConst(Var.first->getType()), Var.second.Name,
                  Var.first, Place::top(Var.second.In)) +
          ";");
  for (const auto &D : F.Deferrals) {
    auto Known = Vars->Records.find(D.get());
    if (Known == Vars->Records.end())
      continue;
    std::vector<std::string> Fields;
    bool Outside = isOutside(*D);
    Place At = Outside ? Place::outside() : Place::top(D->Owner);
    if (Head.empty())
      Head = Fresh->fresh("record");
    Fields.push_back(std::string(Calls.Record) + " " + Head);
    for (const VarDecl *Var : Known->second.Copies)
      Fields.push_back(
          isOverAligned(Var)
              ? "char " + Var->getNameAsString() + "[sizeof(" +
                    written(withoutConst(Var->getType()), "",
                            Var->getLocation(), At, Var) +
                    ")]"
              : declare(withoutConst(Var->getType()), Var->getName(), Var, At));
    for (unsigned Block : Known->second.Blocks)
      Fields.push_back("struct " + KeptTags[Block] + " *" + KeptNames[Block]);
    std::string &Tag = States[D.get()].Tag;
    Tag = Outside ? freshOutside(F.Function->getName() + llvm::Twine("_") +
                                 nameOf(*D) + "_record")
                  : Fresh->fresh(statementName(D->S));
    (Outside ? TypesOutside : Bodies[D->Owner].Types)
        .push_back(structure(Tag, Fields, Outside));
  }
}
