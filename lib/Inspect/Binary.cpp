//===- Binary.cpp - machine code and where it comes from ------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "defer/Inspect/Binary.h"

#include "defer/Support/MachineCompat.h"

#include "llvm/BinaryFormat/Dwarf.h"
#include "llvm/DebugInfo/DWARF/DWARFCompileUnit.h"
#include "llvm/Object/ELFObjectFile.h"
#include "llvm/Support/Path.h"

#include <algorithm>

using namespace llvm;
using namespace defer;

static constexpr uint64_t NoSection = object::SectionedAddress::UndefSection;

struct Binary::SectionData {
  uint64_t Address = 0;
  StringRef Bytes;
  /// Where something is relocated, and to which symbol; by address.
  std::vector<std::pair<uint64_t, std::string>> Relocations;

  const std::string *relocation(uint64_t From, uint64_t To) const {
    auto At =
        llvm::lower_bound(Relocations, From, [](const auto &R, uint64_t A) {
          return R.first < A;
        });
    return At != Relocations.end() && At->first < To ? &At->second : nullptr;
  }
};

Binary::Binary(const object::ObjectFile &Object) : Object(Object) {}
Binary::~Binary() = default;

static std::string pathOf(StringRef Directory, StringRef Name) {
  SmallString<128> Path = Name;
  if (!sys::path::is_absolute(Path)) {
    Path = Directory;
    sys::path::append(Path, Name);
  }
  sys::path::remove_dots(Path, /*remove_dot_dot=*/true);
  return std::string(Path.str());
}

std::unique_ptr<Binary> Binary::open(const object::ObjectFile &Object,
                                     std::string &Error) {
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
    DWARFDie Die = Unit->getUnitDIE();
    if (!Die)
      continue;
    BinaryUnit U;
    if (const char *Dir = Unit->getCompilationDir())
      U.Directory = Dir;
    if (const char *Name = Die.getName(DINameKind::ShortName))
      U.Path = pathOf(U.Directory, Name);
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
    Units.push_back(std::move(U));
  }
}

