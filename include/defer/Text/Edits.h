//===- Edits.h - changes to a text ------------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Replacements of parts of a text, by offsets in it as it was.  One that lies
// in what another one replaces is not made there, but is where that part is
// moved to: a deferred statement is rendered, with the changes in it, and then
// removed from where it stood.
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_TEXT_EDITS_H
#define DEFER_TEXT_EDITS_H

#include "llvm/ADT/StringRef.h"

#include <functional>
#include <string>
#include <vector>

namespace defer {

class Edits {
public:
  /// Gives the line of the file that an offset is in: what is rendered then has
  /// marks (LineMarks.h).
  using LineOf = std::function<unsigned(unsigned)>;
  explicit Edits(LineOf Line = nullptr) : Line(std::move(Line)) {}

  void clear() { All.clear(); }
  void replace(unsigned Begin, unsigned End, std::string With) {
    All.push_back({Begin, End, unsigned(All.size()), std::move(With)});
  }
  /// Insertions at one offset stand in the order they were made in.
  void insert(unsigned At, std::string What) {
    replace(At, At, std::move(What));
  }
  bool empty() const { return All.empty(); }

  /// A part of the text with all changes in it.
  std::string render(llvm::StringRef Text, unsigned Begin, unsigned End) const;

private:
  struct Edit {
    unsigned Begin, End, Number;
    std::string With;
  };
  std::string part(llvm::StringRef Text, unsigned Begin, unsigned End) const;
  std::string with(const Edit &E) const;

  std::vector<Edit> All;
  LineOf Line;
};

/// Lines that stood at one indentation, at another; the first has none.
/// Directives stay where they are.
std::string reindent(llvm::StringRef Lines, llvm::StringRef From,
                     llvm::StringRef To);

} // namespace defer

#endif // DEFER_TEXT_EDITS_H
