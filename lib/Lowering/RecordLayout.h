//===- RecordLayout.h - the layouts of defer_rt.h on the target -*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Where the parts of a record and of a frame are on the target, whose pointers
// may not be ours.  Private to this library.
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_LIB_LOWERING_RECORDLAYOUT_H
#define DEFER_LIB_LOWERING_RECORDLAYOUT_H

#include "defer/Lowering/IRTools.h"

#include "defer_rt.h"

#include "llvm/Support/MathExtras.h"

namespace defer {

struct RecordLayout {
  explicit RecordLayout(const IRTools &IR) : P(IR.pointerSize()) {}
  uint64_t recordId() const { return P; }
  uint64_t recordHeader() const { return llvm::alignTo(P + 8, P); }
  uint64_t frameTop() const { return 0; }
  uint64_t frameNext() const { return P; }
  uint64_t frameEnd() const { return 2 * P; }
  uint64_t frameChunks() const { return 3 * P; }
  uint64_t frameHeader() const { return 4 * P; }
  uint64_t P;
};

} // namespace defer

#endif // DEFER_LIB_LOWERING_RECORDLAYOUT_H
