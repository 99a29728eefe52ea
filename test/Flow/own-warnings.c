// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The plugin's own warnings and those of Clang's that follow control are both
// given, each once, for each function.
//
// RUN: %defer -Wall -Wuninitialized -Wunreachable-code -fsyntax-only -Xclang -verify %s
// RUN: %defer -Wall -Wuninitialized -Wunreachable-code -c -o %t.o -Xclang -verify %s
// RUN: not %defer -Wall -Werror -fsyntax-only -fno-color-diagnostics %s 2>&1 | FileCheck %s

void use(int);

int both(int n) {
  int x; // expected-note {{}}
  int rc = 0;
  __defer use(x); // expected-warning {{uninitialized}}
  __defer rc = n; // expected-warning {{write to 'rc'}} expected-note {{deferred by}}
  use(n);
  return rc; // expected-note {{returned here}}
}

int again(int n) {
  int x; // expected-note {{}}
  if (n) {
    _Defer use(x); // expected-warning {{uninitialized}} expected-warning {{last thing in its block}}
  }
  __defer {} // expected-warning {{nothing to run}}
  return n;
  use(2); // expected-warning {{never be executed}}
}

// CHECK: own-warnings.c:16:{{.*}} error: write to 'rc'
// CHECK: own-warnings.c:24:{{.*}} error: {{.*}}=last]
// CHECK: own-warnings.c:26:{{.*}} error: {{.*}}=empty]
