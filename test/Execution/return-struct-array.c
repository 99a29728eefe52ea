// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 3: a structure that holds an array, returned by value and written by
// S afterwards; reading a member of the call's result.
//
// RUN: %exec %s | FileCheck %s

#include <stdio.h>
#include <string.h>

struct name {
  char text[24];
};
struct row {
  int n;
  double cell[6];
};

static struct name greet(const char *who) {
  struct name s;
  __defer memset(s.text, '#', sizeof s.text);
  snprintf(s.text, sizeof s.text, "hello, %s", who);
  return s;
}

static struct row squares(int n) {
  struct row r = {0};
  for (int i = 0; i < n; i++) {
    double *c = &r.cell[i];
    __defer *c = -1;
    *c = i * i;
    r.n++;
  }
  __defer r.n = -1;
  return r;
}

int main(void) {
  printf("%s\n", greet("world").text);
  struct name s = greet("you");
  printf("%s\n", s.text);
  struct row r = squares(5);
  printf("%d:", r.n);
  for (int i = 0; i < r.n; i++)
    printf(" %.0f", r.cell[i]);
  printf("\n");
  return 0;
}

// CHECK-NOT: {{.+}}
// CHECK: hello, world
// CHECK-NEXT: hello, you
// CHECK-NEXT: 5: 0 1 4 9 16
// CHECK-NOT: {{.+}}
