//===- LineMarks.cpp - where lines of the new text come from --------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "defer/Text/LineMarks.h"

#include "defer/Support/TextCompat.h"

#include "clang/Basic/IdentifierTable.h"
#include "clang/Basic/LangOptions.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;
using namespace defer;

// No text has these, but for one that is not C.
static constexpr char Opens = '\x01', Closes = '\x02';

std::string defer::lineMark(unsigned Line) {
  return Opens + llvm::utostr(Line) + Closes;
}

static bool isBlank(char C) { return C == ' ' || C == '\t'; }

/// The first line of some, which is taken from them.
static llvm::StringRef takeLine(llvm::StringRef &Text) {
  llvm::StringRef Line =
      Text.take_front(std::min(Text.find('\n'), Text.size() - 1) + 1);
  Text = Text.drop_front(Line.size());
  return Line;
}

std::string
defer::withLineMarks(llvm::StringRef Part,
                     llvm::function_ref<unsigned(unsigned)> LineAt) {
  std::string Out;
  const char *Begin = Part.data();
  while (!Part.empty()) {
    unsigned Line = LineAt(Part.data() - Begin);
    llvm::StringRef Text = takeLine(Part);
    llvm::StringRef Blank = Text.take_while(isBlank);
    Out += Blank;
    Text = Text.drop_front(Blank.size());
    // What begins with it is taken for a directive.
    if (Text.consume_front("#"))
      Out += '#';
    Out += lineMark(Line);
    Out += Text;
  }
  return Out;
}

llvm::StringRef defer::takeMark(llvm::StringRef &Text) {
  if (Text.empty() || Text.front() != Opens)
    return "";
  llvm::StringRef Mark = Text.take_front(Text.find(Closes) + 1);
  Text = Text.drop_front(Mark.size());
  return Mark;
}

llvm::StringRef defer::trimMarks(llvm::StringRef Text) {
  for (;;) {
    Text = Text.rtrim();
    if (Text.empty() || Text.back() != Closes)
      return Text;
    Text = Text.take_front(Text.rfind(Opens));
  }
}

unsigned defer::firstMark(llvm::StringRef Text) {
  llvm::StringRef Mark =
      Text.drop_front(std::min(Text.find(Opens), Text.size()));
  // What stood before it may be gone, with the lines that it was on.
  llvm::StringRef Rest = Text.ltrim(" \t");
  for (llvm::StringRef Next; !(Next = takeMark(Rest)).empty();
       Rest = Rest.ltrim(" \t"))
    Mark = Next;
  unsigned Line = 0;
  Mark.drop_front(std::min<size_t>(1, Mark.size())).consumeInteger(10, Line);
  return Line;
}

std::string defer::withoutMarks(llvm::StringRef Text) {
  std::string Out;
  while (!Text.empty()) {
    if (!takeMark(Text).empty())
      continue;
    llvm::StringRef Plain = Text.take_until([](char C) { return C == Opens; });
    Out += Plain;
    Text = Text.drop_front(Plain.size());
  }
  return Out;
}

/// Whether a macro's arguments may go on at the beginning of each line: within
/// parentheses behind a name.
static std::vector<bool> linesInArguments(llvm::StringRef Text,
                                          const LangOptions &Lang) {
  std::vector<bool> Inside;
  IdentifierTable Words(Lang);
  Lexer Lex(SourceLocation(), Lang, Text.begin(), Text.begin(), Text.end());
  llvm::SmallVector<bool, 16> Open; // whether each is behind a name
  unsigned Calls = 0;
  bool AfterName = false, AtEnd = false;
  const char *Seen = Text.begin();
  Token T;
  while (!AtEnd) {
    AtEnd = Lex.LexFromRawLexer(T);
    const char *Here = Lex.getBufferLocation();
    // The lines that begin up to the end of the token.
    for (; Seen != Here; ++Seen)
      if (*Seen == '\n')
        Inside.push_back(Calls);
    if (T.is(tok::l_paren)) {
      Open.push_back(AfterName);
      Calls += AfterName;
    } else if (T.is(tok::r_paren) && !Open.empty()) {
      Calls -= Open.pop_back_val();
    }
    AfterName = T.is(tok::raw_identifier) &&
                Words.get(T.getRawIdentifier()).getTokenID() == tok::identifier;
  }
  for (; Seen != Text.end(); ++Seen)
    Inside.push_back(false);
  return Inside;
}

namespace {

/// Writes the lines of a text, and what is to be said of them between them.
class LineWriter {
public:
  LineWriter(llvm::function_ref<PresumedLine(unsigned)> Presumed,
             llvm::StringRef Break, bool TwoNames)
      : Presumed(Presumed), Break(Break), TwoNames(TwoNames) {}

  /// \param May whether a directive may stand before it
  void write(llvm::StringRef Line, bool May);
  std::string Out;

private:
  void say(const PresumedLine &Is);
  bool isFarBack(const PresumedLine &Is) const {
    return Next.File == Is.File && Is.Line + Back < Seen + 1;
  }
  unsigned seenAfter(const PresumedLine &Is) const;
  void directive(llvm::StringRef Word);

