// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 1: <defer.h> named by -include is allowed too, and gives no warning.
//
// RUN: %defer -Wall -Wextra -Werror -include defer.h -c %s -o %t.o

void f(void);
void g(void) { __defer f(); f(); }
