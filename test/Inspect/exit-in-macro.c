// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A `return` in a macro, with what decides whether it is reached: code has one position
// for both, so it is not known where the way out begins.  (The return was charged with
// what comes later, or with nothing where S runs.)
//
// RUN: %inspect %s -- -O0 | FileCheck --check-prefixes=CHECK,PLAIN %s
// RUN: %inspect %s -- -O2 | FileCheck %s

int work(int);
void release(int);

#define CHECK(x)                                                               \
  do {                                                                         \
    if (work(x))                                                               \
      return x;                                                                \
  } while (0)
#define ALONE(x) return x

// CHECK:      [[#@LINE+6]]:3 return [[#@LINE+5]]:3 not known
// CHECK-NOT:  {{ [0-9]+:3 }}
// CHECK:      [[#@LINE+6]]:3 return [[#@LINE+3]]:3 {{[0-9]}}
// CHECK-NEXT: [[#@LINE+4]]:3 {{[0-9]}}
int before(int n) {
  __defer release(n);
  CHECK(3);
  __defer release(n);
  return work(7);
}

// PLAIN: {{[0-9]+}}:3 return {{[0-9]+}}:3 {{[0-9]}}
int alone(int n) {
  __defer release(n);
  ALONE(n);
}
