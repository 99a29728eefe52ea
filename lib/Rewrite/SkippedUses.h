//===- SkippedUses.h - what skipped code does with names --------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Of the names in what is not compiled it is said which ones are only read, as
// far as their tokens tell:
//
//     n = v + a[v];        v
//     print("%d", v);      v, if print is known to be a function
//     (v)++;               nothing
//
// Shown by: defer-rewrite test/Rewrite/errors-skipped-changes.c --
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_LIB_REWRITE_SKIPPEDUSES_H
#define DEFER_LIB_REWRITE_SKIPPEDUSES_H

#include "clang/Lex/Token.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLExtras.h"

#include <vector>

namespace defer {

/// For each of some tokens of a raw lexer, which have no directives among them,
/// whether it is a name that is only read there.
/// \param IsFunction whether what a name means can be called, and is no macro
std::vector<bool>
readAmong(llvm::ArrayRef<clang::Token> Tokens,
          llvm::function_ref<bool(const clang::Token &)> IsFunction);

/// For each, whether it is the word `cleanup` in an attribute.
std::vector<bool> cleanupsAmong(llvm::ArrayRef<clang::Token> Tokens);

} // namespace defer

#endif // DEFER_LIB_REWRITE_SKIPPEDUSES_H
