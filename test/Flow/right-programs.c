// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 9: the warnings that follow control do not take S to run in place.
// Right programs get none of them because of a deferral, with either word.
//
// RUN: %defer -fplugin-arg-defer-no-warn=noreturn -fplugin-arg-defer-no-warn=last %flow -Werror -DD=__defer -fsyntax-only %s
// RUN: %defer -fplugin-arg-defer-no-warn=noreturn -fplugin-arg-defer-no-warn=last %flow -Werror -DD=_Defer -fsyntax-only %s
// RUN: %defer -fplugin-arg-defer-no-warn=noreturn -fplugin-arg-defer-no-warn=last %flow -Wimplicit-fallthrough -Wunreachable-code-aggressive -Werror -DD=_Defer -fsyntax-only %s
// RUN: %defer -fplugin-arg-defer-no-warn=noreturn -fplugin-arg-defer-no-warn=last %flow -Werror -DD=__defer -O1 -c -o %t.o %s
// RUN: %defer -fplugin-arg-defer-no-warn=noreturn -fplugin-arg-defer-no-warn=last %flow -Werror -DD=_Defer -O1 -c -o %t.o %s

#include "Inputs/mutex.h"

void *malloc(unsigned long);
void free(void *);
int open(void), close(int);
void use(int);
void stop(int) __attribute__((noreturn));

struct mutex m, m2;
int shared __attribute__((guarded_by(m)));
void count(int *n) __attribute__((requires_capability(m)));

int set_later(int n) {
  int x;
  D use(x);
  x = n;
  return n;
}

int set_before_each_return(int n) {
  int fd;
  D if (fd >= 0) close(fd);
  if (n) {
    fd = -1;
    return 1;
  }
  fd = open();
  return fd;
}

int freed_at_the_end(void) {
  int *p = malloc(4);
  if (!p)
    return 1;
  D free(p);
  *p = 3;
  return *p;
}

int locked(int n) {
  mutex_lock(&m);
  D mutex_unlock(&m);
  if (n)
    return shared;
  shared++;
  return 2;
}

int locked_twice(int n) {
  mutex_lock(&m);
  D mutex_unlock(&m);
  if (n)
    return 1;
  mutex_lock(&m2);
  D mutex_unlock(&m2);
  shared = 3;
  return shared;
}

int locked_in_a_branch(int n) {
  if (n == 1) {
    mutex_lock(&m);
    D mutex_unlock(&m);
    if (n > 2)
      return shared;
    return 2;
  }
  return 0;
}

int locked_each_time(int n) {
  for (int i = 0; i < n; i++) {
    mutex_lock(&m);
    _Defer mutex_unlock(&m);
    if (shared)
      break;
    if (n == 3)
      continue;
    if (n == 4)
      return 1;
    if (n == 5)
      goto out;
    shared++;
  }
  do {
    mutex_lock(&m);
    _Defer mutex_unlock(&m);
    if (n == 6)
      break;
    shared++;
  } while (0);
  return 0;
out:
  return 4;
}

/* Two ways out of a block, with other locks held. */
void unlocked_by_hand(int n) {
  mutex_lock(&m);
  {
    _Defer use(n);
    if (n) {
      mutex_unlock(&m);
      return;
    }
  }
  mutex_unlock(&m);
}

int locked_in_an_expression(void) {
  mutex_lock(&m2);
  D mutex_unlock(&m2);
  return ({
    mutex_lock(&m);
    _Defer mutex_unlock(&m);
    shared;
  });
}

void captured(struct mutex *p) {
  mutex_lock(p);
  __defer_capture(p) mutex_unlock(p);
}

void nested(void) {
  mutex_lock(&m);
  D {
    D mutex_unlock(&m);
    shared++;
  }
  shared++;
}

/* The cleanup comes before the deferral, and may rely on it. */
void cleanup_before(void) {
  mutex_lock(&m);
  _Defer mutex_unlock(&m);
  int p __attribute__((cleanup(count), unused)) = 1;
  shared++;
}

int never_returns(int n) {
  D stop(n);
  use(1);
}

__attribute__((noreturn)) void does_not_return(int n) {
  D stop(n);
  if (n)
    goto out;
  use(1);
out:;
}

int leaves_in_statement(int n) {
  for (;;) {
    _Defer if (open()) stop(n);
    if (n == 1)
      continue;
    if (n == 2)
      break;
    if (n == 3)
      goto out;
    if (n == 4)
      return 1;
  }
out:
  return 2;
}

int endless_statement(int n) {
  D {
    for (;;)
      use(n);
  }
  use(1);
}

int conditional(int n) {
  int x;
  if (n) {
    x = n;
    D use(x);
  }
  return n;
}

/* Declared where the deferral stands, and set behind it. */
void set_behind(int n) {
  for (int i = 0; i < n; i++) {
    int x;
    D use(x);
    x = i;
  }
  int fd, rc = -1;
  if (n) {
    D use(fd);
    fd = open();
    rc = fd;
  }
  use(rc);
}

/* An inner statement does not return, and something is pending around it. */
int stops_inside(int n) {
  D use(0);
  if (n) {
    D stop(n);
    return open();
  }
  for (;;) {
    _Defer use(1);
    if (n) {
      _Defer stop(n);
      break;
    }
    if (open())
      return 2;
  }
}

int falls_through(int n) {
  switch (n) {
  case 1: {
    D use(1);
    use(2);
    __attribute__((fallthrough));
  }
  case 2:
    if (n > 2) {
      D use(1);
      __attribute__((fallthrough));
    } else {
      return 1;
    }
  case 4: {
    _Defer use(1);
    {
      _Defer use(2);
      if (n == 4)
        break;
      __attribute__((fallthrough));
    }
  }
  default:
    use(3);
  }
  return n;
}

int in_a_switch(int n) {
  switch (n) {
  case 1: {
    D use(1);
    use(2);
    break;
  }
  case 2: {
    D use(3);
    return 3;
  }
  default:
    break;
  }
  return 1;
}

void kept_in_a_loop(int n) {
  for (int i = 0; i < n; i++) {
    void *p = malloc(4);
    if (!p)
      return;
    D free(p);
    use(i);
  }
}

int main(void) {
  D use(1);
}
