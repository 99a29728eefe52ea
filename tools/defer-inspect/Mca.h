//===- Mca.h - how long it takes, as llvm-mca has it ------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Gives each piece of straight-line code, of a deferral or of its statement, to
// llvm-mca, for one time through, and adds the cycles up.  Calls are left out
// and counted: what is called takes its own time.
//
// Shown by: defer-inspect --mca --cpu=skylake f.c -- -O2
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_TOOLS_INSPECT_MCA_H
#define DEFER_TOOLS_INSPECT_MCA_H

#include "defer/Inspect/Report.h"

#include <string>

namespace defer {

/// Fills in the cycles of a report with listings.  `Mca` is the program, `Cpu`
/// the processor, or empty for this one.  Returns what went wrong, or nothing.
std::string addCycles(Report &R, const std::string &Mca,
                      const std::string &Cpu);

} // namespace defer

#endif // DEFER_TOOLS_INSPECT_MCA_H
