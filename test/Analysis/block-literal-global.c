// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// `__defer` in a block literal outside of any function is an error too.
//
// RUN: %defer -fblocks -fsyntax-only -Xclang -verify %s

void f(void);

void (^literal)(void) = ^{
  __defer f(); // expected-error {{'__defer' in a block literal is not supported}}
};
