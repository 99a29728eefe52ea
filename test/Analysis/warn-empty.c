// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 6: a deferral of nothing. What a macro or #if makes empty may be
// something elsewhere.
//
// RUN: %defer -fsyntax-only -Xclang -verify %s
// RUN: %defer -fsyntax-only -fno-color-diagnostics %s 2>&1 | FileCheck %s
// RUN: %defer -fsyntax-only -Werror -fplugin-arg-defer-no-warn=empty %s

void f(void);

void empty(void) {
  __defer ; // expected-warning {{'__defer' with nothing to run}}
  __defer {} // expected-warning {{'__defer' with nothing to run}}
  __defer { ; /* later */ {} } // expected-warning {{'__defer' with nothing to run}}
  _Defer { // expected-warning {{'_Defer' with nothing to run}}
    // later
  }
  f();
}
// CHECK: warn-empty.c:[[#@LINE-8]]:3: warning: '__defer' with nothing to run [-fplugin-arg-defer-no-warn=empty]

// Not that it comes last as well.
void last(void) {
  f();
  __defer {} // expected-warning {{'__defer' with nothing to run}}
}

#define UNLOCK()
#define CLEANUP(what) __defer { what; }

void elsewhere(void) {
  __defer UNLOCK();
  __defer { UNLOCK(); }
  __defer { UNLOCK() }
  CLEANUP()
  __defer {
#ifdef NEVER
    f();
#endif
  }
  __defer { (void)0; }
  f();
}

void dead(void) {
  return;
  __defer ;
}
