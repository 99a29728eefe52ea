// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 8: a block's variables that one deferral of a loop names are made with
// its record. Each round has its own, whether the deferral was reached in the one
// before or not, how many are pending, what alignment they have, and what is
// dropped or run by name beside them.
//
// RUN: %exec %s | FileCheck %s

#include <stdint.h>
#include <stdio.h>

static unsigned long sum;
static long order;

static void add(const long *v, int words) {
  for (int i = 0; i < words; i++)
    sum = sum * 31 + (unsigned long)v[i];
  order++;
}

static void change(long *v) { *v += 100; }

// Some rounds do not come to the deferral: the next ones use the same storage.
static void skipped(int n) {
  for (int i = 0; i < n; i++) {
    long v = i;
    change(&v);
    if (i % 3 == 1)
      continue;
    __defer printf(" %ld", v);
    v++;
  }
  printf("skipped:");
}
// CHECK: skipped: 106 104 103 101{{$}}

// The same with so many that the heap is asked again and again.
static void many(int n) {
  sum = 0, order = 0;
  for (int i = 0; i < n; i++) {
    long v[3] = {i, i + 1, i + 2};
    change(v);
    if (i % 7 == 3)
      continue;
    __defer_capture(v) add(v, 3);
  }
}

static void aligned(int n) {
  for (int i = 0; i < n; i++) {
    _Alignas(16) long v[2] = {i, -i};
    char c = (char)i;
    if (((uintptr_t)v & 15) != 0)
      puts("aligned?");
    __defer {
      if (((uintptr_t)v & 15) != 0 || v[0] != -v[1] || c != (char)(v[0] - 1))
        puts("aligned!");
      add(v, 2);
    }
    __defer order += 1000; // another size between
    v[0]++, v[1]--;
    change(&v[0]), v[0] -= 100;
  }
}

static void named(int n) {
  for (int i = 0; i < n; i++) {
    long a = i, b = 10 * i;
    change(&a), change(&b);
    __defer printf(" %ld", a);
    __defer_named(h) printf(" (%ld)", b);
    if (i % 3 == 0)
      defer_run(h);
    else if (i % 3 == 1)
      defer_cancel(h);
    a++, b++;
  }
  printf(" named:");
}
// CHECK: (100) (130) named: 105 104 (121) 103 102 101{{$}}

// The outer block's instance is in one record, however often the inner one runs.
static void nested(int n) {
  for (int i = 0; i < n; i++) {
    long o = i;
    change(&o);
    for (int j = 0; j < 2; j++) {
      long in = j;
      change(&in);
      __defer printf(" %ld/%ld", o, in);
      o += 10;
    }
  }
  printf("nested:");
}
// CHECK: nested: 121/101 121/100 120/101 120/100{{$}}

int main(void) {
  skipped(6), puts("");
  named(5), puts("");
  nested(2), puts("");
  many(5000);
  unsigned long right = 0;
  for (unsigned long i = 5000; i--;)
    if (i % 7 != 3)
      right = ((right * 31 + i + 100) * 31 + i + 1) * 31 + i + 2;
  printf("many: %ld %s\n", order, sum == right ? "right" : "wrong");
  sum = 0, order = 0;
  aligned(300);
  right = 0;
  for (unsigned long i = 300; i; i--)
    right = (right * 31 + i) * 31 - i;
  printf("aligned: %ld %s\n", order, sum == right ? "right" : "wrong");
}
// CHECK: many: 4286 right
// CHECK-NEXT: aligned: 300300 right
