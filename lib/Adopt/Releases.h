//===- Releases.h - statements that release something -----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What looks like a cleanup: this decides what is worth to be offered as a
// deferral, not whether that is right.  A *release* is a statement that calls a
// function by a name such as
//
//   free(p);   fclose(f);   pthread_mutex_unlock(&m);   (void)inflateEnd(&s);
//
// with arguments that do nothing themselves, alone or below an `if` or a loop:
//
//   if (p) free(p);        for (i = 0; i < n; i++) free(v[i]);
//
// Its *subject* is its first argument.  What *acquires* that is a statement
// that assigns to it, takes its address for a call, or calls with it what has a
// name such as `lock` or `init`.
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_LIB_ADOPT_RELEASES_H
#define DEFER_LIB_ADOPT_RELEASES_H

#include "Locals.h"

#include "llvm/ADT/StringRef.h"

namespace clang {
class CallExpr;
} // namespace clang

namespace defer {

/// The parts of a name: "curl_easy_cleanup" or "deflateEnd".
llvm::SmallVector<std::string, 4> partsOf(llvm::StringRef Name);
bool namesRelease(llvm::StringRef Name);

/// The call of a release, or null if the statement is none.
const clang::CallExpr *releaseOf(const clang::Stmt *S,
                                 const clang::ASTContext &Ctx);

class Subject {
public:
  Subject(const clang::CallExpr *Release, const Locals &All,
          const clang::ASTContext &Ctx);

  /// The variable that it is, or is a part of, or is reached through; or null.
  const clang::VarDecl *variable() const { return Variable; }
  /// Whether a statement acquires it; `Surely`: not only by its address.
  bool isAcquiredBy(const clang::Stmt *S, bool Surely = false) const;

private:
  bool isNull(const clang::Expr *E) const;

  const Locals &All;
  const clang::ASTContext &Ctx;
  const clang::VarDecl *Variable = nullptr;
  std::string Label; ///< of the first argument, without `&`
  llvm::SmallVector<std::string, 4> Stem;
};

} // namespace defer

#endif // DEFER_LIB_ADOPT_RELEASES_H
