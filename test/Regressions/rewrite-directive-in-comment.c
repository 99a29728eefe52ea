// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// defer-rewrite and --adopt: what looks like an #if within a comment or a
// string is none, and one that is written %: is one.
//
// REWRITE-NOT: tcc (it knows no %:)
//
// RUN: %exec -w %s | FileCheck %s --match-full-lines
// RUN: %rewrite --adopt %s -- -I%include | FileCheck %s --check-prefix=ADOPT

#include <stdio.h>
#include <stdlib.h>

static int in_a_comment(int n) {
  /* Once it was
#if OLD
     so. */
  if (n) {
    __defer puts("one");
    if (n > 2)
      return 1;
  }
  __defer puts("two");
  return 0;
}

static void in_a_string(void) {
  puts("a \
#if in a string");
  __defer puts("three");
  puts("last");
}

static void with_digraphs(void) {
  %:if defined OLD /* which
      it is not */
  puts("old");
  %:else
  __defer puts("four");
  %:endif
  puts("new");
}

static int by_hand(int n) {
  /* Once it was
#if OLD
     so. */
  char *p = malloc(8);
  if (!p)
    return -1;
  if (n > 2) {
    free(p);
    return 1;
  }
  free(p);
  return 0;
}

int main(void) {
  // CHECK: two
  // CHECK-NEXT: one
  in_a_comment(1);
  // CHECK-NEXT: one
  in_a_comment(3);
  // CHECK-NEXT: a #if in a string
  // CHECK-NEXT: last
  // CHECK-NEXT: three
  in_a_string();
  // CHECK-NEXT: new
  // CHECK-NEXT: four
  with_digraphs();
  return by_hand(0);
}

// ADOPT: {{^}}+  __defer free(p);
