// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A block literal is a function of its own, and `__defer` in one is an error;
// in a deferred statement, a block literal may `return` and have its own jumps.
//
// RUN: %defer -fblocks -fsyntax-only -Xclang -verify %s
// RUN: %defer -fblocks -c -o %t.o -Xclang -verify %s

void f(void);
void run(int (^)(void));

void in_literal(void) {
  run(^{
    __defer f(); // expected-error {{'__defer' in a block literal is not supported}}
    return 1;
  });
  __defer run(^{
    __defer f(); // expected-error {{'__defer' in a block literal is not supported}}
    return 1;
  });
}

void allowed(int n) {
  __defer f();
  __defer run(^{
    for (;;) {
      if (n)
        break;
    }
    return n;
  });
  run(^{
    goto out;
  out:
    return 1;
  });
}
