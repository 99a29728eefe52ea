//===- Names.h - names that are not used yet --------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A name that the rewriter makes is no word of the function's text, with its
// macros written out, and no macro.  So nothing in the function can mean it.
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_LIB_REWRITE_NAMES_H
#define DEFER_LIB_REWRITE_NAMES_H

#include "llvm/ADT/StringRef.h"
#include "llvm/ADT/StringSet.h"

#include <functional>
#include <string>

namespace defer {

class Names {
public:
  /// `IsMacro` says of a word whether it is one.
  explicit Names(std::function<bool(llvm::StringRef)> IsMacro)
      : IsMacro(std::move(IsMacro)) {}

  void addWordsOf(llvm::StringRef Text);
  bool has(llvm::StringRef Word) const { return Used.count(Word); }

  /// `Wish`, or `Wish` with a number.
  std::string fresh(llvm::StringRef Wish);

private:
  std::function<bool(llvm::StringRef)> IsMacro;
  llvm::StringSet<> Used;
};

} // namespace defer

#endif // DEFER_LIB_REWRITE_NAMES_H
