//===- Driver.h - many files, some at a time --------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reads each file with all that it needs, keeps nothing of that, and puts the
// new text where it was asked for.  A header that many units read is written
// once, and must be the same for all of them.
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_TOOLS_REWRITE_DRIVER_H
#define DEFER_TOOLS_REWRITE_DRIVER_H

#include "Output.h"

#include "defer/Rewrite/Options.h"
#include "defer/Rewrite/Rewriter.h"

#include "llvm/ADT/Twine.h"

#include <atomic>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace clang {
namespace tooling {
class CompilationDatabase;
}
} // namespace clang

namespace defer {

class Driver {
public:
  enum Where {
    Print,    ///< to standard output
    InPlace,  ///< the files themselves
    IntoTree, ///< files of a tree
    Diff,     ///< a patch, to standard output
    Check     ///< nowhere; the names of the files, to standard output
  };
  struct Options : RewriteOptions {
    Where To = Print;
    /// The tree's directory, or where each file is in it.
    std::string Directory;
    std::function<std::string(llvm::StringRef)> Placed;
    unsigned Jobs = 1;
  };

  Driver(const clang::tooling::CompilationDatabase &Commands,
         std::vector<std::string> Files, Options Opts)
      : Commands(Commands), Files(std::move(Files)), Opts(std::move(Opts)) {}

  /// \returns the tool's exit status
  int run();

private:
  void work();
  void take(const RewrittenUnit &Unit);
  std::string put(llvm::StringRef Path, llvm::StringRef Text);
  void error(const llvm::Twine &Text);

  const clang::tooling::CompilationDatabase &Commands;
  std::vector<std::string> Files;
  Options Opts;
  std::atomic<size_t> Next{0};
  std::mutex Lock;                         ///< of what is below, and the output
  std::map<std::string, uint64_t> Written; ///< hashes of the texts
  Tree InTree;
  bool Failed = false, Changes = false;
};

} // namespace defer

#endif // DEFER_TOOLS_REWRITE_DRIVER_H
