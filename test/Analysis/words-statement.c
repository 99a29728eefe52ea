// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Sections 1 and 6: what S may not be, hold or call is the same for every word
// that defers: no declaration, no labelled statement, no way out, no call of the
// setjmp family, braced or not.
//
// RUN: %defer -fsyntax-only -Wno-unused -DW=__defer -Xclang -verify %s
// RUN: %defer -fsyntax-only -Wno-unused -DW=_Defer -Xclang -verify %s
// RUN: %defer -fsyntax-only -Wno-unused "-DW=__defer_capture(n)" -Xclang -verify %s
// RUN: %defer -fsyntax-only -Wno-unused "-DW=__defer_named(h)" -Xclang -verify %s

#include <setjmp.h>

int use(int);
extern jmp_buf e;
extern sigjmp_buf s;

void declaration(int n) {
  W int x = use(1); // expected-error {{expected expression}}
}
void of_a_type(int n) {
  W typedef int t; // expected-error {{expected expression}}
}
void assertion(int n) {
  W _Static_assert(1, ""); // expected-error {{expected expression}}
}
void labelled(int n) {
  W L: use(1); // expected-error {{a labelled statement cannot be deferred; put it in braces}} expected-note {{deferred by this '}}
  use(2);
}
void attributed(int n) {
  W __attribute__((unused)) L: use(1); // expected-error {{a labelled statement cannot be deferred; put it in braces}} expected-note {{deferred by this '}}
  use(2);
}
int returned(int n) {
  W return 1; // expected-error {{'return' cannot leave a deferred statement}} expected-note {{deferred by this '}}
  use(1);
  return 0;
}
void gone(int n) {
  W { // expected-note {{deferred by this '}}
    if (n)
      goto out; // expected-error {{'goto' cannot leave a deferred statement}}
  }
out:
  use(1);
}
void left(int n) {
  while (n--) {
    W { if (n) break; use(1); } // expected-error {{'break' cannot leave a deferred statement}} expected-note {{deferred by this '}}
    use(2);
  }
}
void continued(int n) {
  while (n--) {
    W { if (n) continue; use(1); } // expected-error {{'continue' cannot leave a deferred statement}} expected-note {{deferred by this '}}
    use(2);
  }
}
void entered(int n) {
  if (n)
    goto in; // expected-error {{'goto' jumps into a deferred statement}}
  W { in: use(1); } // expected-note {{deferred by this '}}
  use(2);
}
void calls(int n) {
  W setjmp(e); // expected-error {{setjmp' in a deferred statement}} expected-note {{deferred by this '}}
  use(1);
}
void calls_signal(int n) {
  W sigsetjmp(s, 1); // expected-error {{sigsetjmp' in a deferred statement}} expected-note {{deferred by this '}}
  use(1);
}
void jumps(int n) {
  W longjmp(e, 1); // expected-error {{longjmp' in a deferred statement}} expected-note {{deferred by this '}}
  use(1);
}
void jumps_signal(int n) {
  W siglongjmp(s, 1); // expected-error {{siglongjmp' in a deferred statement}} expected-note {{deferred by this '}}
  use(1);
}
void braced(int n) {
  W { // expected-note 2 {{deferred by this '}}
    if (n)
      setjmp(e); // expected-error {{setjmp' in a deferred statement}}
    longjmp(e, 1); // expected-error {{longjmp' in a deferred statement}}
  }
  use(1);
}
int tail(int n) {
  W use(1); // expected-note {{deferred by this '}}
  __attribute__((musttail)) return tail(n); // expected-error {{'musttail' call with a deferral pending}}
}
