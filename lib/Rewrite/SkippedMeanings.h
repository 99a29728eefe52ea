//===- SkippedMeanings.h - what names mean in skipped code ------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What is not compiled with the options given moves with the deferred statement
// that it is in, and nobody has seen what its names mean:
//
//     int v = 100;
//     for (int i = 0; i < 2; i++) {
//       int v = i;
//       __defer {
//   #ifdef TRACE
//         trace(v);          // the inner one; at the function's end, the outer
//   #endif
//         puts("closing");
//       }
//     }
//
// Shown by: defer-rewrite test/Rewrite/errors-skipped-names.c --
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_LIB_REWRITE_SKIPPEDMEANINGS_H
#define DEFER_LIB_REWRITE_SKIPPEDMEANINGS_H

#include "Ladders.h"
#include "Outlines.h"
#include "Variables.h"

#include "llvm/ADT/StringRef.h"
#include "llvm/ADT/StringSet.h"

namespace defer {

/// A name in what is not compiled, which is no member's.
struct SkippedWord {
  llvm::StringRef Name;
  clang::SourceLocation Loc;
  bool Declared; ///< there, perhaps
  bool Read;     ///< and no more
};

class SkippedMeanings {
public:
  SkippedMeanings(const FunctionDeferrals &F, const Ladders &L,
                  const Variables &Vars, const Outlines &O,
                  const clang::SourceManager &SM);

  /// What stands in a deferred statement names something, too.
  void addNamed(llvm::StringRef Name, clang::SourceLocation Loc);
  /// What would be wrong with it in the rewritten function, or nothing.
  std::string whyNot(const SkippedWord &Word) const;
  /// What the function declares that a name means at a place of the source, or
  /// null.
  const clang::NamedDecl *at(llvm::StringRef Name,
                             clang::SourceLocation Loc) const;

private:
  bool isIn(clang::SourceLocation Loc, const Deferral &D) const;
  void findNamed(const Deferral &D);
  void findNotCopied(const Deferral &D);
  bool maySee(const Deferral &D, clang::SourceLocation Loc) const;
  bool isNamedElsewhere(llvm::StringRef Name, clang::SourceLocation Loc) const;
  bool isRenamed(llvm::StringRef Name, clang::SourceLocation Loc) const;
  bool isMoved(llvm::StringRef Name, clang::SourceLocation Loc) const;
  bool staysIn(const Deferral &D, llvm::StringRef Name,
               clang::SourceLocation Loc) const;
  void forEach(llvm::StringRef Name,
               llvm::function_ref<void(const clang::NamedDecl *,
                                       clang::SourceRange Scope)>
                   Do) const;
  clang::SourceRange scopeOf(const Standing &At) const;
  const clang::VarDecl *copyOf(const Deferral &D, llvm::StringRef Name) const;
  bool isInRecord(const Deferral &D, const clang::VarDecl *Var) const;
  bool hasOther(const Deferral &D, llvm::StringRef Name,
                const clang::NamedDecl *Meant) const;

  const FunctionDeferrals &F;
  const Ladders &L;
  const Variables &Vars;
  const Outlines &O;
  const clang::SourceManager &SM;
  /// What each statement names, and does not declare.
  llvm::DenseMap<const Deferral *, llvm::StringSet<>> NamedIn;
  llvm::StringSet<> Copied;    ///< since nothing changes it
  llvm::StringSet<> NotCopied; ///< what a capture does not copy for that
};

} // namespace defer

#endif // DEFER_LIB_REWRITE_SKIPPEDMEANINGS_H
