//===- FunctionWays.cpp - the jumps of a function, and its uses by name -===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FunctionRewriter.h"

#include "defer/Analysis/Diagnoser.h"
#include "defer/Support/TextCompat.h"
#include "defer/Text/Comments.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/Expr.h"
#include "clang/Lex/Preprocessor.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;
using namespace defer;

/// A jump that leads where falling off the block does.
bool FunctionRewriter::endsBlock(const Way &W, const Ladder &On) const {
  if (W.To.What == Destination::Return)
    return On.Of && isFunction(On.Of);
  if (W.To.What != Destination::Continue || W.Passes.back().L != &On)
    return false;
  auto *Loop = static_cast<const Stmt *>(W.To.Target);
  const Stmt *Body = nullptr;
  if (auto *For = dyn_cast<ForStmt>(Loop))
    Body = For->getBody();
  else if (auto *While = dyn_cast<WhileStmt>(Loop))
    Body = While->getBody();
  else if (auto *Do = dyn_cast<DoStmt>(Loop))
    Body = Do->getBody();
  return Body == On.Block;
}

/// Whether ways that pass a ladder go on to more than one place.
bool FunctionRewriter::needsVariable(const Ladder &On) const {
  bool Ends = On.FallsOff;
  const Destination *Other = nullptr;
  for (const Ladder::Passing &P : On.Passings) {
    if (endsBlock(*P.W, On)) {
      Ends = true;
      continue;
    }
    if (Other && (*Other < P.W->To || P.W->To < *Other))
      return true;
    Other = &P.W->To;
  }
  return Other && Ends;
}

unsigned FunctionRewriter::number(const Destination &To) {
  return Numbers.try_emplace(To, Numbers.size() + 1).first->second;
}

void FunctionRewriter::editWays() {
  for (const auto &Each : L->Ways) {
    const Way &W = *Each;
    queue(T.begin(W.Jump), [this, &W] { way(W); });
  }
}

static bool isComma(const Expr *E) {
  auto *Binary = dyn_cast<BinaryOperator>(E->IgnoreImpCasts());
  return Binary && Binary->getOpcode() == BO_Comma;
}

/// Whether what is returned is the named result, which is there already.
bool FunctionRewriter::isThere(const Expr *Value) const {
  auto *Ref = dyn_cast<DeclRefExpr>(Value->IgnoreParenImpCasts());
  return Ref && Ref->getDecl() == F.Result &&
         !F.Result->getType().isVolatileQualified();
}

/// A value that something is assigned, with the comments around it.
/// \param Kept gets those that may stand before that only
std::string FunctionRewriter::commented(const Expr *Value,
                                        SourceText::Range Whole,
                                        llvm::StringRef Break, Comments &Kept) {
  std::string Text = source(Value->getSourceRange());
  auto [Begin, End] = T.range(Value->getSourceRange());
  if (T.missed())
    return "";
  if (isComma(Value))
    Text = "(" + Text + ")";
  const LangOptions &Lang = Ctx.getLangOpts();
  Text.insert(0,
              leading(commentsIn(T.text(), Whole.Begin, Begin, Lang), Break));
  for (llvm::StringRef Comment : commentsIn(T.text(), End, Whole.End, Lang))
    if (endsLine(Comment))
      Kept.push_back(Comment);
    else
      Text += " " + Comment.str();
  return Text;
}

/// What a `return` does before it leaves.
std::string FunctionRewriter::valued(const Expr *Value, SourceText::Range Jump,
                                     llvm::StringRef Break, Comments &Kept) {
  std::string Text = commented(Value, Jump, Break, Kept);
  if (T.missed())
    return "";
  if (!F.Function->getReturnType()->isVoidType())
    Text.insert(0, resultName() + " = ");
  return Text + ";";
}

