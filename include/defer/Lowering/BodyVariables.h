//===- BodyVariables.h - the flags and marks of one body --------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Where control does not tell whether a static deferral is pending, its *flag*
// does; where records may be older than a bound, its *mark* says which.  Each
// comes to be when it is first asked for.
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_LOWERING_BODYVARIABLES_H
#define DEFER_LOWERING_BODYVARIABLES_H

#include "defer/Lowering/IRTools.h"

#include "llvm/ADT/MapVector.h"

namespace defer {

class BodyVariables {
public:
  explicit BodyVariables(IRTools &IR) : IR(IR) {}

  /// By the order of the deferral or segment; `For` is the deferral's number.
  llvm::AllocaInst *flag(unsigned Order, unsigned For) {
    return variable(Flags, Order, IR.Int1Ty, "defer.pending", For);
  }
  llvm::AllocaInst *mark(unsigned Order) {
    return variable(Marks, Order, IR.PtrTy, "defer.mark");
  }
  /// Null if nobody has asked.
  llvm::AllocaInst *knownFlag(unsigned Order) const {
    return Flags.lookup(Order);
  }

  using Variables = llvm::MapVector<unsigned, llvm::AllocaInst *>;
  const Variables &flags() const { return Flags; }
  const Variables &marks() const { return Marks; }

private:
  llvm::AllocaInst *variable(Variables &Map, unsigned Order, llvm::Type *T,
                             const char *Name, unsigned For = 0) {
    llvm::AllocaInst *&Var = Map[Order];
    if (!Var)
      Var = IR.variable(T, Name, For);
    return Var;
  }

  IRTools &IR;
  Variables Flags, Marks;
};

} // namespace defer

#endif // DEFER_LOWERING_BODYVARIABLES_H
