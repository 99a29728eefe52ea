// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 3: the returned value is that of `e` before the deferrals, for every
// return type.
//
// REWRITE-NOT: tcc (no _Complex)
// RUN: %exec %s | FileCheck %s

#include <defer.h>
#include <stdio.h>

typedef int v4si __attribute__((vector_size(16)));
typedef int (*fn)(int);

struct bits {
  unsigned a : 3;
  int b : 7;
};
union num {
  long l[2];
  char c[16];
};
struct empty {};
struct floats {
  float f[4];
};

#define RETURNS(type, name, first, change)                                     \
  static type name(int n) {                                                    \
    type x = first;                                                            \
    type *p = &x;                                                              \
    __defer change;                                                            \
    for (int i = 0; i < n; i++) {                                              \
      type *q = p;                                                             \
      __defer printf(#name " %d\n", q == &x);                                  \
    }                                                                          \
    return x;                                                                  \
  }

static int twice(int n) { return 2 * n; }
static int thrice(int n) { return 3 * n; }

RETURNS(long double, f_long_double, 2.5L, x = 9)
RETURNS(float _Complex, f_complex, 1.0f, __imag__ *p = 7)
RETURNS(double _Complex, f_double_complex, 2.0, x = 9)
RETURNS(v4si, f_vector, ((v4si){1, 2, 3, 4}), *p = x + x)
RETURNS(__int128, f_int128, (__int128)5 << 64, *p = 0)
RETURNS(fn, f_function, twice, *p = thrice)
RETURNS(struct bits, f_bits, ((struct bits){5, -6}), x.a = x.b = 0)
RETURNS(union num, f_union, ((union num){{7, 8}}), p->l[1] = 99)
RETURNS(struct empty, f_empty, {}, (void)p)
RETURNS(struct floats, f_floats, ((struct floats){{1, 2, 3, 4}}), p->f[3] = 0)
RETURNS(const char *, f_string, "text", *p = "changed")
RETURNS(_Bool, f_bool, 3, *p = 0)

int main(void) {
  printf("%.1Lf\n", f_long_double(0));
  float _Complex z = f_complex(1);
  printf("%.0f %.0f\n", __real__ z, __imag__ z);
  printf("%.0f\n", __real__ f_double_complex(0));
  v4si v = f_vector(1);
  printf("%d %d %d %d\n", v[0], v[1], v[2], v[3]);
  printf("%d\n", (int)(f_int128(0) >> 64));
  printf("%d\n", f_function(1)(21));
  printf("%d %d\n", f_bits(0).a, f_bits(0).b);
  printf("%ld %ld\n", f_union(1).l[0], f_union(0).l[1]);
  f_empty(1);
  printf("%.0f\n", f_floats(0).f[3]);
  printf("%s\n", f_string(1));
  printf("%d\n", f_bool(0));
  return 0;
}

// CHECK-NOT: {{.+}}
// CHECK: 2.5
// CHECK-NEXT: f_complex 1
// CHECK-NEXT: 1 0
// CHECK-NEXT: 2
// CHECK-NEXT: f_vector 1
// CHECK-NEXT: 1 2 3 4
// CHECK-NEXT: 5
// CHECK-NEXT: f_function 1
// CHECK-NEXT: 42
// CHECK-NEXT: 5 -6
// CHECK-NEXT: f_union 1
// CHECK-NEXT: 7 8
// CHECK-NEXT: f_empty 1
// CHECK-NEXT: 4
// CHECK-NEXT: f_string 1
// CHECK-NEXT: text
// CHECK-NEXT: 1
// CHECK-NOT: {{.+}}
