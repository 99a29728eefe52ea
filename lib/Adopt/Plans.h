//===- Plans.h - which deferrals a function could have ----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Finds, for each block of a function, the releases that its end comes to, and
// the other ways out of it, each with the releases it runs at last (its
// *trail*):
//
//     f = fopen(n, "r");                          P of fclose(f)
//     if (!f) return -1;        way out, trail: -
//     if (bad(f)) {
//       fclose(f);
//       return -2;              way out, trail: fclose(f)
//     }
//     if (worse(f)) goto out;   way out, trail: fclose(f)
//   out:
//     fclose(f);
//     return rc;                the end, trail: fclose(f)
//
// A release can be deferred at a place P of the block if all ways out before P
// are without it and all from there on have it; what is released last is
// deferred first.  The one P that is taken is behind what acquires its subject.
// A *piece* is such a change of one block; its ways are tried in order, the one
// that defers most first.  None of this has to be right: see Adopter.h.
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_LIB_ADOPT_PLANS_H
#define DEFER_LIB_ADOPT_PLANS_H

#include "FileText.h"

namespace clang {
class FunctionDecl;
}

namespace defer {

class Locals;

struct Way {
  std::vector<TextChange> Changes;
};

struct Piece {
  std::string Function;
  unsigned Place = 0; ///< of what is released at last
  std::vector<Way> Ways;
};

struct FunctionPlans {
  std::vector<Piece> Pieces;
  /// Why there are none, if the function has cleanup by hand.
  std::vector<AdoptRemark> WhyNot;
  /// It has something that looks like it.
  bool Releases = false;
};

FunctionPlans plansFor(const clang::FunctionDecl *F, const Locals &All,
                       const FileText &Text, const clang::ASTContext &Ctx);

} // namespace defer

#endif // DEFER_LIB_ADOPT_PLANS_H
