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
  /// A function in a header that several units include is there once.
  void add(const UnitFacts &Unit);
  const std::vector<FunctionFacts> &functions() const { return Functions; }
  const std::set<std::string> &noReturn() const { return NoReturn; }

  bool isInFunction(llvm::StringRef File, unsigned Line) const;
  /// The number of the function that a position is in.
  std::optional<unsigned> functionAt(const Position &P) const;
  std::optional<unsigned> functionNamed(llvm::StringRef Name,
                                        llvm::StringRef Unit) const;

  /// What a row of the line table is of, in a function.  `Marked`: what was
  /// added has discriminators (AddedCode.h).
  Owner ownerOf(unsigned Function, const LineRow &Row, bool Marked) const;

private:
  struct Place {
    unsigned Begin, End, Function; ///< lines
  };
  std::vector<FunctionFacts> Functions;
  std::vector<std::string> Units; ///< of the functions
  std::set<std::string> NoReturn;
  std::map<std::string, std::vector<Place>> ByFile; ///< sorted by begin
  std::map<std::pair<std::string, Position>, unsigned> Known;
};

/// Fills in `To` what is found in the binary; with a listing if asked for.
void inspect(Binary &In, const SourceIndex &Index, bool List, Report &To);

/// Reads remarks into the report.  Returns what went wrong, or nothing.
std::string readRemarks(llvm::StringRef Path, Report &To);

} // namespace defer

#endif // DEFER_INSPECT_INSPECTOR_H
