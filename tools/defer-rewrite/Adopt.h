//===- Adopt.h - defer-rewrite --adopt --------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_TOOLS_REWRITE_ADOPT_H
#define DEFER_TOOLS_REWRITE_ADOPT_H

#include "clang/Tooling/CompilationDatabase.h"
#include "clang/Tooling/Tooling.h"

#include <string>
#include <vector>

namespace defer {

struct AdoptOptions {
  bool InPlace = false; ///< -i
  std::string Tree;     ///< -o
  bool Check = false;   ///< --check
  bool Remarks = false; ///< -v
  unsigned Jobs = 1;    ///< -j
};

/// Offers deferrals for some files; the exit status.
int runAdopt(const clang::tooling::CompilationDatabase &Commands,
             const std::vector<std::string> &Files, const AdoptOptions &Opts,
             const clang::tooling::ArgumentsAdjuster &Adjust);

} // namespace defer

#endif // DEFER_TOOLS_REWRITE_ADOPT_H
