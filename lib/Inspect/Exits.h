//===- Exits.h - what stands on the ways out --------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A part of Inspector.cpp.  Private to this library.
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

/// Fills in what each exit of the copy costs; `Owners` are those of the
/// instructions in `M`.
void countExits(const DisassembledFunction &F, const MachineFlow &Flow,
                const FunctionFacts &Facts, const Members &M,
                const std::vector<Owner> &Owners, FunctionCopy &Out);

} // namespace defer

#endif // DEFER_LIB_INSPECT_EXITS_H
