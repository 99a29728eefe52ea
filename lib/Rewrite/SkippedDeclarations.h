//===- SkippedDeclarations.h - what is declared in skipped code -*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What is not compiled has been parsed by nobody.  Of its tokens it is said
// which ones may be names that a declaration gives, if it is one:
//
//     int (*t)(void) = u;      t, not u
//     enum { V = 8 };          V
//     if (n) t("a");           nothing
//
// What may be either is said to be a declaration.
//
// Shown by: defer-rewrite test/Rewrite/errors-skipped.c --
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_LIB_REWRITE_SKIPPEDDECLARATIONS_H
#define DEFER_LIB_REWRITE_SKIPPEDDECLARATIONS_H

#include "clang/Lex/Token.h"
#include "llvm/ADT/ArrayRef.h"

#include <vector>

namespace defer {

/// For each of some tokens of a raw lexer, which have no directives among them,
/// whether it may be a name that is declared there.
std::vector<bool> declaredAmong(llvm::ArrayRef<clang::Token> Tokens);

} // namespace defer

#endif // DEFER_LIB_REWRITE_SKIPPEDDECLARATIONS_H
