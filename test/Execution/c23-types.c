// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 1: "C89 to C2y": what C23 has added to declarations: constexpr, auto,
// typeof_unqual, _BitInt and nullptr, kept, captured and returned.
//
// REQUIRES: llvm-ge-19
// MODES-NOT: rewrite (a constexpr that is kept is no constant)
// RUN: %exec -std=c23 %s | FileCheck %s

#include <stdio.h>

static _BitInt(77) wide(int n) {
  __defer_result _BitInt(77) r = 1;
  __defer r += 5;
  if (n)
    return (_BitInt(77))n << 70;
}

static void kept(int n) {
  for (int i = 0; i < n; i++) {
    constexpr int c = 3;
    auto a = i * c;
    typeof_unqual(a) b = a + 1;
    _BitInt(37) w = a;
    bool odd = i & 1;
    const void *none = nullptr;
    enum : unsigned char { NINE = 9 } e = NINE;
    __defer {
      static_assert(c == 3);
      int array[c] = {};
      printf("S %d %d %d %d %d %d %d %d\n", c, a, b, (int)w, odd, none == nullptr,
             e, array[c - 1]);
    }
    __defer_capture(a, b, w, odd, e, c) {
      static_assert(sizeof odd == 1);
      printf("copies %d %d %d %d %d %d\n", a, b, (int)w, odd, e, c);
    }
    a++;
    w += 100;
    b *= 2;
  }
}

int main() {
  printf("%d %d\n", (int)(wide(3) >> 70), (int)wide(0));
  kept(2);
}

// CHECK: 3 6
// CHECK-NEXT: copies 3 4 3 1 9 3
// CHECK-NEXT: S 3 4 8 103 1 1 9 0
// CHECK-NEXT: copies 0 1 0 0 9 3
// CHECK-NEXT: S 3 1 2 100 0 1 9 0
