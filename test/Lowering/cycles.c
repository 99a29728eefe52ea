// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 8: a deferral is dynamic if its block lies on a cycle, whatever makes
// the cycle, and static if it does not, though there are loops beside it.
//
// RUN: %defer -O0 -Rpass-missed=defer -fno-caret-diagnostics -c %s -o %t.o 2>&1 | FileCheck %s --implicit-check-not=remark:

void use(int);
int test(int);

void cycles(int n, void **table) {
  // Not on a cycle.
  __defer use(0);
  do {
    __defer use(1); // CHECK: [[#@LINE]]:5: remark: deferral not open-coded
  } while (test(1));
  do {
    __defer use(2);
  } while (0);
  while (test(2)) {
    __defer use(3);
    break;
  }
  for (;;) {
    if (test(3)) {
      __defer use(4);
      return;
    }
    if (test(4))
      break;
  }
  switch (n) {
    while (test(5)) {
    case 1:
      __defer use(5); // CHECK: [[#@LINE]]:7: remark: deferral not open-coded
    }
  }
back:
  __defer use(6); // CHECK: [[#@LINE]]:3: remark: deferral not open-coded
  if (test(6))
    goto back;
  goto *table[n];
first:
  __defer use(7); // CHECK: [[#@LINE]]:3: remark: deferral not open-coded
  goto *table[n];
second:
  table[0] = &&first;
  table[1] = &&second;
  __defer use(8); // CHECK: [[#@LINE]]:3: remark: deferral not open-coded
  if (test(7))
    goto *table[test(8)];
  while (test(({ __defer use(9); 9; }))) // CHECK: [[#@LINE]]:18: remark: deferral not open-coded
    use(10);
  __defer use(11);
  use(12);
}
