//===- Outlines.h - statements that become functions ------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What runs by name stands once more where `defer_run` does.  A statement that
// may come to run itself, and all that it runs, cannot, nor can one that would
// be too long with all that it runs, or has labels as values: they become
// functions, and the variables that those and the function need are in a
// structure.  With unwind=chain all do, since each may run for a panic.
//
//   void f(int n) {                  struct f_shared {
//     for (int i = 0; i < n; i++)      int i;
//       __defer_named(h) {             struct __defer_frame deferred;
//         work();                    };
//         if (n > 2)                 static void f_h(struct f_shared *s);
//           defer_run(h);
//       }                       ->   void f(int n) { ... }
//   }
//                                    static void f_h(struct f_shared *s) {
//                                      work();
//                                      ...
//                                          f_h(s);
//                                    }
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_LIB_REWRITE_OUTLINES_H
#define DEFER_LIB_REWRITE_OUTLINES_H

#include "defer/Analysis/Deferrals.h"

#include "llvm/ADT/SetVector.h"

namespace defer {

/// Whether a label in it, or elsewhere, has its address taken there.
bool hasLabelAsValue(const clang::Stmt *S);

class Outlines {
public:
  /// With `All`, of all that runs by name; where what is pending may run for a
  /// panic, of all.
  explicit Outlines(const FunctionDeferrals &F, bool All = false);

  bool empty() const { return Found.empty(); }
  bool isOfAll() const { return OfAll; }
  bool has(const Deferral *D) const { return Found.count(D); }
  llvm::ArrayRef<const Deferral *> all() const { return Found.getArrayRef(); }

  /// The body around a body, or null.
  static const Body *around(const Body *B) {
    return B->Of ? B->Of->Owner : nullptr;
  }
  /// Whether the statement of `D` is in the body.
  static bool isIn(const Deferral *D, const Body *B) {
    const Body *In = D->Owner;
    while (In && In != B)
      In = around(In);
    return In;
  }

private:
  llvm::SmallSetVector<const Deferral *, 4> Found; ///< as in the source
  bool OfAll;
};

} // namespace defer

#endif // DEFER_LIB_REWRITE_OUTLINES_H
