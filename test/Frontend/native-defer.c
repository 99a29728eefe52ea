// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 1: where Clang knows `_Defer` itself, the plugin lowers it as well,
// unless it is told to leave it to Clang.
//
// REQUIRES: llvm-ge-22
// RUN: %defer -fdefer-ts %s -o %t %libdefer && %t | FileCheck %s
// RUN: %defer -fdefer-ts -Rpass=defer -c %s -o %t.o 2>&1 | FileCheck --check-prefix=LOWERED %s
// RUN: %defer -fdefer-ts -fplugin-arg-defer-native=keep -Rpass=defer -c %s -o %t.o 2>&1 | FileCheck --check-prefix=KEPT --implicit-check-not="it is due" %s
// RUN: %defer -fplugin-arg-defer-native=keep -Rpass=defer -c %s -o %t.o 2>&1 | FileCheck --check-prefix=LOWERED %s
// RUN: not %defer -fplugin-arg-defer-native=other -c %s -o %t.o 2>&1 | FileCheck --check-prefix=UNKNOWN %s
// UNKNOWN: error: defer: unknown plugin argument 'native=other'

#include <stdio.h>

struct s { int a[20]; };

static struct s f(void) {
  struct s s = {{1}};
  // LOWERED: [[@LINE+2]]:3: remark: deferral open-coded: it is due where its block is left
  // KEPT-NOT: remark: {{.*}}it is due
  _Defer s.a[0] = 99;
  // KEPT: [[@LINE+1]]:3: remark: deferral open-coded: control flow
  __defer puts("function");
  return s;
}

// CHECK: function
// CHECK-NEXT: 1
int main(void) { printf("%d\n", f().a[0]); }

// RUN: not %defer -fdefer-ts -fplugin-arg-defer-native=keep -DMIXED -fsyntax-only %s 2>&1 | FileCheck --check-prefix=MIXED %s
#ifdef MIXED
void mixed(void) {
  _Defer {
    // MIXED: [[@LINE+1]]:5: error: '__defer' in the statement of Clang's own '_Defer' is not supported
    __defer puts("x");
  }
}
#endif
