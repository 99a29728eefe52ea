//===- RunOutput.cpp - what a tool says of the new text -------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// It says that of the originals: in its messages, in what a debugger reads, and
// in the dependencies that a compiler writes for Make (-MMD).
//
//===----------------------------------------------------------------------===//

#include "Run.h"

#include "Output.h"

#include "defer/Support/TextCompat.h"
#include "defer/Text/LineMarks.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

#include <set>

using namespace defer;
using llvm::StringRef;
namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

bool Command::isCompiler() const {
  StringRef Last;
  for (StringRef Each : Words) {
    if (compat::startsWith(Each, "-"))
      break;
    if (path::extension(Each) == ".c")
      break;
    Last = path::filename(Each);
  }
  Last = Last.rtrim("0123456789.").rtrim("-");
  return compat::endsWith(Last, "gcc") || Last == "clang" || Last == "cc";
}

/// A text with the names of the originals for what is in the tree: those the
/// command has, or as seen from the current directory.
std::string Command::ofOriginals(StringRef Text) const {
  std::vector<std::pair<std::string, std::string>> Named;
  Word Here;
  for (size_t I = 1; I < Words.size(); I += Here.Count) {
    Here = at(I);
    if (Here.What == Kind::Source)
      Named.emplace_back(placed(Here.Option), Here.Option.str());
    else if (Here.What == Kind::Directory)
      Named.emplace_back(placed(Here.Value) + "/",
                         (Here.Value.rtrim("/") + "/").str());
  }
  llvm::SmallString<128> Current;
  fs::current_path(Current);
  Named.emplace_back(placed(Current) + "/", "");
  Named.emplace_back(Tree, "");
  std::string Out;
  for (;;) {
    size_t At = Text.find(Tree);
    Out += Text.take_front(At);
    if (At == StringRef::npos)
      return Out;
    Text = Text.drop_front(At);
    for (const auto &Each : Named)
      if (Text.consume_front(Each.first)) {
        Out += Each.second;
        break;
      }
  }
}

/// Prints a file.
void Command::show(StringRef File, llvm::raw_ostream &To) const {
  auto Buffer = llvm::MemoryBuffer::getFile(File);
  if (!Buffer)
    return;
  std::string Text = ofOriginals((*Buffer)->getBuffer());
  if (isCompiler()) {
    To << Text;
    return;
  }
  // Each message begins with a name, and may go on with others.
  StringRef Rest = Text;
  while (!Rest.empty()) {
    size_t End = std::min(Rest.find('\n'), Rest.size() - 1) + 1;
    To << withOneName(Rest.take_front(End));
    Rest = Rest.drop_front(End);
  }
}

/// Corrects the files for Make.  Returns what went wrong, or nothing.
std::string Command::correctDependencies() const {
  // They are called as they were told to be, or stand next to what is written.
  std::set<std::string> Files, Directories{"."};
  bool Makes = false;
  Word Here;
  for (size_t I = 1; I < Words.size(); I += Here.Count) {
    Here = at(I);
    StringRef Rest = Here.Option;
    Makes |= compat::startsWith(Rest, "-M");
    if (Rest.consume_front("-Wp,-M")) {
      Makes = true;
      Files.insert(Rest.rsplit(',').second.str());
    }
    if (Here.What != Kind::Written)
      continue;
    if (Here.Option == "-MF")
      Files.insert(Here.Value.str());
    StringRef Above = path::parent_path(Here.Value);
    if (Here.Option == "-o" && !Above.empty())
      Directories.insert(Above.str());
    if (Here.Option == "-o")
      Files.insert(Here.Value.str()); // of -M
  }
  if (!Makes)
    return "";
  for (const std::string &Directory : Directories) {
    std::error_code Error;
    for (fs::directory_iterator Each(Directory, Error), End;
         !Error && Each != End; Each.increment(Error))
      if (path::extension(Each->path()) == ".d")
        Files.insert(Each->path());
  }
  for (const std::string &File : Files) {
    if (!fs::is_regular_file(File))
      continue;
    auto Buffer = llvm::MemoryBuffer::getFile(File);
    if (!Buffer || (*Buffer)->getBuffer().find('\0') != StringRef::npos)
      continue;
    StringRef Text = (*Buffer)->getBuffer();
    if (Text.find(Tree) == StringRef::npos)
      continue;
    llvm::SmallString<128> Whole(File);
    fs::make_absolute(Whole);
    std::string Error = writeFile(Whole, ofOriginals(Text));
    if (!Error.empty())
      return Error;
  }
  return "";
}
