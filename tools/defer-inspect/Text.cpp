//===- Text.cpp - reports for a terminal ----------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Output.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/raw_ostream.h"

#include <algorithm>

using namespace defer;
using namespace llvm;

namespace {

/// Columns as wide as what is in them; numbers to the right.
class Table {
public:
  explicit Table(std::vector<std::string> Head) { Rows.push_back(Head); }
  void add(std::vector<std::string> Row) { Rows.push_back(std::move(Row)); }

  void write(raw_ostream &Out, unsigned Indent) const {
    std::vector<size_t> Width;
    for (const auto &Row : Rows)
      for (size_t I = 0; I < Row.size(); ++I) {
        if (I >= Width.size())
          Width.resize(I + 1);
        Width[I] = std::max(Width[I], Row[I].size());
      }
    for (const auto &Row : Rows) {
      std::string Line(Indent, ' ');
      for (size_t I = 0; I < Row.size(); ++I) {
        bool Number = I > 0 && (isDigit(Row[I].empty() ? ' ' : Row[I][0]) ||
                                (&Row == &Rows[0] && isNumber(I)));
        std::string Pad(Width[I] - Row[I].size(), ' ');
        Line += Number ? Pad + Row[I] : Row[I] + Pad;
        Line += "  ";
      }
      Out << StringRef(Line).rtrim() << "\n";
    }
  }

private:
  bool isNumber(size_t Column) const {
    return Rows.size() > 1 && Column < Rows[1].size() &&
           !Rows[1][Column].empty() && isDigit(Rows[1][Column][0]);
  }
  std::vector<std::vector<std::string>> Rows;
};

} // namespace

static std::string place(const Position &P) {
  return utostr(P.Line) + ":" + utostr(P.Column);
}

static std::string range(const Cost &C) {
  return C.Least == C.Most ? utostr(C.Most)
                           : utostr(C.Least) + ".." + utostr(C.Most);
}

static std::string amount(const Amount &A) {
  return utostr(A.Instructions) + " (" + utostr(A.Bytes) + " B)";
}

static void writeTotals(const Totals &T, raw_ostream &Out) {
  Out << amount(T.All) << " = deferrals " << (T.Known ? "" : "at least ")
      << amount(T.Own) << " + statements " << amount(T.Statement) << " + rest "
      << amount(T.Rest) << " + not attributed " << amount(T.NotAttributed);
}

static const char *nameOf(ExitFacts::Kind K) {
  switch (K) {
  case ExitFacts::Return:
    return "return";
  case ExitFacts::FunctionEnd:
    return "end";
  case ExitFacts::BlockEnd:
    return "block's end";
  case ExitFacts::Break:
    return "break";
  case ExitFacts::Continue:
    return "continue";
  case ExitFacts::Goto:
    return "goto";
  }
  return "";
}

static void writeExits(const FunctionReport &F, const FunctionCopy &C,
                       raw_ostream &Out) {
  Table T({"exit", "", "deferral", "its own", "bytes", "statement's", "bytes"});
  std::string Merged;
  bool Any = false, Unknown = false;
  for (unsigned E = 0; E < F.Facts.Exits.size(); ++E) {
    const ExitFacts &Exit = F.Facts.Exits[E];
    if (!C.ExitHasCode[E]) {
      Merged += (Merged.empty() ? "" : ", ") + place(Exit.At.Begin);
      continue;
    }
    bool First = true;
    for (size_t I = 0; I < C.Deferrals.size(); ++I)
      for (const ExitCost &Cost : C.Deferrals[I].Exits)
        if (Cost.Exit == E) {
          std::vector<std::string> Row = {First ? place(Exit.At.Begin) : "",
                                          First ? nameOf(Exit.Of) : "",
                                          place(F.Facts.Deferrals[I].Keyword)};
          if (Cost.Known) {
            for (const defer::Cost &Each : {Cost.Deferral, Cost.DeferralBytes})
              Row.push_back(C.Deferrals[I].Known ? range(Each) : "?");
            for (const defer::Cost &Each :
                 {Cost.Statement, Cost.StatementBytes})
              Row.push_back(range(Each));
          } else
            Row.push_back("not known");
          Unknown |= !Cost.Known && !Exit.Computed;
          T.add(std::move(Row));
          First = false;
        }
    Any = true;
    if (First)
      T.add({place(Exit.At.Begin), nameOf(Exit.Of), "none"});
  }
  if (Any)
    T.write(Out, 4);
  if (Unknown)
    Out << "    (not known: the way is one with others', or other code stands "
           "on it)\n";
  if (!C.ExitsCounted)
    Out << "    exits: not counted, the function is "
        << (C.InParts ? "in parts" : "too large") << "\n";
  else if (!Merged.empty())
    Out << "    exits with no instruction of their own: " << Merged << "\n";
}

