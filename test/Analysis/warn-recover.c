// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 7: `defer_recover` returns null elsewhere than in a statement that a
// panic may be running; a panic runs nothing where unwinding is off.
//
// RUN: %defer -fsyntax-only -Xclang -verify=expected,off %s
// RUN: %defer -fsyntax-only -fexceptions -Xclang -verify %s
// RUN: %defer -fsyntax-only -fplugin-arg-defer-unwind=tables -Xclang -verify %s
// RUN: %defer -fsyntax-only -fexceptions -fplugin-arg-defer-unwind=none -Xclang -verify=expected,off %s
// RUN: %defer -fsyntax-only -Werror -Wno-format -fplugin-arg-defer-no-warn=recover -fplugin-arg-defer-no-warn=noreturn %s

void f(void);

int outside(void) {
  f();
  return defer_recover() != 0; // expected-warning {{'defer_recover' returns null outside of a deferred statement}}
}

void inside(void) {
  __defer if (defer_recover()) f(); // off-warning {{'defer_recover' returns null: unwinding is off}} off-note {{-fplugin-arg-defer-unwind=tables or -fexceptions switches it on}}
  f();
}

// The operand of sizeof is not called.
unsigned long unevaluated(void) { return sizeof(defer_recover()); }

void panics(int n) {
  __defer f(); // off-note 2 {{deferred by this '__defer'}}
  if (n)
    defer_panic("%d", n); // off-warning {{'defer_panic' with a deferral pending, which does not run: unwinding is off}}
  defer_panic_value(0); // off-warning {{'defer_panic_value' with a deferral pending, which does not run: unwinding is off}}
}

// Nothing is pending.
void panics_alone(void) { defer_panic("%s", "text"); }

void format(void) {
  defer_panic("%d", "text"); // expected-warning {{format specifies type 'int' but the argument has type 'char *'}}
}
