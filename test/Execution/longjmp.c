// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 5: `defer_longjmp` runs what is pending in the functions that it
// leaves, of both words; nothing in the one that it comes back to.
//
// RUN: %exec -fexceptions %s | FileCheck %s
// RUN: %exec -fplugin-arg-defer-unwind=chain %s | FileCheck %s

#include <defer_rt.h>
#include <stdio.h>

static void put(const char *what, int n) { printf(" %s%d", what, n); }
static void clean(int *p) { put("clean", *p); }

static defer_jmp_buf there;

static void jumps(int n) {
  __defer put("j", n);
  int x __attribute__((cleanup(clean))) = n;
  for (int i = 0; i < 3; i++) {
    int k = i;
    _Defer put("s", k);
    __defer put("l", k);
  }
  _Defer put("b", n);
  if (n)
    defer_longjmp(there, n);
}

static void between(int n) {
  __defer put("between", n);
  jumps(n);
  put("not-here", n);
}

static void back(int n) {
  __defer put("at-end", n);
  int value = defer_setjmp(there);
  if (value == 0)
    between(n);
  else
    put("back", value);
}

/* 0 comes back as 1. */
static void jump_with_0(int n) {
  _Defer put("z", n);
  defer_longjmp(there, 0);
}
static void zero(int n) {
  int value = defer_setjmp(there);
  if (value == 0)
    jump_with_0(n);
  put("zero", value);
}

/* The same place again. */
static void again(int n) {
  volatile int rounds = 0;
  int value = defer_setjmp(there);
  rounds++;
  put("value", value);
  if (rounds < n)
    jumps(rounds);
}

/* It leaves instances of the function that it comes back to. */
static void recursive(int n) {
  __defer put("r", n);
  if (n == 3) {
    int value = defer_setjmp(there);
    if (value) {
      put("at", value);
      return;
    }
  }
  if (n == 6)
    defer_longjmp(there, 9);
  recursive(n + 1);
  put("went-on", n);
}

/* A jump that does not come out of a statement; the other goes on. */
static void jump(struct defer_jump *to, int n) {
  _Defer put("inner", n);
  defer_longjmp(to, n);
}
static void inner(int n) {
  defer_jmp_buf here;
  if (defer_setjmp(here) == 0)
    jump(here, n);
}
static void with_statement(int n) {
  __defer {
    inner(n);
    put("s", n);
  }
  defer_longjmp(there, n);
}
static void nested(int n) {
  if (defer_setjmp(there) == 0)
    with_statement(n);
  else
    put("nested", n);
}

/* A panic takes its place. */
static void panics(int n) {
  __defer defer_panic("instead %d", n);
  defer_longjmp(there, n);
}
static void replaced(int n) {
  __defer {
    char *message = defer_recover();
    printf(" %s", message ? message : "-");
  }
  if (defer_setjmp(there) == 0)
    panics(n);
  put("wrong", n);
}

int main(void) {
#define SHOW(call) (printf("%s:", #call), call, printf("\n"))
  // CHECK: back(0): s0 s1 s2 b0 l2 l1 l0 clean0 j0 not-here0 between0 at-end0
  SHOW(back(0));
  // CHECK: back(5): s0 s1 s2 b5 l2 l1 l0 clean5 j5 between5 back5 at-end5
  SHOW(back(5));
  // CHECK: zero(1): z1 zero1
  SHOW(zero(1));
  // CHECK: again(3): value0 s0 {{.*}} j1 value1 s0 {{.*}} j2 value2
  SHOW(again(3));
  // CHECK: recursive(0): r6 r5 r4 at9 r3 went-on2 r2 went-on1 r1 went-on0 r0
  SHOW(recursive(0));
  // CHECK: nested(4): inner4 s4 nested4
  SHOW(nested(4));
  // CHECK: replaced(7): instead 7
  SHOW(replaced(7));
  return 0;
}
