// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a macro has beside a deferral has the deferral's position: at -O0, loads, stores
// and jumps of it were counted as the deferral's, so that a budget failed.  What is
// certainly added still is the deferral's, and the copies are that a macro makes which
// has nothing else.

// RUN: %inspect %s -- -O0 | FileCheck %s
// RUN: echo '{functions: [{function: with_more, instructions: 0}]}' > %t.yaml
// RUN: %inspect --budget=%t.yaml %s -- -O0
// RUN: %inspect %s -- -O2 | FileCheck --check-prefix=O2 %s

void *take(int);
void drop(void *);
int test(int), work(void *, int);
struct large {
  long a[9];
};
void use(struct large *);

#define FUNCTION(name)                                                         \
  int name(int n) {                                                            \
    void *p = take(n);                                                         \
    __defer drop(p);                                                           \
    if (test(n))                                                               \
      return 1;                                                                \
    return work(p, n);                                                         \
  }
// CHECK-LABEL: : with_more,
// CHECK:       __defer static 0 0 0 0 0 0
// CHECK:       not attributed: {{[1-9][0-9]*}} have a position that says two things
// O2-LABEL:    : with_more,
// O2:          __defer static 0 0 0 0 0
FUNCTION(with_more)

#define PENDING(p)                                                             \
  do {                                                                         \
    if (test(1))                                                               \
      __defer drop(p);                                                         \
    work(p, 3);                                                                \
  } while (0)
// The flag is set, and asked for.
// CHECK-LABEL: : with_flag,
// CHECK:       __defer flag 2 {{[2-4]}} 0
int with_flag(void *p) {
  PENDING(p);
  return 0;
}

#define ALONE(p, q)                                                            \
  do {                                                                         \
    __defer_capture(p, q) use(&q), drop(p);                                    \
  } while (0)
// CHECK-LABEL: : alone,
// CHECK:       __defer_capture static {{[4-9]|[1-9][0-9]}} 0 0 {{.*}} 1{{$}}
int alone(void *p, struct large q) {
  ALONE(p, q);
  p = 0;
  q.a[1] = 0;
  return test(1);
}
