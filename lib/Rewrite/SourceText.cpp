//===- SourceText.cpp - the text of a function ----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SourceText.h"

#include "defer/Support/TextCompat.h"

#include "clang/AST/Expr.h"
#include "clang/AST/Stmt.h"
#include "clang/Basic/CharInfo.h"
#include "clang/Lex/Lexer.h"
#include "clang/Lex/LiteralSupport.h"
#include "llvm/ADT/SmallString.h"

using namespace clang;
using namespace defer;

SourceText::SourceText(SourceLocation First, SourceLocation Last,
                       const MacroTokens &Macros, const SourceManager &SM,
                       const LangOptions &Lang)
    : Macros(Macros), SM(SM), Lang(Lang) {
  SourceLocation From = SM.getExpansionLoc(First);
  SourceLocation To = SM.getExpansionRange(Last).getEnd();
  File = SM.getFileID(From);
  Begin = SM.getFileOffset(From);
  End = SM.getFileOffset(To) + Lexer::MeasureTokenLength(To, SM, Lang);
  if (SM.getFileID(To) != File)
    fail(To, InAnotherFile);
  if (SM.getBufferData(File).contains("\r\n"))
    Newline = "\r\n";
  if (Unknown.isInvalid())
    writeOutCounters();
  build();
}

void SourceText::build() {
  // What is written out already does not get there by being so once more.
  if (Missed && Shown == WrittenOut)
    fail(SM.getLocForStartOfFile(File).getLocWithOffset(Begin),
         "where something of it stands is not seen");
  Missed = false;
  Text.clear();
  Pieces.clear();
  Expanded.clear();
  if (Unknown.isValid())
    return;
  llvm::StringRef All = SM.getBufferData(File);
  unsigned From = Begin;
  Shown = WrittenOut;
  for (const auto &Use : WrittenOut) {
    if (Use.first < From)
      continue; // inside of another one
    Pieces.push_back({From, Use.first, unsigned(Text.size())});
    Text += All.slice(From, Use.first);
    appendExpansion(SM.getLocForStartOfFile(File).getLocWithOffset(Use.first));
    From = Use.second;
  }
  Pieces.push_back({From, End, unsigned(Text.size())});
  Text += All.slice(From, End);
}

/// Whether two tokens, side by side, might be read as others.
static bool mustSeparate(llvm::StringRef Before, llvm::StringRef After) {
  if (Before.empty() || After.empty())
    return false;
  char X = Before.back(), Y = After.front();
  if (isAsciiIdentifierContinue(X, true) || isDigit(X))
    return isAsciiIdentifierContinue(Y, true) || Y == '.' || Y == '"' ||
           Y == '\'';
  constexpr llvm::StringLiteral Joined = "+-&|<>=*/%^!#:.";
  return Joined.contains(X) && Joined.contains(Y);
}

/// The macro that a token is all of, if a compiler has that one built in.
llvm::StringRef SourceText::wordOf(SourceLocation Loc) const {
  while (SM.isMacroArgExpansion(Loc))
    Loc = SM.getImmediateSpellingLoc(Loc);
  if (!Loc.isMacroID())
    return "";
  return spelling(SM.getImmediateExpansionRange(Loc).getBegin());
}

/// Each use counts, and where it stands is not kept.
void SourceText::writeOutCounters() {
  Macros.forEachUse(SM.getLocForStartOfFile(File), Begin, End,
                    [&](SourceLocation Use, const IdentifierInfo *Name) {
                      if (!Name->isStr("__COUNTER__"))
                        return;
                      ++Counted;
                      if (Macros.at(Use).empty())
                        fail(Use, "it counts where nothing can be written out");
                      miss(Use);
                    });
}

/// Whether a parenthesis follows on the use of a macro.
bool SourceText::isCalled(SourceLocation Use) const {
  SourceLocation End = Macros.endOf(Use, SM);
  llvm::StringRef Rest = SM.getBufferData(File).drop_front(
      SM.getFileOffset(End) + Lexer::MeasureTokenLength(End, SM, Lang));
  return Rest.ltrim().take_front(1) == "(";
}

