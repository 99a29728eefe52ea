// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A long jump within a C++ handler that has caught a panic does not end that: it passes
// on if the handler throws it again, and is recovered from further out.
//
// UNSUPPORTED: mode-aarch64
// MODES-NOT: rewrite (it has exceptions of C++)
// RUN: %clang -x c++ -std=c++17 -I%include -c %S/Inputs/jump-in-handler.cpp -o %t.o
// RUN: %exec -fexceptions %s %t.o -lstdc++ | FileCheck %s

#include <defer_rt.h>
#include <stdio.h>

void handles(void (*f)(void));

static void panics(void) { defer_panic("a %s", "text"); }

static int recovers(void) {
  __defer_result int result = 0;
  __defer {
    const char *text = defer_recover();
    printf("recovered %s\n", text ? text : "-");
    result = 1;
  }
  handles(panics);
  return 2;
}

int main(void) {
  // CHECK: handler 0
  // CHECK-NEXT: handler 3
  // CHECK-NEXT: recovered a text
  // CHECK-NEXT: 1 none
  int result = recovers();
  printf("%d %s\n", result, defer_exchange_chain(0) ? "left" : "none");
  return 0;
}
