//===- KeptWords.h - words in what is not compiled --------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A function that is not compiled with the options given is not rewritten, and
// nothing is wrong with that as long as someone knows:
//
//   #ifdef _WIN32
//   int start(void) {
//     __defer stop();     // a warning
//
// With options that compile it, the output can be rewritten again.  In a
// function that is rewritten, a word is an error (FunctionSkipped.cpp).
//
// Shown by: defer-rewrite test/Rewrite/not-compiled.c --
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_LIB_REWRITE_KEPTWORDS_H
#define DEFER_LIB_REWRITE_KEPTWORDS_H

#include "clang/Basic/SourceLocation.h"
#include "llvm/ADT/ArrayRef.h"

namespace clang {
class Preprocessor;
}

namespace defer {

class Diagnoser;

/// Warns of the first word in each range that was skipped.
void warnOfKeptWords(llvm::ArrayRef<clang::SourceRange> Skipped,
                     clang::Preprocessor &PP, Diagnoser &Diags);

} // namespace defer

#endif // DEFER_LIB_REWRITE_KEPTWORDS_H
