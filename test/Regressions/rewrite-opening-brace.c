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

// One may be all of a macro where a block stands that is deferred.
static int block(int n) {
  __defer BEGIN puts("c"); puts("d"); }
  return n;
}

int main(void) {
  block(0);
  int one = digraph(1);
  printf("%d %d\n", one, macro(0));
}
// CHECK: c
// CHECK-NEXT: d
// CHECK-NEXT: a
// CHECK-NEXT: b
// CHECK-NEXT: 1 2
