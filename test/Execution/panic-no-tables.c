// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 7: a panic through a frame that has no unwind tables is reported, with
// the frame's name where it can be had.
//
// UNSUPPORTED: mode-aarch64
// MODES-NOT: rewrite (it is about unwind tables)
// RUN: %clang -x c -DBETWEEN -O1 -fno-asynchronous-unwind-tables -fno-unwind-tables -c %s -o %t.o
// RUN: %exec --status=-6 -fexceptions -rdynamic %s %t.o 2>&1 | FileCheck %s

// CHECK: below
// CHECK-NEXT: panic: through
// CHECK-NEXT: in panics, {{.*}}panic-no-tables.c:{{[0-9]+}}
// CHECK-NEXT: defer: the panic cannot pass 0x{{[0-9a-f]+}} (between in {{.*}}), which has no unwind tables: what is pending there and in its callers has not run

#ifdef BETWEEN
void between(void (*f)(void)) {
  f();
  __asm__ volatile("");
}
#else
#include <stdio.h>

void between(void (*f)(void));

static void panics(void) {
  __defer fprintf(stderr, "below\n");
  defer_panic("through");
}

int main(void) {
  __defer fprintf(stderr, "above\n");
  between(panics);
  return 0;
}
#endif
