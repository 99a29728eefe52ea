// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A statement that may run itself, with a call that may throw, is an error; the
// passes that went on with the function crashed.
//
// RUN: not %defer -fexceptions -O0 -c %s -o %t.o 2>&1 | FileCheck %s
// RUN: not %defer -fplugin-arg-defer-unwind=chain -O2 -c %s -o %t.o 2>&1 | FileCheck %s
// CHECK: unwind-again-error.c:14:{{[0-9]+}}: error: {{.*}}a deferred statement that may run itself by name, with a call in it that may throw, is not supported
// CHECK: unwind-again-error.c:22:{{[0-9]+}}: error: {{.*}}is not supported
// CHECK-NOT: Stack dump

void f(int);

void each_other(int n) {
  __defer_named(s) f(1);
  while (n--) {
    __defer_named(h) { defer_run(g); defer_run(s); }
    __defer_named(g) _Defer { defer_run(h); }
  }
}

void inside(int n) {
  __defer_named(s) f(1);
  __defer {
    while (n--)
      __defer_named(h) { defer_run(h); defer_run(s); }
  }
}
