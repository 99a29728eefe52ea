// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 8: a deferral on a cycle of the control flow graph is dynamic: a
// computed goto dispatch loop.
//
// RUN: %exec %s | FileCheck %s

#include <stdio.h>

static int run(const unsigned char *pc) {
  static const void *const op[] = {&&push, &&add, &&note, &&mark, &&halt};
  int stack[8], sp = 0, notes = 0;
  __defer printf("stack left %d, notes %d\n", sp, notes);
  goto *op[*pc++];
push:
  stack[sp++] = *pc++;
  goto *op[*pc++];
add:
  sp--;
  stack[sp - 1] += stack[sp];
  goto *op[*pc++];
note:
  notes++;
  {
    int top = stack[sp - 1];
    __defer printf("note: top %d\n", top);
  }
  goto *op[*pc++];
mark:
  __defer printf("mark\n");
  goto *op[*pc++];
halt:
  if (notes > 2)
    return -1;
  __defer printf("halt\n");
  return stack[--sp];
}

int main(void) {
  static const unsigned char a[] = {0, 5, 2, 0, 6, 1, 2, 3, 4};
  static const unsigned char b[] = {3, 0, 1, 2, 0, 1, 1, 2, 2, 3, 4};
  static const unsigned char c[] = {0, 42, 4};
  printf("= %d\n", run(a));
  printf("= %d\n", run(b));
  printf("= %d\n", run(c));
  return 0;
}

// CHECK-NOT: {{.+}}
// CHECK: halt
// CHECK-NEXT: mark
// CHECK-NEXT: note: top 11
// CHECK-NEXT: note: top 5
// CHECK-NEXT: stack left 0, notes 2
// CHECK-NEXT: = 11
// CHECK-NEXT: mark
// CHECK-NEXT: note: top 2
// CHECK-NEXT: note: top 2
// CHECK-NEXT: note: top 1
// CHECK-NEXT: mark
// CHECK-NEXT: stack left 1, notes 3
// CHECK-NEXT: = -1
// CHECK-NEXT: halt
// CHECK-NEXT: stack left 0, notes 0
// CHECK-NEXT: = 42
// CHECK-NOT: {{.+}}
