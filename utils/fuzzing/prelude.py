# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The C around the programs of a unit: what they call, and what runs them."""

PRELUDE = """\
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#if defined(__x86_64__)
#define JUMP "jmp "
#elif defined(__aarch64__)
#define JUMP "b "
#endif
static unsigned state;
static int fuel;
static jmp_buf *top;
HELPER unsigned decide(unsigned n) {
  state = state * 1103515245u + 12345u;
  return fuel > 0 ? (state >> 16) % n : 0;
}
HELPER unsigned go(unsigned n) { return --fuel > 0 && decide(n); }
HELPER void say(unsigned n) { printf("%u\\n", n); }
HELPER void clean(unsigned *p) { printf("c%u\\n", *p); *p += 1000; }
/* Clang 14 loses a store before such a call in a loop. */
#if defined(__clang__) && __clang_major__ < 15
#define SUM static inline
#else
#define SUM HELPER
#endif
#define NUMBER(x) ((unsigned)(unsigned long long)(x))
#define KIND(name, element, count, beside, attribute)                         \\
  struct name { element v[count]; beside } attribute;                         \\
  SUM unsigned sum_##name(struct name x) {                                    \\
    unsigned sum = 0;                                                         \\
    for (unsigned i = 0; i < count; i++) sum += NUMBER(x.v[i]) * (i + 1);     \\
    return sum;                                                               \\
  }                                                                           \\
  HELPER struct name fill_##name(unsigned n) {                                \\
    struct name x;                                                            \\
    for (unsigned i = 0; i < count; i++) x.v[i] = (element)(n + i);           \\
    return x;                                                                 \\
  }
#ifdef __TINYC__ /* It returns one of 3 bytes over what is beside it. */
KIND(b3, unsigned char, 3, int beside;, )
#else
KIND(b3, unsigned char, 3, , )
#endif
KIND(u2, unsigned, 2, , )
KIND(u4, unsigned, 4, , )
KIND(d2, double, 2, , )
KIND(u9, unsigned, 9, , )
KIND(a5, unsigned long long, 5, , __attribute__((aligned(32))))
#define BUMP(name, type)                                                      \\
  HELPER void bump_##name(type *p, unsigned n) {                              \\
    *p = (type)(unsigned)(NUMBER(*p) + n);                                    \\
  }
BUMP(unsigned, unsigned)
BUMP(byte, unsigned char)
BUMP(wide, unsigned long long)
BUMP(double, double)
"""

# At the bottom, panics end.
GUARD = """__defer { unsigned n = NUMBER(defer_recover()); if (n) printf("panic %u\\n", n); }"""

# With no unwinder, panics are all that there is.
CHAIN = """\
__attribute__((noinline)) static void try(void (*f)(void)) {
  GUARD
  f();
}
"""

# An exception of C's own: a forced unwind up to the frame of a `try`.
THROWING = """\
#include <unwind.h>
static struct try_frame {
  jmp_buf env;
  char *frame;
} *innermost;
static _Unwind_Reason_Code stop(int version, _Unwind_Action actions,
                                _Unwind_Exception_Class kind,
                                struct _Unwind_Exception *exception,
                                struct _Unwind_Context *context, void *data) {
  struct try_frame *to = data;
  if ((actions & _UA_END_OF_STACK) || (char *)_Unwind_GetCFA(context) > to->frame)
    longjmp(to->env, 1);
  return _URC_NO_REASON;
}
__attribute__((noinline)) static void throw_it(void) {
  static struct _Unwind_Exception exceptions[256];
  static unsigned used;
  struct _Unwind_Exception *exception = &exceptions[used++ % 256];
  memset(exception, 0, sizeof *exception);
  exception->exception_class = 1; /* not that of a thread's end */
  _Unwind_ForcedUnwind(exception, stop, innermost);
  abort();
}
__attribute__((noinline)) static void guard(void (*f)(void)) {
  GUARD
  f();
}
__attribute__((noinline)) static void try(void (*f)(void)) {
  struct try_frame frame = {.frame = __builtin_frame_address(0)};
  innermost = &frame;
  if (setjmp(frame.env) == 0)
    guard(f);
  else
    printf("thrown\\n");
}
"""

# One process for all programs, and one of its own for each that exits.
DRIVER = """\
static void run(int n) {
  fuel = 0;
  top = 0;
  state = seeds[n];
  printf("== %d\\n", n);
  fflush(stdout);
  if (exits[n]) {
    int status;
    pid_t child = fork();
    if (child == 0) {
      programs[n]();
      exit(0);
    }
    waitpid(child, &status, 0);
    if (!WIFEXITED(status))
      printf("killed by %d\\n", WTERMSIG(status));
    else if (WEXITSTATUS(status))
      printf("status %d\\n", WEXITSTATUS(status));
  } else
    programs[n]();
  fflush(stdout);
}
int main(int argc, char **argv) {
  static char buffer[1 << 16];
  setvbuf(stdout, buffer, _IOFBF, sizeof buffer);
  if (argc > 1)
    run(atoi(argv[1]));
  else
    for (unsigned n = 0; n < sizeof seeds / sizeof *seeds; n++) run((int)n);
}
"""
