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
/// __DEFER_PLUGIN__ and, in C, __STDC_DEFER_TS25755__ and the functions the
/// words refer to. With `KeepNative`, `_Defer` is left to a Clang that knows it
/// itself; `Exceptions`: they have been switched on.
void predefineWords(clang::Preprocessor &PP, bool KeepNative, bool Exceptions);

} // namespace defer

#endif // DEFER_FRONTEND_PREDEFINES_H
