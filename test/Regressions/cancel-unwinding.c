// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A statement that cancels another by name, and runs for a panic: its copy for that
// way cancelled nothing, so that the other ran.
//
// RUN: %exec -fplugin-arg-defer-unwind=tables %s | FileCheck --match-full-lines %s
// RUN: %exec -fplugin-arg-defer-unwind=chain %s | FileCheck --match-full-lines %s

#include <defer_rt.h>
#include <stdio.h>

static void fails(int x) {
  if (x)
    defer_panic("p");
}

// CHECK:      own 0: cancel, recovered 0
// CHECK-NEXT: own 1: cancel, recovered 1
static void own(int x) {
  __defer_named(h) puts("not to run");
  __defer {
    defer_cancel(h);
    printf("cancel, ");
  }
  fails(x);
}

// CHECK-NEXT: inner 0: cancel, recovered 0
// CHECK-NEXT: inner 1: cancel, recovered 1
static void inner(int x) {
  _Defer {
    if (x < 5)
      __defer_named(h) puts("not to run");
    __defer {
      defer_cancel(h);
      printf("cancel, ");
    }
    fails(x);
  }
}

// CHECK-NEXT: nested 0: cancel, recovered 0
// CHECK-NEXT: nested 1: cancel, recovered 1
static void nested(int x) {
  __defer_named(h) puts("not to run");
  __defer {
    __defer {
      defer_cancel(h);
      printf("cancel, ");
    }
    fails(x);
  }
}

// A run that does as well what it says, and one of two that is cancelled.
// CHECK-NEXT: some 0: run, recovered 0
// CHECK-NEXT: some 1: run, recovered 1
static void some(int x) {
  __defer_named(a) printf("run, ");
  __defer_named(b) puts("not to run");
  __defer {
    defer_run(a);
    defer_cancel(b);
  }
  fails(x);
}

// In a _Defer of the statement, also in one of that, or of a loop's.
// CHECK-NEXT: scoped 0: cancel, recovered 0
// CHECK-NEXT: scoped 1: cancel, recovered 1
static void scoped(int x) {
  __defer_named(h) puts("not to run");
  __defer {
    _Defer {
      defer_cancel(h);
      printf("cancel, ");
    }
    fails(x);
  }
}

// CHECK-NEXT: deeper 0: cancel, recovered 0
// CHECK-NEXT: deeper 1: cancel, recovered 1
static void deeper(int x) {
  if (x < 5)
    __defer_named(h) puts("not to run");
  _Defer {
    _Defer {
      defer_cancel(h);
      printf("cancel, ");
      fails(x);
    }
    fails(2 * x);
  }
}

// CHECK-NEXT: loop 0: cancel, h0, recovered 0
// CHECK-NEXT: loop 1: cancel, h0, recovered 1
static void loop(int x) {
  for (int i = 0; i < 2; i++) {
    int n = i;
    __defer_named(h) printf("h%d, ", n);
  }
  __defer {
    _Defer {
      defer_cancel(h);
      printf("cancel, ");
    }
    fails(x);
  }
}

static void call(const char *name, void (*f)(int), int x) {
  printf("%s %d: ", name, x);
  __defer printf("recovered %d\n", defer_recover() != 0);
  f(x);
}

int main(void) {
  for (int x = 0; x < 2; x++)
    call("own", own, x);
  for (int x = 0; x < 2; x++)
    call("inner", inner, x);
  for (int x = 0; x < 2; x++)
    call("nested", nested, x);
  for (int x = 0; x < 2; x++)
    call("some", some, x);
  for (int x = 0; x < 2; x++)
    call("scoped", scoped, x);
  for (int x = 0; x < 2; x++)
    call("deeper", deeper, x);
  for (int x = 0; x < 2; x++)
    call("loop", loop, x);
}
