//===- Inputs.cpp - from what is named to a report ------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Inputs.h"

#include "defer/Inspect/Inspector.h"
#include "defer/Support/MachineCompat.h"
#include "defer/Support/TextCompat.h"

#include "clang/Frontend/FrontendAction.h"
#include "clang/Tooling/CompilationDatabase.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/BinaryFormat/Magic.h"
#include "llvm/Object/Archive.h"
#include "llvm/Object/ObjectFile.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Program.h"
#include "llvm/Support/VirtualFileSystem.h"
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

/// Whether it has a command for a file, and does not only guess one from those
/// of other files.
static bool knows(const CompilationDatabase &Commands,
                  const std::string &Path) {
  return any_of(
      Commands.getCompileCommands(Path),
      [](const CompileCommand &Command) { return Command.Heuristic.empty(); });
}

std::unique_ptr<CompilationDatabase>
Inputs::commandsFor(const std::string &Path, const std::string &Directory,
                    std::string &Why) const {
  if (Opts.HasFlags)
    return std::make_unique<FixedCompilationDatabase>(Directory, Opts.Flags);
  if (!Opts.Build.empty())
    return CompilationDatabase::loadFromDirectory(Opts.Build, Why);
  std::string Ignored;
  auto Found = CompilationDatabase::autoDetectFromSource(Path, Ignored);
  if (Found && knows(*Found, Path))
    return Found;
  return std::make_unique<FixedCompilationDatabase>(Directory,
                                                    std::vector<std::string>());
}

namespace {
struct Factory : FrontendActionFactory {
  Factory(const std::vector<std::string> &Arguments, UnitFacts &Unit)
      : Arguments(Arguments), Unit(Unit) {}
  std::unique_ptr<clang::FrontendAction> create() override {
    return createFactsAction(Arguments, Unit);
  }
  const std::vector<std::string> &Arguments;
  UnitFacts &Unit;
};
} // namespace

bool Inputs::facts(const CompilationDatabase &Commands, const std::string &Path,
                   SourceIndex &Index) const {
  ClangTool Tool(Commands, {Path},
                 std::make_shared<clang::PCHContainerOperations>(),
                 vfs::createPhysicalFileSystem());
  std::vector<std::string> PluginArguments;
  // Without what is for the plugin, which the tool is not.
  Tool.appendArgumentsAdjuster([&](const CommandLineArguments &Args,
                                   StringRef) {
    CommandLineArguments Out;
    PluginArguments.clear();
    bool Resources = false;
    for (const std::string &Arg : Args) {
      StringRef A = Arg;
      Resources |= compat::startsWith(A, "-resource-dir");
      if (A.consume_front("-fplugin-arg-defer-"))
        PluginArguments.push_back(A.str());
      else if (!compat::startsWith(A, "-fplugin="))
        Out.push_back(Arg);
    }
    if (!Resources)
      Out.insert(Out.begin() + 1, "-resource-dir=" DEFER_RESOURCE_DIR);
    Out.insert(Out.begin() + 1, Opts.ExtraFlags.begin(), Opts.ExtraFlags.end());
    // Who asks what a deferral costs has seen the warnings.
    Out.insert(Out.begin() + 1, "-w");
    return Out;
  });
  Tool.setPrintErrorMessage(false);
  UnitFacts Unit;
  Factory Action(PluginArguments, Unit);
  if (Tool.run(&Action) != 0 || Unit.Failed)
    return false;
  Index.add(Unit);
  return true;
}

static std::string fullPath(const std::string &Path) {
  SmallString<128> Full = StringRef(Path);
  sys::fs::make_absolute(Full);
  return std::string(Full.str());
}

/// What is not for this: where the output goes, and what it is.
static bool isOfOutput(StringRef Arg) {
  for (const char *Each :
       {"-c", "-S", "-E", "-emit-llvm", "-fsyntax-only", "-gsplit-dwarf", "--"})
    if (Arg == Each)
      return true;
  for (const char *Each :
       {"-flto", "-save-temps", "--save-temps",
        "-ffile-prefix-map=", "-fdebug-prefix-map=", "-fdebug-compilation-dir=",
        "-fsave-optimization-record", "-foptimization-record-",
        "-fplugin-arg-defer-locations="})
    if (compat::startsWith(Arg, Each))
      return true;
  return compat::startsWith(Arg, "-fplugin=") &&
         (compat::endsWith(Arg, "/defer.so") ||
          compat::endsWith(Arg, "/plugin"));
}

