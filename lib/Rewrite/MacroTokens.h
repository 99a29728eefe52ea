//===- MacroTokens.h - what macros expand to --------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The tokens that the parser gets out of macros, in their order.  What stands
// in a macro can be changed only where its expansion is written out; see
// SourceText.h.
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_LIB_REWRITE_MACROTOKENS_H
#define DEFER_LIB_REWRITE_MACROTOKENS_H

#include "clang/Basic/SourceLocation.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringRef.h"

#include <string>
#include <vector>

namespace clang {
class Preprocessor;
class SourceManager;
class LangOptions;
} // namespace clang

namespace defer {

class MacroTokens {
public:
  struct Token {
    clang::SourceLocation Loc; ///< in the expansion
    bool Space;                ///< before it
  };

  /// Watches what the preprocessor makes from now on.  It must outlive `PP`'s
  /// work.
  void watch(clang::Preprocessor &PP);

  /// The tokens of the macro that is used at a place in a file, in order.
  llvm::ArrayRef<Token> at(clang::SourceLocation Begin) const;

  /// Calls a function for the location of each token that the uses of macros
  /// between two offsets of a file expand to.
  void forEachIn(clang::SourceLocation File, unsigned Begin, unsigned End,
                 llvm::function_ref<void(clang::SourceLocation)> Do) const;

  /// How many of the tokens of the macro that is used at `Begin` are made of
  /// the one that is written at `Spelled`.
  unsigned madeOf(clang::SourceLocation Begin, clang::SourceLocation Spelled,
                  const clang::SourceManager &SM) const;

  /// Whether the macro that is used at a place puts an argument's spelling into
  /// a string or joins it with another.
  bool usesSpelling(clang::SourceLocation Begin) const {
    return Spelling.lookup(Begin);
  }

private:
  friend class SpellingWatch;
  struct Use {
    unsigned First, Number;
  };
  std::vector<Token> Tokens;
  llvm::DenseMap<clang::SourceLocation, Use> Uses;
  llvm::DenseMap<clang::SourceLocation, bool> Spelling;
};

} // namespace defer

#endif // DEFER_LIB_REWRITE_MACROTOKENS_H
