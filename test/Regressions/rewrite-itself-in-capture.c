// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// defer-rewrite could not rewrite a statement that runs itself by name and needs
// what the statement around it has captured.
//
// RUN: %exec %s | FileCheck %s

#include <stdio.h>

struct pair { int a, b; };

static void f(int n, struct pair p) {
  for (int i = 0; i < n; i++) {
    char letters[3] = {'a' + i, 'b' + i};
    __defer_capture(i, p, letters) {
      for (int j = 0; j < 2; j++) {
        int k = j;
        __defer_named(h) {
          printf("%d.%d.%s.%d ", i, k, letters, p.a++);
          defer_run(h);
          printf("/%d.%d ", k, p.b);
        }
      }
      letters[0] = 'X';
      i += 100;
    }
    p.b += 10;
  }
}

int main(void) {
  f(2, (struct pair){1, 2});
  puts("");
  return 0;
}

// CHECK: 101.1.Xc.1 101.0.Xc.2 /0.12 /1.12 100.1.Xb.1 100.0.Xb.2 /0.2 /1.2
