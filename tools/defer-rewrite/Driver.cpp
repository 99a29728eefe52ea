//===- Driver.cpp - many files, some at a time ----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Driver.h"

#include "Output.h"

#include "defer/Frontend/Command.h"

#include "clang/Frontend/FrontendAction.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/VirtualFileSystem.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Support/xxhash.h"

#include <algorithm>
#include <thread>

using namespace clang::tooling;
using namespace defer;
using llvm::errs;
using llvm::outs;
using llvm::StringRef;

namespace {
struct Factory : FrontendActionFactory {
  Factory(const RewriteOptions &Opts, RewrittenUnit &Unit)
      : Opts(Opts), Unit(Unit) {}
  std::unique_ptr<clang::FrontendAction> create() override {
    return createRewriteAction(Opts, Unit);
  }
  const RewriteOptions &Opts;
  RewrittenUnit &Unit;
};
} // namespace

void Driver::error(const llvm::Twine &Text) {
  errs() << "defer-rewrite: error: " << Text << "\n";
  Failed = true;
}

/// Puts a file's new text where it belongs.  Returns what went wrong.
std::string Driver::put(StringRef Path, StringRef Text) {
  std::string Error;
  switch (Opts.To) {
  case Print:
    outs() << Text;
    break;
  case InPlace:
    return writeFile(Path, Text);
  case IntoTree:
    if (Opts.Placed)
      return writeFile(Opts.Placed(Path), Text);
    InTree.add(Path, Text);
    break;
  case Diff:
    outs() << diffOf(Path, Text, Error);
    break;
  case Check:
    outs() << Path << "\n";
    break;
  }
  return Error;
}

/// The line of a file where its new text begins to be another.
static unsigned firstChange(llvm::StringRef Path, llvm::StringRef New) {
  auto Buffer = llvm::MemoryBuffer::getFile(Path);
  llvm::StringRef Old = Buffer ? (*Buffer)->getBuffer() : "";
  auto Same = std::mismatch(
      Old.begin(), Old.begin() + std::min(Old.size(), New.size()), New.begin());
  return 1 + std::count(Old.begin(), Same.first, '\n');
}

void Driver::take(const RewrittenUnit &Unit) {
  if (Unit.Failed) {
    Failed = true;
    return;
  }
  // Without its headers, a source is not changed either.
  bool Alone = true;
  for (const auto &Each : Unit.Texts)
    if (Each.first != Unit.Main && (Opts.To == Print || Opts.To == InPlace)) {
      error(llvm::Twine(Each.first) + ": a header with functions that defer is "
                                      "rewritten into a tree, with -o");
      Alone = false;
    }
  // A header may be read by many units.
  for (const auto &Each : Unit.Texts) {
    auto Known = Written.find(Each.first);
    if (Known == Written.end() || Known->second == llvm::xxHash64(Each.second))
      continue;
    error(Each.first + ":" + llvm::Twine(firstChange(Each.first, Each.second)) +
          ": it is not the same in all units: in " + Unit.Main +
          " it is another text");
    Alone = false;
  }
  if (!Alone)
    return;
  for (const auto &Each : Unit.Texts) {
    if (!Written.emplace(Each.first, llvm::xxHash64(Each.second)).second)
      continue;
    Changes = true;
    std::string Error = put(Each.first, Each.second);
    if (!Error.empty())
      error(Error);
  }
  if (Opts.To == Print && !Unit.Texts.count(Unit.Main))
    if (auto Buffer = llvm::MemoryBuffer::getFile(Unit.Main))
      outs() << (*Buffer)->getBuffer();
}

void Driver::work() {
  // What takes long says where it is, to a person.
  bool Tells = Files.size() > 1 && llvm::sys::Process::StandardErrIsDisplayed();
  for (size_t At; (At = Next++) < Files.size();) {
    if (Tells) {
      std::lock_guard<std::mutex> Guard(Lock);
      errs() << "[" << At + 1 << "/" << Files.size() << "] " << Files[At]
             << "\n";
    }
    RewrittenUnit Unit;
    ClangTool Tool(Commands, {Files[At]},
                   std::make_shared<clang::PCHContainerOperations>(),
                   llvm::vfs::createPhysicalFileSystem());
    RewriteOptions Here = Opts;
    Tool.appendArgumentsAdjuster(
        [&](const CommandLineArguments &Args, StringRef) {
          Here.PluginArguments.clear();
          return withoutPlugin(Args, DEFER_RESOURCE_DIR, Here.PluginArguments);
        });
    Factory Action(Here, Unit);
    if (Tool.run(&Action) != 0)
      Unit.Failed = true;
    std::lock_guard<std::mutex> Guard(Lock);
    take(Unit);
  }
}

int Driver::run() {
  std::vector<std::thread> Others;
  for (unsigned I = 1; I < Opts.Jobs && I < Files.size(); ++I)
    Others.emplace_back([this] { work(); });
  work();
  for (std::thread &Each : Others)
    Each.join();
  std::string Error = InTree.write(Opts.Directory);
  if (!Error.empty())
    error(Error);
  if (Failed)
    return 1;
  return Opts.To == Check && Changes ? 1 : 0;
}
