// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 3: the returned value is settled first, structures included; in a
// statement expression the last value is read first. Section 4: arrays of the
// block, of a length that is computed, too.
//
// RUN: %exec %s | FileCheck %s

#include <stdio.h>

struct small { int a, b; };
struct large { int a[20]; };

static int scalar(void) {
  int x = 1;
  _Defer x = 99;
  return x;
}
static struct small in_registers(void) {
  struct small s = {2, 2};
  _Defer s.a = 99;
  return s;
}
static struct large in_memory(void) {
  struct large s = {{3}};
  _Defer s.a[0] = 99;
  return s;
}
static struct large from_block(int n) {
  if (n) {
    struct large s = {{4}};
    struct large *q = &s;
    _Defer q->a[0] = 99;
    return s;
  }
  return in_memory();
}
static int expression(int n) {
  int m = ({
    _Defer n = 99;
    n;
  });
  struct large s = {{m + 1}};
  struct large t = ({
    _Defer s.a[0] = 99;
    s;
  });
  return m * 100 + t.a[0] * 10 + (n == 99) + (s.a[0] == 99);
}
static int array(int n) {
  int sum = 0;
  for (int i = 1; i < n; i++) {
    int v[i];
    _Defer sum += v[i - 1] + (int)(sizeof v / sizeof *v);
    int w[n - i];
    _Defer v[i - 1] += w[n - i - 1];
    v[i - 1] = i;
    w[n - i - 1] = 10;
    if (i == 2)
      continue;
  }
  return sum;
}
static int old(a, b) int a;
int b;
{
  _Defer a = b;
  {
    _Defer b = 0;
    a += b;
  }
  return a;
}

int main(void) {
  printf("%d %d %d %d\n", scalar(), in_registers().a, in_memory().a[0],
         from_block(1).a[0]);
  // CHECK: 1 2 3 4
  printf("%d\n", expression(5));
  // CHECK-NEXT: 562
  printf("%d\n", array(4));
  // CHECK-NEXT: 42
  printf("%d\n", old(1, 2));
  // CHECK-NEXT: 3
}
