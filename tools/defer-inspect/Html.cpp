//===- Html.cpp - source and assembly, side by side -----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One page with all in it.  On the left are the functions that defer, as they
// are in their files; on the right is each copy of each in the machine code.
// Page.cpp has what makes it move.
//
//===----------------------------------------------------------------------===//

#include "Output.h"
#include "Page.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"

#include <map>

using namespace defer;
using namespace llvm;

namespace {

/// Lines of context around a function.
constexpr unsigned Context = 2;

struct FileLines {
  std::vector<std::string> Lines; ///< from 1 on
  std::set<unsigned> Wanted;      ///< those to show
  std::vector<std::pair<const FunctionReport *, unsigned>> Functions;
};

class Page {
public:
  Page(const std::vector<Report> &All, raw_ostream &Out) : All(All), Out(Out) {
    unsigned Next = 1;
    for (const Report &R : All)
      for (const FunctionReport &F : R.Functions) {
        First[&F] = Next;
        Next += F.Facts.Deferrals.size();
        FileLines &File = fileOf(F.Facts.Body.Begin.File);
        File.Functions.push_back({&F, First[&F]});
        unsigned Begin = F.Facts.Body.Begin.Line, End = F.Facts.Body.End.Line;
        for (unsigned L = Begin > Context ? Begin - Context : 1;
             L <= End + Context && L < File.Lines.size(); ++L)
          File.Wanted.insert(L);
      }
    Count = Next - 1;
  }

  void write() {
    Out << "<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\">"
           "<meta name=\"viewport\" content=\"width=device-width\">\n<title>";
    std::string Title = "what deferrals cost";
    for (const Report &R : All)
      Title += ": " + shownPath(R.Input);
    text(Title);
    Out << "</title>\n<style>" << PageStyle;
    // Hues far from one another, by the golden angle.
    for (unsigned N = 1; N <= Count; ++N)
      Out << ".d" << N << "{--h:" << (N * 137 + 63) % 360 << "}";
    Out << "</style><style id=\"on\"></style>\n<body><header><h1>";
    text(Title);
    Out << "</h1>";
    table();
    Out << "</header>\n<main id=\"src\">";
    for (const auto &Each : Files)
      source(Each.first, Each.second);
    Out << "</main>\n<main id=\"asm\">";
    for (const Report &R : All)
      for (const FunctionReport &F : R.Functions)
        for (const FunctionCopy &C : F.Copies)
          assembly(F, C);
    Out << "</main>\n<footer><span>Point at a deferral to see what is of it; "
           "click to keep it, Escape to let go. Bold: what serves the "
           "deferral; "
           "tinted: its statement; a double edge on the right: on the way of "
           "an "
           "exception; slanted: not attributed; underlined: exits.</span>"
           "<button id=\"prev\" hidden>previous place (p)</button>"
           "<button id=\"next\" hidden>next place (n)</button></footer>\n"
           "<script>"
        << PageScript << "</script></body></html>\n";
  }

private:
  FileLines &fileOf(const std::string &Path) {
    auto Known = Files.try_emplace(Path);
    FileLines &File = Known.first->second;
    if (!Known.second)
      return File;
    File.Lines.emplace_back();
    if (auto Buffer = MemoryBuffer::getFile(Path)) {
      SmallVector<StringRef, 0> Lines;
      (*Buffer)->getBuffer().split(Lines, '\n');
      for (StringRef Line : Lines)
        File.Lines.push_back(Line.rtrim("\r").str());
    }
    Numbers[Path] = Files.size();
    return File;
  }

  void text(StringRef Text) { printHTMLEscaped(Text, Out); }

  void table() {
    Out << "<table><tr><th><th>place<th>word<th>lowered<th>reached<th>exits<th>"
           "unwinding<th>all<th>bytes<th>S<th>bytes<th>places of S</tr>";
    for (const Report &R : All)
      for (const FunctionReport &F : R.Functions)
        for (unsigned I = 0; I < F.Facts.Deferrals.size(); ++I) {
          unsigned N = First[&F] + I;
          DeferralCost D = sumOf(F, I);
          const DeferralFacts &Facts = F.Facts.Deferrals[I];
          Out << "<tr class=\"d d" << N << "\" tabindex=\"0\" title=\"";
          text(describe(F, I, D));
          Out << "\"><td><b class=\"c\">D" << N << "</b><td>";
          text(shown(Facts.Keyword) + ", " + F.Facts.Name);
          Out << "<td>" << Facts.Word << "<td>" << loweredAs(F, I);
          for (const std::string &Own : ownOf(D))
            Out << "<td>" << Own;
          for (unsigned Number : {D.statement().Instructions,
                                  static_cast<unsigned>(D.statement().Bytes),
                                  static_cast<unsigned>(D.Places.size())})
            Out << "<td>" << Number;
          Out << "</tr>";
        }
    Out << "</table>";
  }

  std::string describe(const FunctionReport &F, unsigned I,
                       const DeferralCost &D) {
    const DeferralFacts &Facts = F.Facts.Deferrals[I];
    std::string Out =
        shown(Facts.Keyword) + ": " + Facts.Word + ", " + loweredAs(F, I) +
        ": " + ownOf(D)[3] + " instructions (" + ownOf(D)[4] +
        " bytes) serve it, " + utostr(D.statement().Instructions) + " (" +
        utostr(D.statement().Bytes) + ") are of its statement, in " +
        utostr(D.Places.size()) + (D.Places.size() == 1 ? " place" : " places");
    std::string Advice = adviceFor(F, I);
    return Advice.empty() ? Out : Out + "; " + Advice;
  }

