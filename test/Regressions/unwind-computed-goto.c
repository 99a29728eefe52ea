// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A statement with labels whose address is taken is not copied for the way of an
// exception: the copy went to the labels of the other.
//
// RUN: %exec -fexceptions %s | FileCheck %s
// RUN: %exec -fplugin-arg-defer-unwind=chain %s | FileCheck %s

#include <stdio.h>

__attribute__((noinline)) static void call(int n) {
  if (n)
    defer_panic("panic %d", n);
}

static int function(int n) {
  __defer {
    void *to[] = {&&a, &&b};
    goto *to[n];
  a:
    puts("a");
  b:
    puts("b");
  }
  call(n);
  return 1;
}

static int constant(int n) {
  _Defer {
    static const void *const to[] = {&&a, &&b};
    goto *to[n];
  a:
    puts("c");
  b:
    puts("d");
  }
  call(n);
  return 1;
}

static int loop(int n) {
  for (int i = 0; i < 2; i++) {
    int k = i;
    __defer {
      static const void *const to[] = {&&a, &&b};
      goto *to[k];
    a:
      puts("e");
    b:
      puts("f");
    }
  }
  call(n);
  return 1;
}

static int recovers(int (*f)(int), int n) {
  __defer_result int r = 0;
  __defer {
    if (defer_recover())
      r = -1;
  }
  return f(n);
}

int main(void) {
  // CHECK: a
  // CHECK-NEXT: b
  // CHECK-NEXT: 1
  printf("%d\n", recovers(function, 0));
  // CHECK-NEXT: b
  // CHECK-NEXT: -1
  printf("%d\n", recovers(function, 1));
  // CHECK-NEXT: c
  // CHECK-NEXT: d
  // CHECK-NEXT: 1
  printf("%d\n", recovers(constant, 0));
  // CHECK-NEXT: d
  // CHECK-NEXT: -1
  printf("%d\n", recovers(constant, 1));
  // CHECK-NEXT: f
  // CHECK-NEXT: e
  // CHECK-NEXT: f
  // CHECK-NEXT: 1
  printf("%d\n", recovers(loop, 0));
  // CHECK-NEXT: f
  // CHECK-NEXT: e
  // CHECK-NEXT: f
  // CHECK-NEXT: -1
  printf("%d\n", recovers(loop, 1));
  return 0;
}
