//===- WarningsOfPanics.cpp - recoveries from nothing ---------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Warnings.h"

#include "clang/AST/Expr.h"

using namespace clang;
using namespace defer;

/// A `defer_recover` that no panic can be running the statement of.
void defer::warnOfRecoveries(Warnings &W) {
  for (const Recovery &R : W.F.Recoveries) {
    if (R.In && W.F.Unwinds)
      continue;
    W.add(R.Loc, [&W, &R] {
      W.Diags.warning(R.Loc, "recover",
                      R.In ? "'defer_recover' returns null: unwinding is off"
                           : "'defer_recover' returns null outside of a "
                             "deferred statement");
      if (R.In)
        W.Diags.note(R.Loc, "-fplugin-arg-defer-unwind=tables or -fexceptions "
                            "switches it on");
    });
  }
}
