//===- UnsureConditions.h - what other options decide -----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A condition that a macro makes constant is another one with other options,
// and what is rewritten is to be right with those, too.  So it is as if nobody
// knew its value:
//
//   #define DEBUG 0
//     if (DEBUG)                          if (DEBUG, <unknown>)
//       __defer puts("left");      ->       __defer puts("left");
//
// The same holds for a `sizeof` and the like, which another machine decides;
// not for what is written as a number, nor for `true`.
//
// Shown by: defer-rewrite test/Rewrite/unsure.c --
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_LIB_REWRITE_UNSURECONDITIONS_H
#define DEFER_LIB_REWRITE_UNSURECONDITIONS_H

namespace clang {
class FunctionDecl;
}

namespace defer {

class NodeChanges;

/// Makes the value of each such condition of a function unknown, where control
/// depends on it.
/// \returns whether there are any
bool markUnsure(clang::FunctionDecl *F, NodeChanges &Changes);

} // namespace defer

#endif // DEFER_LIB_REWRITE_UNSURECONDITIONS_H