  llvm::function_ref<PresumedLine(unsigned)> Presumed;
  llvm::StringRef Break;
  bool TwoNames, Second = false;
  PresumedLine Next = {"", 0}; ///< what a compiler takes the next line for
  unsigned From = 1;           ///< the line that the last one came from
  bool Continued = false;      ///< the last line ends in a backslash
  unsigned Depth = 0;          ///< of conditions
  bool Said = false;           ///< under the outermost of them
  // To Cppcheck, what has one number is one line, and a directive must have its
  // own; it follows a #line back no further than this.
  static constexpr unsigned Back = 2;
  unsigned Seen = 1;     ///< what it takes the next line for
  unsigned LastSeen = 0; ///< what it took the last one for
  size_t Directive = 0;  ///< where that begins, if it is a directive
};

} // namespace

/// What a line is to Cppcheck if it is said which one it is.
unsigned LineWriter::seenAfter(const PresumedLine &Is) const {
  return isFarBack(Is) && !TwoNames ? Seen + 1 : Is.Line;
}

void LineWriter::say(const PresumedLine &Is) {
  bool Turn = TwoNames && isFarBack(Is);
  Second ^= Turn;
  Seen = seenAfter(Is);
  Out += ("#line " + llvm::Twine(Is.Line)).str();
  if (Turn || Next.File != Is.File) {
    Out += " \"";
    llvm::StringRef Name = Is.File;
    if (Second)
      Out += Name.consume_front("/") ? "/./" : "./";
    for (char C : Name) {
      if (C == '"' || C == '\\')
        Out += '\\';
      Out += C;
    }
    Out += '"';
  }
  Out += Break;
  Next = Is;
  Said = true;
}

/// What a directive does to the numbers of the lines behind it.
void LineWriter::directive(llvm::StringRef Word) {
  if (compat::startsWith(Word, "if")) {
    Said &= Depth != 0;
    ++Depth;
    return;
  }
  // What was said may not have been compiled.
  bool Unknown = Said && (compat::startsWith(Word, "el") ||
                          compat::startsWith(Word, "endif"));
  Depth -= Depth && compat::startsWith(Word, "endif");
  // One of the file's own.
  Unknown |= compat::startsWith(Word, "line") ||
             (!Word.empty() && llvm::isDigit(Word.front()));
  if (Unknown)
    Next = {"", 0};
}

void LineWriter::write(llvm::StringRef Line, bool May) {
  if (Line.contains(Opens))
    From = firstMark(Line);
  std::string Clean = withoutMarks(Line);
  llvm::StringRef Shown = llvm::StringRef(Clean).trim();
  // What is of no file counts on.
  PresumedLine Is = From ? Presumed(From) : Next;
  bool IsDirective = !Continued && compat::startsWith(Shown, "#");
  bool Says = May && !Continued && !Shown.empty() &&
              (Next.Line != Is.Line || Next.File != Is.File);
  if (Says && seenAfter(Is) == LastSeen) {
    if (IsDirective) {
      Says = false;
    } else if (Directive) {
      // One line further down, it is not this one.
      Out.insert(Directive, Break.str());
      Next.Line += Next.Line != 0;
      ++Seen;
    }
  }
  if (Says)
    say(Is);
  Next.Line += Next.Line != 0;
  if (!Shown.empty()) {
    LastSeen = Seen;
    Directive = IsDirective ? Out.size() : 0;
  }
  ++Seen;
  if (IsDirective)
    directive(Shown.drop_front().ltrim());
  Continued = compat::endsWith(Shown, "\\");
  Out += Clean;
}

std::string
defer::withLineDirectives(llvm::StringRef Text,
                          llvm::function_ref<PresumedLine(unsigned)> Presumed,
                          const LangOptions &Lang, bool TwoNames) {
  std::string Plain = withoutMarks(Text);
  // What says that a file is UTF-8 stays in front of all.
  constexpr llvm::StringLiteral Order = "\xEF\xBB\xBF";
  std::string Rest;
  bool IsOrdered = compat::startsWith(Plain, Order);
  if (IsOrdered) {
    Rest = Text.str();
    Rest.erase(Rest.find(Order), Order.size());
    Text = Rest;
  }
  std::vector<bool> Inside = linesInArguments(Plain, Lang);
  LineWriter Writer(Presumed, Text.contains("\r\n") ? "\r\n" : "\n", TwoNames);
  for (unsigned Number = 0; !Text.empty(); ++Number)
    Writer.write(takeLine(Text), Number == 0 || !Inside[Number - 1]);
  return (IsOrdered ? Order.str() : "") + Writer.Out;
}

std::string defer::withOneName(llvm::StringRef Line) {
  if (Line.consume_front("/./"))
    return ("/" + Line).str();
  Line.consume_front("./");
  return Line.str();
}
