// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The first function of a thread that has something pending leaves errno alone, also
// where the system does not tell where the thread's stack is.
//
// MODES-NOT: valgrind, sanitize (they need files of their own)
// RUN: %exec -fplugin-arg-defer-unwind=chain %s | FileCheck %s

#include <errno.h>
#include <stdio.h>
#include <sys/resource.h>

__attribute__((noinline)) static int defers(void) {
  __defer puts("S");
  getchar();
  return errno;
}

int main(void) {
  struct rlimit none = {0, 0};
  setrlimit(RLIMIT_NOFILE, &none);
  errno = EDOM;
  printf("%d\n", defers() == EDOM);
}

// CHECK:      S
// CHECK-NEXT: 1
