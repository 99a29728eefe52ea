//===- Compare.h - what has changed between two builds ----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Two builds are compared by what --json says of them, whether it was written
// to a file or is asked for now.
//
// Functions are the same by their name and file; of several of one name those
// are whose paths agree in most of their ends.  Deferrals of one function are
// the same by what is written: the word, the handle and the statement, wherever
// that stands.  Where one text is there more often than before or less, the
// place in the function decides; what it does not decide is *unsure*.
//
// Shown by: defer-inspect --compare old.o new.o
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_TOOLS_INSPECT_COMPARE_H
#define DEFER_TOOLS_INSPECT_COMPARE_H

#include "Inputs.h"

#include "llvm/ADT/StringRef.h"

#include <optional>
#include <string>
#include <vector>

namespace llvm {
class raw_ostream;
}

namespace defer {

/// Instructions and bytes.
struct Figure {
  int64_t Instructions = 0, Bytes = 0;

  void add(const Figure &O) {
    Instructions += O.Instructions;
    Bytes += O.Bytes;
  }
  bool operator==(const Figure &O) const {
    return Instructions == O.Instructions && Bytes == O.Bytes;
  }
};

/// Of one build.
struct DeferralResult {
  Position At;
  std::string Word, Handle, Lowered;
  std::string Text; ///< of its statement, or empty if the result has none
  std::optional<Figure> Own; ///< if it is known
  Figure Statement;
  int64_t Places = 0;
};

struct FunctionResult {
  std::string Name;
  Position At;
  std::optional<int64_t> Stack;
  Figure All;
  std::vector<DeferralResult> Deferrals;
};

struct BuildResult {
  std::string Name; ///< what it was called in the command
  std::string Triple;
  std::vector<FunctionResult> Functions;
  /// Units that could not be read, and why.
  std::vector<std::pair<std::string, std::string>> NotRead;
};

/// One of the old build and one of the new, or one that has no other.
template <typename T> struct Pair {
  const T *Old = nullptr, *New = nullptr;
  /// It may have another, but which that is cannot be known.
  bool Unsure = false;

  const T &any() const { return New ? *New : *Old; }
};

struct DeferralPair : Pair<DeferralResult> {
  bool changed() const;
  bool otherStatement() const; ///< it is the same by its place only
};

struct FunctionPair : Pair<FunctionResult> {
  std::vector<DeferralPair> Deferrals; ///< in the order of the source
};

struct Comparison {
  BuildResult Old, New;
  std::vector<FunctionPair> Functions;
};

/// A side of the comparison: what is read, and how.
struct Side {
  std::string File, Name;
  InputOptions Opts;
};

struct CompareOptions {
  const char *Program = "";
  std::vector<std::string> Functions; ///< these only, or all
  bool Json = false;
  std::string Html; ///< a file to write, or empty
  std::string Tool; ///< its name and version
};

/// Reads both and writes what is not the same.  An error is reported; \returns
/// whether there was none.
bool compare(const Side &Old, const Side &New, const CompareOptions &Opts,
             llvm::raw_ostream &Out);

/// Reads what --json has written.  Returns what went wrong, or nothing.
std::string readResult(llvm::StringRef Json, BuildResult &To);

/// Fills in Functions.
void match(Comparison &C);

void writeText(const Comparison &C, llvm::raw_ostream &Out);
void writeJson(const Comparison &C, llvm::StringRef Tool,
               llvm::raw_ostream &Out);
void writeHtml(const Comparison &C, llvm::raw_ostream &Out);

} // namespace defer

#endif // DEFER_TOOLS_INSPECT_COMPARE_H