CompileCommand Inputs::commandFor(const CompilationDatabase &Commands,
                                  const std::string &Path) const {
  std::string Full = fullPath(Path);
  CompileCommand Command = Commands.getCompileCommands(Full).front();
  CommandLineArguments Args = Command.CommandLine;
  Args = getClangStripOutputAdjuster()(Args, Path);
  Args = getClangStripDependencyFileAdjuster()(Args, Path);
  std::vector<std::string> Words = {Opts.Clang};
  Words.insert(Words.end(), Opts.ExtraFlags.begin(), Opts.ExtraFlags.end());
  for (size_t I = 1; I < Args.size(); ++I)
    if (!isOfOutput(Args[I]) && Args[I] != Command.Filename &&
        Args[I] != Path && Args[I] != Full)
      Words.push_back(Args[I]);
  Command.CommandLine = std::move(Words);
  return Command;
}

bool Inputs::run(const CompileCommand &Command, const std::string &Output) {
  std::vector<StringRef> Refs(Command.CommandLine.begin(),
                              Command.CommandLine.end());
  SmallString<128> Before;
  sys::fs::current_path(Before);
  if (!Command.Directory.empty())
    sys::fs::set_current_path(Command.Directory);
  std::string Error;
  StringRef To = Output;
  std::vector<compat::Redirect> Redirects;
  if (!Output.empty())
    Redirects = {compat::Redirect(), To, compat::Redirect()};
  int Status = sys::ExecuteAndWait(Command.CommandLine[0], Refs, {}, Redirects,
                                   0, 0, &Error);
  sys::fs::set_current_path(Before);
  if (Status < 0)
    sayError(Command.CommandLine[0] + ": " +
             (Error.empty() ? "it crashed" : Error));
  return Status == 0;
}

bool Inputs::compile(const CompilationDatabase &Commands,
                     const std::string &Path) {
  CompileCommand Command = commandFor(Commands, Path);
  std::string Object = Temporary + "/unit.o",
              Remarks = Temporary + "/unit.yaml";
  for (std::string Each :
       {"-fplugin=" + Opts.Plugin,
        std::string("-fplugin-arg-defer-locations=keyword"),
        std::string("-gline-tables-only"), std::string("-gcolumn-info"),
        std::string("-w"), "-foptimization-record-file=" + Remarks,
        std::string("-foptimization-record-passes=^(defer|prologepilog)$"),
        std::string("-c"), fullPath(Path), std::string("-o"), Object})
    Command.CommandLine.push_back(Each);
  return run(Command);
}

std::unique_ptr<CompilationDatabase> Inputs::prepare(const std::string &Path) {
  if (Opts.Plugin.empty()) {
    sayError("defer.so is not found beside this program: say where it is with "
             "--plugin=FILE");
    return nullptr;
  }
  if (!sys::fs::can_execute(Opts.Clang)) {
    sayError(Opts.Clang + ": is not there: say where the clang is that the "
                          "plugin is for with --clang=FILE");
    return nullptr;
  }
  SmallString<128> Here;
  sys::fs::current_path(Here);
  std::string Why;
  auto Commands = commandsFor(Path, std::string(Here.str()), Why);
  if (!Commands) {
    sayError(Why);
    return nullptr;
  }
  if (!knows(*Commands, fullPath(Path))) {
    sayError(Path + ": there is no command for it in compile_commands.json");
    return nullptr;
  }
  if (!Temporary.empty())
    return Commands;
  SmallString<128> Name;
  if (std::error_code Error =
          sys::fs::createUniqueDirectory("defer-inspect", Name)) {
    sayError("a temporary directory: " + Error.message());
    return nullptr;
  }
  Temporary = std::string(Name.str());
  return Commands;
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
