//===- FileFormat.h - a file's own .clang-format ----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Lines that are new, or stand elsewhere than before, are formatted as the
// .clang-format above their file says; those that are as they were stay.  A
// file that has none is written in its own indentation, and not formatted.
//
//   if (!in) {                       if (!in)
//     result = -1;             ->    {
//     goto fclose_log;                   result = -1;
//   }                                    goto fclose_log;
//                                    }
//
// Shown by: defer-rewrite f.c --, next to a .clang-format with
// "BreakBeforeBraces: Allman"
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_LIB_REWRITE_FILEFORMAT_H
#define DEFER_LIB_REWRITE_FILEFORMAT_H

#include "llvm/ADT/StringRef.h"

#include <memory>
#include <string>

namespace clang {
namespace format {
struct FormatStyle;
}
} // namespace clang

namespace defer {

class FileFormat {
public:
  /// That of a file, or null if it has none.
  static std::unique_ptr<FileFormat> of(llvm::StringRef Path);
  ~FileFormat();

  /// A file's new text, formatted, of that with marks of lines (LineMarks.h)
  /// and the old one.
  std::string format(llvm::StringRef Marked, llvm::StringRef Old,
                     llvm::StringRef Path) const;

private:
  explicit FileFormat(std::unique_ptr<clang::format::FormatStyle> Style);
  std::unique_ptr<clang::format::FormatStyle> Style;
};

} // namespace defer

#endif // DEFER_LIB_REWRITE_FILEFORMAT_H
