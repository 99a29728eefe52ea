//===- Adopt.cpp - defer-rewrite --adopt ----------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   defer-rewrite --adopt f.c -- -Iinclude     a patch, to standard output
//   defer-rewrite --adopt -v f.c --            and why not, for the others
//
//===----------------------------------------------------------------------===//

#include "Adopt.h"
#include "Output.h"

#include "defer/Adopt/Adopter.h"

#include "clang/Frontend/FrontendAction.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/VirtualFileSystem.h"
#include "llvm/Support/raw_ostream.h"

#include <atomic>
#include <map>
#include <mutex>
#include <thread>

using namespace clang::tooling;
using namespace defer;

namespace {

struct Factory : FrontendActionFactory {
  explicit Factory(
      std::function<std::unique_ptr<clang::FrontendAction>()> Create)
      : Create(std::move(Create)) {}
  std::unique_ptr<clang::FrontendAction> create() override { return Create(); }
  std::function<std::unique_ptr<clang::FrontendAction>()> Create;
};

class AdoptDriver {
public:
  AdoptDriver(const CompilationDatabase &Commands,
              const std::vector<std::string> &Files, const AdoptOptions &Opts,
              const ArgumentsAdjuster &Adjust)
      : Commands(Commands), Files(Files), Opts(Opts), Adjust(Adjust) {}
  int run();

private:
  void work();
  AdoptedUnit adoptFile(const std::string &File);
  void take(const AdoptedUnit &Unit);
  void remark(const AdoptedUnit &Unit);

  const CompilationDatabase &Commands;
  const std::vector<std::string> &Files;
  const AdoptOptions &Opts;
  const ArgumentsAdjuster &Adjust;
  std::atomic<size_t> Next{0};
  std::mutex Lock; ///< of what is below, and the output
  std::map<std::string, std::string> Written;
  Tree Placed;
  bool Failed = false, Changes = false;
};

} // namespace

AdoptedUnit AdoptDriver::adoptFile(const std::string &File) {
  return adopt(
      [&](std::function<std::unique_ptr<clang::FrontendAction>()> Create,
          const std::string &Path, const std::string *Text,
          clang::DiagnosticConsumer *Consumer) {
        ClangTool Tool(Commands, {File},
                       std::make_shared<clang::PCHContainerOperations>(),
                       llvm::vfs::createPhysicalFileSystem());
        Tool.appendArgumentsAdjuster(Adjust);
        if (Text)
          Tool.mapVirtualFile(Path, *Text);
        if (Consumer)
          Tool.setDiagnosticConsumer(Consumer);
        Tool.setPrintErrorMessage(!Consumer);
        Factory Action(std::move(Create));
        return Tool.run(&Action) == 0;
      });
}

/// As Clang does, with the line.
void AdoptDriver::remark(const AdoptedUnit &Unit) {
  llvm::SourceMgr SM;
  SM.AddNewSourceBuffer(
      llvm::MemoryBuffer::getMemBuffer(Unit.Old, shownPath(Unit.Main)),
      llvm::SMLoc());
  const char *Begin = SM.getMemoryBuffer(1)->getBufferStart();
  for (const AdoptRemark &Each : Unit.Remarks)
    SM.PrintMessage(llvm::errs(),
                    llvm::SMLoc::getFromPointer(Begin + Each.Place),
                    llvm::SourceMgr::DK_Remark, Each.Text, {}, {},
                    llvm::errs().has_colors());
}

void AdoptDriver::take(const AdoptedUnit &Unit) {
  if (Unit.Failed) {
    Failed = true;
    return;
  }
  if (Opts.Remarks)
    remark(Unit);
  if (Unit.New == Unit.Old)
    return;
  Changes = true;
  std::string Error;
  auto Known = Written.try_emplace(Unit.Main, Unit.New);
  if (!Known.second) {
    if (Known.first->second != Unit.New)
      Error = Unit.Main + ": it is not the same in all units";
  } else if (Opts.Check)
    llvm::outs() << Unit.Main << "\n";
  else if (Opts.InPlace)
    Error = writeFile(Unit.Main, Unit.New);
  else if (!Opts.Tree.empty())
    Placed.add(Unit.Main, Unit.New);
  else
    llvm::outs() << diffOf(Unit.Main, Unit.New, Error);
  if (!Error.empty()) {
    llvm::errs() << "defer-rewrite: error: " << Error << "\n";
    Failed = true;
  }
}

void AdoptDriver::work() {
  for (size_t At; (At = Next++) < Files.size();) {
    AdoptedUnit Unit = adoptFile(Files[At]);
    std::lock_guard<std::mutex> Guard(Lock);
    take(Unit);
  }
}

int AdoptDriver::run() {
  std::vector<std::thread> Others;
  for (unsigned I = 1; I < Opts.Jobs && I < Files.size(); ++I)
    Others.emplace_back([this] { work(); });
  work();
  for (std::thread &Each : Others)
    Each.join();
  std::string Error = Placed.write(Opts.Tree);
  if (!Error.empty()) {
    llvm::errs() << "defer-rewrite: error: " << Error << "\n";
    Failed = true;
  }
  if (Failed)
    return 1;
  return Opts.Check && Changes ? 1 : 0;
}

int defer::runAdopt(const CompilationDatabase &Commands,
                    const std::vector<std::string> &Files,
                    const AdoptOptions &Opts, const ArgumentsAdjuster &Adjust) {
  return AdoptDriver(Commands, Files, Opts, Adjust).run();
}
