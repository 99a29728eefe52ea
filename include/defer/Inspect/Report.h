//===- Report.h - what deferrals cost ---------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What is said of each deferral.  Instructions are counted where they are: a
// function that is inlined into two others has three *copies*, if it still is a
// function of its own.  In each copy, every instruction is one of
//
//   the deferral's   it makes it pending, asks whether it is, leads to it,
//                    takes it off
//   the statement's  of S, or of what S calls and is inlined there
//   the rest's       of the rest of the function
//   not attributed   the line table has no line for it, or one that says two
//                    things
//
// What is inlined into a function that defers itself is in two copies, and in
// the sums over several once: as what it is in the inner one.
//
// Of a unit that was not built with `locations=keyword` it is not known what is
// the deferrals' own where they are due: some of that is not attributed.
//
// Shown by: defer-inspect f.c
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_INSPECT_REPORT_H
#define DEFER_INSPECT_REPORT_H

#include "defer/Inspect/Facts.h"
#include "defer/Inspect/Flow.h"

#include <optional>
#include <string>
#include <vector>

namespace defer {

struct Amount {
  unsigned Instructions = 0;
  uint64_t Bytes = 0;

  void add(unsigned Size) {
    ++Instructions;
    Bytes += Size;
  }
  void add(const Amount &O) {
    Instructions += O.Instructions;
    Bytes += O.Bytes;
  }
};

/// What an instruction is of.
enum class Kind {
  Rest,
  Reached,      ///< the deferral's, where it becomes pending
  Left,         ///< the deferral's, where it is due
  Named,        ///< the deferral's, where it is run or cancelled by name
  Keyword,      ///< the deferral's, it is not known where
  Statement,    ///< of S
  LineZero,     ///< not attributed: no line
  SamePosition, ///< not attributed: the position says two things
  Shared,       ///< not attributed: serves several deferrals
};

inline bool isDeferrals(Kind K) {
  return K == Kind::Reached || K == Kind::Left || K == Kind::Named ||
         K == Kind::Keyword;
}

struct Owner {
  Kind Of = Kind::Rest;
  unsigned Deferral = 0; ///< its number, or 0

  bool operator==(const Owner &O) const {
    return Of == O.Of && Deferral == O.Deferral;
  }
};

/// A place where a statement stands in the machine code.
struct StatementPlace {
  uint64_t Address = 0;
  Amount Size;
  bool Unwinds = false;
};

/// What is on the way from an exit on: of one that leaves the function, to its
/// end; of one that leaves a block, until control goes on behind that.
struct ExitCost {
  unsigned Exit = 0; ///< of FunctionFacts::Exits
  Cost Deferral, Statement, DeferralBytes, StatementBytes;
  /// Instructions of the rest stand between, or it is a computed jump: what is
  /// above says nothing.
  bool Known = true;
};

/// What llvm-mca says of the pieces of straight-line code.
struct CycleCount {
  unsigned Own = 0, OwnPieces = 0, OwnCalls = 0;
  unsigned Statement = 0, StatementPieces = 0, StatementCalls = 0;
};

struct DeferralCost {
  bool Known = true;                    ///< whether all of it has a position
  Amount Reached, Left, Named, Keyword; ///< on the normal ways
  Amount Unwinding;                     ///< the deferral's, on an exception's
  Amount Statement, UnwindingStatement;
  std::vector<StatementPlace> Places;
  std::vector<ExitCost> Exits;      ///< those that something is due at
  std::optional<CycleCount> Cycles; ///< if asked for

  Amount own() const {
    Amount A = Reached;
    for (const Amount *O : {&Left, &Named, &Keyword, &Unwinding})
      A.add(*O);
    return A;
  }
  Amount statement() const {
    Amount A = Statement;
    A.add(UnwindingStatement);
    return A;
  }
};

struct ListedInstruction {
  uint64_t Address = 0;
  std::string Text;
  unsigned Size = 0;
  Position At; ///< in the function's own source
  Owner Of;
  bool Unwinds = false;
  bool Call = false, Branch = false;
};

/// The code without the deferrals' own, their statements' and what is in doubt.
struct Totals {
  Amount All, Own, Statement, Rest, NotAttributed;
  bool Known = true; ///< whether Own is all that is the deferrals'

  void add(const Totals &O) {
    All.add(O.All);
    Own.add(O.Own);
    Statement.add(O.Statement);
    Rest.add(O.Rest);
    NotAttributed.add(O.NotAttributed);
    Known &= O.Known;
  }
};

struct FunctionCopy {
  std::string Symbol; ///< of the function that it stands in
  uint64_t Address = 0;
  /// The calls that were inlined, innermost first; empty for a function of its
  /// own.
  std::vector<std::pair<std::string, Position>> InlinedAt;
  Amount Total, Rest, LineZero, SamePosition, Shared, Unwinding;
  Totals Once; ///< without what is in a copy of another function as well
  bool ComputedJump = false;
  unsigned Outlined = 0; ///< calls of what the machine outliner has taken out
  bool InParts = false;  ///< it is one of several, in places of their own
  bool ExitsCounted = true; ///< unless it is too large, or in parts
  std::vector<DeferralCost> Deferrals;    ///< as in FunctionFacts
  std::vector<bool> ExitHasCode;          ///< of FunctionFacts::Exits
  std::vector<ListedInstruction> Listing; ///< if asked for

  Amount notAttributed() const {
    Amount A = LineZero;
    A.add(SamePosition);
    A.add(Shared);
    return A;
  }
};

/// How a deferral was lowered, as the plugin's remarks say.
struct Lowering {
  std::string
      How; ///< "static", "flag", "record", "scoped", "removed", or empty
  std::string Text, Missed;              ///< of the remarks
  std::optional<uint64_t> Record, Frame; ///< bytes
  /// Bytes of the stack for variables of its own; none if that is not known.
  std::optional<uint64_t> Variables;
};

struct FunctionReport {
  FunctionFacts Facts;
  std::vector<FunctionCopy> Copies;
  std::vector<Lowering> Lowered; ///< as in FunctionFacts
  std::optional<uint64_t> Stack; ///< of the function itself
};

/// A unit of a binary whose source is not read.
struct UnreadUnit {
  std::string Path, Why;
  /// It may have deferrals that could be read if something was put right.
  bool Missed = false;
  bool Failed = false; ///< an error in it was printed
};

struct Report {
  std::string Input, Triple;
  std::vector<FunctionReport> Functions; ///< in the order of the sources
  std::vector<UnreadUnit> Unread;
  std::vector<UnreadUnit> Doubtful; ///< read with flags that may be others
};

} // namespace defer

#endif // DEFER_INSPECT_REPORT_H
