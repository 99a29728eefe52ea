// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 2: "`S` is a body of its own": loops, labels, goto, switch, break,
// continue and locals inside S, with several ways out of the function.
//
// RUN: %exec %s | FileCheck %s

#include <defer.h>
#include <stdio.h>

static int f(int n) {
  int total = 0;
  __defer printf("total %d\n", total);
  __defer {
    int k = 0;
  again:
    if (k == n)
      goto done;
    total += ++k;
    goto again;
  done:
    printf("k %d\n", k);
  }
  if (n == 1)
    return 1;
  __defer {
    for (int i = 0; i < 10; i++) {
      if (i % 2)
        continue;
      if (i > n)
        break;
      switch (i) {
      case 0:
        continue;
      case 2:
        total += 100;
        break;
      default:
        total += 1000;
      }
      printf("i %d total %d\n", i, total);
    }
  }
  if (n == 2)
    return 2;
  __defer {
    static const void *const go[] = {&&even, &&odd};
    goto *go[n & 1];
  even:
    printf("even\n");
    goto out;
  odd:
    printf("odd\n");
  out:;
  }
  return 3;
}

int main(void) {
  for (int n = 1; n <= 5; n++)
    printf("= %d\n", f(n));
  return 0;
}

// CHECK-NOT: {{.+}}
// CHECK: k 1
// CHECK-NEXT: total 1
// CHECK-NEXT: = 1
// CHECK-NEXT: i 2 total 100
// CHECK-NEXT: k 2
// CHECK-NEXT: total 103
// CHECK-NEXT: = 2
// CHECK-NEXT: odd
// CHECK-NEXT: i 2 total 100
// CHECK-NEXT: k 3
// CHECK-NEXT: total 106
// CHECK-NEXT: = 3
// CHECK-NEXT: even
// CHECK-NEXT: i 2 total 100
// CHECK-NEXT: i 4 total 1100
// CHECK-NEXT: k 4
// CHECK-NEXT: total 1110
// CHECK-NEXT: = 3
// CHECK-NEXT: odd
// CHECK-NEXT: i 2 total 100
// CHECK-NEXT: i 4 total 1100
// CHECK-NEXT: k 5
// CHECK-NEXT: total 1115
// CHECK-NEXT: = 3
// CHECK-NOT: {{.+}}
