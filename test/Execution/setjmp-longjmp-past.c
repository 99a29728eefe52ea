// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 5: "`longjmp` past the frame": no `__defer` of that frame runs; those
// of the frame that called setjmp stay pending.
//
// RUN: %exec %s | FileCheck %s

#include <defer.h>
#include <setjmp.h>
#include <stdio.h>

static jmp_buf env;
static volatile int sink;

static void leaf(int jump) {
  __defer printf("leaf %d\n", jump);
  if (jump)
    longjmp(env, 5);
  sink++;
}

static int middle(int jump) {
  __defer printf("middle %d\n", jump);
  leaf(jump);
  printf("leaf returned\n");
  return sink;
}

static void top(int jump) {
  __defer printf("top end\n");
  switch (setjmp(env)) {
  case 0: {
    __defer printf("top, armed\n");
    middle(jump);
    break;
  }
  case 5:
    printf("jumped\n");
    __defer printf("top, after the jump\n");
    break;
  default:
    printf("wrong\n");
  }
}

int main(void) {
  top(0);
  top(1);
  return 0;
}

// CHECK-NOT: {{.+}}
// CHECK: leaf 0
// CHECK-NEXT: leaf returned
// CHECK-NEXT: middle 0
// CHECK-NEXT: top, armed
// CHECK-NEXT: top end
// CHECK-NEXT: jumped
// CHECK-NEXT: top, after the jump
// CHECK-NEXT: top, armed
// CHECK-NEXT: top end
// CHECK-NOT: {{.+}}
