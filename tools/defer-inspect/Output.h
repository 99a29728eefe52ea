//===- Output.h - reports for people and programs ---------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_TOOLS_INSPECT_OUTPUT_H
#define DEFER_TOOLS_INSPECT_OUTPUT_H

#include "defer/Inspect/Report.h"

#include <vector>

namespace llvm {
class raw_ostream;
}

namespace defer {

/// As a table for a terminal; with `Assembly`, all instructions as well.
void writeText(const Report &R, bool Assembly, llvm::raw_ostream &Out);
void writeAssembly(const FunctionReport &F, const FunctionCopy &C,
                   llvm::raw_ostream &Out);

/// As JSON; `Tool` is its name and version.
void writeJson(const std::vector<Report> &All, llvm::StringRef Tool,
               llvm::raw_ostream &Out);

/// As a page, of reports with listings.
void writeHtml(const std::vector<Report> &All, llvm::raw_ostream &Out);

/// What a deferral costs in all copies of its function.
DeferralCost sumOf(const FunctionReport &F, unsigned Deferral);

/// A deferral's own: instructions where it is reached, where it is due, where
/// an exception passes, all of these, and their bytes; or each time "?".
std::vector<std::string> ownOf(const DeferralCost &D);

/// How it was lowered, in one word; from the source alone if there are no
/// remarks.
std::string loweredAs(const FunctionReport &F, unsigned Deferral);

/// How many bytes of the stack it has alone, if that is known: its variables,
/// and the frame of its records if it shares that with no other.
std::optional<uint64_t> stackOf(const FunctionReport &F, unsigned Deferral);

/// Whether another deferral has its records in the same frame.
bool sharesFrame(const FunctionReport &F, unsigned Deferral);

/// Why it is not static, and what would make it so; or empty.
std::string adviceFor(const FunctionReport &F, unsigned Deferral);

/// "file.c:7:3", with the file as it is below the current directory.
std::string shown(const Position &P);
std::string shownPath(const std::string &Path);

Totals totalsOf(const FunctionCopy &C);

/// Of all of it; what is in two copies is there once.
Totals totalsOf(const Report &R);

} // namespace defer

#endif // DEFER_TOOLS_INSPECT_OUTPUT_H
