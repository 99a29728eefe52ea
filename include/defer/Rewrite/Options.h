//===- Options.h - how the rewriter writes ----------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_REWRITE_OPTIONS_H
#define DEFER_REWRITE_OPTIONS_H

#include <string>
#include <vector>

namespace defer {

enum class Runtime {
  Link, ///< #include <defer_rt.h>, and libdefer
  Embed ///< a static part in the file
};

struct RewriteOptions {
  Runtime Uses = Runtime::Link;
  /// #line directives say where everything came from.
  bool LineDirectives = false;
  /// They name a file in two ways by turns, "f.c" and "./f.c", where they lead
  /// back in it: Cppcheck follows them no further back within one.
  bool TwoNames = false;
  /// The texts of a unit are those of all its files but system headers, with
  /// such directives: for a tree that tools read instead of the sources.
  bool WholeUnit = false;
  /// unwind=chain, as the unit's command says: what runs for a panic is plain
  /// C, too.
  bool Chain = false;
  /// What the unit's command says to the plugin (Frontend/Arguments.h).
  std::vector<std::string> PluginArguments;
};

} // namespace defer

#endif // DEFER_REWRITE_OPTIONS_H
