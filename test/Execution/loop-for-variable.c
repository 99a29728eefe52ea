// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 4: "`i` in `for (int i = 0; ...)` is one variable for the whole loop,
// so every `S` of the loop sees its last value".
//
// RUN: %exec %s | FileCheck %s

#include <defer.h>
#include <stdio.h>

static void to_end(int n) {
  for (int i = 0; i < n; i++)
    __defer printf("end %d\n", i);
}

static void by_break(int n) {
  for (int i = 0; i < n; i++) {
    int k = i;
    __defer printf("break %d %d\n", i, k);
    if (i == 1)
      break;
  }
}

static int by_return(int n) {
  for (int i = 0; i < n; i++) {
    __defer printf("return %d\n", i);
    if (i == 1)
      return i++;
  }
  return -1;
}

static void two_variables(void) {
  for (int i = 0, j = 10; i < j; i += 3, j -= 2)
    __defer printf("two %d %d\n", i++, j);
}

static void outside(int n) {
  int i;
  for (i = 0; i < n; i++)
    __defer printf("outside %d\n", i);
  i = 50;
}

int main(void) {
  to_end(3);
  by_break(5);
  printf("= %d\n", by_return(5));
  two_variables();
  outside(2);
  return 0;
}

// CHECK-NOT: {{.+}}
// CHECK: end 3
// CHECK-NEXT: end 3
// CHECK-NEXT: end 3
// CHECK-NEXT: break 1 1
// CHECK-NEXT: break 1 0
// CHECK-NEXT: return 2
// CHECK-NEXT: return 2
// CHECK-NEXT: = 1
// CHECK-NEXT: two 6 6
// CHECK-NEXT: two 7 6
// CHECK-NEXT: outside 50
// CHECK-NEXT: outside 50
// CHECK-NOT: {{.+}}
