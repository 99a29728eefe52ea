//===- FunctionStatements.cpp - deferred statements where they run --------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A deferred statement stands where it runs, without the braces that it does not
// need there, with what its record holds before it, or as a call of the function
// that it becomes:
//
//   __defer {                              struct puts_s *of = ...;
//     puts(s);                      ->     char *s = of->s;
//   }                                      puts(s);
//
// Shown by: defer-rewrite test/Rewrite/loop.c --
//
//===----------------------------------------------------------------------===//

#include "FunctionRewriter.h"
#include "defer/Text/Comments.h"
#include "defer/Text/LineMarks.h"

#include "defer/Analysis/Diagnoser.h"
#include "defer/Support/TextCompat.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Expr.h"

using namespace clang;
using namespace defer;

/// What has no line of its own yet comes from that of a place.
std::string FunctionRewriter::marked(SourceLocation Loc, std::string Text) {
  llvm::StringRef Rest = Text;
  if (Text.empty() || !takeMark(Rest).empty())
    return Text;
  return markOf(Loc) + Text;
}

/// A statement that runs, at an indentation; the first line has none.  It is
/// there more than once where it runs by name.
std::string FunctionRewriter::statementText(const Deferral &D,
                                            const std::string &Indent) {
  if (Outlined.has(&D))
    return marked(D.Loc, callOf(D, "", "0"));
  std::string Text = marked(D.S->getBeginLoc(), onceText(D, Indent));
  // Each place where a statement runs by name has it once more, with those that
  // run in it: that may double at each step.
  if (!Outlined.isOfAll() && Text.size() > 4096 + 16 * T.text().size()) {
    TooLong = true;
    return "";
  }
  if (States[&D].Emitted) {
    // Each of the copies' labels is where any of the jumps may lead, to the
    // compiler, and there may be a variable between that none may jump past.
    if (hasLabelAsValue(D.S))
      fail(D.Loc, "it has labels whose addresses are taken, and is to stand in "
                  "more than one place");
    writeOutLabels(D.S);
    return again(Text);
  }
  States[&D].Emitted = true;
  return Text;
}

/// With the comments between the word and it.
/// \param AsBlock with its braces, or nothing if it has none
std::string FunctionRewriter::onceText(const Deferral &D,
                                       const std::string &Indent,
                                       bool AsBlock) {
  std::string Text = bareText(D, Indent, AsBlock);
  auto Site = T.range(D.Site->getIfLoc(), D.S);
  unsigned Begin = T.range(D.S).Begin;
  if (T.missed() || Text.empty())
    return Text;
  return leading(commentsIn(T.text(), Site.Begin, std::max(Begin, Site.Begin),
                            Ctx.getLangOpts()),
                 T.newline().str() + Indent) +
         Text;
}

