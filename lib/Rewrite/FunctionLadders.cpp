//===- FunctionLadders.cpp - what stands at the ends of blocks ----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FunctionRewriter.h"
#include "defer/Text/LineMarks.h"

#include "defer/Analysis/Diagnoser.h"
#include "defer/Support/TextCompat.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/Expr.h"
#include "clang/Lex/Preprocessor.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;
using namespace defer;

std::string FunctionRewriter::drainText(Ladder &On, Rung &R,
                                        const std::string &Indent,
                                        const std::string &Passes) {
  std::string Break = T.newline().str();
  BodyState &B = Bodies[On.In];
  const std::string &Next =
      variable(B.Next, "next", std::string(Calls.Record) + " *", On.In);
  std::string Down = R.Mark.empty() ? "0" : R.Mark, Out;
  // A statement that jumps back has taken off what was the mark of what is
  // newer.
  if (mayComeBack(On.In))
    for (const Rung &Newer : On.Rungs) {
      if (&Newer == &R)
        break;
      if (!Newer.Mark.empty())
        Out += Indent + Newer.Mark + " = " + Down + ";" + Break;
    }
  Out += Indent + markOf(On.Block->getEndLoc()) + "while ((" + Next + " = " +
         Calls.Pop + "(&" + B.Frame + ", " + Down + ")) != 0) {" + Break;
  if (R.Drained.size() == 1) {
    Out += recordCase(*R.Drained.front(), Next, Indent + Unit, Passes);
    return Out + Indent + "}" + Break;
  }
  std::string Inner = Indent + Unit;
  Out += Inner + "switch (" + Next + "->id) {" + Break;
  for (const Deferral *D : R.Drained) {
    Out += Inner + "case " + std::to_string(States[D].Id) + ": {" + Break;
    Out += recordCase(*D, Next, Inner + Unit, Passes);
    Out += Inner + Unit + "break;" + Break + Inner + "}" + Break;
  }
  return Out + Inner + "}" + Break + Indent + "}" + Break;
}

/// The call of a variable's cleanup function.
std::string FunctionRewriter::cleanupOf(const VarDecl *Var) const {
  const FunctionDecl *Called = Var->getAttr<CleanupAttr>()->getFunctionDecl();
  return Called->getNameAsString() + "(&" + nameOf(Var) + ");";
}

std::string FunctionRewriter::rungText(Ladder &On, Rung &R,
                                       const std::string &Indent) {
  std::string Break = T.newline().str();
  std::vector<std::string> Tests;
  for (const Destination &To : R.SkippedBy)
    Tests.push_back(leaving(On.In) + " != " + std::to_string(number(To)));
  llvm::sort(Tests);
  Tests.erase(std::unique(Tests.begin(), Tests.end()), Tests.end());
  if (!R.Flag.empty())
    Tests.push_back(R.Flag);
  if (R.Leaves)
    return Indent + "__defer_deactivate(&" + Bodies[On.In].Shared + "->" +
           Active + ");" + Break;
  if (!R.Drained.empty()) {
    std::string Inner = Tests.empty() ? Indent : Indent + Unit;
    std::string Text = drainText(On, R, Inner);
    if (Tests.empty())
      return Text;
    return Indent + "if (" + llvm::join(Tests, " && ") + ") {" + Break + Text +
           Indent + "}" + Break;
  }
  // It may become pending, and be known to be, more than once.
  bool Clears =
      !R.Flag.empty() && (R.ByPlace || (R.D && R.D->UsedInside) || F.Unwinds);
  bool Simple = Tests.empty() || (R.D && isa<Expr>(R.D->S) && !Clears);
  std::string Inner = Tests.empty() ? Indent : Indent + Unit;
  std::string Text =
      R.D ? statementText(*R.D, Inner)
          : marked(R.Cleanup->getLocation(), cleanupOf(R.Cleanup));
  if (Tests.empty())
    return Indent + Text + Break;
  if (Clears)
    Text = R.Flag + " = 0;" + Break + Inner + Text;
  std::string Mark = markOf(R.D ? R.D->Loc : R.Cleanup->getLocation());
  return Indent + Mark + "if (" + llvm::join(Tests, " && ") + ")" +
         (Simple ? "" : " {") + Break + Inner + Text + Break +
         (Simple ? "" : Indent + "}" + Break);
}

/// The ladder of a block or statement, line by line.
std::string FunctionRewriter::endOf(const Stmt *Block,
                                    const std::string &Indent) {
  Ladder *On = L->ofBlock(Block);
  std::string Break = T.newline().str(), Out;
  bool Outermost = On && On->Of && isFunction(On->Of);
  std::string Mark = markOf(Block->getEndLoc());
  if (On) {
    bool Tests = needsVariable(*On);
    if (On->FallsOff && Tests)
      Out += Indent + leaving(On->In) + " = 0;" + Break;
    if (On->FallsOff && Outermost && F.Function->isMain() && !F.Result &&
        !Result.empty())
      Out += Indent + Result + " = 0;" + Break;
    std::string Outdent =
        Indent.substr(0, Indent.size() - std::min(Unit.size(), Indent.size()));
    unsigned Depth = On->Arrays.size();
    for (unsigned I = 0; I != On->Rungs.size(); ++I) {
      Rung &R = On->Rungs[I];
      for (; On->Crossed && Depth > R.Depth; --Depth)
        Out += Outdent + "}" + Break;
      if (!R.Label.empty() && isTargeted(*On, I))
        Out += Outdent + Mark + R.Label + ":" + Break;
      std::string Text = R.Runs ? rungText(*On, R, Indent) : "";
      SourceLocation Loc = R.D         ? R.D->Loc
                           : R.Cleanup ? R.Cleanup->getLocation()
                                       : SourceLocation();
      if (Loc.isValid() && !T.conditionsAt(Loc).empty())
        Text = Indent + ";" + Break + guarded(Loc, Text);
      if (R.Runs)
        Out += Text;
      else if (!R.Label.empty())
        Out += Indent + ";" + Break;
      if (std::string Next = dispatch(*On, I, Indent); !Next.empty())
        Out += Next.insert(Indent.size(), Mark);
    }
    for (; On->Crossed && Depth; --Depth)
      Out += Outdent + "}" + Break;
  }
  if (Block == F.Function->getBody() &&
      (F.Result || (On && !Result.empty() && On->Passings.size())))
    Out += Indent + Mark + "return " + resultName() + ";" + Break;
  return Out;
}

/// What is declared at the top of a body.
std::string FunctionRewriter::topOf(const Body *B, const std::string &Indent) {
  auto Known = Bodies.find(B);
  if (Known == Bodies.end())
    return "";
  std::string Out;
  for (const auto *Lines : {&Known->second.Types, &Known->second.Top})
    for (const std::string &Line : *Lines)
      Out += T.newline().str() + Indent + Line;
  return Out;
}

/// Whether some jump leads to a rung.
bool FunctionRewriter::isTargeted(const Ladder &On, unsigned Number) const {
  for (const Ladder::Passing &P : On.Passings)
    for (unsigned I = 0; I != P.W->Passes.size(); ++I) {
      const Way::Pass &Pass = P.W->Passes[I];
      if (Pass.L != &On || Pass.First != Number)
        continue;
      if (I)
        return true;
      auto *Block = dyn_cast<CompoundStmt>(On.Block);
      if (!(Block && Block->body_back() == P.W->Jump && Number == 0))
        return true;
    }
  return false;
}
