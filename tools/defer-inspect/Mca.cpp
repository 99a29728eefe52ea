//===- Mca.cpp - how long it takes, as llvm-mca has it --------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Mca.h"

#include "defer/Support/MachineCompat.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Program.h"
#include "llvm/Support/raw_ostream.h"

using namespace defer;
using namespace llvm;

namespace {

/// A piece of code, and whose it is.
struct Piece {
  DeferralCost *Of;
  bool Statement;
};

/// Writes the pieces of a report as regions of one file.
class Pieces {
public:
  explicit Pieces(raw_ostream &Out) : Out(Out) {}

  void add(FunctionCopy &C) {
    Owner Last;
    uint64_t Next = 0;
    for (const ListedInstruction &I : C.Listing) {
      bool Counts = isDeferrals(I.Of.Of) || I.Of.Of == Kind::Statement;
      bool Same = I.Address == Next && I.Of.Deferral == Last.Deferral &&
                  isDeferrals(I.Of.Of) == isDeferrals(Last.Of);
      if (Open && (!Counts || !Same || I.Call))
        close();
      Next = I.Address + I.Size;
      Last = I.Of;
      if (!Counts)
        continue;
      DeferralCost &D = C.Deferrals[I.Of.Deferral - 1];
      bool Statement = I.Of.Of == Kind::Statement;
      if (!D.Cycles)
        D.Cycles.emplace();
      if (I.Call) {
        ++(Statement ? D.Cycles->StatementCalls : D.Cycles->OwnCalls);
        continue;
      }
      if (!Open) {
        Out << "# LLVM-MCA-BEGIN p" << All.size() << "\n";
        All.push_back({&D, Statement});
        Open = true;
      }
      // Without what is told of a relocation.
      Out << StringRef(I.Text).split("  # ").first << "\n";
      if (I.Branch)
        close();
    }
    if (Open)
      close();
  }

  std::vector<Piece> All;

private:
  void close() {
    Out << "# LLVM-MCA-END\n";
    Open = false;
  }
  raw_ostream &Out;
  bool Open = false;
};

} // namespace

static std::string textOf(StringRef Path) {
  auto Buffer = MemoryBuffer::getFile(Path);
  return Buffer ? (*Buffer)->getBuffer().str() : "";
}

std::string defer::addCycles(Report &R, const std::string &Mca,
                             const std::string &Cpu) {
  Triple Of(R.Triple);
  if (Cpu.empty() &&
      Of.getArch() != Triple(sys::getDefaultTargetTriple()).getArch())
    return "say with --cpu which " + Of.getArchName().str() + " is meant";
  SmallString<128> Code, Result, Errors;
  int File;
  if (sys::fs::createTemporaryFile("defer-inspect", "s", File, Code) ||
      sys::fs::createTemporaryFile("defer-inspect", "json", Result) ||
      sys::fs::createTemporaryFile("defer-inspect", "txt", Errors))
    return "a temporary file cannot be made";
  FileRemover RemoveCode(Code), RemoveResult(Result), RemoveErrors(Errors);
  raw_fd_ostream Out(File, /*shouldClose=*/true);
  Pieces P(Out);
  for (FunctionReport &F : R.Functions)
    for (FunctionCopy &C : F.Copies)
      P.add(C);
  Out.close();
  if (P.All.empty())
    return "";
  std::string Target = "-mtriple=" + R.Triple, Processor = "-mcpu=" + Cpu,
              Name = Code.str().str();
  std::vector<StringRef> Words = {Mca, Target, "-iterations=1", "--json", Name};
  if (!Cpu.empty())
    Words.push_back(Processor);
  std::string Error;
  compat::Redirect To[] = {StringRef(), StringRef(Result), StringRef(Errors)};
  int Status = sys::ExecuteAndWait(Mca, Words, {}, To, 0, 0, &Error);
  if (Status)
    return Mca + ": " + (Status < 0 ? Error : textOf(Errors));
  auto Value = json::parse(textOf(Result));
  if (!Value)
    return Mca + ": " + toString(Value.takeError());
  const json::Object *Top = Value->getAsObject();
  const json::Array *Regions = Top ? Top->getArray("CodeRegions") : nullptr;
  if (!Regions || Regions->size() != P.All.size())
    return Mca + ": its result is not what was asked for";
  for (size_t I = 0; I < Regions->size(); ++I) {
    const json::Object *Region = (*Regions)[I].getAsObject();
    const json::Object *Summary =
        Region ? Region->getObject("SummaryView") : nullptr;
    if (!Summary || !Summary->getInteger("TotalCycles"))
      return Mca + ": its result is not what was asked for";
    unsigned Cycles = *Summary->getInteger("TotalCycles");
    CycleCount &Count = *P.All[I].Of->Cycles;
    (P.All[I].Statement ? Count.Statement : Count.Own) += Cycles;
    ++(P.All[I].Statement ? Count.StatementPieces : Count.OwnPieces);
  }
  return "";
}
