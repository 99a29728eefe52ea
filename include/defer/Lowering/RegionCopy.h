//===- RegionCopy.h - a short deferred statement, once more -----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// All exits share one body of a deferred statement, and so do the places where
// it runs by name, if it is long.  A short one, as most are, is copied there:
//
//   __defer_named(h) unlock(&m);  ...  defer_run(h);     call unlock(&m)
//
// That is no longer than the way there and back, and what is computed in a loop
// that runs it does not seem to be wanted where the function ends.  The code
// still grows linearly in the source.
//
// Shown by: clang -fplugin=defer.so -O0 -emit-llvm -S test/Lowering/named.c
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_LOWERING_REGIONCOPY_H
#define DEFER_LOWERING_REGIONCOPY_H

#include "defer/Lowering/FunctionModel.h"
#include "defer/Lowering/RegionEntry.h"

#include "llvm/Transforms/Utils/ValueMapper.h"

namespace defer {

/// A copy of the region as it is, and what is needed of it to enter it.  `Map`
/// has what takes the place of values that the region uses from outside, and
/// gets what each block and value has become.
DeferralModel copyRegion(const DeferralModel &D, llvm::ValueToValueMapTy &Map);

/// Whether the statement is to be copied.  Its region is an island as yet.
bool isShort(const DeferralModel &D);

/// Leads `From`, which has no terminator yet, into a copy of the region, for a
/// use, and from its end on to `Next`; an exception goes to `Thrown`.  `Map` is
/// that of copyRegion.
void enterCopy(const DeferralModel &D, const RegionEntry &To,
               llvm::ValueToValueMapTy &Map, IRTools &IR);

} // namespace defer

#endif // DEFER_LOWERING_REGIONCOPY_H
