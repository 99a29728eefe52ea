// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 6: the errors are there in system headers too, and where a macro of
// one is used.
//
// RUN: not %defer -isystem %S/Inputs -fsyntax-only -fno-color-diagnostics %s 2>&1 | FileCheck %s
// RUN: not %defer -isystem %S/Inputs -c -o %t.o -w -fno-color-diagnostics %s 2>&1 | FileCheck %s

#include <errors.h>

void use(void) { LATER(return); }

// CHECK: errors.h:5:11: error: 'return' cannot leave a deferred statement
// CHECK: errors.h:6:11: error: 'goto' cannot leave a deferred statement
// CHECK: system-header.c:[[#@LINE-4]]:24: error: 'return' cannot leave a deferred statement
// CHECK: system-header.c:[[#@LINE-5]]:18: note: deferred by this '__defer'
// CHECK: 3 errors generated.
