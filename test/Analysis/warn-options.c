// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 6: the warnings are on, in the order of the source, and obey Clang's
// options: -w, -Werror, system headers, and, as -Wbackend-plugin, pragmas and
// -W options.
//
// RUN: %defer -I %S/Inputs -fsyntax-only -Xclang -verify=header,expected,silenced %s
// RUN: %defer -isystem %S/Inputs -fsyntax-only -Xclang -verify=expected,silenced %s
// RUN: %defer -isystem %S/Inputs -fsyntax-only -Xclang -verify=expected,silenced -Wno-unknown-warning-option -Wno-everything -Wbackend-plugin %s
// RUN: %defer -isystem %S/Inputs -fsyntax-only -DPRAGMA -Xclang -verify %s
// RUN: %defer -isystem %S/Inputs -fsyntax-only -fno-color-diagnostics %s 2>&1 | FileCheck %s
// RUN: %defer -I %S/Inputs -fsyntax-only -w %s 2>&1 | count 0
// RUN: %defer -I %S/Inputs -fsyntax-only -w -Werror %s 2>&1 | count 0
// RUN: %defer -I %S/Inputs -fsyntax-only -Wno-backend-plugin %s 2>&1 | count 0
// RUN: %defer -I %S/Inputs -fsyntax-only -Wno-everything %s 2>&1 | count 0
// RUN: not %defer -isystem %S/Inputs -fsyntax-only -Wno-everything -Werror=backend-plugin -fno-color-diagnostics %s 2>&1 | FileCheck --check-prefix=WERROR %s
// RUN: not %defer -isystem %S/Inputs -fsyntax-only -Werror -fno-color-diagnostics %s 2>&1 | FileCheck --check-prefix=WERROR %s
// RUN: %defer -isystem %S/Inputs -fsyntax-only -Wsystem-headers -Xclang -verify=header,expected,silenced %s
// RUN: not %defer -I %S/Inputs -fsyntax-only -DWRONG -fno-color-diagnostics %s 2>&1 | FileCheck --check-prefix=ERROR %s
//
// Once only where the function is in a precompiled header, or the source is
// preprocessed.
// RUN: %defer -I %S/Inputs -fno-color-diagnostics -x c-header %s -o %t.pch 2>&1 | FileCheck %s
// RUN: %defer -I %S/Inputs -fno-color-diagnostics -include-pch %t.pch -x c /dev/null -c -o %t.o 2>&1 | count 0
// RUN: %defer -isystem %S/Inputs -fno-color-diagnostics -save-temps=obj -c -o %t.o %s 2>&1 | FileCheck %s
// RUN: %defer -isystem %S/Inputs -fno-color-diagnostics -O2 -Wall -Wextra -Wno-unused-function -c -o %t.o %s 2>&1 | FileCheck %s

#include <warns.h>
// header-warning@warns.h:7 {{last thing in the function}}

_Noreturn void die(void);
int test(void);

int order(int n) {
  if (n == 1) {
    __defer {} // expected-warning {{nothing to run}}
    f(1);
  }
  __defer f(1); // expected-note {{deferred by this}}
  if (n == 2)
    die(); // expected-warning {{call of 'die'}}
  for (int i = 0; i < n; i++) // expected-note {{one variable}}
    __defer f(i); // expected-warning {{last value of 'i'}}
  __defer n = 1; // expected-warning {{write to 'n'}} expected-note {{deferred by this}} header-note {{deferred by this}}
  if (n == 3)
    DIE(); // header-warning {{call of 'die'}}
  return n; // expected-note {{returned here}}
}
// CHECK: warn-options.c:{{.*}} warning: {{.*}} [-fplugin-arg-defer-no-warn=empty]
// CHECK: warn-options.c:{{.*}} warning: {{.*}} [-fplugin-arg-defer-no-warn=noreturn]
// CHECK: warn-options.c:{{.*}} warning: {{.*}} [-fplugin-arg-defer-no-warn=loop-variable]
// CHECK: warn-options.c:{{.*}} warning: {{.*}} [-fplugin-arg-defer-no-warn=returned-value]
// WERROR: warn-options.c:{{.*}} error: {{.*}} [-Werror,-fplugin-arg-defer-no-warn=empty]
// WERROR: note: deferred by this

#ifdef PRAGMA
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wbackend-plugin"
#endif
void silenced(void) {
  f(1);
  __defer f(2); // silenced-warning {{last thing in the function}}
}
#ifdef PRAGMA
#pragma clang diagnostic pop
#endif

#ifdef WRONG
void wrong(void) {
  __defer {}
  nothing_of_that_name;
}
#endif

void after(void) {
  f(1);
  __defer f(2); // expected-warning {{last thing in the function}}
}
// WERROR: warn-options.c:[[#@LINE-2]]:3: error: {{.*}} [-Werror,-fplugin-arg-defer-no-warn=last]

// Of a function with an error nothing else is said, but of others.
// ERROR: warning: {{.*}}=empty]
// ERROR: warning: {{.*}}=last]
// ERROR-NOT: warning:
// ERROR: error: use of undeclared identifier
// ERROR-NOT: warning:
// ERROR: warn-options.c:[[#@LINE-10]]:3: warning: {{.*}}=last]
