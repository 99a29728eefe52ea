//===- main.cpp - defer-inspect: what a deferral costs --------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   defer-inspect f.c -- -O2 -Iinclude      what is made of a source
//   defer-inspect -p build prog             what is in a program
//   defer-inspect --compare old.o new.o     what has changed
//
// Exit status: 0; 1 if there was an error in what is read, or something costs
// more than is agreed; 2 if the command was wrong.
//
//===----------------------------------------------------------------------===//

#include "Budget.h"
#include "Compare.h"
#include "Inputs.h"
#include "Mca.h"
#include "Output.h"

#include "clang/Tooling/CompilationDatabase.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/CrashRecoveryContext.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Signals.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

static cl::OptionCategory Category("defer-inspect options");
static cl::list<std::string> Files(cl::Positional, cl::desc("<file> ..."),
                                   cl::cat(Category));
static cl::list<std::string>
    Build("p", cl::desc("Look flags up in <build>/compile_commands.json"),
          cl::value_desc("build"), cl::cat(Category));
static cl::list<std::string>
    ExtraFlags("extra-arg", cl::desc("Add a flag to those of each source"),
               cl::value_desc("flag"), cl::cat(Category));
static cl::list<std::string>
    Clang("clang",
          cl::desc("Compile with <file> instead of the clang that the "
                   "tool was built for"),
          cl::value_desc("file"), cl::cat(Category));
static cl::list<std::string>
    Plugin("plugin", cl::desc("Use <file> instead of the defer.so beside"),
           cl::value_desc("file"), cl::cat(Category));
static cl::list<std::string>
    Remarks("remarks",
            cl::desc("Read how an object's deferrals were lowered from <file>, "
                     "which -fsave-optimization-record wrote"),
            cl::value_desc("file"), cl::cat(Category));
static cl::list<std::string> Functions("function", cl::desc("Show <name> only"),
                                       cl::value_desc("name"),
                                       cl::cat(Category));

static cl::opt<bool> Json("json", cl::desc("Print all figures as JSON"),
                          cl::cat(Category));
static cl::opt<std::string>
    Html("html",
         cl::desc("Write source and assembly, side by side, as a page to "
                  "<file>"),
         cl::value_desc("file"), cl::cat(Category));
static cl::opt<bool>
    Assembly("assembly",
             cl::desc("Print each instruction, and what it is of, as well"),
             cl::cat(Category));

static cl::opt<std::string> Budget(
    "budget",
    cl::desc("Fail where the deferrals of a function cost more than <file> "
             "allows"),
    cl::value_desc("file"), cl::cat(Category));
static cl::opt<std::string>
    BudgetWrite("budget-write",
                cl::desc("Write what they cost now to <file>, to be allowed"),
                cl::value_desc("file"), cl::cat(Category));
static cl::opt<bool>
    Mca("mca",
        cl::desc("Say how many cycles the pieces take, as llvm-mca has it"),
        cl::cat(Category));
static cl::opt<std::string> Cpu("cpu", cl::desc("Of <cpu>, for --mca"),
                                cl::value_desc("cpu"), cl::cat(Category));
static cl::opt<bool>
    Versus("versus",
           cl::desc("Compare each function with the plain C that defer-rewrite "
                    "makes of it"),
           cl::cat(Category));
static cl::opt<bool>
    Compare("compare",
            cl::desc("Print what has changed between two files, each a source, "
                     "what was built or what --json has written; or between "
                     "two ways to build one source: -p, --clang, --plugin or "
                     "the flags behind -- are there twice, the old first"),
            cl::cat(Category));

static const char Overview[] =
    "defer-inspect says what each deferral costs, in the machine code that is\n"
    "there: of C sources, which it compiles, or of objects, libraries and\n"
    "programs.\n"
    "\n"
    "  defer-inspect f.c -- -O2\n"
    "  defer-inspect -p build prog\n"
    "  defer-inspect --compare old.o new.o\n"
    "  defer-inspect --compare f.c -- -O2 -- -O3 --target=aarch64-linux-gnu\n"
    "\n"
    "The exit status is 0; 1 after an error in what is read, or if something\n"
    "costs more than is agreed; 2 for a wrong command.\n";

