// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// With SafeStack, arrays are on another stack than calls use. A function with one of
// variable size landed with the pointer of that.
//
// REQUIRES: x86_64-host
// RUN: %defer -O0 -fsanitize=safe-stack -fplugin-arg-defer-unwind=chain %s %libdefer -lpthread -o %t.0
// RUN: %t.0 | FileCheck %s
// RUN: %defer -O2 -fsanitize=safe-stack -fplugin-arg-defer-unwind=chain %s %libdefer -lpthread -o %t.2
// RUN: %t.2 | FileCheck %s

#include <stdio.h>
#include <string.h>

__attribute__((noinline)) static void boom(int n) {
  if (n)
    defer_panic("boom");
}

__attribute__((noinline)) static int sum(const char *of, int n) {
  int all = 0;
  while (n--)
    all += of[n];
  return all;
}

__attribute__((noinline)) static int array(int panics, int n) {
  __defer_result int result = -1;
  __defer {
    defer_recover();
    printf("S %d %d\n", panics, n);
  }
  char of[n];
  memset(of, 1, n);
  boom(panics == 1);
  {
    char more[n + n];
    memset(more, 2, n + n);
    boom(panics == 2);
    result = sum(more, n + n);
  }
  boom(panics == 3);
  return result + sum(of, n);
}

int main(void) {
  char around[16];
  memset(around, 3, sizeof around);
  for (int i = 0; i < 4; i++)
    for (int n = 10; n < 3000; n *= 10)
      printf("%d %d\n", array(i, n), sum(around, sizeof around));
}
// CHECK: S 0 10
// CHECK-NEXT: 50 48
// CHECK-NEXT: S 0 100
// CHECK-NEXT: 500 48
// CHECK-NEXT: S 0 1000
// CHECK-NEXT: 5000 48
// CHECK-NEXT: S 1 10
// CHECK-NEXT: -1 48
// CHECK: S 2 10
// CHECK-NEXT: -1 48
// CHECK: S 3 10
// CHECK-NEXT: 40 48
// CHECK-NEXT: S 3 100
// CHECK-NEXT: 400 48
// CHECK-NEXT: S 3 1000
// CHECK-NEXT: 4000 48
