//===- Binary.h - machine code and where it comes from ----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An object, a shared library or a program with line tables: its functions, by
// what its debug information says of them, each instruction with its row of the
// line table and the calls that were inlined around it.
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_INSPECT_BINARY_H
#define DEFER_INSPECT_BINARY_H

#include "defer/Inspect/Facts.h"
#include "defer/Inspect/Target.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/DebugInfo/DWARF/DWARFContext.h"
#include "llvm/Object/ObjectFile.h"

#include <map>
#include <set>

namespace defer {

/// A row of the line table.
struct LineRow {
  Position At; ///< line 0: of nothing in the source
  unsigned Discriminator = 0;
  /// Not even of a call that was inlined, as other rows of no line may be.
  bool HasNoPlace = false;
};

/// A call that was inlined; the first of a function is the function itself.
struct InlinedCall {
  std::string Function; ///< that was inlined
  std::string Unit;     ///< that has it: the path of the unit's file
  LineRow From;         ///< of the call
  unsigned Parent = 0;  ///< the one that it stands in
  bool Marked = false;  ///< its unit was built with locations=keyword
};

struct MachineInstruction : Instruction {
  unsigned Row = 0;    ///< number in DisassembledFunction::Rows
  unsigned Within = 0; ///< the innermost inlined call that it is of
};

struct DisassembledFunction {
  std::string Name;
  uint64_t Section = 0;
  bool IsPart = false; ///< control goes on in sections of their own
  std::vector<MachineInstruction> Code; ///< in the order of addresses
  std::vector<LineRow> Rows;
  std::vector<InlinedCall> Calls;
  std::vector<uint64_t> LandingPads; ///< sorted

  uint64_t begin() const { return Code.empty() ? 0 : Code.front().Address; }
};

/// A unit that the debug information names.
struct BinaryUnit {
  std::string Path;      ///< of its file
  std::string Directory; ///< it was compiled in
  std::string Elsewhere; ///< a .dwo file that has the rest, and is not there
  bool IsC = false;
  bool HasLines = false;
  bool Marked = false; ///< built with locations=keyword
};

class Binary {
public:
  /// `Object` must outlive it; null and `Error` if it cannot be read.
  static std::unique_ptr<Binary> open(const llvm::object::ObjectFile &Object,
                                      std::string &Error);
  ~Binary();

  const std::vector<BinaryUnit> &units() const { return Units; }
  const Target &target() const { return *Of; }

  /// The first of some files that is not what it was when the unit was built,
  /// or "".  Only the line tables of DWARF 5 have their checksums.
  std::string firstChanged(size_t Unit, const std::set<std::string> &Files);

  /// Gives those functions that have an instruction of a line `Wanted` says yes
  /// to.
  void functions(
      llvm::function_ref<bool(llvm::StringRef File, unsigned Line)> Wanted,
      llvm::function_ref<void(DisassembledFunction)> Take);

  /// The instructions and bytes of all functions that have symbols, whether
  /// there are line tables or not.
  std::map<std::string, std::pair<unsigned, uint64_t>> sizes();

  /// The bytes of an instruction.
  llvm::ArrayRef<uint8_t> bytes(const DisassembledFunction &F,
                                const Instruction &I) const;

private:
  Binary(const llvm::object::ObjectFile &Object);
  struct SectionData;
  struct FunctionRange {
    std::string Name;
    uint64_t Section = 0, Low = 0, High = 0;
    llvm::DWARFDie Die; ///< or none
    bool IsPart = false;
  };
  std::vector<FunctionRange> findFunctions();
  const SectionData *section(uint64_t Index, uint64_t Address);
  std::string fileName(llvm::DWARFUnit &Unit, uint64_t File);
  static std::string nameOf(llvm::DWARFUnit &Unit);
  bool isMarked(llvm::DWARFUnit &Unit);
  void readUnits();
  void readSymbols();
  void decode(DisassembledFunction &F, const SectionData &In, uint64_t Low,
              uint64_t High, const llvm::DWARFDebugLine::LineTable &Lines,
              uint64_t SectionIndex, llvm::DWARFUnit &Unit);
  void addInlined(DisassembledFunction &F, llvm::DWARFDie Die, unsigned Parent,
                  llvm::DWARFUnit &Unit);

  const llvm::object::ObjectFile &Object;
  std::unique_ptr<Target> Of;
  std::unique_ptr<llvm::DWARFContext> Debug;
  std::vector<BinaryUnit> Units;
  std::vector<llvm::DWARFUnit *> UnitParts; ///< of Units
  std::map<uint64_t, std::unique_ptr<SectionData>> Sections;
  /// Of functions, by section (none in what is linked) and address.
  std::map<std::pair<uint64_t, uint64_t>, std::string> Symbols;
  std::map<std::pair<llvm::DWARFUnit *, uint64_t>, std::string> Files;
  std::map<llvm::DWARFUnit *, bool> Marked;
  /// By section and address of the function.
  std::map<std::pair<uint64_t, uint64_t>, std::vector<uint64_t>> Pads;
};

/// An absolute path without dots, of a name in a directory.
std::string pathOf(llvm::StringRef Directory, llvm::StringRef Name);

/// The landing pads of all functions, by the function's section and address;
/// the section is 0 in what is linked.
std::map<std::pair<uint64_t, uint64_t>, std::vector<uint64_t>>
findLandingPads(const llvm::object::ObjectFile &Object,
                llvm::DWARFContext &Debug);

} // namespace defer

#endif // DEFER_INSPECT_BINARY_H
