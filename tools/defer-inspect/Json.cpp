//===- Json.cpp - reports for programs ------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// docs/inspect.md has what the fields mean.  They stay what they are as long as
// "version" does; new ones may come.
//
//===----------------------------------------------------------------------===//

#include "Output.h"

#include "llvm/Support/JSON.h"
#include "llvm/Support/raw_ostream.h"

using namespace defer;
using namespace llvm;

namespace {

class ReportWriter {
public:
  explicit ReportWriter(raw_ostream &Out) : J(Out, 1) {}

  void write(const std::vector<Report> &All, StringRef Tool) {
    J.object([&] {
      J.attribute("version", 1);
      J.attribute("tool", Tool);
      J.attributeArray("inputs", [&] {
        for (const Report &R : All)
          J.object([&] { write(R); });
      });
    });
  }

private:
  void write(const Report &R) {
    J.attribute("input", R.Input);
    J.attribute("triple", R.Triple);
    Totals T = totalsOf(R);
    J.attributeObject("totals", [&] {
      amount("all", T.All);
      amount("deferrals", T.Own, T.Known);
      amount("statements", T.Statement);
      amount("rest", T.Rest);
      amount("not_attributed", T.NotAttributed);
    });
    J.attributeArray("functions", [&] {
      for (const FunctionReport &F : R.Functions)
        J.object([&] { write(F); });
    });
    J.attributeArray("not_read", [&] {
      for (const auto &Each : R.Unread)
        J.object([&] {
          J.attribute("unit", Each.Path);
          J.attribute("reason", Each.Why);
        });
    });
  }

  void write(const FunctionReport &F) {
    J.attribute("name", F.Facts.Name);
    place(F.Facts.At);
    number("stack", F.Stack);
    J.attributeArray("deferrals", [&] {
      for (unsigned I = 0; I < F.Facts.Deferrals.size(); ++I)
        J.object([&] { deferral(F, I); });
    });
    J.attributeArray("copies", [&] {
      for (const FunctionCopy &C : F.Copies)
        J.object([&] { copy(F, C); });
    });
  }

  void deferral(const FunctionReport &F, unsigned I) {
    const DeferralFacts &D = F.Facts.Deferrals[I];
    J.attribute("word", D.Word);
    if (!D.Handle.empty())
      J.attribute("handle", D.Handle);
    place(D.Keyword);
    J.attribute("text", D.Text);
    J.attribute("lowered", loweredAs(F, I));
    J.attribute("remark", F.Lowered[I].Text);
    J.attribute("missed", F.Lowered[I].Missed);
    J.attribute("advice", adviceFor(F, I));
    number("record", F.Lowered[I].Record);
    number("frame", F.Lowered[I].Frame);
    number("stack", stackOf(F, I));
    costs(sumOf(F, I));
  }

  void costs(const DeferralCost &D) {
    amount("own", D.own(), D.Known);
    amount("reached", D.Reached, D.Known);
    amount("exits", D.Left, D.Known);
    amount("by_name", D.Named, D.Known);
    amount("somewhere", D.Keyword, D.Known);
    amount("unwinding", D.Unwinding, D.Known);
    amount("statement", D.statement());
    amount("statement_unwinding", D.UnwindingStatement);
    J.attribute("statement_places", static_cast<int64_t>(D.Places.size()));
  }

  void copy(const FunctionReport &F, const FunctionCopy &C) {
    J.attribute("symbol", C.Symbol);
    J.attribute("address", static_cast<int64_t>(C.Address));
    J.attributeArray("inlined_at", [&] {
      for (const auto &Each : C.InlinedAt)
        J.object([&] {
          J.attribute("function", Each.first);
          place(Each.second);
        });
    });
    amount("all", C.Total);
    amount("rest", C.Rest);
    amount("unwinding", C.Unwinding);
    J.attributeObject("not_attributed", [&] {
      amount("no_line", C.LineZero);
      amount("same_position", C.SamePosition);
      amount("several_deferrals", C.Shared);
    });
    J.attribute("computed_jump", C.ComputedJump);
    J.attribute("outlined_calls", C.Outlined);
    J.attribute("in_parts", C.InParts);
    J.attributeArray("deferrals", [&] {
      for (const DeferralCost &D : C.Deferrals)
        J.object([&] {
          costs(D);
          if (D.Cycles)
            J.attributeObject("cycles", [&] {
              J.attribute("own", D.Cycles->Own);
              J.attribute("own_pieces", D.Cycles->OwnPieces);
              J.attribute("own_calls", D.Cycles->OwnCalls);
              J.attribute("statement", D.Cycles->Statement);
              J.attribute("statement_pieces", D.Cycles->StatementPieces);
              J.attribute("statement_calls", D.Cycles->StatementCalls);
            });
          J.attributeArray("places", [&] {
            for (const StatementPlace &P : D.Places)
              J.object([&] {
                J.attribute("address", static_cast<int64_t>(P.Address));
                J.attribute("instructions", P.Size.Instructions);
                J.attribute("bytes", static_cast<int64_t>(P.Size.Bytes));
                J.attribute("unwinding", P.Unwinds);
              });
          });
        });
    });
    J.attributeArray("exits", [&] {
      for (unsigned E = 0; E < F.Facts.Exits.size(); ++E)
        J.object([&] { exit(F, C, E); });
    });
  }

  void exit(const FunctionReport &F, const FunctionCopy &C, unsigned E) {
    static const char *const Kinds[] = {"return", "function_end", "block_end",
                                        "break",  "continue",     "goto"};
    J.attribute("kind", Kinds[F.Facts.Exits[E].Of]);
    place(F.Facts.Exits[E].At.Begin);
    if (C.ExitsCounted)
      J.attribute("has_code", static_cast<bool>(C.ExitHasCode[E]));
    else
      J.attribute("has_code", nullptr);
    J.attributeArray("deferrals", [&] {
      for (size_t I = 0; I < C.Deferrals.size(); ++I)
        for (const ExitCost &Cost : C.Deferrals[I].Exits)
          if (Cost.Exit == E)
            J.object([&] {
              bool Own = Cost.Known && C.Deferrals[I].Known;
              J.attribute("deferral", static_cast<int64_t>(I));
              range("own", Cost.Deferral, Own);
              range("own_bytes", Cost.DeferralBytes, Own);
              range("statement", Cost.Statement, Cost.Known);
              range("statement_bytes", Cost.StatementBytes, Cost.Known);
            });
    });
  }

  void place(const Position &P) {
    J.attribute("file", P.File);
    J.attribute("line", P.Line);
    J.attribute("column", P.Column);
  }
  void amount(StringRef Name, const Amount &A, bool Known = true) {
    if (!Known) {
      J.attribute(Name, nullptr);
      return;
    }
    J.attributeObject(Name, [&] {
      J.attribute("instructions", A.Instructions);
      J.attribute("bytes", static_cast<int64_t>(A.Bytes));
    });
  }
  void range(StringRef Name, const Cost &C, bool Known) {
    if (!Known) {
      J.attribute(Name, nullptr);
      return;
    }
    J.attributeArray(Name, [&] {
      J.value(C.Least);
      J.value(C.Most);
    });
  }
  void number(StringRef Name, const std::optional<uint64_t> &N) {
    if (N)
      J.attribute(Name, static_cast<int64_t>(*N));
    else
      J.attribute(Name, nullptr);
  }

  json::OStream J;
};

} // namespace

void defer::writeJson(const std::vector<Report> &All, StringRef Tool,
                      raw_ostream &Out) {
  ReportWriter(Out).write(All, Tool);
  Out << "\n";
}
