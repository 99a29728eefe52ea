// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 2: a cleanup function has deferrals of its own; a deferral names a
// structure that a cleanup variable points to.
//
// RUN: %exec %s | FileCheck %s

#include <stdio.h>
#include <stdlib.h>

struct res {
  int id;
};

static int live;

static void drop(struct res **r) {
  __defer *r = NULL;
  __defer free(*r);
  if (!*r) {
    printf("nothing to drop\n");
    return;
  }
  live--;
  printf("drop %d\n", (*r)->id);
}

static struct res *make(int id) {
  struct res *r = malloc(sizeof *r);
  if (!r)
    exit(2);
  r->id = id;
  live++;
  return r;
}

static int f(int n) {
  __defer printf("live %d\n", live);
  __attribute__((cleanup(drop))) struct res *outer = make(100);
  __defer printf("outer is %d\n", outer->id);
  for (int i = 0; i < n; i++) {
    __attribute__((cleanup(drop))) struct res *r = make(i);
    __attribute__((cleanup(drop))) struct res *none = NULL;
    int id = r->id;
    __defer outer->id += id;
    if (i == 2)
      return outer->id + r->id;
  }
  return live;
}

int main(void) {
  printf("= %d\n", f(1));
  printf("= %d\n", f(5));
  return 0;
}

// CHECK-NOT: {{.+}}
// CHECK: nothing to drop
// CHECK-NEXT: drop 0
// CHECK-NEXT: outer is 100
// CHECK-NEXT: drop 100
// CHECK-NEXT: live 0
// CHECK-NEXT: = 1
// CHECK-NEXT: nothing to drop
// CHECK-NEXT: drop 0
// CHECK-NEXT: nothing to drop
// CHECK-NEXT: drop 1
// CHECK-NEXT: nothing to drop
// CHECK-NEXT: drop 2
// CHECK-NEXT: outer is 103
// CHECK-NEXT: drop 103
// CHECK-NEXT: live 0
// CHECK-NEXT: = 102
// CHECK-NOT: {{.+}}
