// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// defer-rewrite: an array that starts as a string is longer than that, and has
// zeros behind it; all of the array was copied from the string.
//
// RUN: %exec %s | FileCheck %s

#include <stdio.h>
#include <wchar.h>

static void f(int n) {
  for (int i = 0; i < n; i++) {
    unsigned char c[40] = "q";
    wchar_t w[4000] = L"wid";
    char e[] = "end";
    c[1] = 'r';
    __defer printf("%s %d %d %d %s\n", (char *)c, c[30], (int)w[1], (int)w[3999], e);
  }
}

int main(void) { f(2); }
// CHECK: qr 0 105 0 end
// CHECK-NEXT: qr 0 105 0 end
