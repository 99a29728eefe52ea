//===- main.cpp - defer-rewrite: deferrals as plain C ---------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   defer-rewrite f.c -- -Iinclude          the new text, to standard output
//   defer-rewrite -p build -i src/*.c       in place
//   defer-rewrite --run gcc -fanalyzer -c f.c
//
// Exit status: 0; 1 if there was an error in the source, or with --check
// something would change; 2 if the command was wrong.
//
//===----------------------------------------------------------------------===//

#include "Adopt.h"
#include "Driver.h"
#include "Output.h"
#include "Run.h"

#include "defer/Frontend/Command.h"

#include "clang/Tooling/CommonOptionsParser.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/raw_ostream.h"

using namespace clang::tooling;
using namespace llvm;

static cl::OptionCategory Category("defer-rewrite options");
static cl::opt<bool> InPlace("i", cl::desc("Change the files in place"),
                             cl::cat(Category));
static cl::opt<std::string>
    Tree("o",
         cl::desc("Write the files that change into a tree at <directory>"),
         cl::value_desc("directory"), cl::cat(Category));
static cl::opt<bool> Diff("diff",
                          cl::desc("Print what would change as a patch"),
                          cl::cat(Category));
static cl::opt<bool>
    Check("check",
          cl::desc("Name the files that would change, and exit with 1 if there "
                   "are any"),
          cl::cat(Category));
static cl::opt<unsigned> Jobs("j", cl::desc("Read <n> files at a time"),
                              cl::value_desc("n"), cl::init(1), cl::Prefix,
                              cl::cat(Category));
static cl::opt<defer::Runtime> RuntimeUsed(
    "runtime", cl::desc("What dynamic deferrals call:"),
    cl::values(clEnumValN(defer::Runtime::Link, "link",
                          "#include <defer_rt.h>, and libdefer (default)"),
               clEnumValN(defer::Runtime::Embed, "embed",
                          "a static part in the file, nothing to link")),
    cl::init(defer::Runtime::Link), cl::cat(Category));

static cl::opt<bool> LineDirectives(
    "line-directives",
    cl::desc("Say with #line where everything comes from: debuggers and tools "
             "then show the original"),
    cl::cat(Category));

static cl::opt<bool>
    Run("run",
        cl::desc("Run the command that all further arguments are on the new "
                 "text of the sources it names"),
        cl::value_desc("command"), cl::cat(Category));
static cl::opt<bool>
    Adopt("adopt",
          cl::desc("The other way: print a patch that puts deferrals in place "
                   "of cleanup by hand"),
          cl::cat(Category));
static cl::opt<bool>
    Verbose("v", cl::desc("With --adopt, say what is offered, and why not"),
            cl::cat(Category));

static const char Overview[] =
    "defer-rewrite writes C with __defer, _Defer and the other words of the\n"
    "dialect as plain C, that any compiler builds and that does the same.\n";

/// The arguments for the tool itself where it is to run another one: what that
/// reads, and how.
static std::vector<std::string> withCommand(llvm::ArrayRef<const char *> Own,
                                            const defer::Command &Command) {
  std::vector<std::string> Out(Own.begin(), Own.end());
  for (const std::string &Source : Command.sources())
    Out.push_back(Source);
  bool HasBuild = llvm::any_of(Own, [](StringRef Arg) {
    return Arg.ltrim('-').take_front(2) == "p=" || Arg.ltrim('-') == "p";
  });
  if (HasBuild)
    return Out;
  Out.push_back("--");
  for (const std::string &Flag : Command.flags())
    Out.push_back(Flag);
  return Out;
}

static int wrong(const Twine &Why) {
  errs() << "defer-rewrite: error: " << Why << "\n";
  return 2;
}

/// A command that is run where there is nothing ends the process in Clang.
static bool hasDirectories(const CompilationDatabase &Commands,
                           const std::vector<std::string> &Files) {
  bool All = true;
  for (const std::string &File : Files)
    for (const CompileCommand &Each :
         Commands.getCompileCommands(getAbsolutePath(File)))
      if (!sys::fs::is_directory(Each.Directory)) {
        errs() << "defer-rewrite: error: " << File
               << ": the directory of its command is not there: "
               << Each.Directory << "\n";
        All = false;
      }
  return All;
}

int main(int Count, const char **Args) {
  cl::SetVersionPrinter([](raw_ostream &Out) {
    Out << "defer-rewrite " DEFER_VERSION " (LLVM " LLVM_VERSION_STRING ")\n";
  });
  llvm::ArrayRef<const char *> All(Args, Count);
  // What stands behind --run is no option of this tool.
  size_t At = 1;
  while (At < All.size() && StringRef(All[At]) != "--" &&
         StringRef(All[At]) != "--run" && StringRef(All[At]) != "-run")
    ++At;
  bool Runs = At < All.size() && StringRef(All[At]) != "--";
  defer::Command Command(Runs ? All.drop_front(At + 1)
                              : llvm::ArrayRef<const char *>());
  if (Runs && Command.empty())
    return wrong("--run needs a command");
  if (Runs && Command.sources().empty())
    return wrong("the command of --run names no C source");
  std::vector<std::string> Words;
  std::vector<const char *> Pointers;
  if (Runs) {
    Words = withCommand(All.take_front(At), Command);
    for (const std::string &Word : Words)
      Pointers.push_back(Word.c_str());
    Count = Pointers.size();
    Args = Pointers.data();
  }
  auto Parsed = CommonOptionsParser::create(Count, Args, Category,
                                            cl::OneOrMore, Overview);
  if (!Parsed) {
    errs() << toString(Parsed.takeError());
    return 2;
  }
  if (InPlace + Diff + Check + !Tree.empty() + Runs > 1)
    return wrong("-i, -o, --diff, --check and --run exclude one another");
  if (Runs && Adopt)
    return wrong("--adopt and --run exclude each other");
  if (Verbose && !Adopt)
    return wrong("-v is for --adopt");
  if (!hasDirectories(Parsed->getCompilations(), Parsed->getSourcePathList()))
    return 1;
  using defer::Driver;
  Driver::Options Opts;
  Opts.Uses = RuntimeUsed;
  Opts.LineDirectives = LineDirectives;
  Opts.Jobs = Jobs;
  Opts.To = InPlace         ? Driver::InPlace
            : Diff          ? Driver::Diff
            : Check         ? Driver::Check
            : !Tree.empty() ? Driver::IntoTree
                            : Driver::Print;
  Opts.Directory = Tree;
  if (Runs) {
    // A tool knows nothing of the runtime's header.
    if (!RuntimeUsed.getNumOccurrences())
      Opts.Uses = defer::Runtime::Embed;
    Opts.LineDirectives = Opts.WholeUnit = true;
    Opts.TwoNames = !Command.isCompiler();
    Opts.To = Driver::IntoTree;
    std::string Error = Command.makeTree();
    if (!Error.empty())
      return wrong(Error);
    Opts.Placed = [&](StringRef Path) { return Command.placed(Path); };
  }
  if (Adopt)
    return defer::runAdopt(Parsed->getCompilations(),
                           Parsed->getSourcePathList(),
                           {InPlace, Tree, Check, Verbose, Jobs},
                           [](const CommandLineArguments &Words, StringRef) {
                             std::vector<std::string> PluginArguments;
                             return defer::withoutPlugin(
                                 Words, DEFER_RESOURCE_DIR, PluginArguments);
                           });
  int Status = Driver(Parsed->getCompilations(), Parsed->getSourcePathList(),
                      std::move(Opts))
                   .run();
  return Status || !Runs ? Status : Command.run();
}
