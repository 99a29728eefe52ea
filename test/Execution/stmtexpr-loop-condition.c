// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 4: a statement expression is a block: in a loop's condition or
// increment each evaluation has its own instance of its variables.
//
// RUN: %exec %s | FileCheck %s

#include <stdio.h>

static void by_while(int n) {
  int i = 0;
  while (({
    int t = i * 10;
    __defer printf("condition %d\n", t);
    t += 1;
    i < n;
  })) {
    int b = i++;
    __defer printf("body %d\n", b);
  }
  printf("while left\n");
}

static void by_for(int n) {
  for (int i = ({
         __defer printf("init\n");
         0;
       });
       i < n; ({
         int t = i;
         __defer printf("step %d\n", t);
         i++;
       }))
    printf("round %d\n", i);
}

static void by_do(int n) {
  do
    printf("do %d\n", n);
  while (({
    int t = n--;
    __defer printf("do condition %d\n", t);
    n;
  }));
}

static void by_if(int n) {
  if (({
        __defer printf("if condition\n");
        n;
      }))
    __defer printf("if body\n");
  switch (({
    int t = n;
    __defer printf("switch %d\n", t);
    t++;
  })) {
  case 1:
    __defer printf("case 1\n");
  }
}

int main(void) {
  by_while(2);
  by_for(2);
  by_do(2);
  by_if(0);
  by_if(1);
  return 0;
}

// CHECK-NOT: {{.+}}
// CHECK: while left
// CHECK-NEXT: condition 21
// CHECK-NEXT: body 1
// CHECK-NEXT: condition 11
// CHECK-NEXT: body 0
// CHECK-NEXT: condition 1
// CHECK-NEXT: round 0
// CHECK-NEXT: round 1
// CHECK-NEXT: step 1
// CHECK-NEXT: step 0
// CHECK-NEXT: init
// CHECK-NEXT: do 2
// CHECK-NEXT: do 1
// CHECK-NEXT: do condition 1
// CHECK-NEXT: do condition 2
// CHECK-NEXT: switch 1
// CHECK-NEXT: if condition
// CHECK-NEXT: case 1
// CHECK-NEXT: switch 2
// CHECK-NEXT: if body
// CHECK-NEXT: if condition
// CHECK-NOT: {{.+}}
