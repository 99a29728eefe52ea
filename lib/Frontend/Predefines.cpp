//===- Predefines.cpp - the words, before the first line ------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "defer/Frontend/Predefines.h"

#include "defer/Support/ClangCompat.h"

#include "clang/Basic/LangOptions.h"
#include "clang/Lex/Preprocessor.h"

using namespace clang;

// The line markers make the text a system header, as Clang's own predefined
// macros are.  The error attribute makes a call that is not lowered an error
// at compile time, and its name one at link time.
static const char InC[] = R"(# 1 "<built-in>" 3
# 1 "<defer>" 1 3
#define __DEFER_PLUGIN__ 1
int __defer_marker(void) __attribute__((__error__("the defer plugin is missing or did not run: '__defer' needs clang -fplugin=defer.so")));
#define __defer if (!__defer_marker()) ; _Pragma("clang diagnostic push") _Pragma("clang diagnostic ignored \"-Wdangling-else\"") else _Pragma("clang diagnostic pop")
# 1 "<built-in>" 2 3
)";

static const char Elsewhere[] = R"(# 1 "<built-in>" 3
# 1 "<defer>" 1 3
#define __DEFER_PLUGIN__ 1
#define __defer _Pragma("GCC error \"'__defer' is available in C only\"")
# 1 "<built-in>" 2 3
)";

void defer::predefineWords(Preprocessor &PP) {
  const LangOptions &Lang = PP.getLangOpts();
  if (Lang.AsmPreprocessor)
    return;
  bool IsC = !Lang.CPlusPlus && !Lang.ObjC && !Lang.OpenCL;
  // The words are macros, in preprocessed input too.
  compat::expandMacros(PP);
  // First, because what -include names is included from there too.
  PP.setPredefines((IsC ? InC : Elsewhere) + PP.getPredefines());
}
