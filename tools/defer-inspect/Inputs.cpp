//===- Inputs.cpp - from what is named to a report ------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Inputs.h"

#include "defer/Inspect/Inspector.h"

#include "clang/Tooling/CompilationDatabase.h"
#include "llvm/BinaryFormat/Magic.h"
#include "llvm/Object/Archive.h"
#include "llvm/Object/ObjectFile.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

using namespace clang::tooling;
using namespace defer;
using namespace llvm;

void defer::sayError(const std::string &Text) {
  outs().flush();
  errs() << "defer-inspect: error: " << Text << "\n";
}

std::string defer::programRoot(const char *Program) {
  static int Here;
  std::string Self = sys::fs::getMainExecutable(Program, &Here);
  return sys::path::parent_path(sys::path::parent_path(Self)).str();
}

/// The plugin as it is built, or as it is installed.
static std::string findPlugin(const char *Program) {
  std::string Root = programRoot(Program);
  for (const char *Each : {"lib/defer.so", DEFER_PLUGIN_DIR "/defer.so"}) {
    SmallString<128> Path = StringRef(Root);
    sys::path::append(Path, Each);
    if (sys::fs::exists(Path))
      return std::string(Path.str());
  }
  return "";
}

Inputs::Inputs(InputOptions Options, const char *Program)
    : Opts(std::move(Options)), Program(Program) {
  if (Opts.Clang.empty())
    Opts.Clang = DEFER_CLANG;
  if (Opts.Plugin.empty())
    Opts.Plugin = findPlugin(Program);
}

std::string Inputs::mca() const {
  SmallString<128> Path = sys::path::parent_path(Opts.Clang);
  sys::path::append(Path, "llvm-mca");
  return std::string(Path.str());
}

Inputs::~Inputs() {
  if (!Temporary.empty())
    sys::fs::remove_directories(Temporary);
}

bool Inputs::readSource(const std::string &Path, Report &To) {
  auto Commands = prepare(Path);
  SourceIndex Index;
  if (!Commands || !facts(*Commands, Path, Index) || !compile(*Commands, Path))
    return false;
  std::string Why;
  auto Object = object::ObjectFile::createObjectFile(Temporary + "/unit.o");
  if (!Object) {
    sayError(Path + ": " + toString(Object.takeError()));
    return false;
  }
  std::unique_ptr<Binary> In = Binary::open(*Object->getBinary(), Why);
  if (!In) {
    sayError(Path + ": " + Why);
    return false;
  }
  To.Marked = true;
  inspect(*In, Index, Opts.List, To);
  Why = readRemarks(Temporary + "/unit.yaml", To);
  if (!Why.empty())
    sayError(Why);
  return Why.empty();
}

bool Inputs::readObjects(const std::string &Path,
                         const std::vector<const object::ObjectFile *> &Objects,
                         Report &To) {
  std::vector<std::unique_ptr<Binary>> Binaries;
  SourceIndex Index;
  std::set<std::string> Seen;
  bool HasLines = false;
  for (const object::ObjectFile *Object : Objects) {
    std::string Why;
    std::unique_ptr<Binary> In = Binary::open(*Object, Why);
    if (!In) {
      sayError(Path + ": " + Why);
      return false;
    }
    for (const BinaryUnit &Unit : In->units()) {
      HasLines |= Unit.HasLines;
      if (!Seen.insert(Unit.Path).second)
        continue;
      auto Leave = [&](const std::string &Reason) {
        To.Unread.push_back({Unit.Path, Reason});
      };
      if (!Unit.HasLines)
        Leave("it has no line table: build it with -g or -gline-tables-only");
      else if (!Unit.IsC)
        Leave("it is not C");
      else if (!sys::fs::exists(Unit.Path))
        Leave("its source is not there");
      else {
        auto Commands = commandsFor(Unit.Path, Unit.Directory, Why);
        if (!Commands)
          Leave(Why);
        else if (!knows(*Commands, Unit.Path))
          Leave("there is no command for it in compile_commands.json");
        else if (!facts(*Commands, Unit.Path, Index))
          Leave("its source has errors with the flags that are known for it");
      }
    }
    Binaries.push_back(std::move(In));
  }
  if (!HasLines) {
    sayError(Path + ": it has no line tables, which say what an instruction is "
                    "of: build it with -g or -gline-tables-only");
    return false;
  }
  for (auto &In : Binaries)
    inspect(*In, Index, Opts.List, To);
  SmallString<128> Remarks = StringRef(Opts.Remarks);
  if (Remarks.empty()) {
    Remarks = Path;
    sys::path::replace_extension(Remarks, "opt.yaml");
    if (!sys::fs::exists(Remarks))
      return true;
  }
  std::string Why = readRemarks(Remarks, To);
  if (!Why.empty())
    sayError(Why);
  return Why.empty();
}

bool Inputs::read(const std::string &Path, Report &To) {
  To.Input = Path;
  file_magic Magic;
  if (std::error_code Error = identify_magic(Path, Magic)) {
    sayError(Path + ": " + Error.message());
    return false;
  }
  if (Magic == file_magic::unknown)
    return readSource(Path, To);
  auto Owned = object::createBinary(Path);
  if (!Owned) {
    sayError(Path + ": " + toString(Owned.takeError()));
    return false;
  }
  std::vector<const object::ObjectFile *> Objects;
  std::vector<std::unique_ptr<object::Binary>> Members;
  if (auto *Object = dyn_cast<object::ObjectFile>(Owned->getBinary()))
    Objects.push_back(Object);
  else if (auto *Archive = dyn_cast<object::Archive>(Owned->getBinary())) {
    Error Failed = Error::success();
    for (const object::Archive::Child &Each : Archive->children(Failed)) {
      auto Member = Each.getAsBinary();
      if (!Member) {
        consumeError(Member.takeError());
        continue;
      }
      if (auto *Object = dyn_cast<object::ObjectFile>(Member->get())) {
        Objects.push_back(Object);
        Members.push_back(std::move(*Member));
      }
    }
    if (Failed) {
      sayError(Path + ": " + toString(std::move(Failed)));
      return false;
    }
  } else {
    sayError(Path + ": it is no source, object, library or program");
    return false;
  }
  return readObjects(Path, Objects, To);
}
