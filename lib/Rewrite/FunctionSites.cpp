//===- FunctionSites.cpp - where deferrals and kept blocks stand ----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FunctionRewriter.h"

#include "defer/Analysis/Diagnoser.h"
#include "defer/Support/TextCompat.h"
#include "defer/Text/Directives.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/Expr.h"
#include "clang/Lex/Preprocessor.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;
using namespace defer;

void FunctionRewriter::editSites() {
  for (const auto &D : F.Deferrals)
    queue(T.range(D->Site->getIfLoc(), D->S).Begin, [this, &D] { site(*D); });
}

/// A comment behind a statement, on its line.
static llvm::StringRef commentBehind(llvm::StringRef Text, unsigned End) {
  llvm::StringRef Rest = Text.drop_front(End);
  Rest = Rest.take_front(std::min(Rest.find('\n'), Rest.size()));
  llvm::StringRef Comment = Rest.trim();
  bool Whole = compat::startsWith(Comment, "//") ||
               (compat::startsWith(Comment, "/*") &&
                Comment.find("*/") == Comment.size() - 2);
  // One that goes on in the next line stays where it is.
  Whole &= !compat::endsWith(Comment, "\\");
  return Whole ? Rest.rtrim() : "";
}

void FunctionRewriter::site(const Deferral &D) {
  const Standing &Here = L->Deferrals[&D];
  auto [Begin, End] = T.range(D.Site->getIfLoc(), D.S);
  if (T.missed())
    return;
  unsigned Statement = T.range(D.S).Begin;
  const LangOptions &Lang = Ctx.getLangOpts();
  if (Begin < Statement &&
      (!areWhole(directivesIn(T.text(), Begin, Statement, Lang)) ||
       !areWhole(directivesIn(T.text(), Statement, End, Lang))))
    return fail(D.Loc, "a group of #if and #endif is in it only in part");
  if (losesDirectives(Begin, Statement, D.Loc))
    return;
  std::string Break = T.newline().str() + T.indentAt(Begin).str();
  if (D.isScoped() && !D.Block) {
    // The substatement of an `if` or the like: a block of its own.
    std::string Text = statementText(D, T.indentAt(Begin).str() + Unit);
    return Changes.replace(Begin, End, "{" + Break + Unit + Text + Break + "}");
  }
  std::vector<std::string> Lines;
  bool Block = false;
  for (auto &Each : L->All)
    for (Rung &R : Each->Rungs)
      if (R.D == &D)
        for (const std::string &Mark : R.Marks)
          Lines.push_back(Mark + " = " + Calls.Mark + "(&" +
                          Bodies[Each->In].Frame + ");");
  if (D.Why == Reason::Never)
    return replaceStatement(Begin, End, Here.InBlock, "");
  if (L->isRecord(&D)) {
    const std::string &Frame = Bodies[D.Owner].Frame;
    const auto &Record = Vars->Records[&D];
    std::string Id = std::to_string(States[&D].Id);
    if (Record.Copies.empty() && Record.Blocks.empty()) {
      Lines.push_back(std::string(Calls.Push) + "(&" + Frame + ", sizeof(" +
                      Calls.Record + "), " + Id + ");");
    } else {
      const std::string &Name = shared(One, "one");
      std::string Tag = States[&D].Tag;
      Lines.push_back("struct " + Tag + " *" + Name + " = " + Calls.Push +
                      "(&" + Frame + ", sizeof *" + Name + ", " + Id + ");");
      for (const VarDecl *Var : Record.Copies) {
        const VarDecl *From =
            Vars->CaptureOf.count(Var) ? Vars->CaptureOf[Var] : Var;
        std::string FromName =
            Vars->Out.count(From) ? nameOf(From) : From->getName().str();
        Lines.push_back(
            copy(Name + "->" + Var->getNameAsString(), FromName, Var, false));
      }
      for (unsigned Kept : Record.Blocks)
        Lines.push_back(Name + "->" + KeptNames[Kept] + " = " +
                        KeptNames[Kept] + ";");
      Block = true;
    }
  } else if (D.Captures) {
    for (const NamedVar &N : D.Names)
      if (Vars->CaptureOf.count(N.Var) && L->CapturedBy.lookup(N.Var) == &D)
        Lines.push_back(assign(nameOf(N.Var), N.Var->getType(),
                               nameOf(Vars->CaptureOf[N.Var])) +
                        ";");
  }
  if (!L->isRecord(&D) && !States[&D].Flag.empty())
    Lines.push_back(States[&D].Flag + " = 1;");
  // A comment behind it goes with the statement.
  llvm::StringRef Comment = commentBehind(T.text(), End);
  if (Lines.empty() && !Comment.empty() && Here.InBlock) {
    States[&D].Comment = Comment.str();
    End += Comment.size();
  }
  std::string With =
      Lines.empty() ? "" : statements(Here.InBlock && !Block, Begin, Lines);
  replaceStatement(Begin, End, Here.InBlock, With);
}

void FunctionRewriter::editKeptBlocks() {
  for (const auto &Each : KeptNames) {
    const Stmt *Scope = F.KeptBlocks[Each.first - 1].Scope;
    if (!isa<ForStmt>(Scope))
      queue(T.begin(Scope), [this, Block = Each.first] { startBlock(Block); });
  }
}

/// An execution of a block begins.
std::string FunctionRewriter::startOf(unsigned Block) {
  const std::string &Name = KeptNames[Block];
  const Body *Owner = F.KeptBlocks[Block - 1].Owner;
  // What runs for a panic must find it.
  std::string Noted =
      F.Unwinds ? Bodies[Owner].Shared + "->" + Name + " = " : "";
  unsigned Align = 1;
  for (const auto &Var : Vars->Out)
    if (Var.second.How == Variables::Kept && Var.second.Block == Block)
      Align =
          std::max<unsigned>(Align, Ctx.getDeclAlign(Var.first).getQuantity());
  return Name + " = " + Noted + Calls.Block + "(&" + Bodies[Owner].Frame +
         ", sizeof *" + Name + ", " + std::to_string(Align) + ")";
}

void FunctionRewriter::startBlock(unsigned Block) {
  const Stmt *Scope = F.KeptBlocks[Block - 1].Scope;
  if (const SwitchStmt *Switch = L->SwitchOf.lookup(Scope)) {
    // Control enters its body at a case.
    Changes.insert(T.range(Switch->getCond()->getSourceRange()).Begin,
                   startOf(Block) + ", ");
    return;
  }
  auto *Compound = dyn_cast<CompoundStmt>(Scope);
  if (!Compound)
    return fail(Scope->getBeginLoc(), "its variables are kept by a deferral");
  unsigned At = T.end(Compound->getLBracLoc());
  std::string Indent = T.indentAt(T.begin(Compound->getRBracLoc())).str();
  if (!Compound->body_empty())
    Indent = T.indentAt(beginOf(Compound->body_front())).str();
  if (T.missed())
    return;
  Changes.insert(T.pastLocalLabels(At),
                 T.newline().str() + Indent + startOf(Block) + ";");
}
