// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 6: a call that leaves the function without running what is pending;
// one warning a call, with a note at what became pending last.
//
// RUN: %defer -fsyntax-only -Xclang -verify=expected,plain %s
// RUN: %defer -fsyntax-only -fexceptions -Xclang -verify %s
// RUN: %defer -fsyntax-only -fno-color-diagnostics %s 2>&1 | FileCheck %s
// RUN: %defer -fsyntax-only -Werror -fplugin-arg-defer-no-warn=noreturn %s

#include <assert.h>
#include <pthread.h>
#include <setjmp.h>
#include <stddefer.h>
#include <stdlib.h>
#include <unistd.h>

void f(int);
_Noreturn void die(const char *);
static _Noreturn void my_assert_fails(void) { abort(); }
jmp_buf env;
sigjmp_buf signals;

void calls(int n) {
  if (n == 0)
    exit(0);
  __defer f(1); // expected-note 8 {{deferred by this '__defer'}}
  if (n == 1)
    exit(1); // expected-warning {{call of 'exit' with a deferral pending, which does not run}}
  if (n == 2)
    abort(); // expected-warning {{call of 'abort' with}}
  if (n == 3)
    _Exit(1); // expected-warning {{call of '_Exit' with}}
  if (n == 4)
    quick_exit(1); // expected-warning {{call of 'quick_exit' with}}
  if (n == 5)
    longjmp(env, 1); // expected-warning {{call of 'longjmp' with}}
  if (n == 6)
    siglongjmp(signals, 1); // expected-warning {{call of 'siglongjmp' with}}
  if (n == 7)
    die("?"); // expected-warning {{call of 'die' with}}
  {
    defer f(2); // expected-note {{deferred by this '_Defer'}}
    execl("/bin/true", "true", (char *)0); // expected-warning {{call of 'execl' with a deferral pending, which does not run if the call succeeds}}
    f(3);
  }
  char *none[] = {0};
  execve("/bin/true", none, none); // expected-warning {{call of 'execve' with a deferral pending, which does not run if}}
  f(4);
}
// CHECK: warn-noreturn.c:[[#@LINE-22]]:5: warning: call of 'exit' with a deferral pending, which does not run [-fplugin-arg-defer-no-warn=noreturn]
// CHECK-NEXT: exit(1);
// CHECK-NEXT: ^
// CHECK-NEXT: warn-noreturn.c:[[#@LINE-27]]:3: note: deferred by this '__defer'

void pointer(__attribute__((noreturn)) void (*stop)(void)) {
  __defer f(1); // expected-note {{deferred by this}}
  stop();       // expected-warning {{call of a function that does not return, with a deferral pending, which does not run}}
}

// With exceptions, what is pending runs while the thread ends.
void thread(int n) {
  __defer f(1); // plain-note {{deferred by this}}
  if (n)
    pthread_exit(0); // plain-warning {{call of 'pthread_exit' with}}
  f(2);
}

// What is older is left to run while the statement runs; it itself is not.
void statements(int n) {
  _Defer f(1);
  __defer f(2); // expected-note {{deferred by this '__defer'}}
  if (n) {
    _Defer f(3);
    __defer exit(1); // expected-warning {{call of 'exit' with}}
    f(3);
  }
  _Defer { // expected-note {{deferred by this '_Defer'}}
    _Defer f(4); // expected-note {{deferred by this '_Defer'}}
    if (n == 2)
      exit(2); // expected-warning {{call of 'exit' with}}
    f(5);
  }
  _Defer exit(3); // expected-warning {{call of 'exit' with}}
  f(6);
}

void first(void) {
  __defer exit(1);
  f(1);
}

void in_block(int n) {
  if (n) {
    _Defer f(1);
    f(2);
  }
  exit(1);
}

void only_in_loop(int n) {
  for (int i = 0; i < n; i++) {
    if (i == 3)
      exit(1); // expected-warning {{call of 'exit' with}}
    __defer f(2); // expected-note {{deferred by this}}
    f(1);
  }
}

// In the child process what is pending is the parent's to run.
void child(void) {
  __defer f(1); // expected-note {{deferred by this}}
  if (fork() == 0) {
    execl("/bin/true", "true", (char *)0);
    _exit(127);
  }
  exit(1); // expected-warning {{call of 'exit' with}}
}

// It may be where this function goes on.
int catches(int n) {
  if (setjmp(env))
    return 1;
  __defer f(1);
  if (n)
    longjmp(env, 1);
  return 0;
}

// The program is wrong there, or control does not come.
#define CHECK_OR_ASSERT(c) ((c) ? (void)0 : die(#c))
void asserts(int n) {
  __defer f(1);
  assert(n > 0);
  CHECK_OR_ASSERT(n > 1);
  if (n == 2)
    my_assert_fails();
  if (n == 3)
    __builtin_trap();
  if (n == 4)
    __builtin_unreachable();
  f(2);
}

// Nothing is pending, or it is dead code.
void nothing(int n) {
  if (n == 1) {
    __defer f(1);
    return;
  }
  if (n == 2)
    die("?");
  __defer f(2);
  if (0)
    exit(1);
  (void)sizeof(exit(1), 1);
  return;
  exit(1);
}

static void exec(void) { f(1); }
static int execv_here(void) {
  __defer f(1);
  exec();
  return 0;
}
int use(void) { return execv_here(); }
