// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 7: a panic passes from one shared library to another, and is recovered
// from in a third, with one runtime; by the unwinder's tables and along the chain.
//
// REQUIRES: x86_64-host
// RUN: rm -rf %t && mkdir -p %t && cd %t
// RUN: %defer -fexceptions -O1 -fPIC -shared -DFIRST %s -L%libdir -ldefer -o libfirst.so
// RUN: %defer -fexceptions -O1 -fPIC -shared -DSECOND %s -L. -lfirst -L%libdir -ldefer -o libsecond.so
// RUN: %defer -fexceptions -O1 %s -L. -lsecond -lfirst -L%libdir -ldefer -Wl,-rpath,%libdir -Wl,-rpath,%t -o main
// RUN: ./main | FileCheck %s
// RUN: %defer -fplugin-arg-defer-unwind=chain -O1 -fPIC -shared -DFIRST %s -L%libdir -ldefer -o libfirst.so
// RUN: %defer -fplugin-arg-defer-unwind=chain -O1 -fPIC -shared -DSECOND %s -L. -lfirst -L%libdir -ldefer -o libsecond.so
// RUN: %defer -fplugin-arg-defer-unwind=chain -O1 %s -L. -lsecond -lfirst -L%libdir -ldefer -Wl,-rpath,%libdir -Wl,-rpath,%t -o main
// RUN: ./main | FileCheck %s

#include <stdio.h>

void first(int n);
void second(void (*f)(int), int n);

#if defined(FIRST)
void first(int n) {
  __defer printf("first %d\n", n);
  if (n)
    defer_panic("first panics with %d", n);
}
#elif defined(SECOND)
void second(void (*f)(int), int n) {
  for (int i = 0; i < 2; i++)
    __defer_capture(i) printf("second %d\n", i);
  f(n);
}
#else
static int run(int n) {
  __defer_result int r = 0;
  __defer {
    char *message = defer_recover();
    r = message != NULL;
    printf("main: %s\n", message ? message : "-");
  }
  second(first, n);
  return 0;
}
int main(void) {
  // CHECK: first 0
  // CHECK-NEXT: second 1
  // CHECK-NEXT: second 0
  // CHECK-NEXT: main: -
  // CHECK-NEXT: 0
  printf("%d\n", run(0));
  // CHECK-NEXT: first 7
  // CHECK-NEXT: second 1
  // CHECK-NEXT: second 0
  // CHECK-NEXT: main: first panics with 7
  // CHECK-NEXT: 1
  printf("%d\n", run(7));
  return 0;
}
#endif
