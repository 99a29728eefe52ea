//===- KeptWords.cpp - words in what is not compiled ----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "KeptWords.h"

#include "defer/Analysis/Diagnoser.h"

#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
#include "clang/Lex/Preprocessor.h"

using namespace clang;
using namespace defer;

static bool isWord(llvm::StringRef Name, Preprocessor &PP) {
  // Without <stddefer.h>, or a library's own, anything may have that name.
  if (Name == "defer")
    return PP.isMacroDefined(Name);
  return Name == "__defer" || Name == "_Defer" || Name == "__defer_capture" ||
         Name == "__defer_named";
}

/// The location of the first word in a range, but in its directives.
static SourceLocation firstWord(SourceRange Range, Preprocessor &PP,
                                llvm::StringRef &Name) {
  const SourceManager &SM = PP.getSourceManager();
  FileID File = SM.getFileID(Range.getBegin());
  SourceLocation Start = SM.getLocForStartOfFile(File);
  llvm::StringRef Text = SM.getBufferData(File);
  unsigned End = SM.getFileOffset(Range.getEnd());
  Lexer Lex(Start, PP.getLangOpts(), Text.begin(),
            Text.begin() + SM.getFileOffset(Range.getBegin()), Text.end());
  Token T;
  // It begins with the directive that it is under.
  for (bool AtEnd = false, Directive = true; !AtEnd;) {
    AtEnd = Lex.LexFromRawLexer(T);
    if (T.is(tok::eof) || SM.getFileOffset(T.getLocation()) >= End)
      break;
    if (T.isAtStartOfLine())
      Directive = T.is(tok::hash);
    if (Directive || T.isNot(tok::raw_identifier))
      continue;
    Name = T.getRawIdentifier();
    if (isWord(Name, PP))
      return T.getLocation();
  }
  return SourceLocation();
}

void defer::warnOfKeptWords(llvm::ArrayRef<SourceRange> Skipped,
                            Preprocessor &PP, Diagnoser &Diags) {
  const SourceManager &SM = PP.getSourceManager();
  for (SourceRange Range : Skipped) {
    // The headers of the words have their own, and others are rewritten with
    // the options of the file that includes them.
    if (!Range.getBegin().isFileID() || !SM.isInMainFile(Range.getBegin()))
      continue;
    llvm::StringRef Name;
    SourceLocation Loc = firstWord(Range, PP, Name);
    if (Loc.isInvalid())
      continue;
    Diags.warning(Loc, "not-compiled",
                  "it is not compiled with these options, and keeps its '%0'")
        << Name;
    Diags.note(Range.getBegin(),
               "what is written can be rewritten again, with options that "
               "compile what is under this");
  }
}
