// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 4: S names what its names mean where the deferral stands, though the
// function is left from a block that declares them again.
//
// MODES-NOT: rewrite (types of one name)
// RUN: %exec %s | FileCheck %s

#include <defer.h>
#include <stdio.h>

struct tag {
  int a;
};
enum { constant = 1 };
typedef int type;
static int global = 5;

static void show(int v) { printf("show %d\n", v); }

static int f(int x, int leave) {
  struct tag t = {10};
  __defer show(x + t.a + constant + global + (int)sizeof(type));
  __defer x++;
  if (leave == 0)
    return x;
  {
    int x = 1000, global = 2000, t = 3000;
    struct tag {
      char b[77];
    };
    enum { constant = 4000 };
    typedef struct tag type;
    void (*show)(int) = 0;
    __defer printf("inner %d %d %d %d %d %d\n", x, global, t, constant,
                   (int)sizeof(type), show == 0);
    x++;
    if (leave == 1)
      return x + global;
    for (int x = 50; x < 60; x++) {
      int global = x;
      __defer printf("innermost %d %d\n", x, global);
      if (leave == 2 && x == 51)
        return x;
    }
  }
  int printf_ = x;
  return printf_;
}

int main(void) {
  for (int leave = 0; leave <= 2; leave++)
    printf("= %d\n", f(1, leave));
  return 0;
}

// CHECK-NOT: {{.+}}
// CHECK: show 22
// CHECK-NEXT: = 1
// CHECK-NEXT: inner 1001 2000 3000 4000 77 1
// CHECK-NEXT: show 22
// CHECK-NEXT: = 3001
// CHECK-NEXT: innermost 51 51
// CHECK-NEXT: innermost 51 50
// CHECK-NEXT: inner 1001 2000 3000 4000 77 1
// CHECK-NEXT: show 22
// CHECK-NEXT: = 51
// CHECK-NOT: {{.+}}
