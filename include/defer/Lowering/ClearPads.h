//===- ClearPads.h - no copy is moved into a landing pad --------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The unwinder hands a landing pad the exception in a register.  In all LLVM
// versions so far, PostRAMachineSinking takes this register for one that the
// block with the call sets (upstream issue #224802): a copy behind the call that
// the register allocator left, and nothing uses, is moved into the landing pad,
// over the exception.
//
//     call f                                 call f
//     %eax = COPY %r12d                      store %r12d, slot
//     store %r12d, slot              =>
//   pad: liveins: %rax                     pad:
//     %rdi = COPY %rax                       %eax = COPY %r12d     the exception
//                                            %rdi = COPY %rax      is lost
//
// The allocator leaves such copies where it splits values that are held across
// calls, for which it has no register left.  For functions where this can be,
// this pass has a gate skip that one: those with a call that has a landing pad of
// its own and more values held across it than the rule below.  Others keep it, as
// it takes an instruction off ways that leave a function early.
//
//   clang -O2 -fplugin=defer.so -mllvm -opt-bisect-limit=-1 -c f.c
//   (lists each pass that runs and the function: not this one, for those)
//
// The gate (llvm::OptPassGate) is the context's, and asks the one that was there
// for all else.  With -flto and -save-temps code is made in another step: there,
// -Wl,-mllvm,-disable-postra-machine-sink or -mllvm -disable-postra-machine-sink
// does the same for all functions.
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_LOWERING_CLEARPADS_H
#define DEFER_LOWERING_CLEARPADS_H

#include "llvm/IR/PassManager.h"

namespace defer {

class ClearPadsPass : public llvm::PassInfoMixin<ClearPadsPass> {
public:
  llvm::PreservedAnalyses run(llvm::Function &F,
                              llvm::FunctionAnalysisManager &AM);
  static bool isRequired() { return true; }
};

} // namespace defer

#endif // DEFER_LOWERING_CLEARPADS_H
