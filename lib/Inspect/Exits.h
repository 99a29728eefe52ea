//===- Exits.h - what stands on the ways out --------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Parts of Inspector.cpp.  Private to this library.
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_LIB_INSPECT_EXITS_H
#define DEFER_LIB_INSPECT_EXITS_H

#include "defer/Inspect/Report.h"

namespace defer {

/// The instructions of a copy of a function, in the function it stands in.
struct Members {
  unsigned Function = 0; ///< number in the index
  unsigned Call = 0;     ///< the inlined call that it is, or 0
  std::vector<std::pair<unsigned, LineRow>> Code;
  std::vector<bool> Once; ///< of Code: it is in no copy that is further inside
};

/// Instead of a number in `Members::Code`: it is not there.
constexpr unsigned NotIn = ~0u;

/// Whether an instruction is of what is around an exit: of the rest, or of the
/// statement that the exit stands in.
bool isAround(const ExitFacts &Exit, const Owner &Of);

/// Where the ways from an exit begin.
struct ExitStarts {
  std::vector<FlowPlace> First;
  /// What control comes to from those: more of the same, or, where a loop is
  /// unrolled or runs again, the exit once more.
  std::vector<FlowPlace> Behind;
};

/// For each exit; `NumberIn` has the number in `M` of each instruction of the
/// function.
std::vector<ExitStarts> findStarts(const DisassembledFunction &F,
                                   const MachineFlow &Flow,
                                   const FunctionFacts &Facts, const Members &M,
                                   const std::vector<Owner> &Owners,
                                   const std::vector<unsigned> &NumberIn);

/// Fills in what each exit of the copy costs; `Owners` are those of the
/// instructions in `M`.
void countExits(const DisassembledFunction &F, const MachineFlow &Flow,
                const FunctionFacts &Facts, const Members &M,
                const std::vector<Owner> &Owners, FunctionCopy &Out);

} // namespace defer

#endif // DEFER_LIB_INSPECT_EXITS_H
