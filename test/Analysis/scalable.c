// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A variable without a size cannot be kept; where no instance is needed it is a
// variable like any other.
//
// REQUIRES: aarch64-registered-target
// RUN: %defer --target=aarch64-linux-gnu -march=armv8-a+sve -fsyntax-only -Xclang -verify %s
// RUN: %defer --target=aarch64-linux-gnu -march=armv8-a+sve -DRIGHT -O1 -c %s -o %t.o

void use(__SVInt32_t);
__SVInt32_t make(int);

#ifndef RIGHT
void loop(int n) {
  for (int i = 0; i < n; i++) {
    __SVInt32_t v = make(i); // expected-note {{'v' is declared here}}
    __defer use(v); // expected-error {{deferred statement names 'v', whose type has no size that a record could keep}}
  }
}
#endif

void once(int n) {
  if (n) {
    __SVInt32_t v = make(n);
    __defer use(v);
  }
}
