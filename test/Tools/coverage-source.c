// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Coverage: the count of S is how often it ran.
//
// REQUIRES: asan
// RUN: %defer -fprofile-instr-generate -fcoverage-mapping %s %libdefer -o %t
// RUN: env LLVM_PROFILE_FILE=%t.profraw %t
// RUN: %llvm_bin/llvm-profdata merge %t.profraw -o %t.profdata
// RUN: %llvm_bin/llvm-cov show %t -instr-profile=%t.profdata | FileCheck %s

// The same by lines:
// RUN: rm -rf %t.dir && mkdir %t.dir && cd %t.dir
// RUN: %defer --coverage %s %libdefer -o prog
// RUN: ./prog
// RUN: %llvm_bin/llvm-cov gcov *.gcno
// RUN: FileCheck --check-prefix=GCOV %s < %t.dir/coverage-source.c.gcov

void count(int n) { (void)n; }

int f(int n) {
  // CHECK: [[@LINE+2]]|      3|  __defer
  // GCOV: 3: [[@LINE+1]]: __defer
  __defer count(1);
  if (n == 1)
    return 1;
  // CHECK: [[@LINE+2]]|      2|  __defer
  // GCOV: 2: [[@LINE+1]]: __defer
  __defer count(2);
  if (n == 2)
    // CHECK: [[@LINE+2]]|      1|    __defer
    // GCOV: 1: [[@LINE+1]]: __defer
    __defer count(3);
  for (int i = 0; i < n; i++) {
    // CHECK: [[@LINE+2]]|      5|    _Defer
    // GCOV: 5: [[@LINE+1]]: _Defer
    _Defer count(4);
    // CHECK: [[@LINE+2]]|      5|    __defer
    // GCOV: 5: [[@LINE+1]]: __defer
    __defer count(5);
    if (i == 2)
      break;
  }
  _Defer {
    // CHECK: [[@LINE+2]]|      2|    if
    // GCOV: 2: [[@LINE+1]]: if
    if (n > 2)
      // CHECK: [[@LINE+2]]|      1|      count
      // GCOV: 1: [[@LINE+1]]: count
      count(6);
  }
  for (int i = 0; i < n; i++)
    // GCOV: 7: [[@LINE+1]]: __defer_capture
    __defer_capture(i) count(i);
  if (n == 7)
    // CHECK: [[@LINE+2]]|      0|    __defer
    // GCOV: #####: [[@LINE+1]]: __defer
    __defer count(7);
  return 2;
}

int main(void) {
  f(1);
  f(2);
  f(5);
  return 0;
}
