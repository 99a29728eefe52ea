// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a statement that may run itself, and so becomes a function, cannot have;
// one that does not run itself may.
//
// RUN: %defer -w -fsyntax-only -Xclang -verify %s

void f(void *);
void *alloca(unsigned long);

void itself(int n) {
  for (int i = 0; i < n; i++) {
    int k = i;
    __defer_named(h) { // expected-note {{deferred by this '__defer_named'}}
      f(alloca(k)); // expected-error {{'alloca' in a deferred statement that may run itself by name, and so becomes a function of its own, is not supported}}
      defer_run(h);
    }
    __defer_named(g) f(alloca(k));
    if (k == 3)
      defer_run(g);
  }
}

void by_another(int n, ...) {
  for (int i = 0; i < n; i++) {
    __defer_named(a) { // expected-note {{deferred by this '__defer_named'}}
      __builtin_va_list l;
      __builtin_va_start(l, n); // expected-error {{'va_start' in a deferred statement}}
      defer_run(b);
    }
    __defer_named(b) { // expected-note {{deferred by this '__defer_named'}}
      void *to = &&out; // expected-error {{the address of a label in a deferred statement}}
      goto *to;
    out:
      defer_run(c);
      defer_run(a);
    }
  }
  __defer_named(c) { // expected-note {{deferred by this '__defer_named'}}
    f(__builtin_alloca(n)); // expected-error {{'alloca' in a deferred statement}}
  }
}

void only_once(int n) {
  __defer_named(h) {
    f(alloca(n));
    defer_run(h);
  }
}
