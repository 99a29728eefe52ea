// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 4: a function-scoped statement names the variable of the `for` that
// its deferral is in, and did not capture it.
//
// RUN: %defer -fsyntax-only -Xclang -verify %s
// RUN: %defer -fsyntax-only -fno-color-diagnostics %s 2>&1 | FileCheck %s
// RUN: %defer -fsyntax-only -Werror -fplugin-arg-defer-no-warn=loop-variable %s
// RUN: cp %s %t.c && %defer -fsyntax-only -DFIX -Xclang -fixit %t.c
// RUN: %defer -fsyntax-only -DFIX -Werror %t.c
// RUN: FileCheck --check-prefix=FIXED %s < %t.c

void f(int);
void g(int, int, int);
int test(int);

void one(int n) {
  for (int i = 0; i < n; i++) { // expected-note {{'i' is one variable for all rounds of the loop}}
    __defer f(i); // expected-warning {{whenever it runs, the deferred statement sees the last value of 'i'; did you mean '__defer_capture(i)'?}}
    f(0);
  }
}
// CHECK: warn-loop-variable.c:[[#@LINE-4]]:5: warning: whenever it runs, the deferred statement sees the last value of 'i'; did you mean '__defer_capture(i)'? [-fplugin-arg-defer-no-warn=loop-variable]
// FIXED-LABEL: void one
// FIXED: {{^    __defer_capture\(i\) f\(i\);}}

void several(int n) {
  for (int i = 0, j = n, size = n; i < j; i++, j--) // expected-note {{'i' is one}}
    if (test(i))
      for (int k = 0; k < 3; k++)
        __defer g(i + j, k, size); // expected-warning {{last value of 'i' and 'j' and 'k'; did you mean '__defer_capture(i, j, k)'?}}
  f(0);
}
// FIXED-LABEL: void several
// FIXED: __defer_capture(i, j, k) g(i + j, k, size);

struct node { struct node *next; };
void release(struct node *);

void list(struct node *head) {
  for (struct node *n = head; n; n = n->next) { // expected-note {{'n' is one}}
    __defer { // expected-warning {{last value of 'n'; did you mean '__defer_capture(n)'?}}
      __defer release(n);
      f(1);
    }
    f(2);
  }
}

#ifndef FIX
void wrong_one(int n, int m) {
  for (int i = 0; i < n; i++) // expected-note {{'i' is one}}
    __defer_capture(m) f(i + m); // expected-warning {{last value of 'i'; did you mean '__defer_capture(i)'?}}
  f(m++);
}
#endif

// Captured, or copied by hand, or not by this deferral.
void right(int n) {
  for (int i = 0; i < n; i++)
    __defer_capture(i) f(i);
  for (int i = 0; i < n; i++) {
    int j = i;
    __defer f(j);
  }
  for (int i = 0; i < n; i++) {
    _Defer f(i);
    f(1);
  }
  int i;
  for (i = 0; i < n; i++)
    __defer f(i);
  while (test(0)) {
    int k = test(1);
    __defer f(k);
  }
}

// It is pending once, and sees what it should.
void once(int n) {
  for (int i = 0; i < n; i++)
    if (test(i)) {
      __defer f(i);
      break;
    }
  for (int i = 0; i < n; i++) {
    if (test(i))
      continue;
    __defer f(i);
    return;
  }
}

// Only the deferred statements change it: they share it.
void shared(int n) {
  for (int i = 0, done = 0; i < n; i++)
    __defer f(done++);
}
