//===- Inputs.cpp - from what is named to a report ------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Inputs.h"

#include "defer/Inspect/Inspector.h"
#include "defer/Support/TextCompat.h"

#include "clang/Driver/Types.h"
#include "clang/Tooling/CompilationDatabase.h"
#include "llvm/BinaryFormat/Magic.h"
#include "llvm/Object/Archive.h"
#include "llvm/Object/ObjectFile.h"
#include "llvm/Support/CrashRecoveryContext.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Signals.h"
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

Inputs::~Inputs() = default;

std::unique_ptr<TemporaryFile> TemporaryFile::create(const char *Suffix) {
  SmallString<128> Path;
  if (std::error_code Error =
          sys::fs::createTemporaryFile("defer-inspect", Suffix, Path)) {
    sayError("a temporary file: " + Error.message());
    return nullptr;
  }
  return std::unique_ptr<TemporaryFile>(
      new TemporaryFile(std::string(Path.str())));
}

/// What a compiler puts beside an object with some options.
static const char *const Beside[] = {"dwo", "gcno", "json", "su"};

static std::string besides(StringRef Path, const char *Extension) {
  SmallString<128> Other = Path;
  sys::path::replace_extension(Other, Extension);
  return std::string(Other.str());
}

TemporaryFile::TemporaryFile(std::string Of) : Path(std::move(Of)) {
  sys::RemoveFileOnSignal(Path);
  for (const char *Each : Beside)
    sys::RemoveFileOnSignal(besides(Path, Each));
}

TemporaryFile::~TemporaryFile() {
  sys::fs::remove(Path);
  sys::DontRemoveFileOnSignal(Path);
  for (const char *Each : Beside) {
    sys::fs::remove(besides(Path, Each));
    sys::DontRemoveFileOnSignal(besides(Path, Each));
  }
}

bool Inputs::readSource(const std::string &Path, Report &To) {
  Built.clear();
  auto Commands = prepare(Path);
  UnitFacts Unit;
  SourceIndex Index;
  if (!Commands || !facts(*Commands, Path, Unit) || !compile(*Commands, Path))
    return false;
  noteDoubts(*Commands, Path, /*IsBuilt=*/false, To);
  Index.add(Unit);
  std::string Why;
  auto Code = object::ObjectFile::createObjectFile(Object->Path);
  if (!Code) {
    sayError(Path + ": " + toString(Code.takeError()));
    return false;
  }
  std::unique_ptr<Binary> In = Binary::open(*Code->getBinary(), Why);
  if (!In) {
    sayError(Path + ": " + Why);
    return false;
  }
  inspect(*In, Index, Opts.List, To);
  Why = readRemarks(Remarks->Path, To);
  if (!Why.empty())
    sayError(Why);
  return Why.empty();
}

/// Where the functions with deferrals are.
static std::set<std::string> filesOf(const UnitFacts &Unit) {
  std::set<std::string> Files;
  for (const FunctionFacts &F : Unit.Functions)
    Files.insert(F.Body.Begin.File);
  return Files;
}