/// In a file that is linked, calls have addresses.
void Binary::readSymbols() {
  auto *Elf = dyn_cast<object::ELFObjectFileBase>(&Object);
  if (Object.isRelocatableObject() || !Elf)
    return;
  auto Add = [&](const object::SymbolRef &S) {
    auto Kind = S.getType();
    auto Name = S.getName();
    auto Address = S.getAddress();
    if (Kind && Name && Address && *Kind == object::SymbolRef::ST_Function &&
        *Address && !Name->empty())
      Symbols.emplace(*Address, Name->str());
    if (!Kind)
      consumeError(Kind.takeError());
    if (!Name)
      consumeError(Name.takeError());
    if (!Address)
      consumeError(Address.takeError());
  };
  for (const object::SymbolRef &S : Object.symbols())
    Add(S);
  for (const object::SymbolRef &S : Elf->getDynamicSymbolIterators())
    Add(S);
  for (const auto &Each : compat::linkageNames(*Elf))
    Symbols.emplace(Each.first, Each.second);
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

std::string Binary::fileName(DWARFUnit &Unit, unsigned File) {
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

/// With line tables only, a function that nothing is inlined into is not in the
/// debug information; and there may be no symbols, but for what is exported.
std::vector<Binary::FunctionRange> Binary::findFunctions() {
  std::map<std::pair<uint64_t, uint64_t>, FunctionRange> Out;
  bool Relocatable = Object.isRelocatableObject();
  for (const object::SymbolRef &S : Object.symbols()) {
    auto Kind = S.getType();
    auto Name = S.getName();
    auto Address = S.getAddress();
    auto In = S.getSection();
    if (Kind && Name && Address && In && *In != Object.section_end() &&
        *Kind == object::SymbolRef::ST_Function) {
      uint64_t Section = Relocatable ? (*In)->getIndex() : NoSection;
      if (uint64_t Size = object::ELFSymbolRef(S).getSize())
        Out.insert({{Section, *Address},
                    {Name->str(), Section, *Address, *Address + Size, {}}});
    }
    if (!Kind)
      consumeError(Kind.takeError());
    if (!Name)
      consumeError(Name.takeError());
    if (!Address)
      consumeError(Address.takeError());
    if (!In)
      consumeError(In.takeError());
  }
  for (const auto &Unit : Debug->compile_units())
    for (DWARFDie Die : Unit->getUnitDIE(/*ExtractUnitDIEOnly=*/false)) {
      if (Die.getTag() != dwarf::DW_TAG_subprogram)
        continue;
      auto Ranges = Die.getAddressRanges();
      if (!Ranges) {
        consumeError(Ranges.takeError());
        continue;
      }
      for (const DWARFAddressRange &R : *Ranges) {
        if (R.LowPC >= R.HighPC)
          continue;
        FunctionRange &F = Out[{R.SectionIndex, R.LowPC}];
        if (!F.High) {
          if (const char *Name = Die.getSubroutineName(DINameKind::LinkageName))
            F.Name = Name;
          F.Section = R.SectionIndex;
          F.Low = R.LowPC;
          F.High = R.HighPC;
        }
        F.Die = Die;
      }
    }
  std::vector<FunctionRange> List;
  for (auto &Each : Out)
    List.push_back(std::move(Each.second));
  return List;
}

void Binary::functions(function_ref<bool(StringRef, unsigned)> Wanted,
                       function_ref<void(MachineFunction)> Take) {
  // Which unit has the lines of what.
  std::map<std::pair<uint64_t, uint64_t>, std::pair<uint64_t, DWARFUnit *>> Of;
  for (const auto &Unit : Debug->compile_units())
    if (const auto *Lines = Debug->getLineTableForUnit(Unit.get()))
      for (const auto &Each : Lines->Sequences)
        Of[{Each.SectionIndex, Each.LowPC}] = {Each.HighPC, Unit.get()};
  for (const FunctionRange &R : findFunctions()) {
    auto At = Of.upper_bound({R.Section, R.Low});
    if (At == Of.begin())
      continue;
    --At;
    if (At->first.first != R.Section || R.Low >= At->second.first)
      continue;
    DWARFUnit &Unit = *At->second.second;
    const auto &Lines = *Debug->getLineTableForUnit(&Unit);
    std::vector<uint32_t> Rows;
    if (!Lines.lookupAddressRange({R.Low, R.Section}, R.High - R.Low, Rows) ||
        llvm::none_of(Rows, [&](uint32_t Index) {
          const auto &Row = Lines.Rows[Index];
          return Row.Line && Wanted(fileName(Unit, Row.File), Row.Line);
        }))
      continue;
    const SectionData *In = section(R.Section, R.Low);
    if (!In)
      continue;
    MachineFunction F;
    F.Name = R.Name;
    F.Section = R.Section;
    if (const char *Name = Unit.getUnitDIE().getName(DINameKind::ShortName))
      F.Unit = pathOf(Unit.getCompilationDir() ? Unit.getCompilationDir() : "",
                      Name);
    F.Calls.push_back({F.Name, {}, 0});
    decode(F, *In, R.Low, R.High, Lines, R.Section, Unit);
    if (F.Code.empty())
      continue;
    if (R.Die)
      for (DWARFDie Child : R.Die.children())
        addInlined(F, Child, 0, Unit);
    auto Found = Pads.find({F.Section == NoSection ? 0 : F.Section, F.begin()});
    if (Found != Pads.end())
      F.LandingPads = Found->second;
    Take(std::move(F));
  }
}

std::map<std::string, std::pair<unsigned, uint64_t>> Binary::sizes() {
  std::map<std::string, std::pair<unsigned, uint64_t>> Out;
  for (const FunctionRange &R : findFunctions()) {
    const SectionData *In = section(R.Section, R.Low);
    if (!In || R.Low < In->Address || R.High - In->Address > In->Bytes.size())
      continue;
    ArrayRef<uint8_t> Bytes(In->Bytes.bytes_begin(), In->Bytes.size());
    auto &Size = Out[R.Name];
    Size.second += R.High - R.Low;
    for (uint64_t At = R.Low; At < R.High; ++Size.first)
      At += Of->decode(Bytes.slice(At - In->Address, R.High - At), At).Size;
  }
  return Out;
}

void Binary::decode(MachineFunction &F, const SectionData &In, uint64_t Low,
                    uint64_t High, const DWARFDebugLine::LineTable &Lines,
                    uint64_t SectionIndex, DWARFUnit &Unit) {
  if (Low < In.Address || High - In.Address > In.Bytes.size())
    return;
  std::vector<uint32_t> Indices;
  Lines.lookupAddressRange({Low, SectionIndex}, High - Low, Indices);
  // What is given may go on with another section.
  Indices.erase(llvm::find_if(Indices,
                              [&](uint32_t Index) {
                                const auto &Row = Lines.Rows[Index];
                                return Row.EndSequence ||
                                       Row.Address.SectionIndex != SectionIndex;
                              }),
                Indices.end());
  ArrayRef<uint8_t> Bytes(In.Bytes.bytes_begin(), In.Bytes.size());
  size_t Next = 0;
  unsigned Row = F.Rows.size();
  F.Rows.emplace_back(); // what is before the first row
  for (uint64_t At = Low; At < High;) {
    for (; Next < Indices.size() &&
           Lines.Rows[Indices[Next]].Address.Address <= At;
         ++Next) {
      const auto &From = Lines.Rows[Indices[Next]];
      LineRow R;
      R.At.Line = From.Line;
      if (From.Line) {
        R.At.File = fileName(Unit, From.File);
        R.At.Column = From.Column;
        R.Discriminator = From.Discriminator;
      }
      Row = F.Rows.size();
      F.Rows.push_back(std::move(R));
    }
    MachineInstruction I;
    static_cast<Instruction &>(I) =
        Of->decode(Bytes.slice(At - In.Address, High - At), At);
    if (const std::string *Symbol = In.relocation(At, At + I.Size)) {
      I.Relocated = true;
      I.Symbol = *Symbol;
      I.To.reset();
    } else if (I.To) {
      auto Known = Symbols.find(*I.To);
      if (Known != Symbols.end())
        I.Symbol = Known->second;
    }
    I.Row = Row;
    F.Code.push_back(std::move(I));
    At += F.Code.back().Size;
  }
}

void Binary::addInlined(MachineFunction &F, DWARFDie Die, unsigned Parent,
                        DWARFUnit &Unit) {
  if (Die.getTag() == dwarf::DW_TAG_inlined_subroutine) {
    InlinedCall Call;
    if (const char *Name = Die.getSubroutineName(DINameKind::ShortName))
      Call.Function = Name;
    uint32_t File = 0, Line = 0, Column = 0, Discriminator = 0;
    Die.getCallerFrame(File, Line, Column, Discriminator);
    Call.From = {{Line ? fileName(Unit, File) : "", Line, Column},
                 Discriminator};
    Call.Parent = Parent;
    unsigned Number = F.Calls.size();
    F.Calls.push_back(std::move(Call));
    if (auto Ranges = Die.getAddressRanges())
      for (const DWARFAddressRange &R : *Ranges) {
        if (R.SectionIndex != F.Section)
          continue;
        auto At =
            llvm::lower_bound(F.Code, R.LowPC, [](const auto &I, uint64_t A) {
              return I.Address < A;
            });
        for (; At != F.Code.end() && At->Address < R.HighPC; ++At)
          At->Within = Number;
      }
    else
      consumeError(Ranges.takeError());
    Parent = Number;
  } else if (Die.getTag() != dwarf::DW_TAG_lexical_block)
    return;
  for (DWARFDie Child : Die.children())
    addInlined(F, Child, Parent, Unit);
}

ArrayRef<uint8_t> Binary::bytes(const MachineFunction &F,
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
