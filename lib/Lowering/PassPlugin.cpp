//===- PassPlugin.cpp - the entry point for opt and older clangs ----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "defer/Support/PassPluginCompat.h"

#include "defer/Lowering/DeferLowering.h"

#include "llvm/Passes/PassBuilder.h"

extern "C" __attribute__((visibility("default")))
LLVM_ATTRIBUTE_WEAK llvm::PassPluginLibraryInfo
llvmGetPassPluginInfo() {
  return {LLVM_PLUGIN_API_VERSION, "defer", LLVM_VERSION_STRING,
          defer::registerDeferLowering};
}