static int wrong(const Twine &Why) {
  errs() << "defer-inspect: error: " << Why << "\n";
  return 2;
}

/// The exit status, when all has been said.
static int endOutput(bool Failed) {
  outs().flush();
  if (std::error_code Error = outs().error()) {
    outs().clear_error();
    defer::sayError("standard output: " + Error.message());
    return 1;
  }
  return Failed ? 1 : 0;
}

namespace {
/// What may be there twice with --compare, once for each side.
struct Twofold {
  const char *Name;
  const std::vector<std::string> *Given;
};
} // namespace

static const Twofold Twofolds[] = {{"-p", &Build},
                                   {"--clang", &Clang},
                                   {"--plugin", &Plugin},
                                   {"--remarks", &Remarks}};

/// What is given once is for both sides; side 0 is the old one.
static std::string given(const std::vector<std::string> &To, unsigned Side) {
  if (To.empty())
    return "";
  return To[std::min<size_t>(Side, To.size() - 1)];
}

/// How a side is read; `Flags` are the lists of flags, one behind each `--`.
static defer::InputOptions
optionsOf(unsigned Side, const std::vector<std::vector<std::string>> &Flags) {
  defer::InputOptions Opts;
  Opts.HasFlags = !Flags.empty();
  if (Opts.HasFlags)
    Opts.Flags = Flags[std::min<size_t>(Side, Flags.size() - 1)];
  Opts.Clang = given(Clang, Side);
  Opts.Plugin = given(Plugin, Side);
  Opts.Remarks = given(Remarks, Side);
  Opts.Build = given(Build, Side);
  Opts.List = !Compare && (Assembly || Mca || !Html.empty());
  Opts.ExtraFlags.assign(ExtraFlags.begin(), ExtraFlags.end());
  return Opts;
}

/// A side as it is called: the file, and what is not the same for the other.
static std::string nameOf(unsigned Side,
                          const std::vector<std::vector<std::string>> &Flags) {
  std::string Name = Files[std::min<size_t>(Side, Files.size() - 1)];
  for (const Twofold &Each : Twofolds)
    if (Each.Given->size() > 1)
      Name += std::string(" ") + Each.Name + "=" + (*Each.Given)[Side];
  if (Flags.size() > 1) {
    Name += " --";
    for (const std::string &Flag : Flags[Side])
      Name += " " + Flag;
  }
  return Name;
}

static int compareSides(const std::vector<std::vector<std::string>> &Flags,
                        const char *Program) {
  if (Assembly || Mca || Versus || !Budget.empty() || !BudgetWrite.empty())
    return wrong("--compare goes with --json, --html and --function only");
  bool Twice = Flags.size() > 1;
  for (const Twofold &Each : Twofolds)
    Twice |= Each.Given->size() > 1;
  if (Files.size() > 2 || (Files.size() == 1 && !Twice))
    return wrong("--compare needs two files, or one and two of -p, --clang, "
                 "--plugin or lists of flags behind --");
  defer::Side Sides[2];
  for (unsigned I : {0, 1}) {
    Sides[I].File = Files[std::min<size_t>(I, Files.size() - 1)];
    Sides[I].Name = nameOf(I, Flags);
    Sides[I].Opts = optionsOf(I, Flags);
  }
  defer::CompareOptions Opts;
  Opts.Program = Program;
  Opts.Functions.assign(Functions.begin(), Functions.end());
  Opts.Json = Json;
  Opts.Html = Html;
  Opts.Tool = "defer-inspect " DEFER_VERSION;
  return endOutput(!defer::compare(Sides[0], Sides[1], Opts, outs()));
}

