// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 4: S names the variables themselves; memory from alloca lives until
// the function returns, so S may use it through a pointer of its own round.
//
// RUN: %exec %s | FileCheck %s

#include <stdio.h>
#include <string.h>

static int f(int n) {
  char *last = __builtin_alloca(16);
  strcpy(last, "none");
  __defer printf("last %s\n", last);
  for (int i = 0; i < n; i++) {
    char *p = __builtin_alloca(8 + (size_t)i);
    snprintf(p, 8, "item %d", i);
    __defer printf("%s\n", p);
    last = p;
  }
  return (int)strlen(last);
}

int main(void) {
  printf("= %d\n", f(0));
  printf("= %d\n", f(3));
  return 0;
}

// CHECK-NOT: {{.+}}
// CHECK: last none
// CHECK-NEXT: = 4
// CHECK-NEXT: item 2
// CHECK-NEXT: item 1
// CHECK-NEXT: item 0
// CHECK-NEXT: last item 2
// CHECK-NEXT: = 6
// CHECK-NOT: {{.+}}
