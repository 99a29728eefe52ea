// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 6: a deferral in a `naked` function is an error; a `naked` function
// without one is none.
//
// REQUIRES: x86-registered-target
// RUN: %defer --target=x86_64-linux-gnu -fsyntax-only -Xclang -verify %s
// RUN: %defer --target=x86_64-linux-gnu -c -o %t.o -Xclang -verify %s
// RUN: not %defer --target=x86_64-linux-gnu -fsyntax-only -fno-color-diagnostics %s 2>&1 | FileCheck %s

void f(void);

// Clang's own error comes first: a deferral is no asm.
__attribute__((naked)) void naked(void) { // expected-note {{attribute is here}}
  __defer f(); // expected-error {{non-ASM statement in naked function is not supported}}
  asm("ret");
}

__attribute__((naked)) void without(void) { asm("ret"); }

// CHECK: naked.c:[[#@LINE-6]]:3: error: non-ASM statement in naked function
