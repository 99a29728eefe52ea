//===- WarningsOfForm.cpp - what is wrong with a deferral where it stands -===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Three warnings for which control need not be followed.
//
//   empty     __defer { }                     there is nothing to run
//   last      { ...; _Defer f(); }            f() runs at once
//   cleaned   { T v __attribute__((cleanup(c))); __defer f(&v); }
//                                             c() has run when f() does
//
//===----------------------------------------------------------------------===//

#include "Warnings.h"

#include "clang/AST/Attr.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "clang/Basic/CharInfo.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"

using namespace clang;
using namespace defer;

static const Stmt *withoutLabels(const Stmt *S) {
  for (;;)
    if (auto *Label = dyn_cast<LabelStmt>(S))
      S = Label->getSubStmt();
    else if (auto *Case = dyn_cast<SwitchCase>(S))
      S = Case->getSubStmt();
    else if (auto *Attributed = dyn_cast<AttributedStmt>(S))
      S = Attributed->getSubStmt();
    else
      return S;
}

/// Whether the file has braces, semicolons and comments there and nothing else:
/// no macro that is empty here, no code that #if leaves out.
static bool isBlank(SourceRange Range, const Warnings &W) {
  if (Range.getBegin().isMacroID() || Range.getEnd().isMacroID() ||
      W.SM.getFileID(Range.getBegin()) != W.SM.getFileID(Range.getEnd()))
    return false;
  FileID File;
  unsigned Begin, End = W.SM.getFileOffset(Range.getEnd());
  std::tie(File, Begin) = W.SM.getDecomposedLoc(Range.getBegin());
  bool Invalid = false;
  llvm::StringRef Text = W.SM.getBufferData(File, &Invalid);
  if (Invalid)
    return false;
  Lexer Raw(W.SM.getLocForStartOfFile(File), W.Ctx.getLangOpts(), Text.begin(),
            Text.begin() + Begin, Text.end());
  for (Token Tok;;) {
    Raw.LexFromRawLexer(Tok);
    if (!Tok.isOneOf(tok::l_brace, tok::r_brace, tok::semi))
      return false;
    if (W.SM.getFileOffset(Tok.getLocation()) >= End)
      return true;
  }
}

/// `__defer ;` and `__defer { }`.
static bool isEmpty(const Deferral &D, const Warnings &W) {
  if (auto *Null = dyn_cast<NullStmt>(D.S))
    if (Null->hasLeadingEmptyMacro())
      return false;
  return isa<NullStmt, CompoundStmt>(D.S) && isBlank(D.S->getSourceRange(), W);
}

/// Whether nothing but empty statements comes behind it in its block, or it is
/// itself all of what it would wait for the end of.
static bool isLast(const Deferral &D) {
  const CompoundStmt *Block = D.Block;
  if (!D.isScoped()) {
    Block = dyn_cast<CompoundStmt>(D.Owner->Root);
    if (!Block)
      return withoutLabels(D.Owner->Root) == D.Site;
  } else if (!Block)
    return true;
  for (const Stmt *Item : llvm::reverse(Block->body()))
    if (!isa<NullStmt>(Item)) {
      Item = withoutLabels(Item);
      // The copies of `__defer_capture` are in a block with it.
      auto *Copies = dyn_cast<CompoundStmt>(Item);
      if (Copies && Copies->getLBracLoc() == D.Loc)
        Item = Copies->body_back();
      return Item == D.Site;
    }
  return false;
}

static void warnLast(const Deferral &D, Warnings &W) {
  // A macro is used in other places, too.
  llvm::StringRef Word = W.writtenWord(D);
  SourceLocation Loc = W.wordLocation(D);
  if (Loc.isMacroID())
    return;
  FixItHint Remove;
  if (Word == "__defer" || Word == "_Defer" || Word == "defer") {
    const char *End = W.SM.getCharacterData(Loc) + Word.size();
    unsigned Space = 0;
    while (isHorizontalWhitespace(End[Space]))
      ++Space;
    Remove = FixItHint::CreateRemoval(CharSourceRange::getCharRange(
        Loc, Loc.getLocWithOffset(Word.size() + Space)));
  }
  W.add(Loc, [&D, &W, Loc, Remove] {
    W.Diags.warning(Loc, "last",
                    "'%0' is the last thing in %select{its block|the "
                    "function|the deferred statement it is in}1, so what it "
                    "defers runs at once")
        << D.word()
        << (D.isScoped()  ? 0
            : D.Owner->Of ? 2
                          : 1)
        << Remove;
  });
}

/// A cleanup variable of an inner block that lives on as the statement's.
static void warnCleaned(const Deferral &D, Warnings &W) {
  if (D.isScoped())
    return; // it runs before the variable is cleaned
  for (const NamedVar &N : D.Names) {
    auto Known = W.Model.Variables.find(N.Var);
    if (Known == W.Model.Variables.end() || !N.Var->hasAttr<CleanupAttr>())
      continue;
    const SourceBlock *In = Known->second.In;
    if (In->In != D.Owner->Of || In->Outermost)
      continue;
    W.add(W.wordLocation(D), [&D, &W, Var = N.Var] {
      W.Diags.warning(W.wordLocation(D), "cleaned",
                      "deferred statement names %0, which has been cleaned up "
                      "at the end of its block when the statement runs")
          << Var;
      W.Diags.note(Var->getLocation(), "%0 is declared here") << Var;
    });
  }
}

void defer::warnOfForm(Warnings &W) {
  for (const auto &D : W.F.Deferrals) {
    if (!W.isReached(*D))
      continue;
    warnCleaned(*D, W);
    if (isEmpty(*D, W))
      W.add(W.wordLocation(*D), [&D = *D, &W] {
        W.Diags.warning(W.wordLocation(D), "empty", "'%0' with nothing to run")
            << D.word();
      });
    else if (isLast(*D) && !D->IsUsed)
      warnLast(*D, W);
  }
}
