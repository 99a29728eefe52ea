// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 6: a deferral that is the last thing in its scope. The word alone is
// removed.
//
// RUN: %defer -fsyntax-only -Xclang -verify %s
// RUN: %defer -fsyntax-only -fno-color-diagnostics %s 2>&1 | FileCheck %s
// RUN: %defer -fsyntax-only -Werror -fplugin-arg-defer-no-warn=last %s
// RUN: cp %s %t.c && %defer -w -fsyntax-only -DFIX %t.c && %defer -fsyntax-only -DFIX -Xclang -fixit %t.c
// RUN: %defer -fsyntax-only -DFIX -Werror %t.c
// RUN: FileCheck --check-prefix=FIXED %s < %t.c

#include <stddefer.h>

void f(int);
int test(void);

void function(void) {
  f(1);
  __defer f(2); // expected-warning {{'__defer' is the last thing in the function, so what it defers runs at once}}
}
// CHECK: warn-last.c:[[#@LINE-2]]:3: warning: '__defer' is the last thing in the function, so what it defers runs at once [-fplugin-arg-defer-no-warn=last]
// FIXED-LABEL: void function
// FIXED: {{^  f\(2\);}}

void semicolon(void) {
  f(1);
  __defer { f(2); }; // expected-warning {{last thing in the function}}
}
// FIXED-LABEL: void semicolon
// FIXED: {{^  { f\(2\); };}}

void block(int n) {
  while (n--) {
    f(1);
    _Defer  f(2); // expected-warning {{'_Defer' is the last thing in its block, so what it defers runs at once}}
  }
  switch (n) {
  case 1:
    f(3);
    break;
  default:
    _Defer f(4); // expected-warning {{its block}}
  }
  (void)({ _Defer f(8); n; });
  ({ _Defer f(8); }); // expected-warning {{its block}}
  {
    f(9);
    // It comes out of a macro, but of one that is the word itself.
    defer f(10); // expected-warning {{its block}}
  }
  f(5);
}
// FIXED-LABEL: void block
// FIXED: {{^    f\(2\);}}
// FIXED: {{^    f\(10\);}}

void substatement(int n) {
  if (n)
    _Defer f(1); // expected-warning {{its block}}
  else
    defer f(2); // expected-warning {{its block}}
  for (int i = 0; i < n; i++)
    _Defer if (i) f(3); // expected-warning {{its block}}
  f(4);
}
// FIXED-LABEL: void substatement
// FIXED: {{^    f\(1\);}}
// FIXED: {{^    f\(2\);}}
// FIXED: {{^    if \(i\) f\(3\);}}

void label(int n) {
  if (n)
    goto out;
  f(1);
out:
  __defer f(2); // expected-warning {{the function}}
}

void statement(int n) {
  __defer {
    f(1);
    __defer f(2); // expected-warning {{'__defer' is the last thing in the deferred statement it is in, so what}}
  }
  __defer __defer f(3); // expected-warning {{the deferred statement it is in}}
  _Defer _Defer f(4); // expected-warning {{its block}}
  f(5);
}

#ifndef FIX
void captured(int n) {
  n++;
  __defer_capture(n) f(n); // expected-warning {{last thing in the function}}
}
#endif

// Not the ends of what it waits for.
void inner(int n) {
  {
    f(1);
    __defer f(2);
  }
  for (int i = 0; i < n; i++)
    __defer f(3);
  if (n)
    __defer f(4);
  else {
    __defer f(5);
  }
}

int value(int n) {
  __defer f(n);
  return n;
}

// A macro is used elsewhere, too.
#define TRACE(n) f(n); _Defer f(-n)
#ifndef FIX
void macro(void) { TRACE(1); }
#endif

// Dead.
void dead(void) {
  return;
  __defer f(1);
}
