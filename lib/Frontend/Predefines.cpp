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
#define DEFER_MARKER(Name, Parameters, Word)                                   \
  "int " Name "(" Parameters ") __attribute__((__error__("                     \
  "\"the defer plugin is missing or did not run: '" Word                       \
  "' needs clang -fplugin=defer.so\")));\n"
#define DEFER_WORD(Word, Name, Arguments)                                      \
  "#define " Word " if (!" Name "(" Arguments ")) ; "                          \
  "_Pragma(\"clang diagnostic push\") "                                        \
  "_Pragma(\"clang diagnostic ignored \\\"-Wdangling-else\\\"\") else "        \
  "_Pragma(\"clang diagnostic pop\")\n"
#define DEFER_USE(Word, Name)                                                  \
  "void " Name "(const char *) __attribute__((__error__("                      \
  "\"the defer plugin is missing or did not run: '" Word                       \
  "' needs clang -fplugin=defer.so\")));\n"                                    \
  "#define " Word "(name) " Name "(__defer_spelled(name))\n"
#define DEFER_RESULT                                                           \
  "void __defer_marker_result(const volatile void *) "                         \
  "__attribute__((__error__("                                                  \
  "\"the defer plugin is missing or did not run: '__defer_result' needs "      \
  "clang -fplugin=defer.so\")));\n"                                            \
  "#define __defer_result "                                                    \
  "_Pragma(\"clang diagnostic push\") "                                        \
  "_Pragma(\"clang diagnostic ignored \\\"-Wignored-attributes\\\"\") "        \
  "__attribute__((__annotate__(\"__defer_result\"), "                          \
  "__cleanup__(__defer_marker_result))) _Pragma(\"clang diagnostic pop\")\n"
#define DEFER_RECOVER                                                          \
  "void *__defer_marker_recover(int) __attribute__((__error__("                \
  "\"the defer plugin is missing or did not run: 'defer_recover' needs "       \
  "clang -fplugin=defer.so\")));\n"                                            \
  "#define defer_recover() __defer_marker_recover(0)\n"
// They are the runtime's; the same is in defer_rt.h.
#define DEFER_PANIC                                                            \
  "__attribute__((__noreturn__, __cold__, __format__(__printf__, 4, 5))) "     \
  "void __defer_panic(const char *, const char *, int, const char *, ...);\n"  \
  "__attribute__((__noreturn__, __cold__)) "                                   \
  "void __defer_panic_value(const char *, const char *, int, void *);\n"       \
  "#define defer_panic(...) "                                                  \
  "__defer_panic(__func__, __FILE__, __LINE__, __VA_ARGS__)\n"                 \
  "#define defer_panic_value(value) "                                          \
  "__defer_panic_value(__func__, __FILE__, __LINE__, value)\n"
#define DEFER_NO_WORD(Word)                                                    \
  "#define " Word " _Pragma(\"GCC error \\\"'" Word                            \
  "' is available in C only\\\"\")\n"
#define DEFER_BEGIN                                                            \
  "# 1 \"<built-in>\" 3\n# 1 \"<defer>\" 1 3\n#define __DEFER_PLUGIN__ 1\n"
#define DEFER_END "# 1 \"<built-in>\" 2 3\n"

static const char InC[] = DEFER_RESULT DEFER_MARKER("__defer_marker", "void",
                                                    "__defer")
    DEFER_WORD("__defer", "__defer_marker", "")
        DEFER_MARKER("__defer_marker_capture", "int, ...", "__defer_capture")
            DEFER_WORD("__defer_capture(...)", "__defer_marker_capture",
                       "0, ##__VA_ARGS__")
    // A name is like that of a label: a macro in its place is expanded.
    "#define __defer_spelled(name) #name\n" DEFER_MARKER(
        "__defer_marker_named", "const char *", "__defer_named")
        DEFER_WORD("__defer_named(name)", "__defer_marker_named",
                   "__defer_spelled(name)")
            DEFER_USE("defer_run", "__defer_marker_run")
                DEFER_USE("defer_cancel", "__defer_marker_cancel")
                    DEFER_RECOVER DEFER_PANIC;

// `_Defer` is a keyword of Clang's own where the TS is switched on; as a macro
// it comes before that.
static const char ScopedInC[] =
    DEFER_MARKER("__defer_marker_block", "void", "_Defer")
        DEFER_WORD("_Defer", "__defer_marker_block",
                   "") "#define __STDC_DEFER_TS25755__ 1\n";

static const char Elsewhere[] = DEFER_NO_WORD("__defer")
    DEFER_NO_WORD("__defer_capture") DEFER_NO_WORD("__defer_named")
        DEFER_NO_WORD("__defer_result") DEFER_NO_WORD("_Defer");

void defer::predefineWords(Preprocessor &PP, bool KeepNative, bool Exceptions) {
  const LangOptions &Lang = PP.getLangOpts();
  if (Lang.AsmPreprocessor)
    return;
  bool IsC = !Lang.CPlusPlus && !Lang.ObjC && !Lang.OpenCL;
  // The words are macros, in preprocessed input too.
  compat::expandMacros(PP);
  // First, because what -include names is included from there too.
  std::string Words = DEFER_BEGIN;
  Words += IsC ? InC : Elsewhere;
  if (IsC && !(KeepNative && compat::hasNativeDefer(Lang)))
    Words += ScopedInC;
  // What Clang says of them; <pthread.h> asks.
  if (Exceptions)
    Words += "#define __EXCEPTIONS 1\n";
  PP.setPredefines(Words + DEFER_END + PP.getPredefines());
}
