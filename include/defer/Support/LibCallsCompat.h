//===- LibCallsCompat.h - SimplifyLibCalls in each LLVM ---------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A part of LLVMCompat.h of its own, for few files need the header.
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_SUPPORT_LIBCALLSCOMPAT_H
#define DEFER_SUPPORT_LIBCALLSCOMPAT_H

#include "llvm/IR/Module.h"
#include "llvm/Transforms/Utils/SimplifyLibCalls.h"

#include <cstddef>
#include <type_traits>

namespace defer {
namespace compat {

/// Simplifies a call of the C library.  The constructor took an assumption
/// cache first (upstream "[InstCombine] Pass AC to LibCallSimplifier", between
/// 16 and 19), then a dominator tree and its conditions as well (between 19 and
/// 22); all may be missing.
template <class Simplifier = llvm::LibCallSimplifier>
llvm::Value *simplifyLibCall(llvm::CallInst &Call, llvm::IRBuilderBase &B,
                             const llvm::TargetLibraryInfo &TLI,
                             llvm::OptimizationRemarkEmitter &ORE) {
  const llvm::DataLayout &DL = Call.getModule()->getDataLayout();
  using Layout = const llvm::DataLayout &;
  using Library = const llvm::TargetLibraryInfo *;
  using Remarks = llvm::OptimizationRemarkEmitter &;
  using None = std::nullptr_t;
  if constexpr (std::is_constructible_v<Simplifier, Layout, Library, Remarks,
                                        None, None>)
    return Simplifier(DL, &TLI, ORE, nullptr, nullptr).optimizeCall(&Call, B);
  else if constexpr (std::is_constructible_v<Simplifier, Layout, Library, None,
                                             Remarks, None, None>)
    return Simplifier(DL, &TLI, nullptr, ORE, nullptr, nullptr)
        .optimizeCall(&Call, B);
  else
    return Simplifier(DL, &TLI, nullptr, nullptr, nullptr, ORE, nullptr,
                      nullptr)
        .optimizeCall(&Call, B);
}

} // namespace compat
} // namespace defer

#endif // DEFER_SUPPORT_LIBCALLSCOMPAT_H