void SourceText::appendExpansion(SourceLocation At) {
  llvm::StringRef Before;
  llvm::ArrayRef<MacroTokens::Token> All = Macros.at(At);
  if (Macros.hasPragma(At))
    fail(At, "something in this macro must change, and there is a pragma in "
             "it");
  for (unsigned I = 0; I != All.size(); ++I) {
    const MacroTokens::Token &T = All[I];
    bool IsCalled = I + 1 == All.size() ? isCalled(At) : All[I + 1].IsParen;
    if (T.IsMacro && (!T.IsFunctionLike || IsCalled))
      fail(At, "something in this macro must change, and it expands to the "
               "name of a macro");
    // What the word stands for is an attribute that means nothing elsewhere.
    if (Lexer::getImmediateMacroName(T.Loc, SM, Lang) == "__defer_result") {
      Expanded[T.Loc] = {unsigned(Text.size()), unsigned(Text.size())};
      continue;
    }
    llvm::StringRef Spelling = spelling(T.Loc);
    // What only a compiler knows stays open: the tool has other paths.
    llvm::StringRef Word = wordOf(T.Loc);
    if (Word == "__FILE__" || Word == "__BASE_FILE__" ||
        Word == "__FILE_NAME__")
      Spelling = Word;
    if (!Before.empty() && (T.Space || mustSeparate(Before, Spelling)))
      Text += ' ';
    unsigned From = Text.size();
    Text += Spelling;
    Expanded[T.Loc] = {From, unsigned(Text.size())};
    Before = Spelling;
  }
}

bool defer::isSpelled(SourceLocation Loc, llvm::StringRef Name,
                      const SourceManager &SM, const LangOptions &Lang) {
  llvm::SmallString<32> Buffer;
  llvm::StringRef Word =
      Lexer::getSpelling(SM.getSpellingLoc(Loc), Buffer, SM, Lang);
  if (!Word.contains('\\'))
    return Word == Name;
  llvm::SmallString<32> Expanded;
  expandUCNs(Expanded, Word);
  return Expanded == Name;
}

unsigned SourceText::at(unsigned Offset) const {
  for (const Piece &P : Pieces)
    if (Offset >= P.From && Offset <= P.To)
      return P.At + (Offset - P.From);
  return 0;
}

unsigned SourceText::logicalLineBegin(unsigned Offset) const {
  unsigned At = lineBegin(Offset);
  while (At && compat::endsWith(
                   llvm::StringRef(Text).take_front(At - 1).rtrim(), "\\"))
    At = lineBegin(At - 1);
  return At;
}

unsigned SourceText::skipSpace(unsigned Offset) const {
  llvm::StringRef Rest = llvm::StringRef(Text);
  while (Offset < Rest.size()) {
    llvm::StringRef Here = Rest.drop_front(Offset);
    if (isWhitespace(Here.front()))
      ++Offset;
    else if (Here.size() > 1 && Here.substr(0, 2) == "//")
      Offset += logicalLine(Here).size();
    else if (Here.size() > 1 && Here.substr(0, 2) == "/*")
      Offset += std::min(Here.find("*/", 2), Here.size() - 2) + 2;
    else if (Here.size() > 1 && Here.substr(0, 2) == "\\\n")
      Offset += 2;
    else
      break;
  }
  return Offset;
}

unsigned SourceText::lineBegin(unsigned Offset) const {
  size_t Break = Offset ? Text.rfind('\n', Offset - 1) : std::string::npos;
  return Break == std::string::npos ? 0 : Break + 1;
}

unsigned SourceText::lineOf(unsigned Offset) const {
  // What is written out stands where its use does, at the end of a piece.
  unsigned In = Begin;
  for (const Piece &P : Pieces) {
    if (P.At > Offset)
      break;
    In = std::min(P.From + (Offset - P.At), P.To);
  }
  return SM.getLineNumber(File, In);
}

llvm::StringRef SourceText::indentAt(unsigned Offset) const {
  unsigned Line = lineBegin(Offset);
  llvm::StringRef Rest = llvm::StringRef(Text).drop_front(Line);
  if (Line == 0) {
    // The text begins in the middle of a line of the file.
    llvm::StringRef All = SM.getBufferData(File);
    size_t Break = All.rfind('\n', Begin);
    Rest = All.drop_front(Break == llvm::StringRef::npos ? 0 : Break + 1);
  }
  return Rest.take_while([](char C) { return C == ' ' || C == '\t'; });
}

