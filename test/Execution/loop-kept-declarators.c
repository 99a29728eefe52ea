// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 4: several variables of one declaration, some of them named by S,
// with initialisers that name each other and themselves.
//
// RUN: %exec %s | FileCheck %s

#include <stdio.h>

struct node {
  struct node *self;
  int *value;
  int n;
};

static void f(int n) {
  for (int i = 0; i < n; i++) {
    int a = i, *pa = &a, arr[2] = {a + 1, *pa + 2}, unused = a, m[2][2] = {{a}};
    struct node nd = {&nd, &a, sizeof nd == sizeof(struct node)};
    const char *s = i % 2 ? "odd" : "even", *const t = s + 1;
    int open[] = {1, 2, 3, a}, len = sizeof open / sizeof open[0];
    char word[] = "word";
    __defer {
      (*pa)++;
      ++*nd.value;
      printf("%d %d %d %d self %d %s %s %d %d %s\n", a, arr[0], arr[1], m[0][0],
             nd.self == &nd && nd.n, s, t, open[3], len, word);
    }
    a += unused * 10;
    word[0] = (char)('W' - i);
    m[0][0]--;
  }
}

int main(void) {
  f(3);
  return 0;
}

// CHECK-NOT: {{.+}}
// CHECK: 24 3 4 1 self 1 even ven 2 4 Uord
// CHECK-NEXT: 13 2 3 0 self 1 odd dd 1 4 Vord
// CHECK-NEXT: 2 1 2 -1 self 1 even ven 0 4 Word
// CHECK-NOT: {{.+}}
