// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 1: the words may come out of macros; S then uses what the macros'
// names meant where the deferral stands.
//
// REWRITE-NOT: gcc-link tcc-link (without --line-directives, lines have new numbers)
// RUN: %exec %s | FileCheck %s

#include <stdio.h>
#include <stdlib.h>

static int live;

static void *get(size_t n) {
  void *p = malloc(n);
  if (!p)
    exit(2);
  live++;
  return p;
}

static void put(void *p) {
  free(p);
  live--;
}

#define AT_EXIT __defer
#define DEFER_FREE(p) __defer put(p)
#define AUTO_BUFFER(name, n)                                                   \
  char *name = get(n);                                                         \
  DEFER_FREE(name)
#define BOTH(s)                                                                \
  do {                                                                         \
    __defer printf("left " s "\n");                                            \
    printf("entered " s "\n");                                                 \
  } while (0)
#define CAT_(a, b) a##b
#define CAT(a, b) CAT_(a, b)
#define WORD 1

static int f(int n) {
  AT_EXIT printf("live %d\n", live);
  BOTH("f");
  for (int i = 0; i < n; i++) {
    AUTO_BUFFER(b, 16);
    snprintf(b, 16, "buffer %d", i);
    AT_EXIT printf("%s\n", b);
    if (i == 1)
      BOTH("one");
  }
  CAT(__de, fer) printf("word %d\n", WORD);
#undef WORD
#define WORD 2
  printf("live %d, word %d\n", live, WORD);
  return live;
}

int main(void) {
  printf("= %d\n", f(3));
  return 0;
}

// CHECK-NOT: {{.+}}
// CHECK: entered f
// CHECK-NEXT: entered one
// CHECK-NEXT: live 3, word 2
// CHECK-NEXT: word 1
// CHECK-NEXT: buffer 2
// CHECK-NEXT: left one
// CHECK-NEXT: buffer 1
// CHECK-NEXT: buffer 0
// CHECK-NEXT: left f
// CHECK-NEXT: live 0
// CHECK-NEXT: = 3
// CHECK-NOT: {{.+}}
