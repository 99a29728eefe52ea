// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 8: whether a static deferral is pending is known exactly; section 2:
// reverse order. All 256 combinations of eight conditional deferrals, each with
// several ways out, compared with a model.
//
// RUN: %exec %s | FileCheck %s

#include <stdio.h>
#include <string.h>

static char got[32], want[32];
static int ngot, nwant;

static void note(char c) { got[ngot++] = c; }

static int f(int m, int stop) {
  if (m & 1)
    __defer note('0');
  if (stop == 1)
    return 1;
  if (m & 2) {
    __defer note('1');
  }
  if (stop == 2)
    return 2;
  if (m & 4) {
    __defer note('2');
    if (stop == 3)
      return 3;
  } else if (stop == 3) {
    return 3;
  }
  if (!(m & 8))
    goto skip3;
  __defer note('3');
skip3:
  if (stop == 4)
    return 4;
  switch (m & 16) {
  case 16:
    __defer note('4');
    break;
  default:
    break;
  }
  if (stop == 5)
    return 5;
  do {
    if (!(m & 32))
      break;
    __defer note('5');
  } while (0);
  if (stop == 6)
    return 6;
  (m & 64) ? ({ __defer note('6'); 0; }) : 0;
  if (stop == 7)
    return 7;
  if (!(m & 128))
    ;
  else
    __defer note('7');
  return 8;
}

int main(void) {
  int bad = 0, runs = 0;
  for (int m = 0; m < 256; m++)
    for (int stop = 1; stop <= 8; stop++) {
      ngot = nwant = 0;
      for (int b = stop - 1; b >= 0; b--)
        if (m & (1 << b))
          want[nwant++] = (char)('0' + b);
      int r = f(m, stop);
      runs += ngot;
      if (r != stop || ngot != nwant || memcmp(got, want, (size_t)ngot) != 0) {
        bad++;
        printf("wrong: m %d stop %d\n", m, stop);
      }
    }
  printf("bad %d, runs %d\n", bad, runs);
  return 0;
}

// CHECK-NOT: {{.+}}
// CHECK: bad 0, runs 4608
// CHECK-NOT: {{.+}}
