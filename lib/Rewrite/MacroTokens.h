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
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/ADT/StringRef.h"

#include <string>
#include <vector>

namespace clang {
class IdentifierInfo;
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
    bool IsSemicolon, IsParen; ///< `;`, `(`
    /// Whether it would be expanded if it stood in a file: it is a macro's
    /// name, in that macro's own expansion perhaps.
    bool IsMacro;
    bool IsFunctionLike; ///< so it would be only before a `(`
  };

  /// Watches what the preprocessor makes from now on.  It must outlive `PP`'s
  /// work.
  void watch(clang::Preprocessor &PP);

  /// The tokens of the macro that is used at a place in a file, in order.
  llvm::ArrayRef<Token> at(clang::SourceLocation Begin) const;

  /// Where the use of a macro ends that begins at a place in a file: its last
  /// token's location; none if no macro is used there.
  clang::SourceLocation endOf(clang::SourceLocation Begin,
                              const clang::SourceManager &SM) const;

  /// Whether the macro that is used at a place makes a pragma that is more than
  /// about warnings.
  bool hasPragma(clang::SourceLocation Begin) const {
    return Pragmas.lookup(Begin) > 0;
  }

  /// The pragmas between two places that are more than about warnings: where
  /// their `#` is, or `_Pragma`, or the use of a macro.
  llvm::SmallVector<clang::SourceLocation, 4>
  pragmasBetween(clang::SourceLocation First, clang::SourceLocation Last,
                 const clang::SourceManager &SM) const;

  /// The macros that are defined, or are no more, between two places.
  llvm::SmallPtrSet<const clang::IdentifierInfo *, 4>
  changedBetween(clang::SourceLocation First, clang::SourceLocation Last,
                 const clang::SourceManager &SM) const;
  /// Calls a function for each use of a macro between two offsets of a file,
  /// and for each in that, with the place of the outermost one.
  void forEachUse(clang::SourceLocation File, unsigned Begin, unsigned End,
                  llvm::function_ref<void(clang::SourceLocation,
                                          const clang::IdentifierInfo *)>
                      Do) const;

  /// Calls a function for the location of each token that the uses of macros
  /// between two offsets of a file expand to.
  void forEachIn(clang::SourceLocation File, unsigned Begin, unsigned End,
                 llvm::function_ref<void(clang::SourceLocation)> Do) const;

  /// Whether the macro that is used at a place puts an argument's spelling into
  /// a string or joins it with another.
  bool usesSpelling(clang::SourceLocation Begin) const {
    return Spelling.lookup(Begin);
  }

private:
  friend class UseWatch;
  struct Use {
    unsigned First, Number;
  };
  std::vector<Token> Tokens;
  llvm::DenseMap<clang::SourceLocation, Use> Uses;
  llvm::DenseMap<clang::SourceLocation, bool> Spelling;
  llvm::DenseMap<clang::SourceLocation, int> Pragmas;
  llvm::DenseMap<clang::SourceLocation, clang::SourceLocation> Ends;
  using Named = std::pair<clang::SourceLocation, const clang::IdentifierInfo *>;
  std::vector<Named> Names, Changes; ///< uses, and definitions
};

/// Whether a name is a word of the dialect: what it expands to is nothing that
/// anybody wrote.
bool isWord(llvm::StringRef Name);

} // namespace defer

#endif // DEFER_LIB_REWRITE_MACROTOKENS_H
