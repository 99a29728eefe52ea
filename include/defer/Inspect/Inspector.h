//===- Inspector.h - finding deferrals in machine code ----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Puts together what the sources say (Facts.h) and what is in the machine code
// (Binary.h): which instruction is of what (Report.h).
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_INSPECT_INSPECTOR_H
#define DEFER_INSPECT_INSPECTOR_H

#include "defer/Inspect/Binary.h"
#include "defer/Inspect/Report.h"

namespace defer {

/// Says of positions what they are of.
class SourceIndex {
public:
  /// A function in a header that several units include is there once, unless
  /// it is another one in each.
  void add(const UnitFacts &Unit);
  const std::vector<FunctionFacts> &functions() const { return Functions; }
  const std::set<std::string> &noReturn() const { return NoReturn; }

  bool isInFunction(llvm::StringRef File, unsigned Line) const;
  /// The number of the function that a row is of, which the debug information
  /// says to be of a unit's function of that name or symbol.
  std::optional<unsigned> functionOf(const Position &P, llvm::StringRef Name,
                                     llvm::StringRef Unit) const;

  /// What a row of the line table is of, in a function.  `Marked`: what was
  /// added has discriminators (AddedCode.h).
  Owner ownerOf(unsigned Function, const LineRow &Row, bool Marked) const;

private:
  bool isNamed(unsigned Function, llvm::StringRef Name) const;
  struct Place {
    unsigned Begin, End, Function; ///< lines
  };
  std::vector<FunctionFacts> Functions;
  std::vector<std::set<std::string>> Units; ///< of the functions
  std::set<std::string> NoReturn;
  std::map<std::string, std::vector<Place>> ByFile; ///< sorted by begin
  std::multimap<std::pair<std::string, Position>, unsigned> Known;
  std::multimap<std::string, unsigned> ByName; ///< and by symbol
};

/// Fills in `To` what is found in the binary; with a listing if asked for.
void inspect(Binary &In, const SourceIndex &Index, bool List, Report &To);

/// Reads remarks into the report.  Returns what went wrong, or nothing.
std::string readRemarks(llvm::StringRef Path, Report &To);

} // namespace defer

#endif // DEFER_INSPECT_INSPECTOR_H
