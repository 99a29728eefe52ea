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
// What is asked for in a macro is *missed*, unless it is (in) one argument that
// is written in the file and expanded once, or all that the macro expands to,
// which is its use.  Then the text is to be made again, with the macros of all
// that was missed written out:
//
//   if (!(f)) return -1;
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_LIB_REWRITE_SOURCETEXT_H
#define DEFER_LIB_REWRITE_SOURCETEXT_H

#include "MacroTokens.h"
#include "defer/Text/Directives.h"

#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLExtras.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace clang {
class CompoundStmt;
class IdentifierInfo;
class Stmt;
} // namespace clang

namespace defer {

/// Whether the word at a place is this name: on two lines that a backslash
/// makes one, perhaps, or with universal character names.
bool isSpelled(clang::SourceLocation Loc, llvm::StringRef Name,
               const clang::SourceManager &SM, const clang::LangOptions &Lang);

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

  struct Range {
    unsigned Begin, End;
  };
  /// From a token to another one.
  Range range(clang::SourceRange Tokens) { return range(Tokens, Part); }
  /// A statement, with the semicolon that belongs to it.
  Range range(const clang::Stmt *S);
  /// And what stands before it from a token on.
  Range range(clang::SourceLocation First, const clang::Stmt *S);
  unsigned begin(const clang::Stmt *S) { return range(S).Begin; }
  unsigned end(const clang::Stmt *S) { return range(S).End; }
  /// Where what is put before, or behind, a single token stands.
  unsigned begin(clang::SourceLocation Loc);
  unsigned end(clang::SourceLocation Loc);
  /// The offset behind attributes of a type that come next.
  unsigned pastAttributes(unsigned Offset);
  /// Whether the statement that ends at an offset may be that of an `if` with
  /// an `else`, which the text or a macro goes on with.
  bool mayFollowElse(unsigned Offset) const;
  /// The first offset from one on that is no space, comment or directive.
  unsigned skipSpace(unsigned Offset) const;

  /// Whether some location was missed; `build` then makes another text.
  bool missed() const { return Missed; }
  void build();
  /// Writes out the macro, if any, that a token comes from: what is put there
  /// cannot be in an argument.
  void writeOutAt(clang::SourceLocation Loc);
  /// What is moved must mean the same elsewhere in the function: a macro that
  /// is another one there is written out.
  void settleMacros(clang::SourceRange Moved);
  std::string
  sameAnywhere(clang::SourceRange Around,
               llvm::function_ref<bool(const clang::IdentifierInfo *)>
                   DependsOnPlace) const;
  /// The pragmas in it.
  llvm::SmallVector<clang::SourceLocation, 4> pragmas() const {
    clang::SourceLocation Start = SM.getLocForStartOfFile(File);
    return Macros.pragmasBetween(Start.getLocWithOffset(Begin),
                                 Start.getLocWithOffset(End), SM);
  }
  /// How often `__COUNTER__` was counted up.  What it was is written out.
  unsigned counted() const { return Counted; }
  /// What has no text that could be changed, and why; or null.
  clang::SourceLocation unknown() const { return Unknown; }
  llvm::StringRef whyUnknown() const { return Why; }

  /// The file's line breaks.
  llvm::StringRef newline() const { return Newline; }
  /// The white space a line begins with, by an offset in it.
  llvm::StringRef indentAt(unsigned Offset) const;
  /// The file's line that an offset comes from.
  unsigned lineOf(unsigned Offset) const;
  /// The offset that the line of an offset begins at.
  unsigned lineBegin(unsigned Offset) const;
  /// That of the first of the lines that a backslash makes one.
  unsigned logicalLineBegin(unsigned Offset) const;

  /// Those of the function, by their offsets in the file.
  llvm::ArrayRef<Directive> directives() const;
  /// The conditional directives of the function that a place of the file stands
  /// under, in order: each #if with those of its #elif and #else that come
  /// before.
  Directives conditionsAt(clang::SourceLocation Loc) const;
  /// One as it is written, without the break behind it.
  std::string written(const Directive &D) const;
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

  /// A token as it is written, in a macro perhaps.
  llvm::StringRef spelling(clang::SourceLocation Loc) const;

  const clang::SourceManager &sourceManager() const { return SM; }

private:
  static constexpr llvm::StringLiteral InAnotherFile =
      "it is a part of a function, but in another file";
  struct Piece {
    unsigned From, To; ///< in the file
    unsigned At;       ///< in the text
  };
  /// Where a token stands: in the text, or in the use of a macro.
  struct Place {
    enum { None, InText, InMacro } What = None;
    Range Text = {0, 0};
    clang::SourceLocation Use;
    llvm::ArrayRef<MacroTokens::Token> All; ///< of the use
    unsigned Index = 0;
    bool isFirst() const { return Index == 0; }
    bool isLast() const { return Index + 1 == All.size(); }
  };
  /// A token in a macro's argument, as it is written there.
  struct Argument {
    Range Text = {0, 0};
    clang::SourceLocation Parameter; ///< that it is put in the place of
    explicit operator bool() const { return Parameter.isValid(); }
  };
  enum Kind { Part, Whole, Statement };
  unsigned at(unsigned FileOffset) const;
  bool opensBlock(const clang::CompoundStmt *Block) const;
  const clang::Stmt *lastOf(const clang::Stmt *S) const;
  Range range(clang::SourceRange Tokens, Kind Of);
  Place placeOf(clang::SourceLocation Loc);
  bool isWordAt(clang::SourceLocation Use) const;
  clang::SourceLocation written(clang::SourceLocation Loc, bool AtEnd,
                                clang::SourceLocation *Parameter) const;
  Argument argument(const Place &Token) const;
  unsigned useBegin(clang::SourceLocation Use) const;
  unsigned useEnd(clang::SourceLocation Use) const;
  void miss(clang::SourceLocation Use);
  unsigned pastSemicolon(unsigned Offset, clang::SourceLocation Of);
  clang::SourceLocation useAt(unsigned Offset) const;
  void writeOutCounters();
  llvm::StringRef wordOf(clang::SourceLocation Loc) const;
  void fail(clang::SourceLocation Loc, llvm::StringRef Why);
  bool isCalled(clang::SourceLocation Use) const;
  void appendExpansion(clang::SourceLocation At);

  const MacroTokens &Macros;
  const clang::SourceManager &SM;
  const clang::LangOptions &Lang;
  clang::FileID File;
  unsigned Begin = 0, End = 0;
  std::string Text;
  std::vector<Piece> Pieces;
  llvm::DenseMap<clang::SourceLocation, Range> Expanded;
  /// The uses that are written out: their ends, by their beginnings.
  std::map<unsigned, unsigned> WrittenOut;
  std::map<unsigned, unsigned> Shown; ///< those in the text
  mutable std::optional<Directives> All; ///< of the function
  bool Missed = false;
  unsigned Counted = 0;
  clang::SourceLocation Unknown;
  llvm::StringRef Why;
  llvm::StringRef Newline = "\n";
};

} // namespace defer

#endif // DEFER_LIB_REWRITE_SOURCETEXT_H
