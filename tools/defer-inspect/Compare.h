//===- Compare.h - what has changed between two results ---------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Two files that --json has written, of two compilers, two sets of flags or two
// versions of a source.  Deferrals are the same by the name of their function
// and file, and their number in it.
//
// Shown by: defer-inspect --compare old.json new.json
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_TOOLS_INSPECT_COMPARE_H
#define DEFER_TOOLS_INSPECT_COMPARE_H

#include <string>

namespace llvm {
class raw_ostream;
}

namespace defer {

/// Prints a table of what is not the same.  An error is reported; \returns
/// whether there was none.
bool compare(const std::string &Old, const std::string &New,
             llvm::raw_ostream &Out);

} // namespace defer

#endif // DEFER_TOOLS_INSPECT_COMPARE_H
