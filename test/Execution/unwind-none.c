// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 5: with `unwind=none` an exception runs nothing of what is pending,
// but Clang's cleanup variables, each once, also where it comes out of a
// statement that runs in another place than it stands in.
//
// MODES-NOT: rewrite (cleanup variables become steps of the ladder)
// RUN: %exec -fexceptions -fplugin-arg-defer-unwind=none %s | FileCheck %s

#include "Inputs/unwind.h"

static void put(const char *what, int n) { printf(" %s%d", what, n); }
static void clean(int *p) { put("clean", *p); }

static void through(int n) {
  int x __attribute__((cleanup(clean))) = 1;
  __defer put("wrong", n);
  _Defer put("wrong", n);
  for (int i = 0; i < 2; i++)
    __defer put("wrong", i);
  put("in", n);
  throw_it();
}

static void out_of(int n) {
  int x __attribute__((cleanup(clean))) = 1;
  __defer put("wrong", n);
  {
    int y __attribute__((cleanup(clean))) = 2;
    __defer { put("S", n); throw_it(); }
    for (int i = 0; i < 2; i++) {
      int k = i;
      __defer { put("R", k); if (n == k) throw_it(); }
    }
  }
  put("in", n);
}

int main(void) {
  printf(" %d\n", try(through, 0));
  for (int n = 0; n < 3; n++)
    printf(" %d\n", try(out_of, n));
}

// CHECK: {{^}} in0 clean1 1
// CHECK-NEXT: {{^}} clean2 in0 R1 R0 clean1 1
// CHECK-NEXT: {{^}} clean2 in1 R1 clean1 1
// CHECK-NEXT: {{^}} clean2 in2 R1 R0 S2 clean1 1
