//===- ExceptionPieces.h - what passes, kept in short pieces ----*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// From a landing pad on, the exception that passes is kept in a register across
// each statement that runs for it, until unwinding goes on.  LLVM's allocator
// gives the longest values a register first.  This one is long, so that it may
// get one that the way that throws nothing does not use: the function's start
// then has to save it.  In pieces, it comes last, and finds one that is saved
// anyway.  A piece ends with an empty `asm` of the register that results are
// in, of which no instruction comes but the two copies around it:
//
//   pad:  %e = landingpad               pad:  %e = landingpad
//         invoke give(%q)                     %1 = asm "" (%e)
//   next: invoke give(%p)                     invoke give(%q)
//   last: resume %e                     next: %2 = asm "" (%1)
//                                             invoke give(%p)
//                                       last: %3 = asm "" (%2)
//                                             resume %3
//
// Each call on the way of an exception gets a landing pad of its own for it, as
// values that meet in one would be one piece again.
//
//   opt -load-pass-plugin=defer-opt.so -passes=defer-settle-invokes -S f.ll
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_LOWERING_EXCEPTIONPIECES_H
#define DEFER_LOWERING_EXCEPTIONPIECES_H

#include "llvm/ADT/StringRef.h"

namespace llvm {
class Function;
}

namespace defer {

/// `Register` is the one that results are in.
void breakException(llvm::Function &F, llvm::StringRef Register);

} // namespace defer

#endif // DEFER_LOWERING_EXCEPTIONPIECES_H
