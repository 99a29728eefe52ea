//===- FileText.h - statements in the text of a file ------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Where statements stand in the main file, and changes to it that leave all
// other bytes as they are.  What stands in a macro, or under a conditional
// directive of the function, has no place here.
//
// A removal takes a line with it if nothing else is in it:
//
//     if (!p) {
//       fclose(f);      <- the whole line
//       return -1;
//     }
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_LIB_ADOPT_FILETEXT_H
#define DEFER_LIB_ADOPT_FILETEXT_H

#include "defer/Adopt/Adopter.h"

#include "clang/Basic/SourceLocation.h"
#include "llvm/ADT/StringRef.h"

#include <optional>
#include <string>
#include <vector>

namespace clang {
class ASTContext;
class Stmt;
} // namespace clang

namespace defer {

struct Span {
  unsigned Begin, End;
};

/// What goes, and what comes there if something else stays in the line.
struct Removal : Span {
  Removal(Span S, std::string With = "") : Span(S), With(std::move(With)) {}
  std::string With;
};

class FileText {
public:
  explicit FileText(const clang::ASTContext &Ctx);

  llvm::StringRef text() const { return Text; }
  llvm::StringRef slice(Span S) const { return Text.slice(S.Begin, S.End); }

  /// Of what is from one token to another.
  std::optional<Span> span(clang::SourceRange Range) const;
  /// A statement, without its semicolon.
  std::optional<Span> span(const clang::Stmt *S) const;
  /// And with it.
  std::optional<Span> whole(const clang::Stmt *S) const;

  /// Past space and comments; and past the line's rest if nothing else is in
  /// it.
  unsigned skipSpace(unsigned Offset) const;
  std::optional<unsigned> restOfLine(unsigned Offset) const;
  /// The comment that is all that comes in the rest of a line.
  std::optional<Span> comment(unsigned Offset) const;
  llvm::StringRef indentAt(unsigned Offset) const;
  bool beginsLine(unsigned Offset) const;

  llvm::StringRef newline() const {
    return Text.contains("\r\n") ? "\r\n" : "\n";
  }

  /// Turns removals into changes, with whole lines where nothing is left.
  void remove(std::vector<Removal> Removals,
              std::vector<TextChange> &Changes) const;

private:
  unsigned lineBegin(unsigned Offset) const;

  const clang::ASTContext &Ctx;
  clang::FileID File;
  llvm::StringRef Text;
};

} // namespace defer

#endif // DEFER_LIB_ADOPT_FILETEXT_H