std::string FunctionRewriter::bareText(const Deferral &D,
                                       const std::string &Indent,
                                       bool AsBlock) {
  auto [Begin, End] = T.range(D.S);
  T.settleMacros(D.S->getSourceRange());
  if (T.missed())
    return "";
  std::string From = T.indentAt(T.begin(D.Site->getIfLoc())).str();
  std::string Text = render(Begin, End);
  auto *Block = L->isBlock(D.S) ? cast<CompoundStmt>(D.S) : nullptr;
  auto Own = Bodies.find(L->bodyOf(D.S));
  bool Declares = Own != Bodies.end() &&
                  !(Own->second.Top.empty() && Own->second.Types.empty());
  if (!Block) {
    // What it defers itself runs behind it.
    std::string Ends = endOf(D.S, Indent + Unit);
    if (!Ends.empty() || Declares)
      return "{" + topOf(L->bodyOf(D.S), Indent + Unit) + T.newline().str() +
             Indent + Unit + reindent(Text, From, Indent + Unit) +
             T.newline().str() + Ends + Indent + "}";
    return reindent(Text, From, Indent) + States[&D].Comment;
  }
  for (const Stmt *Child : Block->body()) {
    while (auto *Label = dyn_cast<LabelStmt>(Child))
      Child = Label->getSubStmt();
    Declares |= isa<DeclStmt>(Child);
  }
  size_t Break = Text.find('\n');
  llvm::StringRef Inside = Text;
  std::string Mark = takeMark(Inside).str();
  // They may be digraphs, or a macro's.
  bool HasBraces = compat::startsWith(Inside, "{") &&
                   compat::endsWith(trimMarks(Inside), "}");
  if (AsBlock)
    return HasBraces ? reindent(Text, From, Indent) + States[&D].Comment : "";
  if (!HasBraces)
    return reindent(Text, From, Indent) + States[&D].Comment;
  Inside = trimMarks(Inside.drop_front().drop_back());
  if (Declares || Inside.contains("\n#"))
    return reindent(Text, From, Indent) + States[&D].Comment;
  // What is in one line, and looks as if it stood in the first's branch.
  bool Misleads =
      Block->size() > 1 && llvm::any_of(Block->body(), [](const Stmt *Child) {
        return isa<IfStmt, ForStmt, WhileStmt>(Child);
      });
  if (Break == std::string::npos && Misleads)
    return reindent(Text, From, Indent) + States[&D].Comment;
  if (Break == std::string::npos)
    return (Mark + Inside.trim() + States[&D].Comment).str();
  // Without its braces.
  llvm::StringRef First =
      Inside.drop_front(std::min(Inside.find('\n') + 1, Inside.size()));
  if (!Inside.take_front(Inside.find('\n')).trim().empty())
    return reindent(Text, From, Indent) + States[&D].Comment;
  llvm::StringRef Old =
      First.take_while([](char C) { return C == ' ' || C == '\t'; });
  return reindent(First.trim(), Old, Indent) + States[&D].Comment;
}

std::string FunctionRewriter::recordCase(const Deferral &D,
                                         const std::string &From,
                                         const std::string &Indent,
                                         const std::string &Passes) {
  if (Outlined.has(&D))
    return guarded(D.Loc, Indent + marked(D.Loc, callOf(D, From, Passes)) +
                              T.newline().str());
  return guarded(D.Loc, runsOf(D, From, Indent));
}

/// The statement of a record, with what that holds.
std::string FunctionRewriter::runsOf(const Deferral &D, const std::string &From,
                                     const std::string &Indent) {
  std::string Break = T.newline().str(), Out;
  auto Known = Vars->Records.find(&D);
  if (Known != Vars->Records.end()) {
    std::string Of = From;
    if (!Known->second.Copies.empty() || !Known->second.Blocks.empty()) {
      Of = shared(OfName, "of");
      Out += Indent + "struct " + States[&D].Tag + " *" + Of + " = (struct " +
             States[&D].Tag + " *)" + From + ";" + Break;
    }
    std::string Copies;
    Place At = D.IsUsed ? Place::within() : Place::end(D.Owner);
    for (const VarDecl *Var : Known->second.Copies) {
      std::string Field = Of + "->" + Var->getName().str();
      auto Taken = Vars->TakenAs.find(Var);
      std::string Name =
          Taken != Vars->TakenAs.end() ? Taken->second : nameOf(Var);
      if (Var->getType()->isArrayType() || isOverAligned(Var)) {
        Out += Indent + declare(withoutConst(Var->getType()), Name, Var, At) +
               ";" + Break;
        Copies += Indent + copy(Name, Field, Var, true) + Break;
      } else
        Out += Indent + declare(Var->getType(), Name, Var, At) + " = " + Field +
               ";" + Break;
    }
    for (unsigned Block : Known->second.Blocks)
      Out += Indent + "struct " + KeptTags[Block] + " *" + KeptNames[Block] +
             " = " + Of + "->" + KeptNames[Block] + ";" + Break;
    Out += Copies;
  }
  return Out + Indent +
         (Outlined.has(&D) ? marked(D.S->getBeginLoc(), onceText(D, Indent))
                           : statementText(D, Indent)) +
         Break;
}
