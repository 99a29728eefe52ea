// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The source can come from standard input.
//
// RUN: %defer -x c - -x none -o %t %libdefer < %s && %t | FileCheck %s
// RUN: not %defer -x c - -fsyntax-only -fno-color-diagnostics -DWRONG < %s 2>&1 | FileCheck --check-prefix=WRONG %s

int puts(const char *);

int main(void) {
  __defer puts("deferred");
#ifdef WRONG
  __defer return 1;
#endif
  puts("first");
  return 0;
}

// CHECK: first
// CHECK-NEXT: deferred
// WRONG: <stdin>:13:11: error: 'return' cannot leave a deferred statement
