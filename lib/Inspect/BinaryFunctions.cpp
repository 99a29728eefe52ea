//===- BinaryFunctions.cpp - the functions of a binary --------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Where functions are, and their instructions with the rows of the line table
// and the calls that were inlined.
//
//===----------------------------------------------------------------------===//

#include "BinaryParts.h"

#include "llvm/BinaryFormat/Dwarf.h"
#include "llvm/Object/ELFObjectFile.h"

#include <algorithm>

using namespace llvm;
using namespace defer;

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
        Out.insert(
            {{Section, *Address},
             {Name->str(), Section, *Address, *Address + Size, {}, false}});
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
    for (DWARFDie Die :
         Unit->getNonSkeletonUnitDIE(/*ExtractUnitDIEOnly=*/false)) {
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
        F.IsPart = Ranges->size() > 1;
      }
    }
  std::vector<FunctionRange> List;
  for (auto &Each : Out)
    List.push_back(std::move(Each.second));
  return List;
}

std::string Binary::nameOf(DWARFUnit &Unit) {
  const char *Directory = Unit.getCompilationDir();
  const char *Name =
      Unit.getNonSkeletonUnitDIE().getName(DINameKind::ShortName);
  return Name ? pathOf(Directory ? Directory : "", Name) : "";
}

void Binary::functions(function_ref<bool(StringRef, unsigned)> Wanted,
                       function_ref<void(DisassembledFunction)> Take) {
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
    DisassembledFunction F;
    F.Name = R.Name;
    F.Section = R.Section;
    F.IsPart = R.IsPart;
    F.Calls.push_back({F.Name, nameOf(Unit), {}, 0, isMarked(Unit)});
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

void Binary::decode(DisassembledFunction &F, const SectionData &In,
                    uint64_t Low, uint64_t High,
                    const DWARFDebugLine::LineTable &Lines,
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
      // The code generator keeps the column before for what has no location.
      R.HasNoPlace = !From.Line && From.Column;
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
      auto Known = Symbols.find({SectionIndex, *I.To});
      if (Known != Symbols.end())
        I.Symbol = Known->second;
    }
    I.Row = Row;
    F.Code.push_back(std::move(I));
    At += F.Code.back().Size;
  }
}

void Binary::addInlined(DisassembledFunction &F, DWARFDie Die, unsigned Parent,
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
    // It may come from another unit, where both were linked as bitcode.
    DWARFDie Origin =
        Die.getAttributeValueAsReferencedDie(dwarf::DW_AT_abstract_origin);
    DWARFUnit &From = Origin ? *Origin.getDwarfUnit() : Unit;
    Call.Unit = nameOf(From);
    Call.Marked = isMarked(From);
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
