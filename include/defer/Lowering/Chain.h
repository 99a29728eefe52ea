//===- Chain.h - unwinding without an unwinder ------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// With `unwind=chain` a function that may have something pending is on a chain
// of its thread while it is active, and says in its *link* which landing pad a
// call has.  A panic goes along the chain and lands in each function by a
// second return of __defer_enter:
//
//   invoke f() to next unwind pad          link.pad = 1; f(); link.pad = 0;
//                                          goto next;
//   pad: landingpad; ...; resume           pad: ...; __defer_pass(link, ...)
//
//   entry:  link on chain; switch (__defer_enter(link) ? link.pad : 0)
//             { 1: goto pad; }
//
// The last store is there only if a signal may come behind the call before the
// next one says where to land: what is in no call is passed by
// (docs/language.md).
//
// What the landing pads' ways read was set since __defer_enter returned first:
// those variables are made to be in memory at each call, by asm statements that
// no instruction comes of, and that could do anything with them.
//
// A unit has invokes because the front end let it have exceptions.  Those of a
// function with cleanup variables and no deferrals are lowered like this, too.
//
// Shown by: clang -fplugin=defer.so -fplugin-arg-defer-unwind=chain -O0
//           -emit-llvm -S test/Lowering/chain.c
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_LOWERING_CHAIN_H
#define DEFER_LOWERING_CHAIN_H

#include "llvm/ADT/SmallPtrSet.h"

namespace llvm {
class AllocaInst;
class BasicBlock;
class CallInst;
class Function;
class Instruction;
class Module;
class StoreInst;
} // namespace llvm

namespace defer {

class IRTools;

class ChainLowering {
public:
  ChainLowering(llvm::Function &F, IRTools &IR) : F(F), IR(IR) {}

  /// Puts the function on the chain, if it has a landing pad.  What is defined
  /// in one way and used in another is to be repaired after that.
  void link();

  /// Then: what the ways of landing pads use is in memory.
  void keepInMemory();

private:
  void lowerLandingPad(llvm::BasicBlock *Pad);
  llvm::StoreInst *storePad(llvm::Instruction *At, unsigned Number);
  bool mayBeLeftBehind(llvm::CallInst *Call) const;
  void followStack();
  void leave();

  llvm::Function &F;
  IRTools &IR;
  llvm::AllocaInst *Link = nullptr;
  llvm::BasicBlock *Dispatch = nullptr;
  llvm::SmallPtrSet<llvm::Instruction *, 32> PadStores;
};

/// A `longjmp` to a function leaves the links of those below it behind. Returns
/// whether the function may be returned to so.
bool keepChainAtSetjmp(llvm::Function &F);

/// What begins to unwind in the unit does so along the chain.  Returns whether
/// anything does.
bool leadToChain(llvm::Module &M);

} // namespace defer

#endif // DEFER_LOWERING_CHAIN_H
