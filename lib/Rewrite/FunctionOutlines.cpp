//===- FunctionOutlines.cpp - statements of a function that become others -===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FunctionRewriter.h"

#include "defer/Support/TextCompat.h"
#include "defer/Text/LineMarks.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Preprocessor.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;
using namespace defer;

/// A name for the file, which nothing in the function hides.
std::string FunctionRewriter::freshOutside(const llvm::Twine &Wish) {
  std::string Name = Outside->fresh(Wish.str());
  Fresh->addWordsOf(Name);
  return Name;
}

/// Whether functions outside need the structure that an instance is.
bool FunctionRewriter::isOutside(unsigned KeptBlock) const {
  for (const Deferral *D : Outlined.all())
    for (const Deferral *Of = D; Of; Of = Of->Owner->Of) {
      auto Known = Vars->Records.find(Of);
      if (Known != Vars->Records.end() && Known->second.Blocks.count(KeptBlock))
        return true;
      auto At = Vars->BlocksAt.find(Of);
      if (At != Vars->BlocksAt.end() && At->second.count(KeptBlock))
        return true;
    }
  return false;
}

/// And whether they need that of a record.
bool FunctionRewriter::isOutside(const Deferral &D) const {
  return Outlined.has(&D);
}

/// Gives the bodies a structure of what they share: those whose variables are
/// needed, and those whose deferrals are run or cancelled.
void FunctionRewriter::shareBodies() {
  if (!goesOutside())
    return;
  std::string Name = F.Function->getNameAsString();
  for (const auto *Of : {&F.Bodies, &F.OtherBodies})
    for (const auto &B : *Of) {
      auto Shares = [&](const Deferral *D) {
        return Outlines::isIn(D, B.get());
      };
      bool Used = llvm::any_of(B->Deferrals, [](const Deferral *D) {
        return D->IsUsed && D->Why != Reason::Never;
      });
      bool Named = llvm::any_of(Vars->Out, [&](const auto &Var) {
        return Var.second.In == B.get() &&
               (Var.second.How == Variables::Shared || Var.second.InStructure ||
                Var.second.How == Variables::SharedByAddress);
      });
      bool Active = F.Unwinds && L->ofBlock(B->Root);
      if (!Active &&
          (!(Used || Named) || llvm::none_of(Outlined.all(), Shares)))
        continue;
      BodyState &State = Bodies[B.get()];
      State.SharedTag = freshOutside(Name + "_shared");
      State.Shared = Fresh->fresh("shared");
      std::string Here = Fresh->fresh("shared_here");
      State.Top.push_back("struct " + State.SharedTag + " " + Here + " = {0};");
      State.Top.push_back("struct " + State.SharedTag + " *" +
                          (mayComeBack(B.get()) ? "volatile " : "") +
                          State.Shared + " = &" + Here + ";");
    }
  for (const auto &Each : Vars->Out) {
    const VarDecl *Var = Each.first;
    BodyState &State = Bodies[Each.second.In];
    bool ByAddress = Each.second.How == Variables::SharedByAddress;
    if (ByAddress) {
      State.SharedFields.push_back(written(Ctx.getPointerType(Var->getType()),
                                           Each.second.Name, Var->getLocation(),
                                           Place::outside(), Var));
      State.Top.push_back(State.Shared + "->" + Each.second.Name + " = &" +
                          Var->getNameAsString() + ";");
    }
    if (Each.second.How != Variables::Shared)
      continue;
    State.SharedFields.push_back(declare(
        withoutConst(Var->getType()), Each.second.Name, Var, Place::outside()));
    auto Taken = Vars->TakenAs.find(Var);
    if (Taken != Vars->TakenAs.end())
      State.Top.push_back(assign(nameOf(Var), Var->getType(), Taken->second) +
                          ";");
    if (isa<ParmVarDecl>(Var))
      State.Top.push_back(nameOf(Var) + " = " + Var->getNameAsString() + ";");
  }
  for (const Deferral *D : Outlined.all())
    States[D].Outline = freshOutside(Name + "_" + nameOf(*D));
}

/// In other functions, what __func__ is in this one is an array for all.
void FunctionRewriter::nameFunction() {
  std::map<std::string, std::string> Arrays;
  for (const PredefinedExpr *E : Vars->FunctionNames) {
    std::string Value = E->getFunctionName()->getString().str();
    std::string &Name = Arrays[Value];
    if (Name.empty()) {
      Name = freshOutside(F.Function->getName() + llvm::Twine("_name"));
      TypesOutside.push_back("static const char " + Name + "[] = \"" + Value +
                             "\";");
    }
    replace(E->getSourceRange(), Name);
  }
}

const std::string &FunctionRewriter::sharedVariable(std::string &Name,
                                                    llvm::StringRef Wish,
                                                    const std::string &Type,
                                                    const Body *In,
                                                    llvm::StringRef Init) {
  BodyState &State = Bodies[In];
  if (State.Shared.empty())
    return variable(Name, Wish, Type, In, Init);
  if (Name.empty()) {
    std::string Field = Fresh->fresh(Wish);
    State.SharedFields.push_back(Type + Field);
    Name = State.Shared + "->" + Field;
  }
  return Name;
}

/// What is outside of a body that what runs in it takes: the instances that the
/// record of its statement has, and what that takes itself.
std::vector<FunctionRewriter::Parameter>
FunctionRewriter::outsideOf(const Body &B) const {
  std::vector<Parameter> All;
  if (!B.Of)
    return All;
  auto Record = Vars->Records.find(B.Of);
  if (Record != Vars->Records.end())
    for (unsigned Block : Record->second.Blocks)
      All.push_back({"struct " + KeptTags.at(Block), KeptNames.at(Block)});
  for (Parameter &Each : around(*B.Of))
    All.push_back(std::move(Each));
  return All;
}

