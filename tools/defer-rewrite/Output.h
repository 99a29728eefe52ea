//===- Output.h - where the new text goes -----------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_TOOLS_REWRITE_OUTPUT_H
#define DEFER_TOOLS_REWRITE_OUTPUT_H

#include "llvm/ADT/StringRef.h"

#include <map>
#include <string>

namespace defer {

/// Writes a file, whole or not at all.  Returns what went wrong, or nothing.
std::string writeFile(llvm::StringRef Path, llvm::StringRef Text);

/// Files that are written into a tree at a directory: as they are below the
/// current directory or, if some are not, below the nearest one above it that
/// has them all, so that they find one another.  If that is only the root,
/// those elsewhere have their whole paths.
class Tree {
public:
  void add(llvm::StringRef Path, llvm::StringRef Text) {
    Texts[Path.str()] = Text.str();
  }
  /// Writes them.  Returns what went wrong, or nothing.
  std::string write(llvm::StringRef Dir) const;

private:
  std::map<std::string, std::string> Texts;
};

/// A path as a message names it: from the current directory on, if it is below.
std::string shownPath(llvm::StringRef Path);

/// A patch from the file to its new text, made by diff(1); with what went wrong
/// in `Error`.
std::string diffOf(llvm::StringRef Path, llvm::StringRef Text,
                   std::string &Error);

} // namespace defer

#endif // DEFER_TOOLS_REWRITE_OUTPUT_H
