//===- main.cpp - defer-rewrite: deferrals as plain C ---------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   defer-rewrite f.c -- -Iinclude          the new text, to standard output
//   defer-rewrite -p build -i src/*.c       in place
//
// Exit status: 0; 1 if there was an error in the source, or with --check
// something would change; 2 if the command was wrong.
//
//===----------------------------------------------------------------------===//

#include "Adopt.h"
#include "Output.h"

#include "defer/Rewrite/Rewriter.h"
#include "defer/Support/TextCompat.h"

#include "clang/Frontend/FrontendAction.h"
#include "clang/Tooling/CommonOptionsParser.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/VirtualFileSystem.h"
#include "llvm/Support/raw_ostream.h"

#include <atomic>
#include <mutex>
#include <thread>

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

namespace {

/// What is the plugin's is no option for the tool.
CommandLineArguments withoutPlugin(const CommandLineArguments &Args,
                                   StringRef) {
  CommandLineArguments Out;
  bool Resources = false;
  for (const std::string &Arg : Args) {
    StringRef A = Arg;
    Resources |= defer::compat::startsWith(A, "-resource-dir");
    if (!defer::compat::startsWith(A, "-fplugin=") &&
        !defer::compat::startsWith(A, "-fplugin-arg-defer-"))
      Out.push_back(Arg);
  }
  if (!Resources)
    Out.insert(Out.begin() + 1, "-resource-dir=" DEFER_RESOURCE_DIR);
  return Out;
}

struct Factory : FrontendActionFactory {
  Factory(const defer::RewriteOptions &Opts, defer::RewrittenUnit &Unit)
      : Opts(Opts), Unit(Unit) {}
  std::unique_ptr<clang::FrontendAction> create() override {
    return defer::createRewriteAction(Opts, Unit);
  }
  const defer::RewriteOptions &Opts;
  defer::RewrittenUnit &Unit;
};

class Driver {
public:
  Driver(const CompilationDatabase &Commands, std::vector<std::string> Files)
      : Commands(Commands), Files(std::move(Files)) {
    Opts.Uses = RuntimeUsed;
  }
  int run();

private:
  void work();
  void take(const defer::RewrittenUnit &Unit);
  void error(const Twine &Text) {
    errs() << "defer-rewrite: error: " << Text << "\n";
    Failed = true;
  }

  const CompilationDatabase &Commands;
  std::vector<std::string> Files;
  defer::RewriteOptions Opts;
  std::atomic<size_t> Next{0};
  std::mutex Lock; ///< of what is below, and the output
  std::map<std::string, std::string> Written;
  bool Failed = false, Changes = false;
};

} // namespace

void Driver::take(const defer::RewrittenUnit &Unit) {
  if (Unit.Failed) {
    Failed = true;
    return;
  }
  bool Main = false;
  for (const auto &Each : Unit.Texts) {
    bool IsMain = Each.first == Unit.Main;
    Main |= IsMain;
    if (!IsMain && Tree.empty() && !Diff && !Check) {
      error(Twine(Each.first) + ": a header with functions that defer is "
                                "rewritten into a tree, with -o");
      continue;
    }
    // A header may be read by many units.
    auto Known = Written.try_emplace(Each.first, Each.second);
    if (!Known.second) {
      if (Known.first->second != Each.second)
        error(Twine(Each.first) + ": it is not the same in all units");
      continue;
    }
    Changes = true;
    std::string Error;
    if (Check)
      outs() << Each.first << "\n";
    else if (Diff)
      outs() << defer::diffOf(Each.first, Each.second, Error);
    else if (!Tree.empty())
      Error = defer::writeFile(defer::inTree(Tree, Each.first), Each.second);
    else if (InPlace)
      Error = defer::writeFile(Each.first, Each.second);
    else
      outs() << Each.second;
    if (!Error.empty())
      error(Error);
  }
  if (!Main && !Check && !Diff && Tree.empty() && !InPlace)
    if (auto Buffer = MemoryBuffer::getFile(Unit.Main))
      outs() << (*Buffer)->getBuffer();
}

void Driver::work() {
  for (size_t At; (At = Next++) < Files.size();) {
    defer::RewrittenUnit Unit;
    // Each file with what it needs, and nothing of that is kept.
    ClangTool Tool(Commands, {Files[At]},
                   std::make_shared<clang::PCHContainerOperations>(),
                   vfs::createPhysicalFileSystem());
    Tool.appendArgumentsAdjuster(withoutPlugin);
    Factory Action(Opts, Unit);
    if (Tool.run(&Action) != 0)
      Unit.Failed = true;
    std::lock_guard<std::mutex> Guard(Lock);
    take(Unit);
  }
}

int Driver::run() {
  std::vector<std::thread> Others;
  for (unsigned I = 1; I < Jobs && I < Files.size(); ++I)
    Others.emplace_back([this] { work(); });
  work();
  for (std::thread &Each : Others)
    Each.join();
  if (Failed)
    return 1;
  return Check && Changes ? 1 : 0;
}

int main(int Count, const char **Args) {
  auto Parsed = CommonOptionsParser::create(Count, Args, Category,
                                            cl::OneOrMore, Overview);
  if (!Parsed) {
    errs() << toString(Parsed.takeError());
    return 2;
  }
  if (InPlace + Diff + Check + !Tree.empty() > 1) {
    errs() << "defer-rewrite: error: -i, -o, --diff and --check exclude one "
              "another\n";
    return 2;
  }
  if (Adopt)
    return defer::runAdopt(
        Parsed->getCompilations(), Parsed->getSourcePathList(),
        {InPlace, Tree, Check, Verbose, Jobs}, withoutPlugin);
  return Driver(Parsed->getCompilations(), Parsed->getSourcePathList()).run();
}
