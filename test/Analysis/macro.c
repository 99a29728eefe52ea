// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 6: errors about a deferral that a macro makes are at the place the
// macro is used, and say where it is written.
//
// RUN: %defer -fsyntax-only -Xclang -verify %s
// RUN: %defer -c -o %t.o -Xclang -verify %s
// RUN: not %defer -fsyntax-only -fno-color-diagnostics %s 2>&1 | FileCheck %s

void f(void);

#define D(x) __defer x
#define RETURN_LATER(x) __defer return x
#define defer_(x) D(D(x))

int macros(int n) {
  D(return 1); // expected-error {{'return' cannot leave a deferred statement}} expected-note {{deferred by this '__defer'}}
  RETURN_LATER(2); // expected-error {{'return' cannot leave a deferred statement}} expected-note {{deferred by this '__defer'}}
  D({ if (n) goto out; }); // expected-error {{'goto' cannot leave a deferred statement}} expected-note {{deferred by this '__defer'}}
out:
  return 0;
}

void allowed(int n) {
  D(f());
  D({ f(); });
  if (n)
    D(f());
  else
    D(if (n) f(); else f());
}

// CHECK: macro.c:[[#@LINE-16]]:5: error: 'return' cannot leave a deferred statement
// CHECK: macro.c:[[#@LINE-17]]:3: note: deferred by this '__defer'
// CHECK: macro.c:[[#@LINE-23]]:14: note: expanded from macro 'D'
// CHECK: macro.c:[[#@LINE-18]]:3: error: 'return' cannot leave a deferred statement
// CHECK: macro.c:[[#@LINE-24]]:33: note: expanded from macro 'RETURN_LATER'