/// What a statement's function takes of what is around it: what the bodies
/// there share, and the instances that those and it are in.
std::vector<FunctionRewriter::Parameter>
FunctionRewriter::around(const Deferral &D) const {
  std::vector<Parameter> All;
  auto Blocks = Vars->BlocksAt.find(&D);
  if (Blocks != Vars->BlocksAt.end())
    for (unsigned Block : Blocks->second)
      All.push_back({"struct " + KeptTags.at(Block), KeptNames.at(Block)});
  auto Known = Bodies.find(D.Owner);
  if (Known != Bodies.end() && !Known->second.Shared.empty())
    All.push_back({"struct " + Known->second.SharedTag, Known->second.Shared});
  for (Parameter &Each : outsideOf(*D.Owner))
    All.push_back(std::move(Each));
  return All;
}

/// And of its own: its record, and what it runs for.
std::vector<FunctionRewriter::Parameter>
FunctionRewriter::parameters(const Deferral &D, const std::string &Record) {
  std::vector<Parameter> All = around(D);
  if (Vars->Records.count(&D) &&
      (!Vars->Records[&D].Copies.empty() || !Vars->Records[&D].Blocks.empty()))
    All.push_back({Calls.Record, Record});
  return All;
}

static bool recovers(const FunctionDeferrals &F, const Deferral &D) {
  return F.Unwinds && llvm::any_of(F.Recoveries, [&D](const Recovery &R) {
           return R.In == &D;
         });
}

/// \param Passes what it runs for, or 0 for nothing
std::string FunctionRewriter::callOf(const Deferral &D,
                                     const std::string &Record,
                                     const std::string &Passes) {
  std::vector<std::string> All;
  for (const Parameter &Each : parameters(D, Record))
    All.push_back(Each.second);
  if (recovers(F, D))
    All.push_back(Passes);
  return States[&D].Outline + "(" + llvm::join(All, ", ") + ");";
}

/// A statement's function.
std::string FunctionRewriter::outlineOf(const Deferral &D,
                                        const std::string &Head,
                                        const std::string &Record,
                                        const std::string &Indent) {
  std::string Break = T.newline().str();
  std::vector<Parameter> Takes = parameters(D, Record);
  bool Copies = Takes.size() > around(D).size();
  if (recovers(F, D))
    Takes.push_back({"", Passes});
  std::string Text, Mark;
  if (L->isBlock(D.S) && !Copies) {
    Text = onceText(D, Indent, /*AsBlock=*/true);
    llvm::StringRef Rest = Text;
    Mark = takeMark(Rest).str();
    Text.erase(0, Mark.size());
  }
  if (Text.empty()) // it has no braces of its own
    Text = "{" + Break + runsOf(D, Record, Indent + Unit) + Indent + "}";
  Names Words([](llvm::StringRef) { return false; });
  Words.addWordsOf(Text);
  std::string Unused;
  bool OneLine = Text.find('\n') == std::string::npos;
  for (const Parameter &Each : Takes)
    if (!Words.has(Each.second))
      Unused += (OneLine ? " " : Break + Indent + Unit) + "(void)" +
                Each.second + ";";
  return Indent + Mark + Head + " " + Text.insert(1, Unused) + Break;
}

void FunctionRewriter::writeOutlines() {
  Before.clear();
  After.clear();
  if (!goesOutside() || Failed || T.missed())
    return;
  std::string Break = T.newline().str(), Indent = T.indentAt(0).str();
  std::string Heads, Record = Fresh->fresh("taken");
  for (const Deferral *D : Outlined.all()) {
    std::vector<std::string> All;
    for (const Parameter &Each : parameters(*D, Record))
      All.push_back(Each.first + " *" + Each.second);
    if (recovers(F, *D))
      All.push_back("struct _Unwind_Exception *" + shared(Passes, "passes"));
    auto Own = Bodies.find(L->bodyOf(D->S));
    bool IsActive = Own != Bodies.end() && !Own->second.Unwinding.empty();
    std::string Head = std::string(IsActive ? "DEFER_ACTIVE " : "") +
                       "static void " + States[D].Outline + "(" +
                       (All.empty() ? "void" : llvm::join(All, ", ")) + ")";
    Heads += guarded(D->Loc, Indent + Head + ";" + Break);
    After +=
        Break + Break +
        llvm::StringRef(guarded(D->Loc, outlineOf(*D, Head, Record, Indent)))
            .rtrim()
            .str();
  }
  for (const auto *Of : {&F.Bodies, &F.OtherBodies})
    for (const auto &B : *Of) {
      if (Bodies[B.get()].Unwinding.empty())
        continue;
      std::string Head = Indent + "static void " + Bodies[B.get()].Unwinding +
                         "(struct __defer_activation *" + Active + ")";
      Heads += Head + ";" + Break;
      After += Break + Break + Head + " {" + Break +
               unwindingOf(*B, Indent + Unit) + Indent + "}";
    }
  for (const auto *Of : {&F.Bodies, &F.OtherBodies})
    for (const auto &B : *Of)
      if (!Bodies[B.get()].Shared.empty())
        TypesOutside.push_back(structure(Bodies[B.get()].SharedTag,
                                         Bodies[B.get()].SharedFields, true));
  for (const std::string &Type : TypesOutside)
    Before += Indent + Type + Break;
  Before += Heads;
}
