//===- MachineCompat.h - differences between versions of MC -----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// LLVMCompat.h for machine code and debug information, which only the inspector
// reads.  Each entry names the upstream change it follows.
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_SUPPORT_MACHINECOMPAT_H
#define DEFER_SUPPORT_MACHINECOMPAT_H

#include "defer/Support/LLVMCompat.h"

#include "llvm/MC/MCAsmInfo.h"
#include "llvm/MC/MCRegisterInfo.h"
#include "llvm/MC/MCSubtargetInfo.h"
#include "llvm/MC/MCTargetOptions.h"
#include "llvm/MC/TargetRegistry.h"
#include "llvm/Object/ELFObjectFile.h"

// A library of its own from 14 on, with the header in another place from 17 on.
#if LLVM_VERSION_MAJOR >= 17
#include "llvm/TargetParser/SubtargetFeature.h"
#else
#include "llvm/MC/SubtargetFeature.h"
#endif

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace defer {
namespace compat {

// The registry takes a Triple instead of its name from 22 on (upstream #157591
// and those after it).
#if LLVM_VERSION_MAJOR >= 22
using RegistryTriple = llvm::Triple;
#else
using RegistryTriple = std::string;
#endif

inline const llvm::Target *lookupTarget(llvm::StringRef Triple,
                                        std::string &Error) {
  return llvm::TargetRegistry::lookupTarget(RegistryTriple(Triple), Error);
}
inline llvm::MCRegisterInfo *registers(const llvm::Target &T,
                                       llvm::StringRef Triple) {
  return T.createMCRegInfo(RegistryTriple(Triple));
}
inline llvm::MCAsmInfo *assembly(const llvm::Target &T,
                                 const llvm::MCRegisterInfo &Registers,
                                 llvm::StringRef Triple,
                                 const llvm::MCTargetOptions &Options) {
  return T.createMCAsmInfo(Registers, RegistryTriple(Triple), Options);
}

/// All features of the architecture: what is taken apart may have been compiled
/// for any processor.  AArch64 has a name for that from 15 on (upstream
/// D128029); x86 needs none.
inline llvm::MCSubtargetInfo *subtarget(const llvm::Target &T,
                                        llvm::StringRef Triple,
                                        llvm::StringRef Features) {
  std::string All = Features.str();
  if (llvm::Triple(Triple).isAArch64()) {
    if (!All.empty())
      All += ",";
#if LLVM_VERSION_MAJOR >= 15
    All += "+all";
#else
    All += "+v8.7a,+sve2,+sme,+crypto,+fullfp16";
#endif
  }
  return T.createMCSubtargetInfo(RegistryTriple(Triple), "", All);
}

/// Where a program's input and output goes (std::optional instead of LLVM's own
/// from 16 on).
#if LLVM_VERSION_MAJOR >= 16
using Redirect = std::optional<llvm::StringRef>;
#else
using Redirect = llvm::Optional<llvm::StringRef>;
#endif

/// What an object says of the features it needs: it may fail from 15 on
/// (upstream D125345).
inline std::string features(const llvm::object::ObjectFile &Object) {
#if LLVM_VERSION_MAJOR >= 16
  auto Features = Object.getFeatures();
  if (!Features) {
    llvm::consumeError(Features.takeError());
    return "";
  }
  return Features->getString();
#else
  return Object.getFeatures().getString();
#endif
}

/// The addresses of the linkage table's entries, with what they lead to.  The
/// entries became a structure in 18, and name what they read in 21.
inline std::vector<std::pair<uint64_t, std::string>>
linkageNames(const llvm::object::ELFObjectFileBase &Object) {
  std::vector<std::pair<uint64_t, std::string>> Out;
  auto Add = [&](const auto &Symbol, uint64_t Address) {
    if (!Symbol)
      return;
    if (auto Name = llvm::object::SymbolRef(*Symbol, &Object).getName())
      Out.push_back({Address, Name->str()});
    else
      llvm::consumeError(Name.takeError());
  };
#if LLVM_VERSION_MAJOR >= 22
  std::string Error, Triple = Object.makeTriple().str();
  const llvm::Target *T = lookupTarget(Triple, Error);
  std::unique_ptr<llvm::MCSubtargetInfo> Info(T ? subtarget(*T, Triple, "")
                                                : nullptr);
  if (Info)
    for (const auto &Entry : Object.getPltEntries(*Info))
      Add(Entry.Symbol, Entry.Address);
#elif LLVM_VERSION_MAJOR >= 19
  for (const auto &Entry : Object.getPltEntries())
    Add(Entry.Symbol, Entry.Address);
#else
  for (const auto &Entry : Object.getPltAddresses())
    Add(Entry.first, Entry.second);
#endif
  return Out;
}

} // namespace compat
} // namespace defer

#endif // DEFER_SUPPORT_MACHINECOMPAT_H