/// Whether there should be code of a statement.
static bool doesSomething(const DeferralFacts &D) {
  return D.Why != Reason::Never &&
         StringRef(D.Text).find_first_not_of("{}; ") != StringRef::npos;
}

static void writeCopy(const FunctionReport &F, const FunctionCopy &C,
                      raw_ostream &Out) {
  Out << "  ";
  if (C.InlinedAt.empty())
    Out << C.Symbol << ": ";
  else {
    Out << "inlined in ";
    for (size_t I = 0; I < C.InlinedAt.size(); ++I)
      Out << (I ? ", in " : "") << C.InlinedAt[I].first << " at "
          << shown(C.InlinedAt[I].second);
    if (C.InlinedAt.back().first != C.Symbol)
      Out << ", in " << C.Symbol;
    Out << ": ";
  }
  writeTotals(totalsOf(C), Out);
  Out << "\n";
  Table Rows({"place", "word", "lowered", "reached", "exits", "unwind", "all",
              "bytes", "S", "bytes", "S on unwind", "S in places"});
  for (size_t I = 0; I < C.Deferrals.size(); ++I) {
    const DeferralFacts &D = F.Facts.Deferrals[I];
    const DeferralCost &Cost = C.Deferrals[I];
    std::vector<std::string> Own = ownOf(Cost);
    Rows.add({place(D.Keyword), D.Word, loweredAs(F, I), Own[0], Own[1], Own[2],
              Own[3], Own[4], utostr(Cost.statement().Instructions),
              utostr(Cost.statement().Bytes),
              utostr(Cost.UnwindingStatement.Instructions),
              utostr(Cost.Places.size())});
  }
  Rows.write(Out, 4);
  for (size_t I = 0; I < C.Deferrals.size(); ++I) {
    const DeferralCost &Cost = C.Deferrals[I];
    std::string At = place(F.Facts.Deferrals[I].Keyword);
    if (Cost.Named.Instructions)
      Out << "    " << At << ": " << Cost.Named.Instructions
          << " of the exits' are where it is run or cancelled by name\n";
    if (Cost.Keyword.Instructions)
      Out << "    " << At << ": of " << Cost.Keyword.Instructions
          << " of the exits' it is not known where they belong\n";
    if (Cost.Cycles)
      Out << "    " << At << ": cycles: its own " << Cost.Cycles->Own
          << " (pieces: " << Cost.Cycles->OwnPieces
          << ", calls: " << Cost.Cycles->OwnCalls << "), S "
          << Cost.Cycles->Statement
          << " (pieces: " << Cost.Cycles->StatementPieces
          << ", calls: " << Cost.Cycles->StatementCalls << ")\n";
    if (Cost.Places.size() < 2)
      continue;
    Out << "    " << At << ": S is at ";
    for (size_t P = 0; P < Cost.Places.size(); ++P)
      Out << (P ? ", " : "") << format_hex(Cost.Places[P].Address, 4) << " ("
          << Cost.Places[P].Size.Instructions
          << (Cost.Places[P].Unwinds ? ", unwinding)" : ")");
    Out << "\n";
  }
  writeExits(F, C, Out);
  Amount Not = C.notAttributed();
  if (Not.Instructions) {
    for (size_t I = 0; I < C.Deferrals.size(); ++I)
      if (C.Deferrals[I].Places.empty() && !C.InParts &&
          doesSomething(F.Facts.Deferrals[I]))
        Out << "    " << place(F.Facts.Deferrals[I].Keyword)
            << ": nothing says that it is of S, which may be among what is not "
               "attributed\n";
    Out << "    not attributed: ";
    ListSeparator Comma;
    if (C.Shared.Instructions)
      Out << Comma << C.Shared.Instructions << " serve several deferrals";
    if (C.SamePosition.Instructions)
      Out << Comma << C.SamePosition.Instructions
          << " have a position that says two things";
    if (C.LineZero.Instructions)
      Out << Comma << C.LineZero.Instructions << " have no line";
    Out << "\n";
  }
  if (C.Outlined)
    Out << "    calls what was taken out of it and others " << C.Outlined
        << " times, which is not counted (-mno-outline leaves it here)\n";
  if (C.ComputedJump)
    Out << "    (exits are counted up to computed jumps)\n";
}

