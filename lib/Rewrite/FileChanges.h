//===- FileChanges.h - the files of a unit, changed -------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Puts the functions of a file that were rewritten into it, takes out the
// #include of the words' headers, and puts in what the new text needs:
//
//   #include <defer.h>             ->   #include <defer_rt.h>
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_LIB_REWRITE_FILECHANGES_H
#define DEFER_LIB_REWRITE_FILECHANGES_H

#include "FileFormat.h"
#include "FunctionRewriter.h"

#include <string>
#include <vector>

namespace defer {

struct FileChanges {
  using Range = std::pair<unsigned, unsigned>;

  std::vector<Rewritten> Functions;
  std::vector<Range> Declarations; ///< of the file, from where to where
  std::unique_ptr<FileFormat> Format;
  bool NeedsRuntime = false; ///< of the text that was there before, too
  bool NeedsString = false;  ///< <string.h>
};

/// The file's new text.
std::string changed(clang::FileID File, const FileChanges &Changes,
                    const RewriteOptions &Opts, const clang::SourceManager &SM,
                    const clang::LangOptions &Lang);

/// A text of a file with directives in the place of its marks.
std::string directed(clang::FileID File, llvm::StringRef Marked,
                     const clang::SourceManager &SM,
                     const clang::LangOptions &Lang, bool TwoNames = false);

} // namespace defer

#endif // DEFER_LIB_REWRITE_FILECHANGES_H