void Inputs::readUnit(Binary &In, size_t Number, std::set<std::string> &Seen,
                      SourceIndex &Index, Report &To) const {
  const BinaryUnit &Unit = In.units()[Number];
  if (!Seen.insert(Unit.Path).second)
    return;
  auto Leave = [&](const std::string &Why, bool Missed) {
    To.Unread.push_back({Unit.Path, Why, Missed, /*Failed=*/false});
  };
  // Linked as bitcode, all of it may be in functions of other units.
  if (!Unit.HasLines && !Unit.Marked)
    return Leave("it has no line table: build it with -g or -gline-tables-only",
                 /*Missed=*/false);
  if (!Unit.Elsewhere.empty())
    return Leave("what -gsplit-dwarf put there is gone", /*Missed=*/true);
  if (!Unit.IsC)
    return Leave("it is not C", /*Missed=*/false);
  if (!sys::fs::exists(Unit.Path))
    return Leave("its source is not there", /*Missed=*/Unit.Marked);
  if (!In.firstChanged(Number, {Unit.Path}).empty())
    return Leave("its source has changed since it was built", /*Missed=*/true);
  std::string Why;
  auto Commands = commandsFor(Unit.Path, Unit.Directory, Why);
  if (!Commands)
    return Leave(Why, /*Missed=*/true);
  if (!knows(*Commands, Unit.Path))
    return Leave("there is no command for it in compile_commands.json",
                 /*Missed=*/true);
  UnitFacts Facts;
  if (!facts(*Commands, Unit.Path, Facts)) {
    Leave("its source has errors with the flags that are known for it",
          /*Missed=*/true);
    To.Unread.back().Failed = true;
    return;
  }
  std::string Changed = In.firstChanged(Number, filesOf(Facts));
  if (!Changed.empty())
    return Leave(Changed + " has changed since it was built", /*Missed=*/true);
  noteDoubts(*Commands, Unit.Path, /*IsBuilt=*/true, To);
  Index.add(Facts);
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
    for (size_t Number = 0; Number < In->units().size(); ++Number)
      if (In->units()[Number].HasLines)
        readUnit(*In, Number, Seen, Index, To);
    HasLines |= any_of(In->units(),
                       [](const BinaryUnit &Unit) { return Unit.HasLines; });
    Binaries.push_back(std::move(In));
  }
  if (!HasLines) {
    sayError(Path + ": it has no line tables, which say what an instruction is "
                    "of: build it with -g or -gline-tables-only");
    return false;
  }
  // Another unit of the name may have had them: what ThinLTO takes from a unit
  // is in one of its own.
  for (auto &In : Binaries)
    for (size_t Number = 0; Number < In->units().size(); ++Number)
      readUnit(*In, Number, Seen, Index, To);
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

static constexpr char IsBitcode[] =
    "it is bitcode, of which linking makes the code: read what is linked";

bool Inputs::readBinary(const std::string &Path, Report &To) {
  Built = pathOf("", Path);
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
      auto Bytes = Each.getMemoryBufferRef();
      if (!Bytes) {
        // Of a thin archive, a member is a file of its own.
        sayError(Path + ": " + toString(Bytes.takeError()));
        return false;
      }
      file_magic Magic = identify_magic(Bytes->getBuffer());
      if (Magic == file_magic::bitcode) {
        To.Unread.push_back({Bytes->getBufferIdentifier().str(), IsBitcode,
                             /*Missed=*/true, /*Failed=*/false});
        continue;
      }
      if (!Magic.is_object())
        continue; // a text, say
      auto Member = Each.getAsBinary();
      if (!Member) {
        sayError(Path + ": " + toString(Member.takeError()));
        return false;
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
  if (Objects.empty() && To.Unread.empty()) {
    sayError(Path + ": there is no object in it");
    return false;
  }
  return readObjects(Path, Objects, To);
}

/// Whether a file is what --json has written: no source begins like that.
static bool isResult(const std::string &Path) {
  auto Buffer = MemoryBuffer::getFile(Path);
  return Buffer && (*Buffer)->getBuffer().ltrim().take_front() == "{";
}

bool Inputs::isSource(const std::string &Path) const {
  // With a compile_commands.json the flags may say what it is.
  StringRef Kind = sys::path::extension(Path);
  Kind.consume_front(".");
  if (Opts.Build.empty() &&
      none_of(Opts.Flags,
              [](StringRef Arg) { return compat::startsWith(Arg, "-x"); }) &&
      !clang::driver::types::isAcceptedByClang(
          clang::driver::types::lookupTypeForExtension(Kind))) {
    sayError(Path + ": it is no object or library of a known format, and by "
                    "its name no C source");
    return false;
  }
  return true;
}

bool Inputs::read(const std::string &Path, Report &To) {
  To.Input = Path;
  if (isResult(Path)) {
    sayError(Path + ": what --json has written is for --compare");
    return false;
  }
  file_magic Magic;
  if (std::error_code Error = identify_magic(Path, Magic)) {
    sayError(Path + ": " + Error.message());
    return false;
  }
  if (Magic == file_magic::bitcode) {
    sayError(Path + ": " + IsBitcode);
    return false;
  }
  if (Magic != file_magic::unknown) {
    // LLVM trusts much of what a file says of itself.
    bool Read = false;
    CrashRecoveryContext Recovery;
    if (Recovery.RunSafely([&] { Read = readBinary(Path, To); }))
      return Read;
    sayError(Path + ": it cannot be read; is it damaged?");
    return false;
  }
  return isSource(Path) && readSource(Path, To);
}
