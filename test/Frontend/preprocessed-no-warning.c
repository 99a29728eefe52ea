// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The output of -E with <defer.h> compiles with the plugin without a warning.
//
// RUN: %defer -E %s -o %t.i
// RUN: %clang -fplugin=%plugin -Wall -Wextra -Werror -c %t.i -o %t.o

#include <defer.h>

void f(void);
void g(void) { __defer f(); f(); }
