//===- PassPluginCompat.h - where PassPlugin.h is ---------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// 22 moved it to the new library Plugins (upstream #173279).  Apart from
// LLVMCompat.h because only one file needs it.
//
//===----------------------------------------------------------------------===//

#if __has_include("llvm/Plugins/PassPlugin.h")
#include "llvm/Plugins/PassPlugin.h" // IWYU pragma: export
#else
#include "llvm/Passes/PassPlugin.h" // IWYU pragma: export
#endif
