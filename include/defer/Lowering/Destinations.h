//===- Destinations.h - the numbers of where control is going ---*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Where several ways out of a scope share the code of its end, Clang's code
// generator stores the number of its *destination* on each of them, and behind
// the end a switch on that number leads on:
//
//   break:  dest = 2 -> end of x -> switch dest { 0: next; 2: after the loop }
//
// One variable serves a whole function.
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_LOWERING_DESTINATIONS_H
#define DEFER_LOWERING_DESTINATIONS_H

namespace llvm {
class Function;
} // namespace llvm

namespace defer {

class FunctionModel;
class IRTools;

/// Takes the default away from each such switch that none can take: where a
/// `goto` to a label further down leaves a scope, it leads to the end of the
/// scope around, out of a deferred statement even.
void cutImpossibleDestinations(llvm::Function &F);

/// The region of each deferral runs in the middle of a way out: its numbers
/// must be in a variable of its own.
void privatizeDestinations(FunctionModel &M, IRTools &IR);

/// After the lowering: a switch whose ways all lead to one place is a branch
/// there, and numbers that nobody reads are not kept.  (Where code is optimised,
/// LLVM does that.)
void foldDestinations(llvm::Function &F);

} // namespace defer

#endif // DEFER_LOWERING_DESTINATIONS_H
