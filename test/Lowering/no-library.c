// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 8: static deferrals by any word need no library and no heap: the
// program links and runs without libdefer, and refers to nothing but what the
// source calls.
//
// RUN: %defer -O0 %s -o %t && %t | FileCheck %s
// RUN: %defer -O2 %s -o %t && %t | FileCheck %s
// RUN: %defer -O0 -fno-pic -fno-stack-protector -c %s -o %t.o && llvm-nm -u -j %t.o | FileCheck --check-prefix=NAMES %s

int puts(const char *);

static int f(int n) {
  __defer_result int r = n;
  __defer puts("function");
  if (n > 1)
    __defer puts("conditional");
  __defer_capture(n) if (n == 1) puts("captured");
  __defer_named(h) puts("named");
  if (n == 2)
    defer_cancel(h);
  __defer {
    __defer puts("nested");
    r = 0;
  }
  {
    _Defer puts("block");
    if (n == 3)
      return 3;
  }
  while (n-- > 0)
    _Defer puts("round");
  defer_run(h);
}

int main(void) { return f(1) | f(2) | f(3); }

// CHECK: block
// CHECK-NEXT: round
// CHECK-NEXT: named
// CHECK-NEXT: nested
// CHECK-NEXT: captured
// CHECK-NEXT: function
// CHECK-NEXT: block
// CHECK-NEXT: round
// CHECK-NEXT: round
// CHECK-NEXT: nested
// CHECK-NEXT: conditional
// CHECK-NEXT: function
// CHECK-NEXT: block
// CHECK-NEXT: nested
// CHECK-NEXT: named
// CHECK-NEXT: conditional
// CHECK-NEXT: function
// NAMES-NOT: {{.}}
// NAMES: {{^}}puts{{$}}
// NAMES-NOT: {{.}}
