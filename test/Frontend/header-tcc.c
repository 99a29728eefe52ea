// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 1: tcc, which cannot mark a call as an error, refuses <defer.h>.
//
// REQUIRES: tcc
// RUN: not tcc -I%include -c %s -o %t.o 2>&1 | FileCheck %s

#include <defer.h>

void f(void);
void g(void) { __defer f(); }

// CHECK: error: {{.*}}__defer needs clang and its plugin: clang -fplugin=defer.so
