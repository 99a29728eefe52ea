// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A statement that runs by name stands twice in what defer-rewrite makes. The words
// of its strings, variables and members that are also a label's were renamed, those
// of labels outside of it, too; and a label that comes from a macro was not.
//
// RUN: %exec -w %s | FileCheck %s

#include <stdio.h>
#include <stdlib.h>

#define UNLESS(c)                                                              \
  do {                                                                         \
    if (c) goto skip;                                                          \
    puts("not skipped");                                                       \
  skip:;                                                                       \
  } while (0)
#define JUMP(to) goto to

struct state {
  int retry;
};

static int text(int n) {
  __defer_named(h) puts("error: undone"); // error: gone
  if (n)
    defer_run(h);
  if (n > 1)
    goto error;
  return 0;
error:
  return -1;
}
static int parameter(int n, char **out) {
  *out = malloc(4);
  __defer_named(undo) {
    free(*out);
    *out = NULL;
  }
  if (n > 1)
    goto out;
  if (n)
    defer_run(undo);
  return *out == NULL;
out:
  return -1;
}
static int from_macro(int n) {
  __defer_named(h) UNLESS(n > 1);
  if (n)
    defer_run(h);
  return n;
}
static int own(int n) {
  struct state s = {2};
  __defer_named(h) {
    int other = 1;
  retry:
    printf("retry: %d %d\n", s.retry ? s.retry : n, n ? other : s.retry);
    if (s.retry-- > 1)
      JUMP(retry);
    if (n-- > 100)
      goto retry;
  }
  if (n)
    defer_run(h);
  return s.retry;
}

int main(void) {
  char *p;
  printf("%d\n", text(1));
  printf("%d\n", parameter(1, &p));
  printf("%d\n", parameter(2, &p));
  from_macro(0);
  from_macro(1);
  from_macro(2);
  printf("%d\n", own(0));
  printf("%d\n", own(1));
  return 0;
}

// CHECK:      {{^}}error: undone
// CHECK-NEXT: 0
// CHECK-NEXT: 1
// CHECK-NEXT: -1
// CHECK-NEXT: not skipped
// CHECK-NEXT: not skipped
// CHECK-NEXT: {{^}}retry: 2 2
// CHECK-NEXT: {{^}}retry: 1 1
// CHECK-NEXT: 2
// CHECK-NEXT: {{^}}retry: 2 1
// CHECK-NEXT: {{^}}retry: 1 1
// CHECK-NEXT: 0
