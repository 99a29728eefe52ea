//===- CompareOutput.cpp - what has changed, for people and programs ------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// For a terminal only what is not the same is written, as JSON and as a page
// everything.
//
//===----------------------------------------------------------------------===//

#include "Compare.h"

#include "Output.h"
#include "Page.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/raw_ostream.h"

using namespace defer;
using namespace llvm;

static std::string change(int64_t Old, int64_t New) {
  if (Old == New)
    return itostr(New);
  return itostr(Old) + " -> " + itostr(New);
}

/// "5 -> 3 (12 -> 8 B)"
static std::string change(const Figure &Old, const Figure &New) {
  return change(Old.Instructions, New.Instructions) + " (" +
         change(Old.Bytes, New.Bytes) + " B)";
}

static std::string shown(const Figure &F) { return change(F, F); }

static std::string change(const std::optional<Figure> &Old,
                          const std::optional<Figure> &New) {
  if (Old && New)
    return change(*Old, *New);
  if (!Old && !New)
    return "not known";
  return (Old ? shown(*Old) : "not known") + " -> " +
         (New ? shown(*New) : "not known");
}

static std::string change(const std::string &Old, const std::string &New) {
  return Old == New ? New : Old + " -> " + New;
}

static std::string bytesOf(const std::optional<int64_t> &Stack) {
  return Stack ? itostr(*Stack) : "unknown";
}

/// Where it was, if that is elsewhere.
static std::string was(const Position &Old, const Position &New) {
  if (Old == New)
    return "";
  std::string At = utostr(Old.Line) + ":" + utostr(Old.Column);
  if (shownPath(Old.File) != shownPath(New.File))
    return " (was " + shown(Old) + ")";
  return Old.Line == New.Line && Old.Column == New.Column ? ""
                                                          : " (was " + At + ")";
}

/// What a pair is, in one word.
template <typename P> static const char *nameOf(const P &Of) {
  if (Of.Unsure)
    return "not matched";
  return !Of.Old ? "new" : !Of.New ? "gone" : "same";
}

namespace {
struct Sums {
  std::optional<Figure> Own[2] = {Figure(), Figure()}; ///< if all are known
  Figure Statement[2];
  unsigned All = 0, Changed = 0, Unsure = 0;
};
} // namespace

static Sums sumsOf(const Comparison &C) {
  Sums S;
  for (const FunctionPair &F : C.Functions)
    for (const DeferralPair &D : F.Deferrals) {
      ++S.All;
      S.Unsure += D.Unsure;
      S.Changed += D.changed() && !D.Unsure;
      for (int New : {0, 1})
        if (const DeferralResult *Of = New ? D.New : D.Old) {
          if (!Of->Own)
            S.Own[New].reset();
          else if (S.Own[New])
            S.Own[New]->add(*Of->Own);
          S.Statement[New].add(Of->Statement);
        }
    }
  return S;
}

static std::string instructionsOf(const std::optional<Figure> &F) {
  return F ? itostr(F->Instructions) : "not known";
}

static std::string summary(const Sums &S) {
  std::string Out = utostr(S.Changed) + " of " + utostr(S.All) + " changed";
  if (S.Unsure)
    Out += ", " + utostr(S.Unsure) + " not matched";
  return Out + ": deferrals " +
         change(instructionsOf(S.Own[0]), instructionsOf(S.Own[1])) +
         ", statements " +
         change(S.Statement[0].Instructions, S.Statement[1].Instructions) +
         " instructions";
}

static std::string costsOf(const DeferralResult &D) {
  return D.Lowered + ", deferral " + change(D.Own, D.Own) + ", S " +
         change(D.Statement, D.Statement);
}

