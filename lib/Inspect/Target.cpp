//===- Target.cpp - instructions of any target ----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "defer/Inspect/Target.h"

#include "defer/Support/MachineCompat.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/MC/MCAsmInfo.h"
#include "llvm/MC/MCContext.h"
#include "llvm/MC/MCDisassembler/MCDisassembler.h"
#include "llvm/MC/MCInst.h"
#include "llvm/MC/MCInstPrinter.h"
#include "llvm/MC/MCInstrAnalysis.h"
#include "llvm/MC/MCInstrInfo.h"
#include "llvm/MC/MCRegisterInfo.h"
#include "llvm/MC/MCSubtargetInfo.h"
#include "llvm/MC/MCTargetOptions.h"
#include "llvm/Support/TargetSelect.h"
#include "llvm/Support/raw_ostream.h"

#include <mutex>

using namespace llvm;

namespace defer {

struct Target::Parts {
  std::string Name;
  MCTargetOptions Options;
  std::unique_ptr<MCRegisterInfo> Registers;
  std::unique_ptr<MCAsmInfo> Assembly;
  std::unique_ptr<MCInstrInfo> Instructions;
  std::unique_ptr<MCSubtargetInfo> Subtarget;
  std::unique_ptr<MCContext> Context;
  std::unique_ptr<MCDisassembler> Disassembler;
  std::unique_ptr<MCInstrAnalysis> Analysis;
  std::unique_ptr<MCInstPrinter> Printer;
};

Target::Target() : P(std::make_unique<Parts>()) {}
Target::~Target() = default;

StringRef Target::triple() const { return P->Name; }

std::unique_ptr<Target> Target::create(StringRef TripleName, StringRef Features,
                                       std::string &Error) {
  static std::once_flag Once;
  std::call_once(Once, [] {
    InitializeAllTargetInfos();
    InitializeAllTargetMCs();
    InitializeAllDisassemblers();
  });
  const llvm::Target *T = compat::lookupTarget(TripleName, Error);
  if (!T)
    return nullptr;
  std::unique_ptr<Target> Out(new Target);
  Parts &P = *Out->P;
  P.Name = TripleName.str();
  P.Registers.reset(compat::registers(*T, TripleName));
  if (P.Registers)
    P.Assembly.reset(compat::assembly(*T, *P.Registers, TripleName, P.Options));
  P.Instructions.reset(T->createMCInstrInfo());
  P.Subtarget.reset(compat::subtarget(*T, TripleName, Features));
  if (P.Registers && P.Assembly && P.Instructions && P.Subtarget) {
    P.Context =
        std::make_unique<MCContext>(Triple(TripleName), P.Assembly.get(),
                                    P.Registers.get(), P.Subtarget.get());
    P.Disassembler.reset(T->createMCDisassembler(*P.Subtarget, *P.Context));
    P.Analysis.reset(T->createMCInstrAnalysis(P.Instructions.get()));
    P.Printer.reset(T->createMCInstPrinter(
        Triple(TripleName), P.Assembly->getAssemblerDialect(), *P.Assembly,
        *P.Instructions, *P.Registers));
  }
  if (!P.Disassembler || !P.Analysis || !P.Printer) {
    Error = "LLVM has no disassembler for " + TripleName.str();
    return nullptr;
  }
  P.Printer->setPrintBranchImmAsAddress(true);
  P.Printer->setPrintImmHex(false);
  return Out;
}

static MCDisassembler::DecodeStatus read(const MCDisassembler &D, MCInst &Inst,
                                         uint64_t &Size,
                                         ArrayRef<uint8_t> Bytes,
                                         uint64_t Address) {
  return D.getInstruction(Inst, Size, Bytes, Address, nulls());
}

Instruction Target::decode(ArrayRef<uint8_t> Bytes, uint64_t Address) const {
  Instruction Out;
  Out.Address = Address;
  MCInst Inst;
  uint64_t Size = 0;
  if (read(*P->Disassembler, Inst, Size, Bytes, Address) !=
      MCDisassembler::Success) {
    Out.Known = false;
    Out.Size = std::max<uint64_t>(1, std::min<uint64_t>(Size, Bytes.size()));
    return Out;
  }
  Out.Size = Size;
  const MCInstrAnalysis &A = *P->Analysis;
  const MCInstrDesc &Desc = P->Instructions->get(Inst.getOpcode());
  Out.Call = A.isCall(Inst);
  Out.Return = A.isReturn(Inst);
  Out.Branch = !Out.Call && !Out.Return && A.isBranch(Inst);
  Out.Indirect = Out.Branch && A.isIndirectBranch(Inst);
  Out.Conditional = Out.Branch && A.isConditionalBranch(Inst);
  Out.Stops = Desc.isBarrier() && !Out.Call;
  uint64_t To;
  if ((Out.Branch || Out.Call) && A.evaluateBranch(Inst, Address, Size, To))
    Out.To = To;
  return Out;
}

std::string Target::text(ArrayRef<uint8_t> Bytes, uint64_t Address,
                         StringRef Symbol) const {
  MCInst Inst;
  uint64_t Size = 0;
  if (read(*P->Disassembler, Inst, Size, Bytes, Address) !=
      MCDisassembler::Success)
    return "(unknown)";
  auto Print = [&](uint64_t At) {
    std::string Text;
    raw_string_ostream Out(Text);
    P->Printer->printInst(&Inst, At, "", *P->Subtarget, Out);
    return StringRef(Out.str()).trim().str();
  };
  std::string Text = Print(Address);
  uint64_t To;
  bool Goes = P->Analysis->isBranch(Inst) || P->Analysis->isCall(Inst);
  if (Goes && P->Analysis->evaluateBranch(Inst, Address, Size, To)) {
    std::string Target = "0x" + utohexstr(To, /*LowerCase=*/true);
    // Printers differ in what they count a distance from.
    size_t Found = Text.rfind(Target);
    if (Found == std::string::npos) {
      Text = Print(Address + Size);
      Found = Text.rfind(Target);
    }
    if (Found != std::string::npos && !Symbol.empty())
      return Text.replace(Found, Target.size(), Symbol.str());
  }
  return Symbol.empty() ? Text : Text + "  # " + Symbol.str();
}

} // namespace defer
