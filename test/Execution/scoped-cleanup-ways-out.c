// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 2: a block's block-scoped deferrals and cleanup variables run
// interleaved, last first, when the block is left by any way: its end, `break`,
// `continue`, `goto` out of it, forward and back, and `return`; only those that
// have been reached.
//
// RUN: %exec %s | FileCheck %s

#include <stdio.h>

static void p(const char *s, int n) { printf("%s%d ", s, n); }
static void clean(int *n) { p("c", *n); }
#define CLEAN __attribute__((cleanup(clean))) int

static int leave(int way, int when) {
  int rounds = 0;
again:
  while (rounds < 2) {
    rounds++;
    _Defer p("D", 1);
    CLEAN a = 2;
    if (when == 1) {
      if (way == 1)
        break;
      if (way == 2)
        continue;
      if (way == 3)
        goto out;
      if (way == 4)
        goto again;
      if (way == 5)
        return rounds;
    }
    _Defer p("D", 3);
    CLEAN b = 4;
    _Defer p("D", 5);
    if (way == 1)
      break;
    if (way == 2)
      continue;
    if (way == 3)
      goto out;
    if (way == 4)
      goto again;
    if (way == 5)
      return rounds;
    p("end", way);
  }
  p("after", way);
out:
  p("out", way);
  return 0;
}

int main(void) {
  for (int way = 0; way <= 5; way++)
    for (int when = 1; when <= 2; when++)
      printf("= %d\n", leave(way, when));
  return 0;
}

// CHECK: {{^}}end0 D5 c4 D3 c2 D1 end0 D5 c4 D3 c2 D1 after0 out0 = 0{{$}}
// CHECK-NEXT: {{^}}end0 D5 c4 D3 c2 D1 end0 D5 c4 D3 c2 D1 after0 out0 = 0{{$}}
// CHECK-NEXT: {{^}}c2 D1 after1 out1 = 0{{$}}
// CHECK-NEXT: {{^}}D5 c4 D3 c2 D1 after1 out1 = 0{{$}}
// CHECK-NEXT: {{^}}c2 D1 c2 D1 after2 out2 = 0{{$}}
// CHECK-NEXT: {{^}}D5 c4 D3 c2 D1 D5 c4 D3 c2 D1 after2 out2 = 0{{$}}
// CHECK-NEXT: {{^}}c2 D1 out3 = 0{{$}}
// CHECK-NEXT: {{^}}D5 c4 D3 c2 D1 out3 = 0{{$}}
// CHECK-NEXT: {{^}}c2 D1 c2 D1 after4 out4 = 0{{$}}
// CHECK-NEXT: {{^}}D5 c4 D3 c2 D1 D5 c4 D3 c2 D1 after4 out4 = 0{{$}}
// CHECK-NEXT: {{^}}c2 D1 = 1{{$}}
// CHECK-NEXT: {{^}}D5 c4 D3 c2 D1 = 1{{$}}
