// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 6: a write in a deferred statement to a variable whose value has
// been returned by then.
//
// RUN: %defer -fsyntax-only -Xclang -verify %s
// RUN: %defer -fsyntax-only -fno-color-diagnostics %s 2>&1 | FileCheck %s
// RUN: %defer -fsyntax-only -Werror -fplugin-arg-defer-no-warn=returned-value %s
// RUN: cp %s %t.c && %defer -fsyntax-only -DFIX -Xclang -fixit %t.c
// RUN: %defer -fsyntax-only -DFIX -Werror %t.c
// RUN: FileCheck --check-prefix=FIXED %s < %t.c

int test(void);
void f(int);

int plain(void) {
  int rc = 0;
  __defer if (test()) rc = -1; // expected-warning {{write to 'rc' when its value has already been returned; did you mean '__defer_result'?}} expected-note {{deferred by this '__defer'}}
  if (test())
    return -2;
  return rc; // expected-note {{the value is returned here}}
}
// CHECK: warn-returned-value.c:[[#@LINE-5]]:23: warning: write to 'rc' when its value has already been returned; did you mean '__defer_result'? [-fplugin-arg-defer-no-warn=returned-value]
// FIXED-LABEL: int plain
// FIXED: {{^  __defer_result int rc = 0;}}

// What is read before does not matter.
int read_before(void) {
  int rc;
  rc = test();
  _Defer { // expected-note {{deferred by this '_Defer'}}
    if (test() && rc == 0)
      rc--; // expected-warning {{write to 'rc'}}
  }
  f(1);
  return (rc); // expected-note {{the value is returned here}}
}
// FIXED-LABEL: int read_before
// FIXED: {{^  __defer_result int rc;}}

#ifndef FIX
int parameter(int n) {
  __defer n += 2; // expected-warning {{write to 'n'}} expected-note {{deferred by}}
  f(1);
  return n; // expected-note {{returned here}}
}

// Another type than the function's, or other variables with it: no fix-it.
long converted(void) {
  int rc = 0, other = 1;
  __defer (void)(rc = other); // expected-warning {{write to 'rc'}} expected-note {{deferred by}}
  f(1);
  return rc; // expected-note {{returned here}}
}

struct pair { int x, y[2]; };
struct pair structure(int n) {
  struct pair p = {1, {2, 3}};
  __defer p.y[n]++; // expected-warning {{write to 'p'}} expected-note {{deferred by}}
  f(1);
  return p; // expected-note {{returned here}}
}

int in_loop(int n) {
  int rc = 0;
  for (int i = 0; i < n; i++)
    __defer rc = test(); // expected-warning {{write to 'rc'}} expected-note {{deferred by}}
  return rc; // expected-note {{returned here}}
}
#endif

// Something sees it.
int seen(int n) {
  int rc = 0, a = 0, b = 0, left = n;
  __defer f(a);
  __defer a = 1;
  __defer {
    b = 1;
    f(b);
  }
  __defer {
    int *p = &rc;
    *p = 1;
    rc = 2;
    f(*p);
  }
  __defer for (; left > 0; left--) f(1);
  __defer while (left--) f(1);
  switch (test()) {
  case 1:
    return a;
  case 2:
    return b;
  case 3:
    return left;
  default:
    return rc;
  }
}

int used_next_time(int n) {
  int rc = 0;
  for (int i = 0; i < n; i++)
    __defer if (rc == 0) rc = test();
  return rc;
}

// It goes on to be used where the block is left in another way.
int block(int n) {
  int rc = 0;
  while (test()) {
    _Defer rc++;
    if (n == rc)
      return rc;
  }
  return rc;
}

// Not that variable, not pending there, not what is returned.
int global;
int others(int n) {
  static int counted;
  int rc = test(), only = 0;
  int *p = &rc;
  if (n == 1)
    return rc;
  if (n == 2) {
    __defer only = 1;
    return rc;
  }
  __defer {
    int rc;
    rc = 1;
    *p = 1;
    global = 1;
    counted++;
  }
  __defer_capture(rc) rc = 2;
  if (n == 3)
    return global;
  if (n == 4)
    return counted;
  if (n == 5)
    return rc + 1;
  return rc;
}

int result(void) {
  __defer_result int rc = 0;
  __defer rc = 1;
  f(1);
  return rc;
}
