//===- LandingPads.cpp - where exceptions land ----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each function with landing pads has a table of calls (the LSDA), which its
// entry in .eh_frame leads to: for each range of calls, its landing pad.
//
//===----------------------------------------------------------------------===//

#include "defer/Inspect/Binary.h"

#include "llvm/BinaryFormat/Dwarf.h"
#include "llvm/DebugInfo/DWARF/DWARFDebugFrame.h"
#include "llvm/Object/ELFObjectFile.h"
#include "llvm/Support/DataExtractor.h"

using namespace llvm;
using namespace defer;

namespace {

/// An address that something is relocated to.
struct Place {
  uint64_t Section = 0, Address = 0;
};

class Tables {
public:
  explicit Tables(const object::ObjectFile &Object) : Object(Object) {
    if (Object.isRelocatableObject())
      readRelocations();
  }

  /// The first two addresses in an entry of .eh_frame: of the function, and of
  /// its table.
  bool placesOf(uint64_t Offset, uint64_t Length, Place &Function,
                Place &Table) const {
    auto At = Relocations.lower_bound(Offset);
    unsigned Found = 0;
    for (; At != Relocations.end() && At->first < Offset + Length && Found < 2;
         ++At, ++Found)
      (Found ? Table : Function) = At->second;
    return Found == 2;
  }

  /// The bytes from an address on.
  StringRef bytes(uint64_t Section, uint64_t Address) const {
    for (const object::SectionRef &S : Object.sections()) {
      if (Object.isRelocatableObject()
              ? S.getIndex() != Section
              : Address < S.getAddress() ||
                    Address - S.getAddress() >= S.getSize() || !S.getAddress())
        continue;
      auto Bytes = S.getContents();
      if (!Bytes) {
        consumeError(Bytes.takeError());
        return {};
      }
      return Bytes->drop_front(
          std::min<uint64_t>(Address - S.getAddress(), Bytes->size()));
    }
    return {};
  }

private:
  void readRelocations() {
    for (const object::SectionRef &R : Object.sections()) {
      auto Relocated = R.getRelocatedSection();
      if (!Relocated) {
        consumeError(Relocated.takeError());
        continue;
      }
      if (*Relocated == Object.section_end())
        continue;
      auto Name = (*Relocated)->getName();
      if (!Name) {
        consumeError(Name.takeError());
        continue;
      }
      if (*Name != ".eh_frame")
        continue;
      for (const object::RelocationRef &Each : R.relocations()) {
        auto Symbol = Each.getSymbol();
        if (Symbol == Object.symbol_end())
          continue;
        auto In = Symbol->getSection();
        if (!In) {
          consumeError(In.takeError());
          continue;
        }
        if (*In != Object.section_end())
          Relocations[Each.getOffset()] = placeOf(Each, *Symbol, **In);
      }
    }
  }

  static Place placeOf(const object::RelocationRef &R,
                       const object::SymbolRef &Symbol,
                       const object::SectionRef &In) {
    Place P{In.getIndex(), 0};
    if (auto Value = Symbol.getValue())
      P.Address = *Value;
    else
      consumeError(Value.takeError());
    if (auto Addend = object::ELFRelocationRef(R).getAddend())
      P.Address += *Addend;
    else
      consumeError(Addend.takeError());
    return P;
  }

  const object::ObjectFile &Object;
  std::map<uint64_t, Place> Relocations; ///< by offset
};

} // namespace

static uint64_t readValue(const DataExtractor &Data, uint64_t &At,
                          uint8_t Encoding) {
  switch (Encoding & 0x0f) {
  case dwarf::DW_EH_PE_uleb128:
    return Data.getULEB128(&At);
  case dwarf::DW_EH_PE_udata2:
    return Data.getU16(&At);
  case dwarf::DW_EH_PE_udata4:
  case dwarf::DW_EH_PE_sdata4:
    return Data.getU32(&At);
  default:
    return Data.getU64(&At);
  }
}

/// The landing pads that a table has, from the start of the function on.
static std::vector<uint64_t> padsOf(StringRef Bytes, bool Little,
                                    uint8_t AddressSize) {
  std::vector<uint64_t> Pads;
  DataExtractor Data(Bytes, Little, AddressSize);
  uint64_t At = 0;
  // Landing pads from elsewhere than the function are not what LLVM makes.
  if (Data.getU8(&At) != dwarf::DW_EH_PE_omit)
    return Pads;
  if (Data.getU8(&At) != dwarf::DW_EH_PE_omit)
    Data.getULEB128(&At);
  uint8_t Encoding = Data.getU8(&At);
  uint64_t Length = Data.getULEB128(&At), End = At + Length;
  while (At < End && At < Bytes.size()) {
    readValue(Data, At, Encoding);
    readValue(Data, At, Encoding);
    if (uint64_t Pad = readValue(Data, At, Encoding))
      Pads.push_back(Pad);
    Data.getULEB128(&At);
  }
  llvm::sort(Pads);
  Pads.erase(std::unique(Pads.begin(), Pads.end()), Pads.end());
  return Pads;
}

std::map<std::pair<uint64_t, uint64_t>, std::vector<uint64_t>>
defer::findLandingPads(const object::ObjectFile &Object, DWARFContext &Debug) {
  std::map<std::pair<uint64_t, uint64_t>, std::vector<uint64_t>> Out;
  auto Frames = Debug.getEHFrame();
  if (!Frames) {
    consumeError(Frames.takeError());
    return Out;
  }
  Tables T(Object);
  for (const dwarf::FrameEntry &Entry : (*Frames)->entries()) {
    auto *FDE = dyn_cast<dwarf::FDE>(&Entry);
    if (!FDE || !FDE->getLSDAAddress())
      continue;
    Place Function{0, FDE->getInitialLocation()};
    Place Table{0, *FDE->getLSDAAddress()};
    if (Object.isRelocatableObject() &&
        !T.placesOf(FDE->getOffset() + 8, FDE->getLength(), Function, Table))
      continue;
    std::vector<uint64_t> Pads =
        padsOf(T.bytes(Table.Section, Table.Address), Object.isLittleEndian(),
               Object.getBytesInAddress());
    for (uint64_t &Pad : Pads)
      Pad += Function.Address;
    if (!Pads.empty())
      Out[{Function.Section, Function.Address}] = std::move(Pads);
  }
  return Out;
}
