// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// With unwind=chain a named result shared its place in the frame with a variable
// of the statement that recovers: to LLVM the one's life had not begun where a
// panic lands.
//
// REWRITE-NOT: tcc (no __int128)
// RUN: %exec -fplugin-arg-defer-unwind=chain %s | FileCheck %s

#include <stdio.h>

__attribute__((noinline)) static int call(int n) {
  if (n)
    defer_panic("panic %d", n);
  return 0;
}

__attribute__((noinline)) static int number(int n) {
  __defer_result int r = -5;
  __defer {
    const char *message = defer_recover();
    if (message)
      printf("%s\n", message);
  }
  call(n);
  return 3;
}

__attribute__((noinline)) static __int128 wide(int n) {
  __defer_result __int128 r = 77;
  __defer {
    const char *volatile message = defer_recover();
    char text[32];
    snprintf(text, sizeof text, "%s", message ? message : "-");
    puts(text);
  }
  call(n);
  return 3;
}

int main(void) {
  // CHECK: 3
  printf("%d\n", number(0));
  // CHECK-NEXT: panic 1
  // CHECK-NEXT: -5
  printf("%d\n", number(1));
  // CHECK-NEXT: panic 2
  // CHECK-NEXT: 77
  printf("%d\n", (int)wide(2));
  return 0;
}
