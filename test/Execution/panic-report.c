// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 7: when none recovers, all that is pending has run; the message of
// each panic is printed, oldest first, with where it came from, and the process
// aborts.
//
// REWRITE-NOT: gcc tcc (without --line-directives, lines have new numbers)
// RUN: %exec --status=-6 -fexceptions %s -- plain 2>&1 | FileCheck --check-prefix=PLAIN %s
// RUN: %exec --status=-6 -fplugin-arg-defer-unwind=chain %s -- plain 2>&1 | FileCheck --check-prefix=PLAIN %s
// RUN: %exec --status=-6 -fexceptions %s -- nested 2>&1 | FileCheck --check-prefix=NESTED %s
// RUN: %exec --status=-6 -fplugin-arg-defer-unwind=chain %s -- nested 2>&1 | FileCheck --check-prefix=NESTED %s
// RUN: %exec --status=-6 -fexceptions %s -- value 2>&1 | FileCheck --check-prefix=VALUE %s
// RUN: %exec --status=-6 -fplugin-arg-defer-unwind=chain %s -- value 2>&1 | FileCheck --check-prefix=VALUE %s
// RUN: %exec --status=-6 -fexceptions %s -- recovered 2>&1 | FileCheck --check-prefix=RECOVERED %s
// RUN: %exec --status=-6 -fplugin-arg-defer-unwind=chain %s -- recovered 2>&1 | FileCheck --check-prefix=RECOVERED %s
// RUN: %exec --status=-6 -fexceptions %s -- long 2>&1 | FileCheck --check-prefix=LONG %s
// RUN: %exec --status=-6 -fplugin-arg-defer-unwind=chain %s -- long 2>&1 | FileCheck --check-prefix=LONG %s
// RUN: %exec --status=-6 -fexceptions %s -- thread 2>&1 | FileCheck --check-prefix=THREAD %s
// RUN: %exec --status=-6 -fplugin-arg-defer-unwind=chain %s -- thread 2>&1 | FileCheck --check-prefix=THREAD %s

#include <pthread.h>
#include <stdio.h>
#include <string.h>

static void put(const char *what) {
  fprintf(stderr, "ran %s\n", what);
}

static void plain(void) {
  __defer put("second");
  __defer put("first");
  defer_panic("no %s", "reason");
}
// PLAIN: ran first
// PLAIN-NEXT: ran second
// PLAIN-NEXT: ran main's
// PLAIN-NEXT: panic: no reason
// PLAIN-NEXT: in plain, {{.*}}panic-report.c:[[#@LINE-6]]

static void nested(void) {
  __defer { __defer put("third"); defer_panic("third"); }
  __defer { defer_panic("second"); }
  defer_panic("first");
}
// NESTED: ran third
// NESTED-NEXT: ran main's
// NESTED-NEXT: panic: first
// NESTED-NEXT: in nested, {{.*}}panic-report.c:[[#@LINE-5]]
// NESTED-NEXT: panic: second
// NESTED-NEXT: in nested, {{.*}}
// NESTED-NEXT: panic: third
// NESTED-NEXT: in nested, {{.*}}

static void value(void) {
  defer_panic_value((void *)16);
}
// VALUE: ran main's
// VALUE-NEXT: panic: value 0x10
// VALUE-NEXT: in value, {{.*}}panic-report.c:[[#@LINE-4]]

static void recovered(void) {
  __defer { defer_panic("second"); }
  __defer { defer_recover(); }
  defer_panic("first");
}
// RECOVERED: ran main's
// RECOVERED-NEXT: panic: first [recovered]
// RECOVERED: panic: second

static void long_one(void) {
  char text[3001];
  memset(text, 'x', 3000);
  text[3000] = 0;
  defer_panic("%s!", text);
}
// LONG: panic: {{x+}}!

static void *thread(void *unused) {
  (void)unused;
  __defer put("thread's");
  defer_panic("in a thread");
}
// THREAD: ran thread's
// THREAD-NOT: ran
// THREAD: panic: in a thread

int main(int argc, char **argv) {
  (void)argc;
  __defer put("main's");
  if (!strcmp(argv[1], "plain")) plain();
  if (!strcmp(argv[1], "nested")) nested();
  if (!strcmp(argv[1], "value")) value();
  if (!strcmp(argv[1], "recovered")) recovered();
  if (!strcmp(argv[1], "long")) long_one();
  if (!strcmp(argv[1], "thread")) {
    pthread_t t;
    pthread_create(&t, NULL, thread, NULL);
    pthread_join(t, NULL);
  }
  return 0;
}
