// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 1: `defer` after #include <stddefer.h>, the macro of the TS, and what
// a compiler without the plugin says.
//
// RUN: %defer -Wall -Wextra -Werror %s -o %t %libdefer && %t | FileCheck %s
// RUN: %clang -fplugin=%plugin -std=c99 -pedantic-errors -Wno-newline-eof -fsyntax-only -DWORD %s
// RUN: %clang -I%include -fsyntax-only %s
// RUN: not %clang -I%include -c %s -o %t.o 2>&1 | FileCheck --check-prefix=PLAIN %s
// PLAIN: error: {{.*}}the defer plugin is missing or did not run: '_Defer' needs clang -fplugin=defer.so
// RUN: not %defer -x c++ -DWORD -fsyntax-only %s 2>&1 | FileCheck --check-prefix=CXX %s
// CXX: error: '_Defer' is available in C only

#ifdef WORD
#define defer _Defer
#else
#include <stddefer.h>
#if __STDC_VERSION_STDDEFER_H__ < 202602L
#error
#endif
#endif

int puts(const char *);

int main(void) {
#if defined(__DEFER_PLUGIN__) && __STDC_DEFER_TS25755__ != 1 && !defined(__cplusplus)
#error
#endif
  defer puts("last");
  {
    defer puts("first");
    puts("block");
  }
  puts("body");
  return 0;
}

// CHECK: block
// CHECK-NEXT: first
// CHECK-NEXT: body
// CHECK-NEXT: last