static void writeDeferral(const FunctionPair &F, const DeferralPair &D,
                          raw_ostream &Out) {
  const DeferralResult &Is = D.any();
  Out << shown(Is.At) << ": " << F.any().Name << ": ";
  if (!D.Old || !D.New) {
    Out << Is.Word << ": ";
    if (D.Unsure)
      Out << "not matched: of the " << (D.New ? "new" : "old")
          << " ones, and which of the " << (D.New ? "old" : "new")
          << " ones it is cannot be known, ";
    else
      Out << nameOf(D) << (D.New ? ", " : "");
    if (D.New || D.Unsure)
      Out << costsOf(Is);
    Out << "\n";
    return;
  }
  const DeferralResult &O = *D.Old, &N = *D.New;
  Out << change(O.Word, N.Word) << was(O.At, N.At) << ": "
      << change(O.Lowered, N.Lowered) << ", deferral " << change(O.Own, N.Own)
      << ", S " << change(O.Statement, N.Statement) << " in "
      << change(O.Places, N.Places) << (N.Places == 1 ? " place" : " places")
      << (D.otherStatement() ? ", another statement" : "") << "\n";
}

static void writeSide(const char *Which, const BuildResult &B,
                      raw_ostream &Out) {
  Out << Which << ": " << B.Name << " (" << B.Triple << ")\n";
  for (const auto &Each : B.NotRead)
    Out << Which << ": " << shownPath(Each.first)
        << ": not read: " << Each.second << "\n";
}

void defer::writeText(const Comparison &C, raw_ostream &Out) {
  writeSide("old", C.Old, Out);
  writeSide("new", C.New, Out);
  for (const FunctionPair &F : C.Functions) {
    if (F.Old && F.New) {
      const FunctionResult &O = *F.Old, &N = *F.New;
      if (!(O.All == N.All && O.Stack == N.Stack)) {
        Out << shown(N.At) << ": " << N.Name << was(O.At, N.At) << ": "
            << change(O.All, N.All) << " in all";
        if (O.Stack || N.Stack)
          Out << ", stack " << change(bytesOf(O.Stack), bytesOf(N.Stack))
              << " B";
        Out << "\n";
      }
    } else
      Out << shown(F.any().At) << ": " << F.any().Name << ": "
          << (F.Unsure ? "not matched: there is more than one of this name"
                       : nameOf(F))
          << "\n";
    for (const DeferralPair &D : F.Deferrals)
      if (D.changed())
        writeDeferral(F, D, Out);
  }
  Out << summary(sumsOf(C)) << "\n";
}

namespace {

class ComparisonWriter {
public:
  explicit ComparisonWriter(raw_ostream &Out) : J(Out, 1) {}

  void write(const Comparison &C, StringRef Tool) {
    Sums S = sumsOf(C);
    J.object([&] {
      J.attribute("version", 1);
      J.attribute("tool", Tool);
      J.attributeObject("old", [&] { side(C.Old); });
      J.attributeObject("new", [&] { side(C.New); });
      J.attributeObject("totals", [&] {
        J.attribute("deferrals", S.All);
        J.attribute("changed", S.Changed);
        J.attribute("not_matched", S.Unsure);
        figures("own", S.Own[0], S.Own[1]);
        figures("statement", S.Statement[0], S.Statement[1]);
      });
      J.attributeArray("functions", [&] {
        for (const FunctionPair &F : C.Functions)
          J.object([&] { function(F); });
      });
    });
  }

private:
  void side(const BuildResult &B) {
    J.attribute("input", B.Name);
    J.attribute("triple", B.Triple);
    J.attributeArray("not_read", [&] {
      for (const auto &Each : B.NotRead)
        J.object([&] {
          J.attribute("unit", Each.first);
          J.attribute("reason", Each.second);
        });
    });
  }

  void function(const FunctionPair &F) {
    J.attribute("name", F.any().Name);
    J.attribute("match", nameOf(F));
    sides(F, [&](const FunctionResult &Of) {
      place(Of.At);
      if (Of.Stack)
        J.attribute("stack", *Of.Stack);
      else
        J.attribute("stack", nullptr);
      figure("all", Of.All);
    });
    J.attributeArray("deferrals", [&] {
      for (const DeferralPair &D : F.Deferrals)
        J.object([&] {
          J.attribute("match", nameOf(D));
          J.attribute("changed", D.changed());
          J.attribute("other_statement", D.otherStatement());
          sides(D, [&](const DeferralResult &Of) {
            place(Of.At);
            J.attribute("word", Of.Word);
            J.attribute("lowered", Of.Lowered);
            figure("own", Of.Own);
            figure("statement", Of.Statement);
            J.attribute("statement_places", Of.Places);
          });
        });
    });
  }

