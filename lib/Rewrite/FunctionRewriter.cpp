//===- FunctionRewriter.cpp - a function as plain C -----------------------===//
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

FunctionRewriter::FunctionRewriter(const FunctionDeferrals &F, ASTContext &Ctx,
                                   Preprocessor &PP, const MacroTokens &Macros,
                                   const RewriteOptions &Opts, bool IsFormatted,
                                   llvm::ArrayRef<SourceRange> Skipped,
                                   Diagnoser &Diags)
    : F(F), Outlined(F), Ctx(Ctx), PP(PP), Calls(RuntimeCalls::of(Opts.Uses)),
      Skipped(Skipped), Diags(Diags),
      T(cast<CompoundStmt>(F.Function->getBody())->getLBracLoc(),
        cast<CompoundStmt>(F.Function->getBody())->getRBracLoc(), Macros,
        Ctx.getSourceManager(), Ctx.getLangOpts()),
      Policy(Ctx.getLangOpts()), Marks(Opts.LineDirectives || IsFormatted) {
  if (Marks)
    Changes = Edits([this](unsigned At) { return T.lineOf(At); });
  Policy.AnonymousTagLocations = false;
  Policy.Bool = false; // C99's name of it
}

void FunctionRewriter::fail(SourceLocation Loc, llvm::StringRef Why) {
  if (!Failed)
    Diags.error(Loc, ("this cannot be rewritten: " + Why).str());
  Failed = true;
}

std::optional<Rewritten> FunctionRewriter::run() {
  do {
    build();
    if (T.unknown().isValid())
      fail(T.unknown(), T.whyUnknown());
    if (Failed)
      return std::nullopt;
    if (T.missed()) {
      T.build();
      continue;
    }
    if (TooLong) {
      TooLong = false;
      Outlined = Outlines(F, /*All=*/true);
      continue;
    }
    break;
  } while (true);
  Rewritten Out{F.Function->getLocation(),
                T.file(),
                T.fileBegin(),
                T.fileEnd(),
                Changes.render(T.text(), 0, T.text().size()),
                UsesRuntime,
                UsesMemcpy,
                "",
                "",
                0,
                0,
                "",
                0,
                0};
  keepOutOfLine(Out);
  if (T.counted()) {
    // What follows is counted on from where it was.
    std::string Break = T.newline().str();
    Out.Text += Break + "#if __COUNTER__";
    for (unsigned I = 1; I != T.counted(); ++I)
      Out.Text += " + __COUNTER__";
    Out.Text += Break + "#endif" + Break;
  }
  if (goesOutside() && !Before.empty()) {
    // On lines of their own.
    llvm::StringRef File = Ctx.getSourceManager().getBufferData(T.file());
    Out.BeforeAt = beforeFunction();
    std::string Break = T.newline().str();
    bool StartsLine = !Out.BeforeAt || File[Out.BeforeAt - 1] == '\n';
    bool EmptyLine =
        File.drop_front(Out.BeforeAt).ltrim(" \t\r").take_front(1) == "\n";
    Out.Before = (StartsLine ? "" : Break) + Break + std::move(Before) +
                 (EmptyLine ? "" : Break);
    Out.After = std::move(After);
  }
  return Out;
}

