//===- Figures.cpp - what is said of a deferral, wherever it is written ---===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Output.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"

using namespace defer;
using namespace llvm;

Totals defer::totalsOf(const FunctionCopy &C) {
  Totals T;
  T.All = C.Total;
  T.Rest = C.Rest;
  T.NotAttributed = C.notAttributed();
  T.Known = C.Once.Known;
  for (const DeferralCost &D : C.Deferrals) {
    T.Own.add(D.own());
    T.Statement.add(D.statement());
  }
  return T;
}

Totals defer::totalsOf(const Report &R) {
  Totals T;
  for (const FunctionReport &F : R.Functions)
    for (const FunctionCopy &C : F.Copies)
      T.add(C.Once);
  return T;
}

std::string defer::shownPath(const std::string &Path) {
  SmallString<128> Here;
  if (!sys::fs::current_path(Here)) {
    StringRef Short = Path;
    if (Short.consume_front(Here) && Short.consume_front("/"))
      return Short.str();
  }
  return Path;
}

std::string defer::shown(const Position &P) {
  return shownPath(P.File) + ":" + utostr(P.Line) + ":" + utostr(P.Column);
}

DeferralCost defer::sumOf(const FunctionReport &F, unsigned Deferral) {
  DeferralCost Sum;
  for (const FunctionCopy &C : F.Copies) {
    const DeferralCost &D = C.Deferrals[Deferral];
    Sum.Known &= D.Known;
    Sum.Reached.add(D.Reached);
    Sum.Left.add(D.Left);
    Sum.Named.add(D.Named);
    Sum.Keyword.add(D.Keyword);
    Sum.Unwinding.add(D.Unwinding);
    Sum.Statement.add(D.Statement);
    Sum.UnwindingStatement.add(D.UnwindingStatement);
    Sum.Places.insert(Sum.Places.end(), D.Places.begin(), D.Places.end());
  }
  return Sum;
}

std::vector<std::string> defer::ownOf(const DeferralCost &D) {
  std::vector<std::string> Out;
  unsigned Left =
      D.Left.Instructions + D.Named.Instructions + D.Keyword.Instructions;
  for (uint64_t N : {uint64_t(D.Reached.Instructions), uint64_t(Left),
                     uint64_t(D.Unwinding.Instructions),
                     uint64_t(D.own().Instructions), D.own().Bytes})
    Out.push_back(D.Known ? utostr(N) : "?");
  return Out;
}

std::string defer::loweredAs(const FunctionReport &F, unsigned Deferral) {
  if (!F.Lowered[Deferral].How.empty())
    return F.Lowered[Deferral].How;
  const DeferralFacts &D = F.Facts.Deferrals[Deferral];
  return D.isScoped()             ? "scoped"
         : D.isDynamic()          ? "record"
         : D.Why == Reason::Never ? "removed"
                                  : "open-coded";
}

bool defer::sharesFrame(const FunctionReport &F, unsigned Deferral) {
  const DeferralFacts &D = F.Facts.Deferrals[Deferral];
  return any_of(F.Facts.Deferrals, [&](const DeferralFacts &O) {
    return O.Id != D.Id && O.Body == D.Body && O.isDynamic();
  });
}

std::optional<uint64_t> defer::stackOf(const FunctionReport &F,
                                       unsigned Deferral) {
  const Lowering &L = F.Lowered[Deferral];
  if (!L.Variables || F.Facts.Deferrals[Deferral].Word == "__defer_capture")
    return std::nullopt;
  if (!F.Facts.Deferrals[Deferral].isDynamic())
    return L.Variables;
  if (!L.Frame || sharesFrame(F, Deferral))
    return std::nullopt;
  return *L.Variables + *L.Frame;
}

std::string defer::adviceFor(const FunctionReport &F, unsigned Deferral) {
  switch (F.Facts.Deferrals[Deferral].Why) {
  case Reason::Loop:
    return "control can reach it more than once in a call; static if what the "
           "loop repeats is a function of its own, or with _Defer";
  case Reason::SetJmp:
    return "the function calls one that returns twice; static without that "
           "call";
  case Reason::Unknown:
    return "its control flow is not known";
  case Reason::Static:
    if (loweredAs(F, Deferral) == "flag")
      return "ways on which it is pending and ways on which it is not meet; no "
             "flag if they return apart";
    break;
  case Reason::Never:
    return "control never reaches it";
  case Reason::Scoped:
    break;
  }
  return "";
}
