// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One body of the deferred statement however many ways lead out: a hundred
// returns and gotos.

// RUN: %defer -O0 -S -emit-llvm %s -o %t.ll
// RUN: grep -c 'call void @a(' %t.ll | FileCheck %s
// RUN: grep -c 'call void @b(' %t.ll | FileCheck %s
// CHECK: {{^}}1{{$}}

void a(void), b(void);
int test(int);
#define R1(N) if (test(N)) return N;
#define R10(N) R1(N##0) R1(N##1) R1(N##2) R1(N##3) R1(N##4) R1(N##5) R1(N##6) R1(N##7) R1(N##8) R1(N##9)
int function(int n) {
  __defer a();
  R10(1) R10(2) R10(3) R10(4) R10(5)
  if (n)
    __defer b();
  R10(6) R10(7) R10(8) R10(9) R10(10)
  if (n == 3) goto end;
  test(-1);
end:
  return 0;
}
