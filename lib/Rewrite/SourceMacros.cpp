//===- SourceMacros.cpp - macros that change within a function ------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What moves must mean the same elsewhere in the function:
//
//   #define V 1
//     __defer printf("%d\n", V);         // `V` is written out
//   #undef V
//   #define V 2
//     return V;
//
// Shown by: defer-rewrite test/Regressions/rewrite-macro-changed.c --
//
//===----------------------------------------------------------------------===//

#include "SourceText.h"

#include "defer/Support/TextCompat.h"

#include "clang/Basic/IdentifierTable.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/DenseSet.h"

using namespace clang;
using namespace defer;

void SourceText::settleMacros(SourceRange Moved) {
  if (Unknown.isValid())
    return;
  SourceLocation Start = SM.getLocForStartOfFile(File);
  auto Changed = Macros.changedBetween(Start.getLocWithOffset(Begin),
                                       Start.getLocWithOffset(End), SM);
  SourceLocation First = SM.getExpansionLoc(Moved.getBegin());
  SourceLocation Last = SM.getExpansionRange(Moved.getEnd()).getEnd();
  if (Changed.empty() || SM.getFileID(First) != File ||
      SM.getFileID(Last) != File)
    return;
  unsigned From = SM.getFileOffset(First), To = SM.getFileOffset(Last) + 1;
  llvm::DenseSet<unsigned> Uses;
  Macros.forEachUse(
      Start, From, To, [&](SourceLocation Use, const IdentifierInfo *Name) {
        Uses.insert(SM.getFileOffset(Use));
        if (Changed.count(Name) && !WrittenOut.count(SM.getFileOffset(Use)))
          miss(Use);
      });
  // And what is no macro here must be none elsewhere.
  unsigned Past = From;
  llvm::StringRef All = SM.getBufferData(File);
  Lexer Lex(Start, Lang, All.data(), All.data() + From, All.end());
  Token T;
  for (bool AtEnd = false; !AtEnd;) {
    AtEnd = Lex.LexFromRawLexer(T);
    unsigned Offset = SM.getFileOffset(T.getLocation());
    if (AtEnd || Offset >= To)
      break;
    if (Uses.count(Offset)) {
      SourceLocation End = Macros.endOf(T.getLocation(), SM);
      if (End.isValid())
        Past = std::max(Past, SM.getFileOffset(End) + 1);
    }
    if (Offset < Past || T.isNot(tok::raw_identifier))
      continue;
    for (const IdentifierInfo *Name : Changed)
      if (Name->getName() == T.getRawIdentifier())
        fail(T.getLocation(), "its name is a macro in another part of the "
                              "function");
  }
}

/// The tokens between two offsets in one line; comments are kept that may stand
/// in it.
static std::string inOneLine(FileID File, unsigned From, unsigned To,
                             const SourceManager &SM, const LangOptions &Lang) {
  llvm::StringRef Text = SM.getBufferData(File);
  Lexer Lex(SM.getLocForStartOfFile(File), Lang, Text.begin(),
            Text.begin() + From, Text.end());
  Lex.SetCommentRetentionState(true);
  std::string Out;
  Token T;
  bool Space = false;
  for (bool AtEnd = false; !AtEnd;) {
    AtEnd = Lex.LexFromRawLexer(T);
    if (T.is(tok::eof) || SM.getFileOffset(T.getLocation()) >= To)
      break;
    std::string Written = Lexer::getSpelling(T, SM, Lang);
    Space |= T.hasLeadingSpace() || T.isAtStartOfLine();
    if (T.is(tok::comment) && (compat::startsWith(Written, "//") ||
                               Written.find('\n') != std::string::npos))
      continue;
    Out += Space && !Out.empty() ? " " : "";
    Space = false;
    Out += Written;
  }
  return Out;
}

/// What stands between two tokens of the file, if it means the same everywhere
/// in the function and in front of it; or nothing.
/// \param DependsOnPlace says it of a macro
std::string SourceText::sameAnywhere(
    SourceRange Around,
    llvm::function_ref<bool(const IdentifierInfo *)> DependsOnPlace) const {
  SourceLocation First = Around.getBegin(), Last = Around.getEnd();
  if (First.isMacroID() || Last.isMacroID() || SM.getFileID(First) != File ||
      SM.getFileID(Last) != File)
    return "";
  unsigned From =
      SM.getFileOffset(First) + Lexer::MeasureTokenLength(First, SM, Lang);
  unsigned To = SM.getFileOffset(Last);
  llvm::StringRef Text = SM.getBufferData(File);
  if (!directivesIn(Text, From, To, Lang).empty())
    return "";
  SourceLocation Start = SM.getLocForStartOfFile(File);
  auto Changed = Macros.changedBetween(Start.getLocWithOffset(Begin),
                                       Start.getLocWithOffset(End), SM);
  bool Differs = false;
  Macros.forEachUse(Start, From, To,
                    [&](SourceLocation, const IdentifierInfo *Name) {
                      Differs |= Changed.count(Name) || DependsOnPlace(Name);
                    });
  std::string Written = inOneLine(File, From, To, SM, Lang);
  // What is no macro here must be none elsewhere.
  for (const IdentifierInfo *Name : Changed)
    Differs |= llvm::StringRef(Written).contains(Name->getName());
  return Differs ? "" : Written;
}
