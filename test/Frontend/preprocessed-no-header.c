// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 1: without <defer.h>, the output of -E holds the word. As C source it
// compiles with the plugin; without, it is an error.
//
// RUN: %defer -E %s -o %t.i
// RUN: %clang -fplugin=%plugin -Werror -x c %t.i -o %t -x none %libdefer && %t | FileCheck %s
// RUN: not %clang -c %t.i -o %t.o 2>&1 | FileCheck --check-prefix=WORD %s

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
// WORD: error: {{.*}}__defer
