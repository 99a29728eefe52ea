//===- FunctionSkipped.cpp - code that is not compiled --------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What is not compiled with the options given stays as it is, for other options.
// So it must not leave a block, nor name what is called otherwise in the new
// function, nor change what was copied because nothing does:
//
//     int k = i;
//     __defer printf("%d\n", k);   // the record has a copy of k
//   #ifdef TWEAK
//     k += 100;                    // an error
//   #endif
//
// Shown by: defer-rewrite test/Rewrite/skipped-names.c --
//
//===----------------------------------------------------------------------===//

#include "FunctionRewriter.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;
using namespace defer;

static bool isOfFlow(llvm::StringRef Word) {
  return llvm::StringSwitch<bool>(Word)
      .Cases("return", "goto", "break", "continue", true)
      .Cases("__defer", "_Defer", "defer", true)
      .Cases("__defer_capture", "__defer_named", true)
      .Cases("defer_run", "defer_cancel", true)
      .Default(false);
}

static bool assigns(tok::TokenKind Kind) {
  switch (Kind) {
  case tok::equal:
  case tok::plusequal:
  case tok::minusequal:
  case tok::starequal:
  case tok::slashequal:
  case tok::percentequal:
  case tok::ampequal:
  case tok::pipeequal:
  case tok::caretequal:
  case tok::lesslessequal:
  case tok::greatergreaterequal:
    return true;
  default:
    return false;
  }
}

void FunctionRewriter::checkSkipped(SourceRange Range) {
  const SourceManager &SM = Ctx.getSourceManager();
  SourceLocation From = Range.getBegin();
  if (!From.isFileID() || SM.getFileID(From) != T.file())
    return;
  unsigned Begin = SM.getFileOffset(From),
           End = SM.getFileOffset(Range.getEnd());
  if (Begin < T.fileBegin() || End > T.fileEnd())
    return;
  llvm::StringSet<> Otherwise, Copied;
  for (const auto &Each : Vars->Out) {
    Variables::Treatment How = Each.second.How;
    if (How == Variables::Kept || How == Variables::Shared ||
        ((How == Variables::Hoisted || How == Variables::Renamed) &&
         Each.second.Name != Each.first->getName()))
      Otherwise.insert(Each.first->getName());
  }
  for (const auto &Each : Vars->Records)
    for (const VarDecl *Var : Each.second.Copies)
      if (!Vars->CaptureOf.count(Var))
        Copied.insert(Var->getName());
  llvm::StringRef File = SM.getBufferData(T.file());
  Lexer Lex(SourceLocation(), Ctx.getLangOpts(), File.begin(),
            File.begin() + Begin, File.end());
  // The tokens before and behind a word say what becomes of it.
  Token Before, Word, After;
  Before.startToken();
  Word.startToken();
  unsigned WordAt = Begin, AfterAt = Begin;
  auto Says = [&](const llvm::Twine &What) {
    fail(SM.getLocForStartOfFile(T.file()).getLocWithOffset(WordAt),
         ("it is not compiled with these options, and " + What).str());
  };
  for (bool AtEnd = false; !AtEnd && WordAt < End; Before = Word, Word = After) {
    AtEnd = Lex.LexFromRawLexer(After);
    WordAt = AfterAt;
    AfterAt = Lex.getBufferLocation() - File.begin() - After.getLength();
    if (Word.isNot(tok::raw_identifier) || WordAt >= End)
      continue;
    llvm::StringRef Name = Word.getRawIdentifier();
    if (isOfFlow(Name))
      return Says("has a '" + Name + "' in it");
    if (Before.isOneOf(tok::period, tok::arrow))
      continue; // a member
    if (Otherwise.count(Name))
      return Says("names '" + Name +
                  "', which is not called so in the rewritten function");
    bool Steps = Before.isOneOf(tok::plusplus, tok::minusminus) ||
                 After.isOneOf(tok::plusplus, tok::minusminus);
    if (Copied.count(Name) &&
        (Steps || Before.is(tok::amp) || After.is(tok::period) ||
         assigns(After.getKind())))
      return Says("may change '" + Name +
                  "', which has been copied because nothing does");
  }
}
