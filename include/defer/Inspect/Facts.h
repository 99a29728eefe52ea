//===- Facts.h - what a source says of its deferrals ------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reads a unit as the plugin does, and keeps of each function that defers what
// can be found again in a line table: positions.  Nothing of Clang's is kept.
//
// Terms.  A *position* is a file, a line and a column as the debug information
// has them: with #line obeyed, and what a macro makes at the macro's use.  A
// *span* is all positions from one to another in a file, both included, and
// those that what is in it has elsewhere (an argument of a macro).
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_INSPECT_FACTS_H
#define DEFER_INSPECT_FACTS_H

#include "defer/Support/Markers.h"

#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/StringRef.h"

#include <algorithm>
#include <memory>
#include <set>
#include <string>
#include <tuple>
#include <vector>

namespace clang {
class FrontendAction;
}

namespace defer {

struct Position {
  std::string File; ///< absolute, without dots
  unsigned Line = 0, Column = 0;

  bool operator<(const Position &O) const {
    return std::tie(File, Line, Column) < std::tie(O.File, O.Line, O.Column);
  }
  bool operator==(const Position &O) const {
    return Line == O.Line && Column == O.Column && File == O.File;
  }
};

struct Span {
  Position Begin, End;
  std::set<Position> Elsewhere;

  bool contains(const Position &P) const {
    if (P.Line >= Begin.Line && P.Line <= End.Line && P.File == Begin.File &&
        P.File == End.File && !(P < Begin) && !(End < P))
      return true;
    return !Elsewhere.empty() && Elsewhere.count(P);
  }
};

struct DeferralFacts {
  unsigned Id = 0; ///< from 1 on, in the order of the source
  std::string Word, Handle;
  Position Keyword;
  Span Statement;
  std::string Text; ///< of the statement, with a space between tokens
  Reason Why = Reason::Static;
  unsigned Body = 0;  ///< a number of the body it belongs to
  unsigned Depth = 0; ///< in how many statements it stands
  /// Where it is run or cancelled by name: the words.
  std::vector<Position> Uses;

  bool isScoped() const { return Why == Reason::Scoped; }
  bool isDynamic() const {
    return Why == Reason::Loop || Why == Reason::SetJmp ||
           Why == Reason::Unknown;
  }
};

/// A way out of the function, or of a block with a `_Defer`.
struct ExitFacts {
  enum Kind {
    Return,
    FunctionEnd,
    BlockEnd,
    Break,
    Continue,
    Goto
  } Of = Return;
  Span At;
  /// If it stays in the function: the `_Defer`s whose statements run on the
  /// way, in the order of the source.
  std::vector<unsigned> Ends;
  /// If it leaves it: whether a deferral's statement may run, by its number.
  llvm::BitVector Due;
  /// The deferrals whose statements it stands in, outermost first.
  std::vector<unsigned> In;
  bool Computed = false; ///< where a `goto` leads to is not known
  bool Mixed = false; ///< in a macro, with what decides whether it is reached

  bool leavesFunction() const { return Of == Return || Of == FunctionEnd; }
  bool mayRun(unsigned Deferral) const {
    if (leavesFunction())
      return Due.test(Deferral);
    return std::find(Ends.begin(), Ends.end(), Deferral) != Ends.end();
  }
};

struct FunctionFacts {
  std::string Name, Symbol;
  Position At; ///< of its name
  Span Body;
  std::vector<DeferralFacts> Deferrals; ///< by number
  std::vector<ExitFacts> Exits;         ///< in the order of the source
  /// Positions of keywords that other code than the deferrals and their
  /// statements has as well: of what comes out of the same macro.
  std::set<Position> Mixed;
};

struct UnitFacts {
  std::string Main; ///< the path of the unit's own file
  std::vector<FunctionFacts> Functions;
  std::set<std::string> NoReturn; ///< functions that do not return
  bool Failed = false;            ///< an error was reported
};

/// An action that fills `Unit`, which must outlive it.  `PluginArguments` are
/// what the unit's command says to the plugin (Frontend/Arguments.h).
std::unique_ptr<clang::FrontendAction>
createFactsAction(const std::vector<std::string> &PluginArguments,
                  UnitFacts &Unit);

} // namespace defer

#endif // DEFER_INSPECT_FACTS_H
