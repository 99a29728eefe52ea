// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A _Defer that runs another statement by name, with unwinding on: its copy for the
// way of an exception led to that statement by a way that was not known there.
//
// RUN: %exec -fplugin-arg-defer-unwind=tables %s | FileCheck %s
// RUN: %exec -fplugin-arg-defer-unwind=chain %s | FileCheck %s

#include <defer_rt.h>
#include <stdio.h>

static void fails(int x) {
  if (x)
    defer_panic("%d", x);
}

static void f(int x) {
  __defer_named(a) {
    for (int i = 0; i < 3; i++)
      printf("%d ", i);
    if (x > 3)
      printf("big ");
    fails(x > 8);
    printf("a ");
  }
  for (int i = 0; i < 2; i++) {
    _Defer {
      printf("scope: ");
      defer_run(a);
      printf("end ");
    }
    fails(x & 1);
  }
  puts("left");
}

static void in_itself(int x) {
  __defer_named(a) defer_run(b);
  _Defer defer_run(a);
  __defer_named(b) {
    printf("b ");
    if (x)
      defer_run(b);
  }
}

static void try(int x) {
  __defer if (defer_recover()) puts("recovered");
  f(x);
}

int main(void) {
  // CHECK: scope: 0 1 2 a end scope: end left
  try(0);
  // CHECK-NEXT: scope: 0 1 2 big a end scope: end left
  try(4);
  // CHECK-NEXT: scope: 0 1 2 big a end recovered
  try(5);
  // CHECK-NEXT: scope: 0 1 2 big recovered
  try(10);
  // CHECK-NEXT: b
  in_itself(1);
  puts("");
}
