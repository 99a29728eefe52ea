// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What defer-rewrite made had the value of a block before its `__label__`, and
// assigned a label to it.
//
// RUN: %exec %s | FileCheck %s

#include <stdio.h>

static int local_label(int n) {
  return ({
    __label__ out, other;
    _Defer puts("local");
    if (n)
      goto out;
    puts("other");
  other:
  out:;
    n;
  });
}

static int labelled(int n) {
  return ({
    _Defer puts("labelled");
    if (n)
      goto out;
    puts("no jump");
  out: // with
  end:
    n + 1;
  });
}

static int typed(int n) {
  return ({
           struct pair { int a, b; } s = {n, 2};
           _Defer s.b = 0;
           if (n)
             goto out;
           s.b++;
         out:
           s;
         }).b;
}

int main(void) {
  // CHECK: other
  // CHECK-NEXT: local
  // CHECK-NEXT: local
  // CHECK-NEXT: 1
  printf("%d\n", local_label(0) + local_label(1));
  // CHECK-NEXT: no jump
  // CHECK-NEXT: labelled
  // CHECK-NEXT: labelled
  // CHECK-NEXT: 3
  printf("%d\n", labelled(0) + labelled(1));
  // CHECK-NEXT: 3 2
  printf("%d %d\n", typed(0), typed(1));
  return 0;
}
