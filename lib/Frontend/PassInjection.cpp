//===- PassInjection.cpp - the lowering in clang's pipeline ---------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "PassInjection.h"

#include "defer/Lowering/DeferLowering.h"
#include "defer/Support/ClangCompat.h"

#include "clang/Basic/CodeGenOptions.h"
#include "llvm/ADT/STLExtras.h"

#include <dlfcn.h>

using namespace defer;

void defer::injectLowering(clang::CodeGenOptions &Opts) {
#if DEFER_HAS_PASS_BUILDER_CALLBACKS
  Opts.PassBuilderCallbacks.push_back(registerDeferLowering);
#else
  // Clang loads this very file once more, as a pass plugin.
  Dl_info Self;
  if (dladdr(reinterpret_cast<void *>(&injectLowering), &Self) &&
      !llvm::is_contained(Opts.PassPlugins, Self.dli_fname))
    Opts.PassPlugins.push_back(Self.dli_fname);
#endif
}

void defer::requireLowering(clang::CodeGenOptions &Opts) {
  Opts.DisableLLVMPasses = false;
}
