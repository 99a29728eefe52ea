//===- SourceText.h - the text of a function --------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A function as it stands in its file, with offsets for the locations of the
// AST.  What stands in a macro has no place there:
//
//   #define CHECK(x) if (!(x)) return -1
//   CHECK(f);                      // where would the `return` be changed?
//
// A location in a macro that is asked for is *missed*, unless it is an argument
// that is written in the file and expanded once.  Then the text is to be made
// again, with the macros of all that was missed written out:
//
//   if (!(f)) return -1;
//
// An end of a macro's expansion is an end of its use.
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_LIB_REWRITE_SOURCETEXT_H
#define DEFER_LIB_REWRITE_SOURCETEXT_H

#include "MacroTokens.h"

#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLExtras.h"

#include <map>
#include <string>
#include <vector>

namespace clang {
class CompoundStmt;
class Stmt;
} // namespace clang

namespace defer {

class SourceText {
public:
  /// From the token at `First` to the one at `Last`, or the uses of macros
  /// they come from.
  SourceText(clang::SourceLocation First, clang::SourceLocation Last,
             const MacroTokens &Macros, const clang::SourceManager &SM,
             const clang::LangOptions &Lang);

  llvm::StringRef text() const { return Text; }
  /// What is replaced in the file.
  clang::FileID file() const { return File; }
  unsigned fileBegin() const { return Begin; }
  unsigned fileEnd() const { return End; }

  /// Where the token at a location begins, and ends.
  unsigned begin(clang::SourceLocation Loc);
  unsigned end(clang::SourceLocation Loc);
  /// Where a statement ends, with the semicolon that belongs to it.
  unsigned end(const clang::Stmt *S);
  /// Where the `;` behind an offset ends, if that comes next; otherwise the
  /// offset.
  unsigned pastSemicolon(unsigned Offset) const;
  /// The first offset from one on that is no space, comment or directive.
  unsigned skipSpace(unsigned Offset) const;

  /// Whether some location was missed; `build` then makes another text.
  bool missed() const { return Missed; }
  void build();
  /// A location that is not in the function's file, or null.
  clang::SourceLocation elsewhere() const { return Elsewhere; }

  /// The file's line breaks.
  llvm::StringRef newline() const { return Newline; }
  /// The white space a line begins with, by an offset in it.
  llvm::StringRef indentAt(unsigned Offset) const;
  /// The file's line that an offset comes from.
  unsigned lineOf(unsigned Offset) const;
  /// The offset that the line of an offset begins at.
  unsigned lineBegin(unsigned Offset) const;

  /// The conditional directives of the function that a place of the file stands
  /// under, in order: each #if with those of its #elif and #else that come
  /// before.
  std::vector<std::string> conditionsAt(clang::SourceLocation Loc) const;
  /// The offset behind the declarations of labels that come next.
  unsigned pastLocalLabels(unsigned Offset) const;
  /// Calls a function for each use of a word between two offsets.
  void forEachWord(llvm::StringRef Word, unsigned From, unsigned To,
                   llvm::function_ref<void(unsigned, unsigned)> Do) const;
  /// And for the text of each token that macros in it expand to.
  void forEachMacroWord(llvm::function_ref<void(llvm::StringRef)> Do) const;
  /// What must go for the attribute whose name is at an offset to be gone:
  /// `__attribute__((x))` or, with other attributes, `x,`.
  bool attributeAround(unsigned At, unsigned &From, unsigned &To) const;

  const clang::SourceManager &sourceManager() const { return SM; }

private:
  struct Piece {
    unsigned From, To; ///< in the file
    unsigned At;       ///< in the text
  };
  struct Place {
    unsigned Begin, End;
  };
  unsigned at(unsigned FileOffset) const;
  bool opensBlock(const clang::CompoundStmt *Block);
  bool isWord(clang::SourceLocation Use) const;
  unsigned edge(clang::SourceLocation Loc, bool End);
  void appendExpansion(clang::SourceLocation At);

  const MacroTokens &Macros;
  const clang::SourceManager &SM;
  const clang::LangOptions &Lang;
  clang::FileID File;
  unsigned Begin = 0, End = 0;
  std::string Text;
  std::vector<Piece> Pieces;
  llvm::DenseMap<clang::SourceLocation, Place> Expanded;
  /// The uses that are written out: their ends, by their beginnings.
  std::map<unsigned, unsigned> WrittenOut;
  std::map<unsigned, unsigned> Shown; ///< those in the text
  bool Missed = false;
  clang::SourceLocation Elsewhere;
  llvm::StringRef Newline = "\n";
};

} // namespace defer

#endif // DEFER_LIB_REWRITE_SOURCETEXT_H
