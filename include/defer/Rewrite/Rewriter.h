//===- Rewriter.h - units as plain C ----------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reads a unit as the plugin does, and gives the text of each of its files that
// would change.  Nothing is written.
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_REWRITE_REWRITER_H
#define DEFER_REWRITE_REWRITER_H

#include "defer/Rewrite/Options.h"

#include <map>
#include <memory>
#include <string>

namespace clang {
class FrontendAction;
}

namespace defer {

struct RewrittenUnit {
  std::string Main; ///< the path of the unit's own file
  /// The texts of the files that change, by path.
  std::map<std::string, std::string> Texts;
  bool Failed = false; ///< an error was reported
};

/// An action that fills `Unit`, which must outlive it.
std::unique_ptr<clang::FrontendAction>
createRewriteAction(const RewriteOptions &Opts, RewrittenUnit &Unit);

} // namespace defer

#endif // DEFER_REWRITE_REWRITER_H
