// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A directive may go on in the next line, by a comment or a backslash: what was put
// behind it went into that.
//
// RUN: %exec -Wno-comment %s | FileCheck %s

#include <stdio.h> /* a comment
                      of two lines */
#include \
    <stdlib.h> // one that \
                  goes on
#pragma GCC diagnostic push /* nothing
                               is set */
#pragma GCC diagnostic pop  /* and nothing
                               reset */

static int rounds(int n) {
  for (int i = 0; i < n; i++) {
    int k = i;
    __defer_named(again) {
      printf("%d\n", abs(-k));
      if (k-- > 1)
        defer_run(again);
    }
  }
  return 0;
}

int main(void) {
  // CHECK:      1
  // CHECK-NEXT: 0
  return rounds(2);
}