void FunctionRewriter::way(const Way &W) {
  if (W.To.What == Destination::Goto &&
      compat::startsWith(static_cast<const LabelDecl *>(W.To.Target)->getName(),
                         "__defer_"))
    return fail(W.Jump->getBeginLoc(),
                "a 'break' or 'continue' with a name leaves what is pending");
  auto [Begin, End] = T.range(W.Jump);
  if (T.missed())
    return;
  if (losesDirectives(Begin, End, W.Jump->getBeginLoc()))
    return;
  std::string Next = T.newline().str() + T.indentAt(Begin).str();
  std::vector<std::string> Lines;
  auto *Return = dyn_cast<ReturnStmt>(W.Jump);
  const Expr *Value = Return ? Return->getRetValue() : nullptr;
  Comments Kept;
  if (Value && !isThere(Value))
    Lines.push_back(valued(Value, {Begin, End}, Next + Unit, Kept));
  else
    Kept = commentsIn(T.text(), Begin, End, Ctx.getLangOpts());
  const Way::Pass &First = W.Passes.front();
  // Several ladders on the way may each lead on to more than one place.
  for (const Way::Pass &P : W.Passes)
    if (needsVariable(*P.L)) {
      unsigned To =
          endsBlock(W, *P.L) && P.L == W.Passes.back().L && W.Passes.size() == 1
              ? 0
              : number(W.To);
      const Body *In = W.In;
      Lines.push_back(leaving(In) + " = " + std::to_string(To) + ";");
      break;
    }
  // What stands last in its block comes to the ladder by itself.
  auto *Block = dyn_cast<CompoundStmt>(First.L->Block);
  bool Last = Block && L->isBlock(Block) && !Block->body_empty() &&
              Block->body_back() == W.Jump && First.First == 0;
  if (!Last)
    Lines.push_back("goto " + First.L->Rungs[First.First].Label + ";");
  if (Lines.empty())
    return replaceStatement(Begin, End, W.InBlock,
                            llvm::StringRef(leading(Kept, Next)).rtrim().str());
  // A value may begin in a line of its own.
  for (std::string &Line : Lines)
    Line.insert(0, markOf(&Line == &Lines.front() && Value
                              ? Value->getBeginLoc()
                              : W.Jump->getBeginLoc()));
  if (W.InBlock || Lines.size() == 1) {
    Lines.front().insert(0, leading(Kept, Next));
    Changes.replace(Begin, End, statements(W.InBlock, Begin, Lines));
    return;
  }
  // Braces for the substatement of an `if` or the like.
  llvm::StringRef Text = T.text();
  unsigned From = Begin;
  while (From && isspace(static_cast<unsigned char>(Text[From - 1])))
    --From;
  bool Comment = false;
  llvm::StringRef Line = Text.slice(T.logicalLineBegin(From), From);
  Comment = Line.contains("//") || compat::endsWith(Line, "*/") ||
            compat::startsWith(Line, "#");
  std::string Outer = T.indentAt(Comment ? Begin : From ? From - 1 : 0).str();
  std::string Break = T.newline().str();
  Lines.front().insert(0, leading(Kept, Break + Outer + Unit));
  std::string Out = Comment ? "{" : " {";
  for (const std::string &Each : Lines)
    Out += Break + Outer + Unit + Each;
  Out += Break + Outer + "}";
  Changes.replace(Comment ? Begin : From, End, Out);
}

/// Where a way goes on from a ladder.
std::string FunctionRewriter::action(const Way &W, const Ladder &From) {
  for (unsigned I = 0; I + 1 < W.Passes.size(); ++I)
    if (W.Passes[I].L == &From) {
      const Way::Pass &Next = W.Passes[I + 1];
      return "goto " + Next.L->Rungs[Next.First].Label + ";";
    }
  switch (W.To.What) {
  case Destination::Return:
    return F.Function->getReturnType()->isVoidType()
               ? "return;"
               : "return " + resultName() + ";";
  case Destination::Break:
    return "break;";
  case Destination::Continue:
    return "continue;";
  case Destination::Goto:
    return "goto " +
           static_cast<const LabelDecl *>(W.To.Target)->getNameAsString() + ";";
  }
  return "";
}

/// What stands behind a rung, for the ways that go on from there.
std::string FunctionRewriter::dispatch(Ladder &On, unsigned After,
                                       const std::string &Indent) {
  std::string Out;
  std::map<Destination, const Way *> Here;
  // Behind the last rung there is nothing, unless that is one of the ways.
  bool Ends = On.FallsOff || After + 1 != On.Rungs.size();
  for (const Ladder::Passing &P : On.Passings)
    if (P.Last == After) {
      if (endsBlock(*P.W, On))
        Ends = true;
      else
        Here.try_emplace(P.W->To, P.W);
    }
  bool Tests = needsVariable(On);
  for (const auto &Each : Here) {
    std::string What = action(*Each.second, On);
    if (Tests && (Ends || &Each != &*Here.rbegin()))
      Out += Indent + "if (" + leaving(On.In) +
             " == " + std::to_string(number(Each.first)) + ")" +
             T.newline().str() + Indent + Unit + What + T.newline().str();
    else
      Out += Indent + What + T.newline().str();
  }
  return Out;
}

