//===- Locations.h - lines for what the lowering adds -----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A breakpoint on a line of S stops when S runs, and only then; and a count of
// the line's executions is S's.  So what the lowering adds
//
//   where the deferral is reached: has the line of the keyword, if S does not
//       begin on it; otherwise line 0, as what a compiler adds for itself;
//   where the function or block is left: has line 0;
//   where the body begins: the function's own line.
//
//   __defer {           // a flag is set here, or a record made
//     unlock(&m);       // __defer unlock(&m); has but one line: that of S
//   }
//
// All of it is implicit code to LLVM, which does not count for --coverage.
//
// `AtKeyword` is for who counts what a deferral costs: all of it has the
// position of the keyword, as AddedCode.h says.
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_LOWERING_LOCATIONS_H
#define DEFER_LOWERING_LOCATIONS_H

namespace llvm {
class Module;
}

namespace defer {

class FunctionModel;

/// Gives them to the markers, which what is added takes them from, and to the
/// model.
void settleLocations(FunctionModel &M, bool AtKeyword = false);

/// Says in a module's debug information that all that is added has the position
/// of its keyword.
void noteKeywords(llvm::Module &M);

} // namespace defer

#endif // DEFER_LOWERING_LOCATIONS_H
