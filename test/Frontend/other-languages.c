// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 1: C only: in C++, Objective-C and Objective-C++ each use of the word
// is an error that says so, with <defer.h> or without it.
//
// RUN: %defer -x c++ -fsyntax-only -Xclang -verify %s
// RUN: %defer -x c++ -c -o %t.o -Xclang -verify %s
// RUN: %defer -x objective-c -fsyntax-only -Xclang -verify %s
// RUN: %defer -x objective-c++ -fsyntax-only -Xclang -verify %s
// RUN: %defer -x c++ -DHEADER -fsyntax-only -Xclang -verify %s
// RUN: %defer -x objective-c -DHEADER -fsyntax-only -Xclang -verify %s
// RUN: %clang -I %include -x c++ -DHEADER -fsyntax-only -Xclang -verify %s
// RUN: not %defer -x c++ -fsyntax-only -fno-color-diagnostics %s 2>&1 | FileCheck %s

#ifdef HEADER
#include <defer.h>
#endif

void f(int);

void g(int n) {
  __defer f(1); // expected-error {{'__defer' is available in C only}}
  if (n)
    __defer { // expected-error {{'__defer' is available in C only}}
      f(2);
    }
}

#if 0
__defer
#endif

// CHECK: other-languages.c:[[#@LINE-11]]:3: error: '__defer' is available in C only
// CHECK: other-languages.c:[[#@LINE-10]]:5: error: '__defer' is available in C only
// CHECK: 2 errors generated.
