//===- Binary.cpp - machine code and where it comes from ------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "BinaryParts.h"

#include "defer/Support/AddedCode.h"
#include "defer/Support/MachineCompat.h"
#include "defer/Support/TextCompat.h"

#include "llvm/BinaryFormat/Dwarf.h"
#include "llvm/DebugInfo/DWARF/DWARFCompileUnit.h"
#include "llvm/Object/ELFObjectFile.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MD5.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

using namespace llvm;
using namespace defer;

Binary::Binary(const object::ObjectFile &Object) : Object(Object) {}
Binary::~Binary() = default;

std::string defer::pathOf(StringRef Directory, StringRef Name) {
  SmallString<128> Path = Name;
  if (!sys::path::is_absolute(Path)) {
    Path = Directory;
    sys::path::append(Path, Name);
  }
  // A build that can be reproduced calls the directory it was in ".", say.
  sys::fs::make_absolute(Path);
  sys::path::remove_dots(Path, /*remove_dot_dot=*/true);
  return std::string(Path.str());
}

std::unique_ptr<Binary> Binary::open(const object::ObjectFile &Object,
                                     std::string &Error) {
  if (!Object.isELF()) {
    Error = "its format is " + Object.getFileFormatName().str() +
            "; it must be ELF";
    return nullptr;
  }
  for (const object::SectionRef &S : Object.sections())
    if (S.isText() && S.isVirtual() && S.getSize()) {
      Error = "its code is in another file, this is what debuggers need of it";
      return nullptr;
    }
  Triple Machine = Object.makeTriple();
  if (Machine.isARM() || Machine.isThumb()) {
    Error = "it is for a 32-bit ARM, of which it does not say here which code "
            "is Thumb";
    return nullptr;
  }
  std::unique_ptr<Binary> Out(new Binary(Object));
  Out->Of = Target::create(Object.makeTriple().str(), compat::features(Object),
                           Error);
  if (!Out->Of)
    return nullptr;
  Out->Debug = DWARFContext::create(
      Object, DWARFContext::ProcessDebugRelocations::Process, nullptr, "",
      [](llvm::Error E) { consumeError(std::move(E)); },
      [](llvm::Error E) { consumeError(std::move(E)); });
  Out->readUnits();
  Out->readSymbols();
  Out->Pads = findLandingPads(Object, *Out->Debug);
  return Out;
}

void Binary::readUnits() {
  for (const auto &Unit : Debug->compile_units()) {
    BinaryUnit U;
    if (const char *Dir = Unit->getCompilationDir())
      U.Directory = Dir;
    // With -gsplit-dwarf that is in a file beside.
    DWARFDie Die = Unit->getNonSkeletonUnitDIE();
    if (const char *Name = Die.getName(DINameKind::ShortName))
      U.Path = pathOf(U.Directory, Name);
    else if (auto Rest = dwarf::toString(
                 Die.find({dwarf::DW_AT_dwo_name, dwarf::DW_AT_GNU_dwo_name})))
      U.Path = U.Elsewhere = pathOf(U.Directory, *Rest);
    switch (dwarf::toUnsigned(Die.find(dwarf::DW_AT_language), 0)) {
    case dwarf::DW_LANG_C:
    case dwarf::DW_LANG_C89:
    case dwarf::DW_LANG_C99:
    case dwarf::DW_LANG_C11:
    case 0x2c: // DW_LANG_C17
    case 0x3e: // DW_LANG_C23
      U.IsC = true;
    }
    const auto *Lines = Debug->getLineTableForUnit(Unit.get());
    U.HasLines = Lines && !Lines->Rows.empty();
    U.Marked = isMarked(*Unit);
    Units.push_back(std::move(U));
    UnitParts.push_back(Unit.get());
  }
}

std::string Binary::firstChanged(size_t Unit,
                                 const std::set<std::string> &Files) {
  DWARFUnit &Of = *UnitParts[Unit];
  const auto *Lines = Debug->getLineTableForUnit(&Of);
  if (!Lines || !Lines->Prologue.ContentTypes.HasMD5)
    return "";
  for (uint64_t I = 0; Lines->hasFileAtIndex(I); ++I) {
    std::string Path = fileName(Of, I);
    if (!Files.count(Path))
      continue;
    auto Buffer = MemoryBuffer::getFile(Path);
    if (!Buffer)
      continue; // what needs it will say so
    MD5 Hash;
    MD5::MD5Result Is;
    Hash.update((*Buffer)->getBuffer());
    Hash.final(Is);
    if (!(Is == Lines->Prologue.getFileNameEntry(I).Checksum))
      return Path;
  }
  return "";
}

