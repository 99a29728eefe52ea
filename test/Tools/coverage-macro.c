// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Coverage: the count of a deferral behind a `return` is its own, and not that
// of the line before it, whatever macro the word came out of: <stddefer.h>'s,
// a program's own, or one within another.
//
// REQUIRES: asan
// RUN: %defer -I%include -fprofile-instr-generate -fcoverage-mapping %s \
// RUN:     %libdefer -o %t
// RUN: env LLVM_PROFILE_FILE=%t.profraw %t
// RUN: %llvm_bin/llvm-profdata merge %t.profraw -o %t.profdata
// RUN: %llvm_bin/llvm-cov show %t -instr-profile=%t.profdata | FileCheck %s

#include <stddefer.h>

#define ALWAYS __defer
#define ON_SCOPE defer
#define CLEANUP(S) _Defer S

void count(int n) { (void)n; }

int f(int n) {
  if (n == 1)
    return 1;
  // CHECK: [[@LINE+1]]|      6|  defer
  defer count(1);
  if (n == 2)
    return 1;
  // CHECK: [[@LINE+1]]|      5|  defer
  defer {
    // CHECK: [[@LINE+1]]|      5|    count
    count(1);
  }
  if (n == 3)
    return 1;
  // CHECK: [[@LINE+1]]|      4|  ALWAYS
  ALWAYS count(1);
  if (n == 4)
    return 1;
  // CHECK: [[@LINE+1]]|      3|  ON_SCOPE
  ON_SCOPE count(1);
  if (n == 5)
    return 1;
  // CHECK: [[@LINE+1]]|      2|  CLEANUP
  CLEANUP(count(1));
  if (n == 6)
    return 1;
  // CHECK: [[@LINE+1]]|      1|  ALWAYS
  ALWAYS {
    ALWAYS count(1);
  }
  return 2;
}

int main(void) {
  for (int n = 1; n <= 7; n++)
    f(n);
  return 0;
}
