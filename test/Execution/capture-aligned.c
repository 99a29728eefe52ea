// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 4: arrays and structures are copied whole, with their alignment: that
// of the type and that of the variable, in a loop and outside of one.
//
// REWRITE-NOT: tcc (no alignment)
// RUN: %exec %s | FileCheck %s

#include <stdint.h>
#include <stdio.h>
#include <string.h>

struct line {
  _Alignas(64) char text[192];
};

static int wrong;

static void check(const void *p, uintptr_t alignment) {
  if ((uintptr_t)p % alignment)
    wrong++;
}

static int same(const char *p, int n, char c) {
  for (int i = 0; i < n; i++)
    if (p[i] != c)
      return 0;
  return 1;
}

static void once(char c) {
  char odd = c;
  _Alignas(256) char buffer[300];
  struct line line;
  _Alignas(128) int number = c;
  memset(buffer, c, sizeof buffer);
  memset(&line, c, sizeof line);
  __defer_capture(odd, buffer, line, number) {
    check(buffer, 256);
    check(&line, _Alignof(struct line));
    check(&number, 128);
    printf("%c %d %d %d %d\n", odd, same(buffer, 300, c), same(line.text, 192, c),
           number == c, (int)(sizeof buffer + sizeof line));
  }
  memset(buffer, 0, sizeof buffer);
  memset(&line, 0, sizeof line);
  odd = number = 0;
}

static void in_loop(void) {
  char odd = 0, buffer[300];
  struct line line;
  _Alignas(512) char page[7];
  for (char c = 'a'; c < 'k'; c++) {
    odd = c;
    memset(buffer, c, sizeof buffer);
    memset(&line, c, sizeof line);
    memset(page, c, sizeof page);
    __defer_capture(odd, page, line, buffer) {
      check(page, 512);
      check(&line, _Alignof(struct line));
      printf("%c%d%d%d ", odd, same(page, 7, odd), same(line.text, 192, odd),
             same(buffer, 300, odd));
    }
  }
}

int main(void) {
  once('x');
  in_loop();
  printf("\nwrong %d\n", wrong);
  return 0;
}

// CHECK: {{^}}x 1 1 1 492{{$}}
// CHECK-NEXT: {{^}}j111 i111 h111 g111 f111 e111 d111 c111 b111 a111 {{$}}
// CHECK-NEXT: {{^}}wrong 0{{$}}