//===--- Uses by name -----------------------------------------------------===//

void FunctionRewriter::editUses() {
  for (const HandleUse &Use : F.Uses)
    queue(T.range(Use.Call->getSourceRange()).Begin,
          [this, &Use] { use(Use); });
  for (const Recovery &R : F.Recoveries)
    replace(R.Call->getSourceRange(), recovery(R));
}

void FunctionRewriter::use(const HandleUse &Use) {
  auto Known = L->Uses.find(Use.Call);
  if (Known == L->Uses.end())
    return; // it is not evaluated
  bool Inside = Known->second.InExpression;
  const Stmt *Whole = Use.Call;
  auto [Begin, End] =
      Inside ? T.range(Use.Call->getSourceRange()) : T.range(Whole);
  if (T.missed() || losesDirectives(Begin, End, Use.Loc))
    return;
  if (Inside && !Ctx.getLangOpts().GNUMode)
    return fail(Use.Loc, "it is a part of an expression");
  // As a statement in an expression, where the source is allowed that, too.
  const char *Opens = Inside ? "({ " : "", *Closes = Inside ? " })" : "";
  const Deferral &D = *Use.Of;
  std::string Indent = T.indentAt(Begin).str(), Break = T.newline().str();
  // Within an expression, one that ends its line could end a macro's, too.
  std::string Comments =
      Inside ? ""
             : leading(commentsIn(T.text(), Begin, End, Ctx.getLangOpts()),
                       Break + Indent);
  std::string Nothing = Known->second.InBlock
                            ? llvm::StringRef(Comments).rtrim().str()
                            : Comments + "{}";
  if (D.Why == Reason::Never || (!L->isRecord(&D) && !mayRun(D)))
    return Inside
               ? Changes.replace(Begin, End, "(void)0")
               : replaceStatement(Begin, End, Known->second.InBlock, Nothing);
  std::string Out;
  // In its own statement, and in those in that, it is not pending any more.
  for (const Deferral *In = Use.In; In && !D.isDynamic(); In = In->Owner->Of)
    if (In == &D)
      return Inside
                 ? Changes.replace(Begin, End, "(void)0")
                 : replaceStatement(Begin, End, Known->second.InBlock, Nothing);
  if (!L->isRecord(&D)) {
    const std::string &Flag = flagOf(D);
    if (!Use.Runs)
      return Changes.replace(Begin, End,
                             Inside ? "(void)(" + Flag + " = 0)"
                                    : Comments + Flag + " = 0;");
    // An `else` that follows is of an `if` around it.
    bool Braces = !Inside && !Known->second.InBlock && T.mayFollowElse(End);
    std::string Outer = Braces ? Indent + Unit : Indent;
    Out = Opens + ("if (" + Flag) + ") {" + Break + Outer + Unit + Flag +
          " = 0;" + Break + Outer + Unit + statementText(D, Outer + Unit) +
          Break + Outer + "}" + Closes;
    if (Braces)
      Out = "{" + Break + Outer + Out + Break + Indent + "}";
    return Changes.replace(Begin, End, Comments + Out);
  }
  const std::string &Name = shared(One, "one");
  const std::string &Frame = Bodies[D.Owner].Frame;
  std::string Inner = Indent + Unit;
  Out = (Inside ? "({" : "{") + Break + Inner + Calls.Record + " *" + Name +
        " = " + Frame + ".top;" + Break + Inner + "while (" + Name + " && " +
        Name + "->id != " + std::to_string(States[&D].Id) + ")" + Break +
        Inner + Unit + Name + " = " + Name + "->below;" + Break + Inner +
        "if (" + Name + ")";
  std::string Drop =
      std::string(Calls.Drop) + "(&" + Frame + ", " + Name + ");";
  if (!Use.Runs) {
    Out += Break + Inner + Unit + Drop;
  } else {
    std::string Runs = recordCase(D, Name, Inner + Unit);
    // No directive can stand in a macro's argument.
    if (compat::startsWith(Runs, "#"))
      T.writeOutAt(Use.Call->getBeginLoc());
    Out += " {" + Break + Inner + Unit + Drop + Break + Runs + Inner + "}";
  }
  Changes.replace(Begin, End,
                  Comments + Out + Break + Indent + (Inside ? "})" : "}"));
}
