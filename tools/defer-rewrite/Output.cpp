//===- Output.cpp - where the new text goes -------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Output.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Program.h"
#include "llvm/Support/raw_ostream.h"

using namespace defer;

std::string defer::writeFile(llvm::StringRef Path, llvm::StringRef Text) {
  namespace path = llvm::sys::path;
  if (std::error_code Error =
          llvm::sys::fs::create_directories(path::parent_path(Path)))
    return (Path + ": " + Error.message()).str();
  // What a link names is changed, and what it was allowed to, stays.
  llvm::SmallString<128> Real;
  if (llvm::sys::fs::real_path(Path, Real))
    Real = Path;
  auto Mode = llvm::sys::fs::getPermissions(Real);
  llvm::SmallString<128> Temporary;
  int FD;
  if (std::error_code Error =
          llvm::sys::fs::createUniqueFile(Real + ".%%%%%%%%", FD, Temporary))
    return (Path + ": " + Error.message()).str();
  {
    llvm::raw_fd_ostream Out(FD, /*shouldClose=*/true);
    Out << Text;
    Out.close();
    if (Out.has_error()) {
      std::string Why = Out.error().message();
      Out.clear_error();
      llvm::sys::fs::remove(Temporary);
      return (Path + ": " + Why).str();
    }
  }
  llvm::sys::fs::setPermissions(
      Temporary, Mode ? *Mode
                      : llvm::sys::fs::perms(llvm::sys::fs::all_read |
                                             llvm::sys::fs::owner_write));
  if (std::error_code Error = llvm::sys::fs::rename(Temporary, Real)) {
    llvm::sys::fs::remove(Temporary);
    return (Path + ": " + Error.message()).str();
  }
  return "";
}

/// Whether a file is below a directory; what its path is there.
static bool isBelow(llvm::StringRef Dir, llvm::StringRef &Path) {
  return Path.consume_front(Dir) && Path.consume_front("/");
}

std::string Tree::write(llvm::StringRef Dir) const {
  namespace path = llvm::sys::path;
  llvm::SmallString<128> Current;
  llvm::sys::fs::current_path(Current);
  llvm::StringRef Base = Current;
  for (const auto &Each : Texts)
    for (llvm::StringRef Path = Each.first; !isBelow(Base, Path);) {
      Base = path::parent_path(Base);
      if (Base == path::root_path(Base))
        break;
    }
  if (Base == path::root_path(Base))
    Base = Current;
  std::string Errors;
  for (const auto &Each : Texts) {
    llvm::SmallString<128> Out(Dir);
    llvm::StringRef Path = Each.first;
    if (!isBelow(Base, Path))
      Path = path::relative_path(Path);
    path::append(Out, Path);
    std::string Error = writeFile(Out, Each.second);
    if (!Error.empty())
      Errors += (Errors.empty() ? "" : "; ") + Error;
  }
  return Errors;
}

std::string defer::shownPath(llvm::StringRef Path) {
  llvm::SmallString<128> Current;
  llvm::sys::fs::current_path(Current);
  llvm::StringRef Shown = Path;
  if (Shown.consume_front(Current) && Shown.consume_front("/"))
    return Shown.str();
  return Path.str();
}

std::string defer::diffOf(llvm::StringRef Path, llvm::StringRef Text,
                          std::string &Error) {
  auto Diff = llvm::sys::findProgramByName("diff");
  if (!Diff) {
    Error = "--diff needs the program diff";
    return "";
  }
  llvm::SmallString<128> New, Result;
  int FD;
  if (llvm::sys::fs::createTemporaryFile("defer-rewrite", "c", FD, New)) {
    Error = "cannot create a temporary file";
    return "";
  }
  {
    llvm::raw_fd_ostream Out(FD, true);
    Out << Text;
  }
  llvm::sys::fs::createTemporaryFile("defer-rewrite", "diff", Result);
  llvm::SmallString<128> Current;
  llvm::sys::fs::current_path(Current);
  llvm::StringRef Shown = Path;
  if (Shown.consume_front(Current))
    Shown.consume_front("/");
  else
    Shown = llvm::sys::path::relative_path(Path);
  // A name with spaces ends at a tabulator.
  llvm::StringRef Ends = Shown.find(' ') == llvm::StringRef::npos ? "" : "\t";
  std::string Old = ("a/" + Shown + Ends).str();
  std::string Label = ("b/" + Shown + Ends).str();
  llvm::StringRef Args[] = {"diff",    "-u",  "--label", Old,
                            "--label", Label, Path,      New};
  int Status = llvm::sys::ExecuteAndWait(
      *Diff, Args, {}, {llvm::StringRef(""), llvm::StringRef(Result), {}});
  std::string Out;
  if (Status > 1 || Status < 0)
    Error = "diff failed";
  else if (auto Buffer = llvm::MemoryBuffer::getFile(Result))
    Out = (*Buffer)->getBuffer().str();
  llvm::sys::fs::remove(New);
  llvm::sys::fs::remove(Result);
  return Out;
}
