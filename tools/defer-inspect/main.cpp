//===- main.cpp - defer-inspect: what a deferral costs --------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   defer-inspect f.c -- -O2 -Iinclude      what is made of a source
//   defer-inspect -p build prog             what is in a program
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
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

static cl::OptionCategory Category("defer-inspect options");
static cl::list<std::string> Files(cl::Positional, cl::desc("<file> ..."),
                                   cl::cat(Category));
static cl::opt<std::string>
    Build("p", cl::desc("Look flags up in <build>/compile_commands.json"),
          cl::value_desc("build"), cl::cat(Category));
static cl::list<std::string>
    ExtraFlags("extra-arg", cl::desc("Add a flag to those of each source"),
               cl::value_desc("flag"), cl::cat(Category));
static cl::opt<std::string>
    Clang("clang",
          cl::desc("Compile with <file> instead of the clang that the "
                   "tool was built for"),
          cl::value_desc("file"), cl::cat(Category));
static cl::opt<std::string>
    Plugin("plugin", cl::desc("Use <file> instead of the defer.so beside"),
           cl::value_desc("file"), cl::cat(Category));
static cl::opt<std::string>
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
            cl::desc("Print what has changed between two files that --json has "
                     "written"),
            cl::cat(Category));

static const char Overview[] =
    "defer-inspect says what each deferral costs, in the machine code that is\n"
    "there: of C sources, which it compiles, or of objects, libraries and\n"
    "programs.\n";

static int wrong(const Twine &Why) {
  errs() << "defer-inspect: error: " << Why << "\n";
  return 2;
}

int main(int Count, const char **Args) {
  cl::SetVersionPrinter([](raw_ostream &Out) {
    Out << "defer-inspect " DEFER_VERSION " (LLVM " LLVM_VERSION_STRING ")\n";
  });
  defer::InputOptions Opts;
  // What stands behind `--` is for the compiler.
  for (int I = 1; I < Count; ++I)
    if (StringRef(Args[I]) == "--") {
      Opts.HasFlags = true;
      Opts.Flags.assign(Args + I + 1, Args + Count);
      Count = I;
    }
  cl::HideUnrelatedOptions(Category);
  if (!cl::ParseCommandLineOptions(Count, Args, Overview, &errs()))
    return 2;
  if (Files.empty())
    return wrong("no file is named (--help says more)");
  if (Opts.HasFlags && !Build.empty())
    return wrong("-p and flags behind -- exclude one another");
  Opts.Clang = Clang;
  Opts.Plugin = Plugin;
  Opts.Remarks = Remarks;
  Opts.Build = Build;
  Opts.List = Assembly || Mca || !Html.empty();
  Opts.ExtraFlags.assign(ExtraFlags.begin(), ExtraFlags.end());
  for (const std::string &File : Files)
    if (!sys::fs::exists(File))
      return wrong(File + ": there is no such file");

  if (Compare) {
    if (Files.size() != 2)
      return wrong("--compare needs two files");
    return defer::compare(Files[0], Files[1], outs()) ? 0 : 1;
  }
  if (!Budget.empty() && !sys::fs::exists(Budget))
    return wrong(Twine(Budget) + ": there is no such file");

  defer::Inputs In(std::move(Opts), Args[0]);
  bool Failed = false;
  if (Versus) {
    for (const std::string &File : Files)
      Failed |= !In.versus(File, outs());
    return Failed ? 1 : 0;
  }
  std::vector<defer::Report> All;
  for (const std::string &File : Files) {
    defer::Report Report;
    if (!In.read(File, Report)) {
      Failed = true;
      continue;
    }
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
  if (!BudgetWrite.empty()) {
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
  return Failed ? 1 : 0;
}
