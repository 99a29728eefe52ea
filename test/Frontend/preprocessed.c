// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 1: what -E makes compiles with the plugin, whether <defer.h> was
// included or not, and whether the plugin was there for -E or not; warnings
// included. Without the plugin it does not compile.
//
// RUN: %defer -E %s -o %t.1.i
// RUN: %defer -Werror %t.1.i -o %t.1 %libdefer && %t.1 | FileCheck %s
// RUN: %clang -E %s -o %t.2.i
// RUN: %defer -Werror %t.2.i -o %t.2 %libdefer && %t.2 | FileCheck %s
// RUN: %defer -E -DHEADER %s -o %t.3.i
// RUN: %defer %t.3.i -o %t.3 %libdefer && %t.3 | FileCheck %s
// RUN: %clang -E -DHEADER -I %include %s -o %t.4.i
// RUN: %defer %t.4.i -o %t.4 %libdefer && %t.4 | FileCheck %s
// RUN: %defer -E -P -DHEADER %s -o %t.5.i
// RUN: %defer %t.5.i -o %t.5 %libdefer && %t.5 | FileCheck %s
// RUN: not %clang -c %t.3.i -o %t.o 2>&1 | FileCheck --check-prefix=PLAIN %s
// RUN: not %clang -c %t.4.i -o %t.o 2>&1 | FileCheck --check-prefix=PLAIN %s
// RUN: not %clang %t.1.i -o %t.6

#ifdef HEADER
#include <defer.h>
#endif

int puts(const char *);

int main(int argc, char **argv) {
  __defer puts("last");
  for (int i = 0; i < 2; i++)
    __defer puts("deferred");
  if (argc > 1)
    __defer puts("never");
  else
    __defer puts("else");
  puts("first");
  return 0;
}

// CHECK: first
// CHECK-NEXT: else
// CHECK-NEXT: deferred
// CHECK-NEXT: deferred
// CHECK-NEXT: last
// PLAIN: error: call to '__defer_marker' declared with 'error' attribute: this is compiled without the plugin that '__defer' needs: use clang -fplugin=defer.so