int main(int Count, const char **Args) {
  cl::SetVersionPrinter([](raw_ostream &Out) {
    Out << "defer-inspect " DEFER_VERSION " (LLVM " LLVM_VERSION_STRING ")\n";
  });
  // What stands behind `--` is for the compiler.
  std::vector<std::vector<std::string>> Flags;
  for (int I = 1, All = Count; I < All; ++I)
    if (StringRef(Args[I]) == "--") {
      if (Flags.empty())
        Count = I;
      Flags.emplace_back();
    } else if (!Flags.empty())
      Flags.back().push_back(Args[I]);
  // Temporary files go, too, where what reads the output has had enough.
  sys::SetOneShotPipeSignalFunction(sys::DefaultOneShotPipeSignalHandler);
  CrashRecoveryContext::Enable();
  cl::HideUnrelatedOptions(Category);
  if (!cl::ParseCommandLineOptions(Count, Args, Overview, &errs()))
    return 2;
  // What a script has left empty asks for something all the same.
  for (const cl::opt<std::string> *Each : {&Budget, &BudgetWrite, &Html, &Cpu})
    if (Each->getNumOccurrences() && Each->empty())
      return wrong("--" + Each->ArgStr + " is empty");
  for (const Twofold &Each : Twofolds)
    if (is_contained(*Each.Given, ""))
      return wrong(Twine(Each.Name) + " is empty");
  if (Budget.getNumOccurrences() > 1)
    return wrong("--budget is there twice");
  if (Files.empty())
    return wrong("no file is named (--help says more)");
  if (!Flags.empty() && !Build.empty())
    return wrong("-p and flags behind -- exclude one another");
  size_t Most = Compare ? 2 : 1;
  for (const Twofold &Each : Twofolds)
    if (Each.Given->size() > Most)
      return wrong(Each.Name +
                   Twine(Compare ? " is there more than twice"
                                 : " is there twice, which is for --compare"));
  if (Flags.size() > Most)
    return wrong(Compare ? "-- is there more than twice"
                         : "-- is there twice, which is for --compare");
  for (const std::string &File : Files)
    if (!sys::fs::exists(File))
      return wrong(File + ": there is no such file");

  if (Compare)
    return compareSides(Flags, Args[0]);
  if (!Budget.empty() && !sys::fs::exists(Budget))
    return wrong(Twine(Budget) + ": there is no such file");

  defer::Inputs In(optionsOf(0, Flags), Args[0]);
  bool Failed = false;
  if (Versus && (Json || Assembly || Mca || !Html.empty() ||
                 !Functions.empty() || !Budget.empty() || !BudgetWrite.empty()))
    return wrong("--versus goes with no other output, and no choice of it");
  if (Versus) {
    for (const std::string &File : Files)
      Failed |= !In.versus(File, outs());
    return endOutput(Failed);
  }
  std::vector<defer::Report> All;
  for (const std::string &File : Files) {
    defer::Report Report;
    if (!In.read(File, Report)) {
      Failed = true;
      continue;
    }
    Failed |= any_of(Report.Unread,
                     [](const defer::UnreadUnit &U) { return U.Failed; });
    if (!Functions.empty()) {
      erase_if(Report.Functions, [](const defer::FunctionReport &F) {
        return !is_contained(Functions, F.Facts.Name);
      });
      if (Report.Functions.empty()) {
        defer::sayError(File + ": no such function in it defers");
        Failed = true;
        continue;
      }
    }
    std::string Why;
    if (Mca)
      Why = defer::addCycles(Report, In.mca(), Cpu);
    if (!Why.empty()) {
      defer::sayError(Why);
      Failed = true;
    }
    All.push_back(std::move(Report));
  }
  if (Json)
    defer::writeJson(All, "defer-inspect " DEFER_VERSION, outs());
  if (!Html.empty()) {
    std::error_code Error;
    raw_fd_ostream Out(Html, Error);
    if (!Error) {
      defer::writeHtml(All, Out);
      Out.close();
      Error = Out.error();
      Out.clear_error();
    }
    if (Error) {
      defer::sayError(Html + ": " + Error.message());
      Failed = true;
    }
  }
  // What was not read has costs, too: the file that is there is left alone.
  if (!BudgetWrite.empty() && !Failed) {
    std::string Why = defer::writeBudget(BudgetWrite, All);
    if (!Why.empty()) {
      defer::sayError(Why);
      Failed = true;
    }
  }
  if (!Budget.empty() && !defer::checkBudget(Budget, All))
    Failed = true;
  if (!Json && Html.empty() && Budget.empty() && BudgetWrite.empty())
    for (const defer::Report &Report : All)
      defer::writeText(Report, Assembly, outs());
  return endOutput(Failed);
}
