//===- NamedJumps.h - C2y's `break L` and `continue L` ----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Clang's control flow graph (22) takes a named `break` or `continue` for one
// of the innermost loop, and its code generator finds the loop by what stands
// behind the label, which marking may change.  So in a function that defers
// they become jumps to labels of their own, before anything else is done:
//
//   L: for (...) {                L: { for (...) { {
//     for (;;)                           for (;;)
//       if (c) break L;                    if (c) goto behind;
//       else continue L;                   else goto next;
//   }                                  } next:; } behind:; }
//
// One that leaves the deferred statement it stands in stays, for the error.
//
// Shown by: clang-22 -std=gnu2y -fplugin=defer.so test/Regressions/named-loop.c
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_FRONTEND_NAMEDJUMPS_H
#define DEFER_FRONTEND_NAMEDJUMPS_H

#include "defer/Frontend/NodeChanges.h"
#include "defer/Frontend/NodeFactory.h"

namespace defer {

void expandNamedJumps(clang::FunctionDecl *F, NodeFactory &Nodes,
                      NodeChanges &Changes);

} // namespace defer

#endif // DEFER_FRONTEND_NAMEDJUMPS_H