  template <typename P, typename Function>
  void sides(const P &Of, Function Write) {
    for (bool New : {false, true}) {
      const char *Name = New ? "new" : "old";
      if (auto *Each = New ? Of.New : Of.Old)
        J.attributeObject(Name, [&] { Write(*Each); });
      else
        J.attribute(Name, nullptr);
    }
  }

  void place(const Position &P) {
    J.attribute("file", P.File);
    J.attribute("line", static_cast<int64_t>(P.Line));
    J.attribute("column", static_cast<int64_t>(P.Column));
  }
  void figure(StringRef Name, const std::optional<Figure> &F) {
    if (!F) {
      J.attribute(Name, nullptr);
      return;
    }
    J.attributeObject(Name, [&] {
      J.attribute("instructions", F->Instructions);
      J.attribute("bytes", F->Bytes);
    });
  }
  void figures(StringRef Name, const std::optional<Figure> &Old,
               const std::optional<Figure> &New) {
    J.attributeObject(Name, [&] {
      figure("old", Old);
      figure("new", New);
    });
  }

  json::OStream J;
};

} // namespace

void defer::writeJson(const Comparison &C, StringRef Tool, raw_ostream &Out) {
  ComparisonWriter(Out).write(C, Tool);
  Out << "\n";
}

static void cell(const std::string &Text, raw_ostream &Out) {
  Out << "<td>";
  printHTMLEscaped(Text, Out);
}

void defer::writeHtml(const Comparison &C, raw_ostream &Out) {
  Out << "<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\">"
         "<meta name=\"viewport\" content=\"width=device-width\">\n<title>"
         "what has changed</title>\n<style>"
      << CompareStyle << "</style>\n<body><h1>what has changed</h1>\n<ul>";
  for (const BuildResult *B : {&C.Old, &C.New}) {
    Out << "<li>" << (B == &C.Old ? "old: " : "new: ");
    printHTMLEscaped(B->Name + " (" + B->Triple + ")", Out);
    for (const auto &Each : B->NotRead) {
      Out << "<br>";
      printHTMLEscaped(shownPath(Each.first) + ": not read: " + Each.second,
                       Out);
    }
  }
  Out << "</ul>\n<p>" << summary(sumsOf(C))
      << "</p>\n<table><tr><th>place<th>word<th><th>lowered<th>its own<th>S"
         "<th>places of S</tr>\n";
  for (const FunctionPair &F : C.Functions) {
    const FunctionResult &Is = F.any();
    Out << "<tr class=\"f\">";
    std::string At = shown(Is.At) + ", " + Is.Name;
    cell(F.Old && F.New ? At + was(F.Old->At, F.New->At) : At, Out);
    Out << "<td>";
    cell(nameOf(F), Out);
    const FunctionResult &O = F.Old ? *F.Old : Is, &N = F.New ? *F.New : Is;
    Out << "<td colspan=\"4\">" << change(O.All, N.All) << " in all";
    if (O.Stack || N.Stack)
      Out << ", stack " << change(bytesOf(O.Stack), bytesOf(N.Stack)) << " B";
    Out << "</tr>\n";
    for (const DeferralPair &D : F.Deferrals) {
      const DeferralResult &A = D.Old ? *D.Old : *D.New,
                           &B = D.New ? *D.New : *D.Old;
      Out << "<tr class=\""
          << (D.Unsure      ? "u"
              : D.changed() ? "c"
                            : "e")
          << "\">";
      cell(shown(B.At) + was(A.At, B.At), Out);
      cell(change(A.Word, B.Word), Out);
      cell(D.otherStatement()              ? "another statement"
           : D.Old && D.New && D.changed() ? "changed"
                                           : nameOf(D),
           Out);
      cell(change(A.Lowered, B.Lowered), Out);
      cell(change(A.Own, B.Own), Out);
      cell(change(A.Statement, B.Statement), Out);
      cell(change(A.Places, B.Places), Out);
      Out << "</tr>\n";
    }
  }
  Out << "</table></body></html>\n";
}
