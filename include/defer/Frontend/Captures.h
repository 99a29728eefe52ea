//===- Captures.h - the copies of __defer_capture ---------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// `__defer_capture(x) S` is `__defer S` with a copy of x, made where the
// deferral is reached, in the place of x.  That is what a block of its own with
// a variable means, and a block that is executed many times with deferrals
// pending has an instance of its variables for each execution.  So
//
//   __defer_capture(x) f(x);
//
// becomes, with `x'` a variable of the same name, type and alignment,
//
//   { T x' = x; __defer f(x'); }
//
// A variable that never changes is its own copy.  A statement inside S, a
// nested deferral and what it captures, name x' as well.
//
// Shown by: clang -fplugin=defer.so -Rpass=defer -Rpass-missed=defer f.c
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_FRONTEND_CAPTURES_H
#define DEFER_FRONTEND_CAPTURES_H

#include "defer/Analysis/Diagnoser.h"
#include "defer/Frontend/NodeChanges.h"
#include "defer/Frontend/NodeFactory.h"

namespace defer {

/// Rewrites the captures of a function's body, which may have a named result;
/// what names something that cannot be captured is an error, at its place.
void expandCaptures(clang::FunctionDecl *F, const clang::VarDecl *Result,
                    clang::ASTContext &Ctx, NodeFactory &Nodes,
                    Diagnoser &Diags, NodeChanges &Changes);

} // namespace defer

#endif // DEFER_FRONTEND_CAPTURES_H
