// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 4: a pointer to a structure with a flexible array member, and an
// array of structures, named by S in a loop.
//
// RUN: %exec %s | FileCheck %s

#include <defer.h>
#include <stdio.h>
#include <stdlib.h>

struct packet {
  int n;
  int data[];
};
struct key {
  char name[4];
  int value;
};

static int f(int n) {
  int bytes = 0;
  for (int i = 1; i <= n; i++) {
    struct packet *p = malloc(sizeof *p + (size_t)i * sizeof p->data[0]);
    if (!p)
      return -1;
    __defer free(p);
    struct key keys[2] = {{"abc", i}, {"xyz", -i}};
    __defer {
      int sum = 0;
      for (int k = 0; k < p->n; k++)
        sum += p->data[k];
      printf("%d: %d %s %d\n", p->n, sum, keys[1].name, keys[i & 1].value);
    }
    p->n = i;
    for (int k = 0; k < i; k++)
      p->data[k] = 10 * k;
    keys[1].name[0] = (char)('A' + i);
    bytes += i;
  }
  return bytes;
}

int main(void) {
  printf("= %d\n", f(4));
  return 0;
}

// CHECK-NOT: {{.+}}
// CHECK: 4: 60 Eyz -4
// CHECK-NEXT: 3: 30 Dyz -3
// CHECK-NEXT: 2: 10 Cyz -2
// CHECK-NEXT: 1: 0 Byz -1
// CHECK-NEXT: = 10
// CHECK-NOT: {{.+}}