  /// What is at a place of a line: a deferral's keyword, or statement, or an
  /// exit.
  struct Mark {
    unsigned Deferral = 0;
    bool Keyword = false, Exit = false;
    bool operator==(const Mark &O) const {
      return Deferral == O.Deferral && Keyword == O.Keyword && Exit == O.Exit;
    }
  };

  std::vector<Mark> marksOf(const FileLines &File, const std::string &Path,
                            unsigned Line) {
    std::vector<Mark> Marks(File.Lines[Line].size());
    auto Fill = [&](unsigned From, unsigned To, auto Set) {
      for (unsigned C = From; C < To && C <= Marks.size(); ++C)
        Set(Marks[C - 1]);
    };
    for (const auto &Each : File.Functions) {
      const FunctionFacts &F = Each.first->Facts;
      if (Line < F.Body.Begin.Line || Line > F.Body.End.Line)
        continue;
      auto In = [&](const Span &S, auto Set) {
        if (S.Begin.File != Path || Line < S.Begin.Line || Line > S.End.Line)
          return;
        unsigned From = Line == S.Begin.Line ? S.Begin.Column : 1;
        Fill(From,
             Line == S.End.Line ? endOfToken(File, S.End) : Marks.size() + 1,
             Set);
      };
      for (const ExitFacts &E : F.Exits)
        In(E.At, [](Mark &M) { M.Exit = true; });
      // Inner statements come later in the source than those they stand in.
      for (unsigned I = 0; I < F.Deferrals.size(); ++I) {
        const DeferralFacts &D = F.Deferrals[I];
        unsigned N = Each.second + I;
        In(D.Statement, [&](Mark &M) { M = {N, false, M.Exit}; });
        if (D.Keyword.Line == Line && D.Keyword.File == Path)
          Fill(D.Keyword.Column, endOfToken(File, D.Keyword), [&](Mark &M) {
            M = {N, true, M.Exit};
          });
      }
    }
    return Marks;
  }

  /// The column behind the token that starts at a position.
  static unsigned endOfToken(const FileLines &File, const Position &P) {
    if (P.Line >= File.Lines.size() || P.Column == 0)
      return P.Column;
    StringRef Line = File.Lines[P.Line];
    unsigned C = P.Column - 1;
    while (C < Line.size() && (isAlnum(Line[C]) || Line[C] == '_'))
      ++C;
    return std::max(C + 1, P.Column + 1);
  }

  void source(const std::string &Path, const FileLines &File) {
    Out << "<section><h2>";
    text(shownPath(Path));
    Out << "</h2>";
    unsigned Last = 0;
    for (unsigned Line : File.Wanted) {
      if (Last && Line != Last + 1)
        Out << "<div class=\"gap\">...</div>";
      Last = Line;
      Out << "<span class=\"l\" id=\"f" << Numbers[Path] << "l" << Line
          << "\"><span class=\"n\">" << Line << "</span>";
      std::vector<Mark> Marks = marksOf(File, Path, Line);
      StringRef Text = File.Lines[Line];
      for (size_t At = 0; At < Marks.size();) {
        size_t To = At;
        while (To < Marks.size() && Marks[To] == Marks[At])
          ++To;
        const Mark &M = Marks[At];
        if (M.Deferral || M.Exit) {
          Out << "<span class=\"";
          if (M.Deferral)
            Out << (M.Keyword ? "k" : "s") << " d d" << M.Deferral;
          if (M.Exit)
            Out << " x";
          Out << "\">";
        }
        text(Text.slice(At, To));
        if (M.Deferral || M.Exit)
          Out << "</span>";
        At = To;
      }
      Out << "</span>\n";
    }
    Out << "</section>";
  }

  void assembly(const FunctionReport &F, const FunctionCopy &C) {
    Out << "<section><h2>";
    text(C.InlinedAt.empty() ? C.Symbol : F.Facts.Name);
    for (const auto &Each : C.InlinedAt)
      text(", inlined in " + Each.first + " at " + shown(Each.second));
    Out << "</h2>";
    unsigned LastOf = 0;
    for (const ListedInstruction &I : C.Listing) {
      unsigned N = I.Of.Deferral ? First[&F] + I.Of.Deferral - 1 : 0;
      Out << "<span class=\"i";
      if (N)
        Out << " d d" << N << (isDeferrals(I.Of.Of) ? " o" : " s");
      if (N && N != LastOf)
        Out << " first";
      LastOf = N;
      if (I.Of.Of == Kind::LineZero || I.Of.Of == Kind::SamePosition ||
          I.Of.Of == Kind::Shared)
        Out << " z";
      if (I.Unwinds)
        Out << " u";
      Out << "\"";
      auto Known = Numbers.find(I.At.File);
      if (I.At.Line && Known != Numbers.end())
        Out << " data-l=\"f" << Known->second << "l" << I.At.Line << "\"";
      Out << "><span class=\"n\">" << format_hex_no_prefix(I.Address, 1)
          << "</span><span class=\"t\">";
      if (N)
        Out << "D" << N;
      Out << "</span>";
      // Aligned as assembly is.
      StringRef Name, Rest;
      std::tie(Name, Rest) = StringRef(I.Text).split('\t');
      text(Name);
      if (!Rest.empty()) {
        Out.indent(Name.size() < 8 ? 8 - Name.size() : 1);
        text(Rest);
      }
      if (I.At.Line)
        Out << "<span class=\"p\">" << I.At.Line << ":" << I.At.Column
            << "</span>";
      Out << "</span>\n";
    }
    Out << "</section>";
  }

  const std::vector<Report> &All;
  raw_ostream &Out;
  std::map<const FunctionReport *, unsigned> First;
  std::map<std::string, FileLines> Files;
  std::map<std::string, size_t> Numbers;
  unsigned Count = 0;
};

} // namespace

void defer::writeHtml(const std::vector<Report> &All, raw_ostream &Out) {
  Page(All, Out).write();
}