void FunctionRewriter::build() {
  Changes.clear();
  Queue.clear();
  Bodies.clear();
  States.clear();
  CleanupFlags.clear();
  KeptNames.clear();
  KeptTags.clear();
  Tags.clear();
  Numbers.clear();
  Result.clear();
  Labels.clear();
  for (const std::string &Label : Ladders::allLabels(F.Function->getBody()))
    Labels.insert(Label);
  Head.clear();
  One.clear();
  OfName.clear();
  Passes.clear();
  Active.clear();
  TypesOutside.clear();
  UsesRuntime = UsesMemcpy = false;

  Fresh = std::make_unique<Names>([this](llvm::StringRef Word) {
    auto Known = PP.getIdentifierTable().find(Word);
    return Known != PP.getIdentifierTable().end() &&
           Known->second->hasMacroDefinition();
  });
  // A name for the file is new in all of that.
  Outside = std::make_unique<Names>([this](llvm::StringRef Word) {
    return Fresh->has(Word) ||
           PP.getIdentifierTable().find(Word) != PP.getIdentifierTable().end();
  });
  if (goesOutside()) {
    const SourceManager &SM = Ctx.getSourceManager();
    Outside->addWordsOf(SM.getBufferData(T.file()));
    // Of a header, those of what includes it.
    if (T.file() != SM.getMainFileID())
      Outside->addWordsOf(SM.getBufferData(SM.getMainFileID()));
  }
  Fresh->addWordsOf(T.text());
  T.forEachMacroWord([this](llvm::StringRef Word) { Fresh->addWordsOf(Word); });
  for (const ParmVarDecl *Param : F.Function->parameters())
    Fresh->addWordsOf(Param->getName());

  L = std::make_unique<Ladders>(F, Ctx);
  // The compiler knows where a jump leads to that is not known here.
  bool AllCleanups = !L->Unknown;
  if (!AllCleanups)
    L = std::make_unique<Ladders>(F, Ctx, AllCleanups);
  Vars = std::make_unique<Variables>(F, *L, Outlined, Ctx, *Fresh);
  for (const auto &D : F.Deferrals)
    if (!L->Deferrals.count(D.get()))
      return fail(D->Loc, "it stands in a type");
  if (Vars->Hides)
    return fail(
        Vars->Hides->getLocation(),
        "it hides what a deferred statement names where that would run");
  if (Vars->HidesResult)
    return fail(Vars->HidesResult->getLocation(),
                "it hides the named result where a 'return' sets that");
  if (Vars->Unevaluated)
    return fail(keywordLocation(Vars->Unevaluated, Ctx),
                "it stands where nothing is evaluated");
  if (Vars->NotMoved)
    return fail(Vars->NotMoved->getLocation(),
                "a deferred statement needs it where what it is made of is not "
                "there");
  checkCleanups(AllCleanups || F.Unwinds);
  checkMoved();
  if (Failed)
    return;
  if (L->Unknown)
    return fail(
        L->Unknown->getBeginLoc(),
        "where it leads to is not known, and deferrals of its block are "
        "pending");
  auto *Block = cast<CompoundStmt>(F.Function->getBody());
  llvm::StringRef Outer = T.indentAt(0);
  Unit = "    ";
  if (!Block->body_empty()) {
    llvm::StringRef Inner = T.indentAt(beginOf(Block->body_front()));
    if (Inner.size() > Outer.size() && Inner.take_front(Outer.size()) == Outer)
      Unit = Inner.drop_front(Outer.size()).str();
  }
  checkConditions();
  checkSkipped();
  checkOptional();
  checkOutlines();
  checkUnwinding();
  shareBodies();
  defineRecords();
  nameRungs();
  activateBodies();
  editNames();
  nameFunction();
  editArrays();
  editDeclarations();
  editSites();
  editWays();
  editUses();
  editKeptBlocks();
  editBodies();
  settle(0, ~0u);
  writeOutlines();
  checkCalled();
}

/// What says that lines come from a place; nothing unless that is asked for.
std::string FunctionRewriter::markOf(SourceLocation Loc) {
  const SourceManager &SM = Ctx.getSourceManager();
  return Marks && Loc.isValid() ? lineMark(SM.getExpansionLineNumber(Loc)) : "";
}

/// What runs under the conditions of its deferral.
std::string FunctionRewriter::guarded(SourceLocation Loc, std::string Text) {
  Directives Conditions = T.conditionsAt(Loc);
  if (Conditions.empty() || Text.empty())
    return Text;
  std::string Out, Break = T.newline().str();
  unsigned Open = 0;
  for (const Directive &D : Conditions) {
    Out += T.written(D) + Break;
    Open += D.opens();
  }
  Out += Text;
  for (; Open; --Open)
    Out += "#endif" + Break;
  return Out;
}

/// Makes the edits that begin in a part of the text, those further behind
/// first: what is rendered must have all that are in it.
void FunctionRewriter::settle(unsigned Begin, unsigned End) {
  for (;;) {
    auto Last = Queue.lower_bound(End);
    if (Last == Queue.begin())
      return;
    --Last;
    if (Last->first < Begin)
      return;
    unsigned At = Last->first;
    auto Edit = std::move(Last->second);
    Queue.erase(Last);
    InProgress.push_back(At);
    Edit();
    InProgress.pop_back();
  }
}

std::string FunctionRewriter::render(unsigned Begin, unsigned End) {
  if (T.missed() || End < Begin)
    return "";
  // What is being made is not in the text yet.
  for (unsigned At : InProgress)
    if (At >= Begin && At < End)
      fail(F.Function->getLocation(),
           "deferred statements in it run one another by name");
  if (Failed)
    return "";
  settle(Begin, End);
  return Changes.render(T.text(), Begin, End);
}
