//===- BinaryParts.h - sections and paths of a binary -----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What Binary.cpp and BinaryFunctions.cpp share.  Private to this library.
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_LIB_INSPECT_BINARYPARTS_H
#define DEFER_LIB_INSPECT_BINARYPARTS_H

#include "defer/Inspect/Binary.h"

namespace defer {

/// What DWARF calls the section of what is linked.
constexpr uint64_t NoSection = llvm::object::SectionedAddress::UndefSection;

struct Binary::SectionData {
  uint64_t Address = 0;
  llvm::StringRef Bytes;
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

} // namespace defer

#endif // DEFER_LIB_INSPECT_BINARYPARTS_H
