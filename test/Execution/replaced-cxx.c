// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 5: an exception that comes out of S takes the place of the one that S
// was running for.  That one is only let go: a handler of C++ that has thrown it
// again, or a std::exception_ptr, may have it still.  (It was deleted.)
//
// UNSUPPORTED: mode-aarch64
// MODES-NOT: rewrite (it has exceptions of C++)
// RUN: %clang -x c++ -std=c++17 -c %S/Inputs/replaced-cxx.cpp -o %t.o
// RUN: %exec -fexceptions %s %t.o -lstdc++ | FileCheck %s

void pass(void (*f)(void), void (*s)(void)) {
  __defer s();
  f();
}

static int stopped;

int stop(void (*f)(void), void (*s)(void)) {
  __defer stopped = defer_recover() != 0;
  pass(f, s);
  return stopped;
}

void panics(void) { defer_panic("in its place"); }
void run(void);

int main(void) {
  // CHECK:      7
  // CHECK-NEXT: thrown once: 0 alive, 0 not caught
  // CHECK-NEXT: 7
  // CHECK-NEXT: the first exception, which is on the heap
  // CHECK-NEXT: in the handler: 1 alive, 0 not caught
  // CHECK-NEXT: {{[01]}}
  // CHECK-NEXT: the first exception, which is on the heap
  // CHECK-NEXT: 1
  // CHECK-NEXT: behind it: 0 alive, 0 not caught
  // CHECK-NEXT: 7
  // CHECK-NEXT: kept: 1 alive, 0 not caught
  // CHECK-NEXT: not any more: 0 alive, 0 not caught
  run();
  return 0;
}
