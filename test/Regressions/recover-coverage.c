// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The zero that a function returns after a recovery had no place in the source,
// and Clang's coverage ended with an internal error.
//
// RUN: %defer -fexceptions -fprofile-instr-generate -fcoverage-mapping -c %s -o %t.o
// RUN: %defer -fplugin-arg-defer-unwind=chain -fprofile-instr-generate -fcoverage-mapping -c %s -o %t.o

struct pair { int first; long second; };
int call(int);

int number(int n) {
  __defer { (void)defer_recover(); }
  return call(n);
}
struct pair structure(int n) {
  _Defer if (defer_recover()) call(1);
  return (struct pair){call(n), n};
}
int named(int n) {
  __defer_result int r = call(n);
  __defer (void)defer_recover();
  return call(r);
}
