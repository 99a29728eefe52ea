// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 2: `S` in `S` in `S`: each runs at the end of the one that defers it;
// without braces S may be a deferral itself.
//
// RUN: %exec %s | FileCheck %s

#include <stdio.h>

static void deep(void) {
  int depth = 0;
  __defer {
    printf("1 begin, depth %d\n", depth++);
    __defer {
      printf("2 begin, depth %d\n", depth++);
      __defer {
        printf("3 begin, depth %d\n", depth++);
        __defer printf("4, depth %d\n", depth);
        printf("3 end\n");
      }
      __defer printf("2 deferred\n");
      printf("2 end\n");
    }
    __defer printf("1 deferred\n");
    printf("1 end\n");
  }
  __defer printf("0 deferred\n");
  printf("0 end\n");
}

static void unbraced(int c) {
  __defer __defer printf("two words\n");
  __defer __defer __defer printf("three words\n");
  __defer if (c) __defer printf("c\n");
  else __defer printf("not c\n");
  __defer for (int i = 0; i < 2; i++) __defer printf("i %d\n", i);
  printf("unbraced\n");
}

int main(void) {
  deep();
  unbraced(0);
  unbraced(1);
  return 0;
}

// CHECK-NOT: {{.+}}
// CHECK: 0 end
// CHECK-NEXT: 0 deferred
// CHECK-NEXT: 1 begin, depth 0
// CHECK-NEXT: 1 end
// CHECK-NEXT: 1 deferred
// CHECK-NEXT: 2 begin, depth 1
// CHECK-NEXT: 2 end
// CHECK-NEXT: 2 deferred
// CHECK-NEXT: 3 begin, depth 2
// CHECK-NEXT: 3 end
// CHECK-NEXT: 4, depth 3
// CHECK-NEXT: unbraced
// CHECK-NEXT: i 2
// CHECK-NEXT: i 2
// CHECK-NEXT: not c
// CHECK-NEXT: three words
// CHECK-NEXT: two words
// CHECK-NEXT: unbraced
// CHECK-NEXT: i 2
// CHECK-NEXT: i 2
// CHECK-NEXT: c
// CHECK-NEXT: three words
// CHECK-NEXT: two words
// CHECK-NOT: {{.+}}
