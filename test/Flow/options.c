// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The warnings of a function that defers obey the options and pragmas as ever:
// as errors they end the compilation, and only then.
//
// RUN: %defer -Wall -c -o %t.o %s 2>&1 | FileCheck %s
// RUN: rm -f %t.o
// RUN: not %defer -Wall -Werror -c -o %t.o %s 2>&1 | FileCheck --check-prefix=ERROR %s
// RUN: not test -e %t.o
// RUN: not %defer -Wall -Werror=uninitialized -c -o %t.o %s 2>&1 | FileCheck --check-prefix=ERROR %s
// RUN: %defer -Wall -Werror -Wno-uninitialized -c -o %t.o %s 2>&1 | count 0
// RUN: %defer -Wall -w -c -o %t.o %s 2>&1 | count 0
// RUN: %defer -Wall -E -o %t.i %s
// RUN: %defer -Wall -c -o %t.o -x c %t.i 2>&1 | FileCheck %s
// RUN: %defer -DRIGHT -Wall -Werror -c -o %t.o %s 2>&1 | count 0

void use(int);

int right(int n) {
  int x;
  __defer use(x);
  x = n;
  return n;
}

int quiet(int n) {
  int x;
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wuninitialized"
  __defer use(x);
#pragma clang diagnostic pop
  return n;
}

#ifndef RIGHT
int f(int n) {
  int x;
  // CHECK: options.c:[[@LINE+3]]:15: warning: variable 'x' is uninitialized when used here [-Wuninitialized]
  // CHECK: 1 warning generated.
  // ERROR: options.c:[[@LINE+1]]:15: error: variable 'x' is uninitialized when used here [-Werror,-Wuninitialized]
  __defer use(x);
  return n;
}
#endif

// ERROR-NOT: error:
// ERROR: 1 error generated.
