// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A statement that may run itself by name becomes a function, and what that
// needs is in a structure; so does all that it runs.
//
// RUN: %rewrite %s -- -I%include | diff %s.expected -
// RUN: %plain_c %s.expected

#include <stdio.h>

/* The rounds, last first; each is told of before and after the older ones. */
static void rounds(int n) {
  for (int i = 0; i < n; i++) {
    int round = i;
    __defer_named(h) {
      printf("%d of %d\n", round, n);
      defer_run(h);
      printf("end of %d\n", round);
    }
  }
}

/* Each is pending at most once. */
static void each_other(int n) {
  int sizes[n];
  sizes[0] = n;
  static int count;
  __defer_named(close) {
    defer_run(flush);
    printf("close %d\n", sizes[0]);
  }
  __defer_named(flush) {
    if (count++)
      defer_run(close);
    printf("flush %zu\n", sizeof sizes / sizeof *sizes);
  }
}

int main(void) {
  rounds(3);
  each_other(2), each_other(2);
}
