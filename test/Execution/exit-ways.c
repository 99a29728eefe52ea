// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 5: `exit`, `_Exit`, `quick_exit`, `abort` and a signal that ends the
// process run nothing, of no kind.
//
// RUN: %exec --status=3 %s -- exit | FileCheck %s
// RUN: %exec --status=4 %s -- _Exit | FileCheck %s
// RUN: %exec --status=5 %s -- quick_exit | FileCheck --check-prefixes=CHECK,QUICK %s
// RUN: %exec --status=-6 %s -- abort | FileCheck %s
// RUN: %exec --status=-15 %s -- signal | FileCheck %s
// RUN: %exec %s -- return | FileCheck --check-prefix=RETURN %s

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void say(const char *s) {
  puts(s);
  fflush(stdout);
}
static void quick(void) { say("at_quick_exit"); }

static void leave(const char *way) {
  _Defer say("scoped");
  __defer say("function");
  for (int i = 0; i < 2; i++)
    __defer_capture(i) printf("loop %d\n", i);
  say("leaving");
  if (!strcmp(way, "exit"))
    exit(3);
  if (!strcmp(way, "_Exit"))
    _Exit(4);
  if (!strcmp(way, "quick_exit"))
    quick_exit(5);
  if (!strcmp(way, "abort"))
    abort();
  if (!strcmp(way, "signal"))
    raise(SIGTERM);
}

int main(int argc, char **argv) {
  __defer say("main");
  if (argc != 2 || at_quick_exit(quick) != 0)
    return 1;
  leave(argv[1]);
  say("returned");
  return 0;
}

// CHECK-NOT: {{.}}
// CHECK: leaving
// QUICK-NEXT: at_quick_exit
// CHECK-NOT: {{.}}

// RETURN: leaving
// RETURN-NEXT: loop 1
// RETURN-NEXT: loop 0
// RETURN-NEXT: function
// RETURN-NEXT: scoped
// RETURN-NEXT: returned
// RETURN-NEXT: main
