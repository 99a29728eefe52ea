// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 1: the <stddefer.h> that Clang has itself serves as well.
//
// REQUIRES: llvm-ge-22
// RUN: %clang -fplugin=%plugin -Wall -Wextra -Werror %s -o %t && %t | FileCheck %s
// RUN: %clang -fplugin=%plugin -fdefer-ts -Wall -Wextra -Werror %s -o %t && %t | FileCheck %s

#include <stddefer.h>

int puts(const char *);

int main(void) {
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
