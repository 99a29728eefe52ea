//===- Commands.cpp - how a source is compiled ----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Which command a source has, and that command run for the tool's purpose: once
// through the analysis, for what the source says, and once through the clang.
//
//===----------------------------------------------------------------------===//

#include "Inputs.h"

#include "defer/Frontend/Command.h"
#include "defer/Inspect/Binary.h"
#include "defer/Inspect/Inspector.h"
#include "defer/Support/MachineCompat.h"
#include "defer/Support/TextCompat.h"

#include "clang/Frontend/FrontendAction.h"
#include "clang/Tooling/CompilationDatabase.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Program.h"
#include "llvm/Support/VirtualFileSystem.h"
#include "llvm/Support/raw_ostream.h"

using namespace clang::tooling;
using namespace defer;
using namespace llvm;

bool Inputs::knows(const CompilationDatabase &Commands,
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
/// What is compiled more than once, in different ways, is read once.
class OneCommand : public CompilationDatabase {
public:
  explicit OneCommand(CompileCommand Command) : Command(std::move(Command)) {}
  std::vector<CompileCommand> getCompileCommands(StringRef) const override {
    return {Command};
  }

private:
  CompileCommand Command;
};

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

static std::string fullPath(const std::string &Path) {
  return pathOf("", Path);
}

/// The file that a command writes, or "".
static std::string outputOf(const CompileCommand &Command) {
  std::string Name = Command.Output;
  const std::vector<std::string> &Words = Command.CommandLine;
  for (size_t I = 1; I + 1 < Words.size() && Name.empty(); ++I)
    if (Words[I] == "-o")
      Name = Words[I + 1];
  return Name.empty() ? Name : pathOf(Command.Directory, Name);
}

/// The commands of a source; if one of them has made what is read, that one.
std::vector<CompileCommand>
Inputs::commandsOf(const CompilationDatabase &Commands,
                   const std::string &Path) const {
  std::vector<CompileCommand> All = Commands.getCompileCommands(fullPath(Path));
  if (!Built.empty())
    for (const CompileCommand &Command : All)
      if (outputOf(Command) == Built)
        return {Command};
  return All;
}

void Inputs::noteDoubts(const CompilationDatabase &Commands,
                        const std::string &Path, bool IsBuilt,
                        Report &To) const {
  size_t Known = commandsOf(Commands, Path).size();
  if (Known > 1)
    To.Doubtful.push_back(
        {Path, "there are " + std::to_string(Known) +
                   " commands for it, which may be of other costs"});
  else if (IsBuilt && !Opts.HasFlags && Commands.getAllFiles().empty())
    To.Doubtful.push_back(
        {Path, "no command is known for it: say with -p where "
               "compile_commands.json is, or give its flags behind --"});
}

bool Inputs::facts(const CompilationDatabase &Commands, const std::string &Path,
                   UnitFacts &Unit) const {
  std::vector<CompileCommand> All = commandsOf(Commands, Path);
  if (All.size() > 1)
    errs() << "defer-inspect: warning: " << Path << ": there are " << All.size()
           << " commands for it; the first is taken\n";
  if (!sys::fs::is_directory(All.front().Directory)) {
    sayError(Path + ": the directory of its command is not there: " +
             All.front().Directory);
    return false;
  }
  OneCommand One(All.front());
  ClangTool Tool(One, {Path}, std::make_shared<clang::PCHContainerOperations>(),
                 vfs::createPhysicalFileSystem());
  std::vector<std::string> PluginArguments;
  // Without what is for the plugin, which the tool is not.
  Tool.appendArgumentsAdjuster([&](const CommandLineArguments &Args,
                                   StringRef) {
    PluginArguments.clear();
    CommandLineArguments Out =
        withoutPlugin(Args, DEFER_RESOURCE_DIR, PluginArguments);
    Out.insert(Out.begin() + 1, Opts.ExtraFlags.begin(), Opts.ExtraFlags.end());
    // Who asks what a deferral costs has seen the warnings.
    Out.insert(Out.begin() + 1, "-w");
    return Out;
  });
  Tool.setPrintErrorMessage(false);
  Factory Action(PluginArguments, Unit);
  return Tool.run(&Action) == 0 && !Unit.Failed;
}

/// What is not for this: where the output goes, and what it is.
static bool isOfOutput(StringRef Arg) {
  for (const char *Each :
       {"-c", "-S", "-E", "-emit-llvm", "-fsyntax-only", "--"})
    if (Arg == Each)
      return true;
  for (const char *Each :
       {"-flto", "-save-temps", "--save-temps", "-save-stats", "--save-stats",
        "-gsplit-dwarf", "-Wp,-M",
        "-ffile-prefix-map=", "-ffile-compilation-dir=",
        "-fdiagnostics-format=", "-fdebug-prefix-map=",
        "-fdebug-compilation-dir=", "-fsave-optimization-record",
        // The number that says whose an instruction is would be multiplied,
        // and GNU as leaves out the rows of no line.
        "-fdebug-info-for-profiling", "-fno-integrated-as", "-no-integrated-as",
        "-funique-internal-linkage-names", "-foptimization-record-",
        "-fplugin-arg-defer-locations="})
    if (compat::startsWith(Arg, Each))
      return true;
  if (!Arg.consume_front("-fplugin="))
    return false;
  StringRef Plugin = sys::path::filename(Arg);
  return Plugin == "defer.so" || Plugin == "plugin";
}

/// Whether the word after it is a part of it, and no file to compile.
static bool takesWord(StringRef Arg) {
  for (const char *Each :
       {"-I", "-D", "-U", "-include", "-imacros", "-isystem", "-iquote",
        "-idirafter", "-isysroot", "-x", "-target", "-Xclang", "-mllvm",
        "-Xpreprocessor", "-arch"})
    if (Arg == Each)
      return true;
  return false;
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
  auto IsSource = [&](const std::string &Arg) {
    return Arg == Command.Filename || pathOf(Command.Directory, Arg) == Full;
  };
  for (size_t I = 1; I < Args.size(); ++I) {
    bool Taken = takesWord(Args[I - 1]);
    if (Args[I] == "-MJ" && !Taken)
      ++I;
    else if (Taken || !(isOfOutput(Args[I]) || IsSource(Args[I])))
      Words.push_back(Args[I]);
  }
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
  if (!Output.empty()) {
    // A longer one would be overwritten, and not cut.
    sys::fs::remove(Output);
    Redirects = {compat::Redirect(), To, compat::Redirect()};
  }
  int Status = sys::ExecuteAndWait(Command.CommandLine[0], Refs, {}, Redirects,
                                   0, 0, &Error);
  sys::fs::set_current_path(Before);
  if (Status < 0)
    sayError(Command.CommandLine[0] + ": " +
             (Error.empty() ? "it crashed" : Error));
  return Status == 0;
}

/// Whether a function may be in several sections.  Which ones they are is not
/// in the line tables (which, alone, leave fewer instructions without a line).
static bool hasParts(const CompileCommand &Command) {
  return any_of(Command.CommandLine, [](StringRef Arg) {
    return compat::startsWith(Arg, "-fsplit-machine-functions") ||
           compat::startsWith(Arg, "-fbasic-block-sections=");
  });
}

bool Inputs::compile(const CompilationDatabase &Commands,
                     const std::string &Path) {
  CompileCommand Command = commandFor(Commands, Path);
  for (std::string Each :
       {"-fplugin=" + Opts.Plugin,
        std::string("-fplugin-arg-defer-locations=keyword"),
        std::string(hasParts(Command) ? "-g" : "-gline-tables-only"),
        std::string("-gcolumn-info"), std::string("-w"),
        "-foptimization-record-file=" + Remarks->Path,
        std::string("-foptimization-record-passes=^(defer|prologepilog)$"),
        std::string("-c"), fullPath(Path), std::string("-o"), Object->Path})
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
  if (!(Object || (Object = TemporaryFile::create("o"))) ||
      !(Remarks || (Remarks = TemporaryFile::create("yaml"))))
    return nullptr;
  return Commands;
}
