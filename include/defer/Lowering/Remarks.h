//===- Remarks.h - telling how each deferral was lowered --------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   clang -fplugin=defer.so -Rpass=defer -Rpass-missed=defer -c f.c
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_LOWERING_REMARKS_H
#define DEFER_LOWERING_REMARKS_H

#include <cstdint>

namespace llvm {
class OptimizationRemarkEmitter;
}

namespace defer {

struct DeferralModel;

/// Says how a deferral was lowered (`Flag`: with a flag; `RecordSize`: bytes
/// of its record, `FrameSize`: of the stack that the records of its body have),
/// and for a dynamic one what keeps it from being static.
void remark(llvm::OptimizationRemarkEmitter &ORE, const DeferralModel &D,
            bool Flag, uint64_t RecordSize, uint64_t FrameSize);

/// Says how many bytes of the stack variables have that serve one deferral
/// alone, for the inspector.  Where anything is optimized, that is known only
/// if it has none.
void remarkOfStack(llvm::OptimizationRemarkEmitter &ORE, const DeferralModel &D,
                   uint64_t Size);

} // namespace defer

#endif // DEFER_LOWERING_REMARKS_H
