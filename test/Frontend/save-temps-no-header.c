// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 1: loading the plugin is enough with -save-temps too, where the word
// stands in the preprocessed text.
//
// RUN: rm -rf %t && mkdir %t && cd %t
// RUN: %defer -O0 -save-temps %s -o a %libdefer && ./a | FileCheck %s
// RUN: llvm-dis save-temps-no-header.bc -o - | FileCheck --check-prefix=IR %s
// RUN: %defer -O2 -save-temps %s -o b %libdefer && ./b | FileCheck %s
// RUN: FileCheck --check-prefix=IR %s < save-temps-no-header.s
// RUN: %defer -O2 -g -save-temps=obj -c %s -o %t/c.o

int puts(const char *);

int main(int argc, char **argv) {
  __defer puts("last");
  for (int i = 0; i < 2; i++)
    __defer puts("deferred");
  puts("first");
  return 0;
}

// CHECK: first
// CHECK-NEXT: deferred
// CHECK-NEXT: deferred
// CHECK-NEXT: last
// IR-NOT: __defer_mark