static bool isWordPart(char C) { return isAsciiIdentifierContinue(C, true); }

void SourceText::forEachWord(
    llvm::StringRef Word, unsigned From, unsigned To,
    llvm::function_ref<void(unsigned, unsigned)> Do) const {
  for (size_t At = Text.find(Word.str(), From);
       At != std::string::npos && At < To; At = Text.find(Word.str(), At + 1)) {
    size_t End = At + Word.size();
    if ((At && isWordPart(Text[At - 1])) ||
        (End < Text.size() && isWordPart(Text[End])))
      continue;
    Do(At, End);
  }
}

void SourceText::forEachMacroWord(
    llvm::function_ref<void(llvm::StringRef)> Do) const {
  Macros.forEachIn(SM.getLocForStartOfFile(File), Begin, End,
                   [&](SourceLocation Loc) { Do(spelling(Loc)); });
}

bool SourceText::attributeAround(unsigned At, unsigned &From,
                                 unsigned &To) const {
  llvm::StringRef All = Text;
  // Its name may have a prefix, and there is an argument in parentheses.
  From = At;
  llvm::StringRef Before = All.take_front(At).rtrim();
  if (Before.consume_back("::")) {
    Before = Before.rtrim();
    while (!Before.empty() && isWordPart(Before.back()))
      Before = Before.drop_back();
    From = Before.size();
  }
  size_t End = All.find('(', At);
  for (unsigned Depth = 0; End < All.size(); ++End) {
    Depth += All[End] == '(';
    if (All[End] == ')' && --Depth == 0)
      break;
  }
  if (End >= All.size())
    return false;
  To = End + 1;
  // With others, a comma goes with it.
  Before = All.take_front(From).rtrim();
  unsigned Next = skipSpace(To);
  if (All.drop_front(Next).take_front(1) == ",") {
    To = skipSpace(Next + 1);
    return true;
  }
  if (Before.consume_back(",")) {
    From = Before.size();
    return true;
  }
  // On its own, all of it goes.
  bool Brackets = Before.consume_back("[");
  if (Brackets) {
    if (!(Before = Before.rtrim()).consume_back("["))
      return false;
  } else {
    if (!Before.consume_back("(") ||
        !(Before = Before.rtrim()).consume_back("("))
      return false;
    Before = Before.rtrim();
    if (!Before.consume_back("__attribute__") &&
        !Before.consume_back("__attribute"))
      return false;
  }
  From = Before.size();
  for (unsigned I = 0; I != 2; ++I) {
    To = skipSpace(To);
    if (To >= All.size() || All[To] != (Brackets ? ']' : ')'))
      return false;
    ++To;
  }
  // And the space behind it.
  while (To < All.size() && All[To] == ' ')
    ++To;
  return true;
}

unsigned SourceText::pastLocalLabels(unsigned Offset) const {
  for (;;) {
    unsigned Next = skipSpace(Offset);
    if (llvm::StringRef(Text).drop_front(Next).take_front(9) != "__label__")
      return Offset;
    size_t End = Text.find(';', Next);
    if (End == std::string::npos)
      return Offset;
    Offset = End + 1;
  }
}

llvm::ArrayRef<Directive> SourceText::directives() const {
  if (!All)
    All = directivesIn(SM.getBufferData(File), Begin, End, Lang);
  return *All;
}

Directives SourceText::conditionsAt(SourceLocation Loc) const {
  unsigned To = SM.getFileOffset(SM.getExpansionLoc(Loc));
  std::vector<Directives> Open;
  for (const Directive &D : directives()) {
    if (D.At >= To)
      break;
    if (D.opens())
      Open.push_back({D});
    else if (D.goesOn() && !Open.empty())
      Open.back().push_back(D);
    else if (D.closes() && !Open.empty())
      Open.pop_back();
  }
  Directives Out;
  for (const Directives &Each : Open)
    Out.append(Each.begin(), Each.end());
  return Out;
}

std::string SourceText::written(const Directive &D) const {
  return SM.getBufferData(File).slice(D.At, D.End).trim().str();
}
