//===- Directives.h - the directives within a text --------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A `#` in a comment is none, and a line may go on in the next:
//
//   /* once
//   #if OLD                   `#if NEW`, to the end of its second line, is the
//      was asked */           only one here.
//   #if NEW /* and
//              not OLD */
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

#ifndef DEFER_TEXT_DIRECTIVES_H
#define DEFER_TEXT_DIRECTIVES_H

#include "clang/Basic/LangOptions.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"

#include <vector>

namespace defer {

struct Directive {
  unsigned At;          ///< the offset of its `#`
  unsigned End;         ///< and that behind the line in which it ends
  llvm::StringRef Is;   ///< `ifdef`, say; empty for the one that does nothing
  llvm::StringRef Says; ///< what comes then, without the space around it

  bool opens() const { return Is.take_front(2) == "if"; }
  bool goesOn() const { return Is.take_front(2) == "el"; } // else, elif, ...
  bool closes() const { return Is == "endif"; }
};

using Directives = llvm::SmallVector<Directive, 2>;

/// The first line of a text, and those that a backslash makes one with it.
llvm::StringRef logicalLine(llvm::StringRef Text);

/// Behind the line in which the directive ends that begins at `Hash`: comments
/// and backslashes may take it on.
unsigned endOfDirective(llvm::StringRef Text, unsigned Hash,
                        const clang::LangOptions &Lang);

/// Those that begin in a part of a text, which begins and ends between tokens.
Directives directivesIn(llvm::StringRef Text, unsigned Begin, unsigned End,
                        const clang::LangOptions &Lang);

/// From an #if to the line behind its #endif: what is compiled depends on it.
struct DirectiveGroup {
  unsigned Begin, End;
};

/// The groups that begin or end in a part of a text, cut where that does.
std::vector<DirectiveGroup> groupsIn(llvm::StringRef Text, unsigned Begin,
                                     unsigned End,
                                     const clang::LangOptions &Lang);

/// Whether all groups that begin among them end there, and none else.
bool areWhole(llvm::ArrayRef<Directive> All);

/// Whether they do nothing but compile one thing or another.
bool areConditions(llvm::ArrayRef<Directive> All);

} // namespace defer

#endif // DEFER_TEXT_DIRECTIVES_H
