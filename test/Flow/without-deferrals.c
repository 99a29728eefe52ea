// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A function without a deferral gets the warnings it gets without the plugin,
// in the same order, whatever pragmas it has.
//
// RUN: %clang %flow -fsyntax-only %s > %t.plain 2>&1
// RUN: %defer %flow -fsyntax-only %s > %t.plugin 2>&1
// RUN: diff %t.plain %t.plugin
// RUN: FileCheck %s < %t.plugin
// CHECK-COUNT-7: warning:

int zero(int n) {
#pragma clang diagnostic push
  int x;
  if (n)
    n++;
  return x / 0;
#pragma clang diagnostic pop
}

int two_variables(int n) {
  int x, y;
#pragma clang diagnostic push
#pragma clang diagnostic pop
  if (n) {
    x = 1;
    y = 1;
  }
  return x + y;
}

int silenced(int n) {
  int x;
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wuninitialized"
  return x;
#pragma clang diagnostic pop
}

int unreached(int n) {
#pragma clang diagnostic push
  if (0)
    return 1 / 0;
#pragma clang diagnostic pop
  if (n < 0 && n > 3)
    return 1;
  return 2;
  n++;
}

#pragma clang diagnostic push
int runs_off(int n) {
#pragma clang diagnostic push
#pragma clang diagnostic pop
  if (n)
    return 2;
}
#pragma clang diagnostic pop
