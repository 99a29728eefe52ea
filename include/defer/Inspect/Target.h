//===- Target.h - instructions of any target --------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Takes machine code apart with LLVM's descriptions of the target, and says of
// each instruction where control goes from it.  Nothing is known here of any
// one target.
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_INSPECT_TARGET_H
#define DEFER_INSPECT_TARGET_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace defer {

/// What an instruction does to the flow of control.
struct Instruction {
  uint64_t Address = 0;
  unsigned Size = 0;
  bool Known = true; ///< it could be taken apart
  bool Branch = false, Conditional = false, Indirect = false;
  bool Call = false, Return = false;
  bool Stops = false;         ///< never goes on behind it: a trap, for one
  std::optional<uint64_t> To; ///< of a branch or call
  /// The symbol that a branch or call is relocated to, or that is at `To`.
  std::string Symbol;
  bool Relocated = false;
};

class Target {
public:
  /// Of a triple; null and `Error` if there is none.
  static std::unique_ptr<Target>
  create(llvm::StringRef Triple, llvm::StringRef Features, std::string &Error);
  ~Target();

  /// The instruction that starts the bytes.
  Instruction decode(llvm::ArrayRef<uint8_t> Bytes, uint64_t Address) const;

  /// It as assembly; `Symbol` is what it leads to, or empty.
  std::string text(llvm::ArrayRef<uint8_t> Bytes, uint64_t Address,
                   llvm::StringRef Symbol) const;

  llvm::StringRef triple() const;

private:
  Target();
  struct Parts;
  std::unique_ptr<Parts> P;
};

} // namespace defer

#endif // DEFER_INSPECT_TARGET_H
