//===- Predefines.h - the words, before the first line ----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_FRONTEND_PREDEFINES_H
#define DEFER_FRONTEND_PREDEFINES_H

namespace clang {
class Preprocessor;
}

namespace defer {

/// Makes the dialect's words known to a translation unit that has not been
/// started: in C they expand to what defer.h says, in other languages to an
/// error.  Nothing else is defined or declared than these words,
/// __DEFER_PLUGIN__ and, in C, the function the words refer to.
void predefineWords(clang::Preprocessor &PP);

} // namespace defer

#endif // DEFER_FRONTEND_PREDEFINES_H
