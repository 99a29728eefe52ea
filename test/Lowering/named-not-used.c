// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A deferred statement may name a variable that no code uses, as the code
// generator leaves dead code out. The pass must not read what it has deleted.

// REQUIRES: valgrind, long
// RUN: %defer -w -O0 -c -emit-llvm -fplugin-arg-defer-keep-markers -Xclang -disable-llvm-passes %s -o %t.bc
// RUN: valgrind -q --error-exitcode=9 %opt_defer -disable-output %t.bc
// RUN: %opt -load-pass-plugin=%opt_plugin -passes='defer-lower,verify' -disable-output %t.bc

void use(int *);
int test(int);

void dead(void) {
  int x;
  __defer {
    if (0)
      use(&x);
    test(1);
  }
}

void unevaluated(void) {
  int x;
  __defer (void)sizeof x;
  test(1);
}

void in_loop(int n) {
  for (int i = 0; i < n; i++) {
    int y;
    __defer {
      if (0)
        use(&y);
      test(2);
    }
  }
}
