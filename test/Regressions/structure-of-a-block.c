// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 9: in `x = ({ _Defer S; e; })` e is read before S runs, and assigned
// after it, a structure too.
//
// RUN: %exec %s | FileCheck %s

#include <stdio.h>

struct s { unsigned v[5]; };

static struct s result(int n) {
  __defer_result struct s r = {{21}};
  if (n)
    return ({ _Defer printf("%u ", r.v[0]); (struct s){{78}}; });
  r = n ? r : ({ _Defer printf("%u ", r.v[0]++); struct s t = r; t.v[0] += 5; t; });
}

static struct s returned(struct s x) {
  return ({ _Defer x.v[0] = 99; x; });
}

int main(void) {
  struct s x = {{7, 8}}, y = {{1}}, *p = &y;
  x = ({ _Defer printf("%u ", x.v[0]); (struct s){{11, 12}}; });
  *p = (0, ({ _Defer printf("%u ", y.v[0]); ({ _Defer p->v[0]++; x; }); }));
  printf("%u %u\n", x.v[0], y.v[0]);
  printf("%u\n", result(0).v[0]);
  printf("%u\n", result(1).v[0]);
  printf("%u\n", returned(x).v[0]);
}

// CHECK: {{^}}7 2 11 11
// CHECK-NEXT: {{^}}21 26
// CHECK-NEXT: {{^}}21 78
// CHECK-NEXT: {{^}}11
