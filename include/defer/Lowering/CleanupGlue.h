//===- CleanupGlue.h - the code generator's own scope ends ------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Between a `return` and the exit marker of the function stand the ends of
// the scopes it leaves: blocks of nothing but lifetime ends, stack restores
// and a switch on where control is going, shared by all ways out.  This *glue*
// is in the way twice: it merges ways with different deferrals pending, and
// it ends the life of variables that deferred statements still use.
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_LOWERING_CLEANUPGLUE_H
#define DEFER_LOWERING_CLEANUPGLUE_H

namespace llvm {
class Value;
}

namespace defer {

class FunctionModel;

/// Removes the lifetime markers of a variable.
void dropLifetime(llvm::Value *Var);

/// Leads each edge that only glue separates from an exit straight to it:
///
///   ret1 -> ends x -> ends fd -> exit     ret1 -> exit
///           ret2 ---> ends fd             ret2 -> exit
///
/// so that what is pending at the exit is known edge by edge.
void threadExits(FunctionModel &M);

/// Removes the scope ends right before each exit of the function's body (the
/// frame goes away anyway), and puts those before the exit of a deferred
/// statement's body, or of a block with deferrals of its own, after it: what
/// runs there may still use them, by pointers.  Removes all lifetime markers of
/// variables that deferred statements name.
void extendLifetimes(FunctionModel &M);

} // namespace defer

#endif // DEFER_LOWERING_CLEANUPGLUE_H
