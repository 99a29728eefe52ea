// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A function in which nothing is called that may panic, but a statement runs by
// name, was left with the end of an exception's way, and no personality.
//
// RUN: %defer -fplugin-arg-defer-unwind=chain -O0 -c %s -o %t.o
// RUN: %defer -fplugin-arg-defer-unwind=chain -O2 -c %s -o %t.o

void f(int) __attribute__((nothrow));

void itself(int n) {
  while (n--)
    __defer_named(h) defer_run(h);
}

void one_way(int n) {
  __defer_named(s) { f(1); defer_run(s); }
  while (n--) {
    __defer_named(h) f(2);
    __defer_named(g) defer_run(h);
  }
}
