//===- Output.h - where the new text goes -----------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_TOOLS_REWRITE_OUTPUT_H
#define DEFER_TOOLS_REWRITE_OUTPUT_H

#include "llvm/ADT/StringRef.h"

#include <string>

namespace defer {

/// Writes a file, whole or not at all.  Returns what went wrong, or nothing.
std::string writeFile(llvm::StringRef Path, llvm::StringRef Text);

/// The path in a tree at `Dir` for a file: as it is below the current
/// directory, or else by its whole path.
std::string inTree(llvm::StringRef Dir, llvm::StringRef Path);

/// A path as a message names it: from the current directory on, if it is below.
std::string shownPath(llvm::StringRef Path);

/// A patch from the file to its new text, made by diff(1); with what went wrong
/// in `Error`.
std::string diffOf(llvm::StringRef Path, llvm::StringRef Text,
                   std::string &Error);

} // namespace defer

#endif // DEFER_TOOLS_REWRITE_OUTPUT_H
