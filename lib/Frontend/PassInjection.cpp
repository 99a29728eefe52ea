//===- PassInjection.cpp - the lowering in clang's pipeline ---------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PassInjection.h"

#include "defer/Lowering/DeferLowering.h"
#include "defer/Support/ClangCompat.h"

using namespace defer;

void defer::injectLowering(clang::CodeGenOptions &Opts) {
  compat::addPasses(Opts, registerDeferLowering);
}

void defer::requireLowering(clang::CodeGenOptions &Opts) {
  Opts.DisableLLVMPasses = false;
}
