// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 8: one body of S for normal exits, however many, for a dynamic
// deferral too, and for a block-scoped one. A name that runs S enters it as well,
// unless S is so short that a copy of it is no longer than the way there and back.
//
// RUN: %defer -O0 -S -emit-llvm %s -o %t.ll
// RUN: grep -c 'call void @a(' %t.ll | FileCheck %s
// RUN: grep -c 'call void @b(' %t.ll | FileCheck %s
// RUN: grep -c 'call void @c(' %t.ll | FileCheck %s
// RUN: grep -c 'call void @d(' %t.ll | FileCheck --check-prefix=SHORT %s
// CHECK: {{^}}1{{$}}
// SHORT: {{^}}3{{$}}

void a(int), b(int), c(int), d(int);
int test(int);
#define R1(N) if (test(N)) return N;
#define R10(N) R1(N##0) R1(N##1) R1(N##2) R1(N##3) R1(N##4) R1(N##5) R1(N##6) R1(N##7) R1(N##8) R1(N##9)
int function(int n) {
  R1(1)
  __defer_named(h) {
    for (int i = 0; i < 3; i++)
      if (test(i))
        c(n);
      else
        test(n);
  }
  __defer_named(g) d(n);
  if (test(2)) {
    defer_run(h);
    defer_run(g);
  }
  for (int i = 0; i < n; i++) {
    int k = test(i);
    _Defer b(k);
    R1(3)
    __defer a(k);
    R10(1) R10(2)
    if (k == 3) break;
    if (k == 4) continue;
    if (k == 5) goto end;
  }
  R10(3) R10(4)
  if (test(5)) {
    defer_run(h);
    defer_run(g);
  }
end:
  return 0;
}