/// Of the stack, what is neither nothing nor said of its records.
static void writeStack(const FunctionReport &F, unsigned I, raw_ostream &Out) {
  const Lowering &L = F.Lowered[I];
  const DeferralFacts &D = F.Facts.Deferrals[I];
  if (L.How.empty() || D.Why == Reason::Never)
    return; // no remarks, or no code
  bool Captures = D.Word == "__defer_capture" && !D.isDynamic();
  if (L.Variables && !*L.Variables && !Captures)
    return;
  Out << "    " << place(D.Keyword) << ": ";
  if (!L.Variables)
    Out << "stack of its own: not known, it may be in registers\n";
  else
    Out << *L.Variables << (*L.Variables == 1 ? " byte" : " bytes")
        << " of stack of its own" << (Captures ? ", and its copies\n" : "\n");
}

static void writeFunction(const FunctionReport &F, bool Assembly,
                          raw_ostream &Out) {
  Out << shown(F.Facts.At) << ": " << F.Facts.Name;
  if (F.Stack)
    Out << ", " << *F.Stack << " bytes of stack";
  Out << "\n";
  if (F.Copies.empty())
    Out << "  no code of it is there\n";
  for (const FunctionCopy &C : F.Copies) {
    writeCopy(F, C, Out);
    if (Assembly)
      writeAssembly(F, C, Out);
  }
  for (size_t I = 0; I < F.Lowered.size(); ++I) {
    std::string At = place(F.Facts.Deferrals[I].Keyword);
    const Lowering &L = F.Lowered[I];
    if (loweredAs(F, I) == "record") {
      Out << "    " << At << ": ";
      if (L.Record)
        Out << "a record of " << *L.Record << " bytes each time";
      else
        Out << "a record each time (its size is not known without remarks)";
      if (L.Frame)
        Out << ", in a frame of " << *L.Frame << " bytes of stack"
            << (sharesFrame(F, I) ? " for all of the same body" : "");
      Out << "\n";
    }
    writeStack(F, I, Out);
    std::string Advice = adviceFor(F, I);
    if (!Advice.empty())
      Out << "    " << At << ": " << Advice << "\n";
  }
}

void defer::writeText(const Report &R, bool Assembly, raw_ostream &Out) {
  Totals All = totalsOf(R);
  unsigned Deferrals = 0;
  for (const FunctionReport &F : R.Functions) {
    writeFunction(F, Assembly, Out);
    Out << "\n";
    Deferrals += F.Facts.Deferrals.size();
  }
  if (!All.Known)
    Out << "What is a deferral's own (?) is known of what was built with "
           "-fplugin-arg-defer-locations=keyword.\n";
  for (const UnreadUnit &Each : R.Unread)
    Out << shownPath(Each.Path) << ": not read: " << Each.Why << "\n";
  Out << shownPath(R.Input) << ": " << Deferrals << " deferral"
      << (Deferrals == 1 ? "" : "s") << " in " << R.Functions.size()
      << " function" << (R.Functions.size() == 1 ? "" : "s");
  if (!R.Functions.empty()) {
    Out << ": ";
    writeTotals(All, Out);
  }
  Out << "\n";
}
