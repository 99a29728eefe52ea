//===- LineMarks.h - where lines of the new text come from ------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The new text is put together from parts of the old one, in another order.  A
// *mark* in it, two control characters and a number between them, says which
// line of the file what follows comes from.  Parts carry their marks along, and
// at the end marks become directives, where lines do not follow one another:
//
//   if (fgetc(in) != 'x') {
//   #line 7
//     result = -2;
//   #line 7
//     goto fclose_in;
//
// Nothing is marked unless that is asked for.
//
// Shown by: defer-rewrite --line-directives f.c --
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_TEXT_LINEMARKS_H
#define DEFER_TEXT_LINEMARKS_H

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringRef.h"

#include <string>

namespace clang {
class LangOptions;
}

namespace defer {

/// A line of a file, from 1, as a mark; 0 stands for text that is of no file.
std::string lineMark(unsigned Line);

/// A part of a text with a mark at its beginning and one in each further line
/// behind the white space and the # it begins with.
///   \param LineAt the line by the offset of its beginning in the part
std::string withLineMarks(llvm::StringRef Part,
                          llvm::function_ref<unsigned(unsigned)> LineAt);

/// Takes the mark at the beginning, if there is one, and gives it.
llvm::StringRef takeMark(llvm::StringRef &Text);
/// Without white space and marks at the end.
llvm::StringRef trimMarks(llvm::StringRef Text);
/// The line that a line's first mark says, or the last of those before what is
/// to be seen of it; 0 if it has none.
unsigned firstMark(llvm::StringRef Text);
/// Without any.
std::string withoutMarks(llvm::StringRef Text);

/// A place as messages name it.
struct PresumedLine {
  std::string File;
  unsigned Line;
};

/// A text with directives in the place of its marks.  Where none can stand,
/// within a macro's arguments, lines count on.
///   \param Presumed what messages name a line of the file
///   \param TwoNames for Cppcheck: back in a file, that is called "./f.c"
std::string
withLineDirectives(llvm::StringRef Text,
                   llvm::function_ref<PresumedLine(unsigned)> Presumed,
                   const clang::LangOptions &Lang, bool TwoNames = false);

/// A line of a message without the second of two names.
std::string withOneName(llvm::StringRef Line);

} // namespace defer

#endif // DEFER_TEXT_LINEMARKS_H
