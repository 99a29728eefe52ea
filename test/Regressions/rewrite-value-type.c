// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What defer-rewrite made had the value of a block before what that declares, so
// that a type which the block makes was another one there, or none.
//
// RUN: %exec %s | FileCheck %s --match-full-lines

#include <stdio.h>

typedef int T;
struct pair { int a; };

static int is_signed(int n) {
  return ({
           typedef unsigned T;
           T v = n;
           _Defer v = 9;
           v;
         }) - 1 < 0;
}

static long long shifted(int n) {
  typedef short T;
  T before = 1;
  return before + ({
    typedef long long T;
    T v = n;
    _Defer v = 0;
    v << 40;
  });
}

static int structures(int n) {
  struct pair outer = {n};
  int sum = ({
              struct pair { int a, b; } s = {n, 2};
              _Defer s.b = 0;
              if (n > 5)
                goto end;
              s.a++;
            end:;
              s;
            }).b;
  sum += ({
           struct { int c; } s = {n + sum};
           _Defer s.c = 0;
           s;
         }).c;
  sum += ({
           struct pair *of = &outer;
           _Defer of->a = 7;
           ({
             struct pair { int z; } s = {100};
             _Defer s.z = 0;
             s.z + of->a;
           });
         });
  return sum + outer.a;
}

#define MAX(a, b)                                                              \
  ({                                                                           \
    typedef __typeof__(a) type;                                                \
    type x_ = (a), y_ = (b);                                                   \
    _Defer puts("max");                                                        \
    x_ > y_ ? x_ : y_;                                                         \
  })
typedef int type;

static int around(int n) {
  enum { T = 3 };
  return ({
    int T = n;
    _Defer T = 0;
    &T ? T : 1;
  }) + T;
}

int main(void) {
  // CHECK: 0 0
  printf("%d %d\n", is_signed(0), is_signed(2));
  // CHECK-NEXT: 1099511627777
  printf("%lld\n", shifted(1));
  // CHECK-NEXT: 113 119
  printf("%d ", structures(1));
  printf("%d\n", structures(4));
  // CHECK-NEXT: max
  // CHECK-NEXT: max
  // CHECK-NEXT: 2.5
  printf("%.1f\n", MAX(2.5, MAX(1.5f, 0.5f)));
  // CHECK-NEXT: 7
  printf("%d\n", around(4));
  return 0;
}
