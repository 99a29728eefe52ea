//===- Handles.h - names of deferrals ---------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// `__defer_named(h) S` gives its deferral the handle `h`, for `defer_run(h)`
// and `defer_cancel(h)`.  A handle belongs to the body that its deferral stands
// in; that body, and each deferred statement in it, may use it:
//
//   __defer_named(h) free(p);
//   __defer { if (given_away) defer_cancel(h); }   the function's h
//   __defer { __defer_named(h) f(); defer_run(h); }   its own
//
// Shown by: clang -fplugin=defer.so -fsyntax-only test/Analysis/named.c
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_LIB_ANALYSIS_HANDLES_H
#define DEFER_LIB_ANALYSIS_HANDLES_H

#include "SourceModel.h"

namespace clang {
class LangOptions;
}

namespace defer {

class Handles {
public:
  Handles(clang::ASTContext &Ctx, Diagnoser &Diags) : Ctx(Ctx), Diags(Diags) {}

  /// A deferral of the body `In`, if it has a handle.
  void declare(Deferral &D, const Body &In);
  /// A use of a handle, in the statement of `In` if that is not null.
  void use(const clang::CallExpr *Call, Deferral *In);

  /// Which deferral each use is of, once all are known.  `BodyOf` has the body
  /// of each deferral's statement, and the function's own with null.
  void resolve(FunctionDeferrals &F,
               const llvm::DenseMap<Deferral *, Body *> &BodyOf);

private:
  /// The name in a marker's argument; empty, after an error, if it is none.
  llvm::StringRef nameIn(const clang::CallExpr *Marker, const char *Word,
                         clang::SourceLocation Loc);
  void reportUnknown(const HandleUse &Use, llvm::StringRef Name,
                     const llvm::DenseMap<Deferral *, Body *> &BodyOf);

  struct NamedUse {
    HandleUse Use;
    llvm::StringRef Name;
  };

  clang::ASTContext &Ctx;
  Diagnoser &Diags;
  llvm::DenseMap<std::pair<const Body *, llvm::StringRef>, Deferral *> Known;
  llvm::SmallVector<Deferral *, 8> Declared; ///< in the order of the source
  llvm::SmallVector<NamedUse, 8> Uses;
};

} // namespace defer

#endif // DEFER_LIB_ANALYSIS_HANDLES_H
