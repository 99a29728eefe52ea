// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 1: with <defer.h>, what -E makes compiles with the plugin, whether
// the plugin was there for -E or not. Without the plugin it does not compile.
//
// RUN: %defer -E %s -o %t.1.i
// RUN: %clang -fplugin=%plugin %t.1.i -o %t.1 %libdefer && %t.1 | FileCheck %s
// RUN: %clang -E -I%include %s -o %t.2.i
// RUN: %clang -fplugin=%plugin %t.2.i -o %t.2 %libdefer && %t.2 | FileCheck %s
// RUN: %defer -E -P %s -o %t.3.i
// RUN: %clang -fplugin=%plugin %t.3.i -o %t.3 %libdefer && %t.3 | FileCheck %s
// RUN: %clang -fplugin=%plugin -x c %t.1.i -o %t.4 -x none %libdefer && %t.4 | FileCheck %s
// RUN: not %clang -c %t.1.i -o %t.o 2>&1 | FileCheck --check-prefix=PLAIN %s
// RUN: not %clang -c %t.2.i -o %t.o 2>&1 | FileCheck --check-prefix=PLAIN %s

#include <defer.h>

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
// PLAIN: error: call to {{.*}}__defer_marker{{.*}} declared with 'error' attribute: the defer plugin is missing or did not run: '__defer' needs clang -fplugin=defer.so
