//===- Budget.h - what deferrals may cost -----------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A list of functions, with what the deferrals of each may cost in all of its
// copies together:
//
//   functions:
//     - function:     copy
//       file:         src/copy.c    # if there are more of that name
//       instructions: 5
//       bytes:        12
//       stack:        0             # of their records
//       dynamic:      false         # none needs a record
//     - function:     '*'           # all that are not named
//       instructions: 20
//
// What an entry does not say is not limited, but for records: they are to be
// allowed.  Nor is a function that no entry is for.
//
// Shown by: defer-inspect --budget-write=b.yaml f.c, and --budget=b.yaml
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_TOOLS_INSPECT_BUDGET_H
#define DEFER_TOOLS_INSPECT_BUDGET_H

#include "defer/Inspect/Report.h"

#include <string>
#include <vector>

namespace defer {

/// Reports each function whose deferrals cost more than is agreed or an unknown
/// amount, each unit that may have such functions and could not be read, and an
/// error in the list itself.  \returns whether there was none
///
/// Of a function that is named in the list and is not there is a warning.
bool checkBudget(const std::string &Path, const std::vector<Report> &All);

/// Writes a list with what they cost now.  Returns what went wrong, or nothing.
std::string writeBudget(const std::string &Path,
                        const std::vector<Report> &All);

} // namespace defer

#endif // DEFER_TOOLS_INSPECT_BUDGET_H
