// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 5: a thread that is cancelled where it waits in <stdio.h> runs what is
// pending. LLVM takes these functions for such that throw nothing, and Clang fprintf.
//
// MODES-NOT: valgrind (one thread at a time runs there, and has no end)
// RUN: %exec -fexceptions %s | FileCheck %s
// RUN: %exec -fplugin-arg-defer-unwind=chain %s | FileCheck %s

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static FILE *in, *out;
static int kept; // what stdout was
static volatile int ran;
static char large[1 << 18], line[100];

#define WAITS(NAME, ...)                                                       \
  static void *in_##NAME(void *ignored) {                                      \
    __defer ran++;                                                             \
    __VA_ARGS__;                                                               \
    return ignored;                                                            \
  }
WAITS(fgets, while (fgets(line, sizeof line, in));)
WAITS(fgetc, while (fgetc(in) != EOF);)
WAITS(fread, fread(line, 1, sizeof line, in);)
WAITS(fscanf, int n; fscanf(in, "%d", &n);)
WAITS(fprintf, for (;;) fprintf(out, "%d\n", ran);)
WAITS(fprintf_text, for (;;) fprintf(out, "text");)
WAITS(fputs, for (;;) fputs("text", out);)
WAITS(fputc, for (;;) fputc('c', out);)
WAITS(fwrite, for (;;) fwrite(large, 1, sizeof large, out);)
WAITS(fflush, setvbuf(out, large, _IOFBF, sizeof large); for (;;) { fputs("x", out); for (int i = 0; i < 20000; i++) putc_unlocked('a', out); fflush(out); })
WAITS(puts, for (;;) puts("a line that has some length");)
WAITS(printf, for (;;) printf("%d\n", ran);)
WAITS(printf_text, for (;;) printf("text\n");)
WAITS(putchar, for (;;) putchar('c');)

/* In a process of its own: what waits may hold a lock when it is cancelled. */
static void cancel(const char *name, void *(*waits)(void *)) {
  int from[2], to[2];
  pthread_t thread;
  void *result;
  if (fork()) {
    wait(0);
    return;
  }
  alarm(20);
  if (pipe(from) || pipe(to))
    _exit(1);
  in = fdopen(from[0], "r");
  out = fdopen(to[1], "w");
  dup2(to[1], 1); // it is never read
  pthread_create(&thread, 0, waits, 0);
  usleep(20000); // it waits, or else is cancelled before
  pthread_cancel(thread);
  pthread_join(thread, &result);
  dprintf(kept, "%s: %d %d\n", name, result == PTHREAD_CANCELED, ran);
  _exit(0);
}

int main(void) {
  kept = dup(1);
#define EACH(NAME) cancel(#NAME, in_##NAME);
  EACH(fgets) EACH(fgetc) EACH(fread) EACH(fscanf)
  EACH(fprintf) EACH(fprintf_text) EACH(fputs) EACH(fputc) EACH(fwrite)
  EACH(fflush) EACH(puts) EACH(printf) EACH(printf_text) EACH(putchar)
}

// CHECK:      fgets: 1 1
// CHECK-NEXT: fgetc: 1 1
// CHECK-NEXT: fread: 1 1
// CHECK-NEXT: fscanf: 1 1
// CHECK-NEXT: fprintf: 1 1
// CHECK-NEXT: fprintf_text: 1 1
// CHECK-NEXT: fputs: 1 1
// CHECK-NEXT: fputc: 1 1
// CHECK-NEXT: fwrite: 1 1
// CHECK-NEXT: fflush: 1 1
// CHECK-NEXT: puts: 1 1
// CHECK-NEXT: printf: 1 1
// CHECK-NEXT: printf_text: 1 1
// CHECK-NEXT: putchar: 1 1
