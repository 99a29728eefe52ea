//===- Marking.h - writing the analysis into the AST ------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Changes the AST of one function so that Clang's own code generator leaves
// the markers of defer/Support/Markers.h in the IR.  For
//
//   { int fd = open(s); if (fd < 0) return -1; __defer close(fd); ... }
//
// the AST becomes that of
//
//   { char token __attribute__((cleanup(__defer_mark_exit)));
//     __defer_mark_body(&token);
//     int fd = open(s); if (fd < 0) return -1;
//     if (__defer_mark(&token, 1, 0, 1, 0, &fd)) { close(fd);
//                                                  __defer_mark_end(1); }
//     ... }
//
// and for `{ _Defer unlock(&m); work(); }`
//
//   { if (__defer_mark_scoped(1, 0, &m)) { unlock(&m); __defer_mark_end(1); }
//     char token __attribute__((cleanup(__defer_mark_exit)));
//     __defer_mark_scope(&token, 1);
//     work(); }
//
// With exceptions, the deferred statement has a token of its own as well.
//
// Shown by: clang -fplugin=defer.so -Xclang -disable-llvm-passes
//           -fplugin-arg-defer-keep-markers -emit-llvm -S f.c
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_FRONTEND_MARKING_H
#define DEFER_FRONTEND_MARKING_H

#include "defer/Analysis/Deferrals.h"
#include "defer/Frontend/NodeFactory.h"

namespace defer {

/// Marks the function that was analysed.  `Deferrals` must be valid.
void markFunction(FunctionDeferrals &Deferrals, clang::ASTContext &Ctx,
                  NodeFactory &Nodes);

} // namespace defer

#endif // DEFER_FRONTEND_MARKING_H
