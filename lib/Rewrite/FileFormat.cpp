//===- FileFormat.cpp - a file's own .clang-format ------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FileFormat.h"

#include "defer/Text/LineMarks.h"

#include "clang/Format/Format.h"
#include "clang/Tooling/Core/Replacement.h"

using namespace clang;
using namespace defer;

FileFormat::FileFormat(std::unique_ptr<format::FormatStyle> Style)
    : Style(std::move(Style)) {}
FileFormat::~FileFormat() = default;

std::unique_ptr<FileFormat> FileFormat::of(llvm::StringRef Path) {
  // One may be written for a newer version.
  llvm::Expected<format::FormatStyle> Found =
      format::getStyle("file", Path, /*FallbackStyle=*/"none", /*Code=*/"",
                       /*FS=*/nullptr, /*AllowUnknownOptions=*/true);
  if (!Found) {
    // It cannot be read, which clang-format says better.
    llvm::consumeError(Found.takeError());
    return nullptr;
  }
  if (Found->DisableFormat)
    return nullptr;
  return std::unique_ptr<FileFormat>(
      new FileFormat(std::make_unique<format::FormatStyle>(*Found)));
}

std::string FileFormat::format(llvm::StringRef Marked, llvm::StringRef Old,
                               llvm::StringRef Path) const {
  llvm::SmallVector<llvm::StringRef, 0> Lines;
  Old.split(Lines, '\n');
  std::string New;
  std::vector<tooling::Range> Changed;
  while (!Marked.empty()) {
    llvm::StringRef Line =
        Marked.take_front(std::min(Marked.find('\n'), Marked.size() - 1) + 1);
    Marked = Marked.drop_front(Line.size());
    std::string Clean = withoutMarks(Line);
    unsigned From = firstMark(Line);
    if (!From || From > Lines.size() ||
        llvm::StringRef(Clean).rtrim("\n") != Lines[From - 1])
      // Without the break, which the line behind it has a part in.
      Changed.push_back(tooling::Range(
          New.size(), llvm::StringRef(Clean).rtrim("\r\n").size()));
    New += Clean;
  }
  tooling::Replacements Edits = format::reformat(*Style, New, Changed, Path);
  llvm::Expected<std::string> Done = tooling::applyAllReplacements(New, Edits);
  if (!Done) {
    llvm::consumeError(Done.takeError());
    return New;
  }
  return *Done;
}
