//===- TailCalls.h - `musttail` where nothing is pending --------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_LOWERING_TAILCALLS_H
#define DEFER_LOWERING_TAILCALLS_H

namespace defer {

class FunctionModel;

/// Makes the last call before the exit that follows each tail marker a
/// `musttail` call with its own return. Reports a call of which that cannot be
/// made. To be run when the exits have been threaded.
void lowerTailCalls(FunctionModel &M);

} // namespace defer

#endif // DEFER_LOWERING_TAILCALLS_H
