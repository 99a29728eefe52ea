//===- Directives.h - the directives within a text --------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What moves takes the directives in it along, and what is replaced loses them:
//
//     int k =                           A group of #if and #endif may move as a
//   #undef V                            whole.  The directives here would be
//   #define V 2                         gone, and V another one behind them.
//         V;
//     __defer printf("%d\n", k);
//
// Shown by: defer-rewrite test/Rewrite/errors-directives.c --
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_LIB_REWRITE_DIRECTIVES_H
#define DEFER_LIB_REWRITE_DIRECTIVES_H

#include "clang/Basic/LangOptions.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"

namespace defer {

struct Directive {
  unsigned At;        ///< the offset of its `#`
  llvm::StringRef Is; ///< `ifdef`, say; empty for the one that does nothing
};

using Directives = llvm::SmallVector<Directive, 2>;

/// Those of a part of a text, which begins and ends between tokens.
Directives directivesIn(llvm::StringRef Text, unsigned Begin, unsigned End,
                        const clang::LangOptions &Lang);

/// Whether all groups that begin among them end there, and none else.
bool areWhole(llvm::ArrayRef<Directive> All);

/// Whether they do nothing but compile one thing or another.
bool areConditions(llvm::ArrayRef<Directive> All);

} // namespace defer

#endif // DEFER_LIB_REWRITE_DIRECTIVES_H
