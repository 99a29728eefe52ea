// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 2: one reverse order, also when the function is left once more after a
// statement that ran where it was left has jumped back.  Older deferrals ran before
// `_Defer`s and cleanup variables that are newer: as the top of the list was taken for
// what it was before the setjmp; as a record that had come off the list was the mark of
// what stands above it; and as a backward goto, whose statement jumped, still counted.
//
// RUN: %exec %s | FileCheck %s

#include <setjmp.h>
#include <stdio.h>

static jmp_buf env;
static volatile int rounds;

static void clean(const int *variable) { printf("c%d ", *variable); }
static void jump(void) { longjmp(env, 1); }
static void jump_once(void) {
  if (rounds++ == 0)
    jump();
}
#define CLEAN __attribute__((cleanup(clean)))

static int top_of_list(void) {
  printf("setjmp%d ", setjmp(env));
  rounds++;
  _Defer printf("B ");
  __defer printf("F ");
  __defer {
    printf("S ");
    if (rounds == 1)
      jump();
  }
  return 0;
}

static int top_cleaned(void) {
  printf("setjmp%d ", setjmp(env));
  rounds++;
  const int variable CLEAN = 1;
  __defer printf("F ");
  __defer {
    printf("S ");
    if (rounds == 1)
      jump();
  }
  return variable;
}

static int mark_gone(void) {
  __defer printf("A ");
  _Defer printf("B ");
  __defer {
    printf("C ");
    jump();
  }
  _Defer printf("D ");
  printf("setjmp%d ", setjmp(env));
  return 0;
}

static int mark_gone_cleaned(void) {
  __defer printf("A ");
  const int variable CLEAN = 1;
  __defer {
    printf("C ");
    jump();
  }
  _Defer printf("D ");
  printf("setjmp%d ", setjmp(env));
  return variable;
}

// Twice: what has become the mark goes as well.
static int marks_gone(void) {
  __defer printf("A ");
  _Defer printf("B ");
  __defer {
    printf("C ");
    if (rounds++ == 1)
      jump();
  }
  _Defer printf("D ");
  __defer {
    printf("E ");
    if (rounds++ == 0)
      jump();
  }
  _Defer printf("F ");
  printf("setjmp%d ", setjmp(env));
  __defer printf("G ");
  return 0;
}

static int backward(int go) {
  __defer printf("A ");
again:
  printf("setjmp%d ", setjmp(env));
  _Defer {
    printf("B ");
    jump_once();
  }
  __defer printf("F%d ", rounds);
  if (go && rounds == 0)
    goto again;
  return 1;
}

static int backward_cleaned(int go) {
  __defer printf("A ");
again:;
  printf("setjmp%d ", setjmp(env));
  const int variable CLEAN = 1;
  __defer printf("F%d ", rounds);
  _Defer {
    printf("B ");
    jump_once();
  }
  __defer printf("G%d ", rounds);
  if (go && rounds == 0)
    goto again;
  return variable;
}

#define SHOW(call)                                                             \
  do {                                                                         \
    rounds = 0;                                                                \
    (void)call;                                                                \
    puts("");                                                                  \
  } while (0)

int main(void) {
  // CHECK: setjmp0 S setjmp1 S F B F
  SHOW(top_of_list());
  // CHECK-NEXT: setjmp0 S setjmp1 S F c1 F
  SHOW(top_cleaned());
  // CHECK-NEXT: setjmp0 D C setjmp1 B A
  SHOW(mark_gone());
  // CHECK-NEXT: setjmp0 D C setjmp1 c1 A
  SHOW(mark_gone_cleaned());
  // CHECK-NEXT: setjmp0 G F E setjmp1 G D C setjmp1 G B A
  SHOW(marks_gone());
  // CHECK-NEXT: setjmp0 B setjmp1 F1 B F2 A
  SHOW(backward(1));
  // CHECK-NEXT: setjmp0 B setjmp1 G1 B F2 c1 G2 F2 A
  SHOW(backward_cleaned(1));
  return 0;
}