bool Binary::isMarked(DWARFUnit &Unit) {
  auto Known = Marked.try_emplace(&Unit, false);
  if (Known.second) {
    const char *Producer = dwarf::toString(
        Unit.getNonSkeletonUnitDIE().find(dwarf::DW_AT_producer), "");
    Known.first->second = compat::endsWith(Producer, AddedCodeIsMarked);
  }
  return Known.first->second;
}

/// In a file that is linked, calls have addresses; in an object, those within a
/// section.
void Binary::readSymbols() {
  auto *Elf = dyn_cast<object::ELFObjectFileBase>(&Object);
  if (!Elf)
    return;
  bool Relocatable = Object.isRelocatableObject();
  auto Add = [&](const object::SymbolRef &S) {
    auto Kind = S.getType();
    auto Name = S.getName();
    auto Address = S.getAddress();
    auto In = S.getSection();
    if (Kind && Name && Address && In && !Name->empty() &&
        *Kind == object::SymbolRef::ST_Function) {
      bool Here = *In != Object.section_end();
      if (Relocatable ? Here : *Address != 0)
        Symbols.emplace(
            std::make_pair(Relocatable ? (*In)->getIndex() : NoSection,
                           *Address),
            Name->str());
    }
    if (!In)
      consumeError(In.takeError());
    if (!Kind)
      consumeError(Kind.takeError());
    if (!Name)
      consumeError(Name.takeError());
    if (!Address)
      consumeError(Address.takeError());
  };
  for (const object::SymbolRef &S : Object.symbols())
    Add(S);
  if (Relocatable)
    return;
  for (const object::SymbolRef &S : Elf->getDynamicSymbolIterators())
    Add(S);
  for (const auto &Each : compat::linkageNames(*Elf))
    Symbols.emplace(std::make_pair(uint64_t(NoSection), Each.first),
                    Each.second);
}

const Binary::SectionData *Binary::section(uint64_t Index, uint64_t Address) {
  for (const object::SectionRef &S : Object.sections()) {
    if (Index != NoSection ? S.getIndex() != Index
                           : !S.isText() || Address < S.getAddress() ||
                                 Address - S.getAddress() >= S.getSize())
      continue;
    auto &Data = Sections[S.getIndex()];
    if (Data)
      return Data.get();
    Data = std::make_unique<SectionData>();
    Data->Address = S.getAddress();
    if (auto Bytes = S.getContents())
      Data->Bytes = *Bytes;
    else
      consumeError(Bytes.takeError());
    if (!Object.isRelocatableObject())
      return Data.get();
    for (const object::SectionRef &R : Object.sections()) {
      auto Relocated = R.getRelocatedSection();
      if (!Relocated) {
        consumeError(Relocated.takeError());
        continue;
      }
      if (*Relocated == Object.section_end() || **Relocated != S)
        continue;
      for (const object::RelocationRef &Each : R.relocations()) {
        std::string Name;
        auto Symbol = Each.getSymbol();
        if (Symbol != Object.symbol_end()) {
          if (auto N = Symbol->getName())
            Name = N->str();
          else
            consumeError(N.takeError());
        }
        Data->Relocations.push_back({Each.getOffset(), Name});
      }
    }
    llvm::sort(Data->Relocations);
    return Data.get();
  }
  return nullptr;
}

std::string Binary::fileName(DWARFUnit &Unit, uint64_t File) {
  std::string &Name = Files[{&Unit, File}];
  if (!Name.empty())
    return Name;
  const auto *Lines = Debug->getLineTableForUnit(&Unit);
  const char *Directory = Unit.getCompilationDir();
  std::string Path;
  if (Lines &&
      Lines->getFileNameByIndex(
          File, Directory ? Directory : "",
          DILineInfoSpecifier::FileLineInfoKind::AbsoluteFilePath, Path))
    Name = pathOf(Directory ? Directory : "", Path);
  else
    Name = "?";
  return Name;
}

ArrayRef<uint8_t> Binary::bytes(const DisassembledFunction &F,
                                const Instruction &I) const {
  for (const auto &Each : Sections) {
    const SectionData &S = *Each.second;
    if ((F.Section == NoSection || F.Section == Each.first) &&
        I.Address >= S.Address && I.Address - S.Address < S.Bytes.size())
      return ArrayRef<uint8_t>(S.Bytes.bytes_begin(), S.Bytes.size())
          .slice(I.Address - S.Address, I.Size);
  }
  return {};
}
