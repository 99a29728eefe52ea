// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What comes out of one macro has one position.  The deferral is told from its
// statement none the less, and deferrals from one another; statements are not,
// nor a statement from what else is in the macro.

// RUN: %inspect --assembly %s -- -O0 | FileCheck %s
// RUN: %inspect --assembly %s -- -O2 | FileCheck --check-prefix=CALLS %s

void drop(int), other(int), both(int), acquire(int), release(int);
int test(int);
#define DROP __defer drop(1)
#define BOTH __defer both(1); __defer both(2)
#define LOCK acquire(1); if (test(1)) __defer release(1)
#define PASS(call) __defer { call; }

int one(int n) {
  if (test(n)) DROP;
  return test(2);
}
// CHECK-LABEL: : one,
// CHECK: 18:16 __defer flag 2 3 0 5 {{[0-9]+}} {{[1-9]}}
// CHECK: 18:16 statement {{.*}} drop
// CALLS-LABEL: : one,
// CALLS: 18:16 statement {{.*}} drop

int two(int n) {
  BOTH;
  return test(n);
}
// CHECK-LABEL: : two,
// CHECK: not attributed: {{[4-9]}} have a position that says two things
// CHECK: same position {{.*}} both
// CHECK: same position {{.*}} both
// CALLS-LABEL: : two,
// CALLS: same position {{.*}} both

int more(int n) {
  LOCK;
  return test(n);
}
// CHECK-LABEL: : more,
// CHECK: 39:3 __defer flag 2 3 0 5
// CHECK: same position {{.*}} acquire
// CHECK: 39:3 reached
// CHECK: 39:3 exit
// CHECK: same position {{.*}} release
// CALLS-LABEL: : more,

int passed(int n) {
  PASS(other(n))
  return test(n);
}
// From 21 on an argument is where it is written.
// CHECK-LABEL: : passed,
// CHECK: 51:3 statement {{.*}} other
// CALLS-LABEL: : passed,
// CALLS: 51:3 statement {{.*}} other
