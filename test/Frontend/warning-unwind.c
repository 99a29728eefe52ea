// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 6: the warning about deferrals that an exception passes by is given
// once a file, where exceptions are on, and can be turned off by name.
//
// RUN: %defer -fexceptions -c -o %t.o -Xclang -verify %s
// RUN: %defer -c -o %t.o -Werror %s
// RUN: %defer -fexceptions -fplugin-arg-defer-no-warn=unwind -c -o %t.o -Werror %s

void f(void);

void before(void) { f(); }

void first(int n) {
  if (n)
    __defer f(); // expected-warning {{deferred statements do not run when an exception passes through the function [-fplugin-arg-defer-no-warn=unwind]}}
  __defer f();
  f();
}

void second(void) { __defer f(); f(); }
