// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// defer-rewrite: a brace may be a digraph, or a macro; and a comment may go on in
// the next line.
//
// REWRITE-NOT: tcc (it knows no digraphs)
// RUN: %exec %s | FileCheck %s

#include <stdio.h>
#define BEGIN {

static int digraph(int n) <% __defer puts("a"); if (n) return 1; return 2; %>

static int macro(int n) BEGIN
  __defer puts("b"); // it goes \
     on
  if (n)
    return 1;
  return 2;
}

int main(void) {
  int one = digraph(1);
  printf("%d %d\n", one, macro(0));
}
// CHECK: a
// CHECK-NEXT: b
// CHECK-NEXT: 1 2
