// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The output of -E with <defer.h> compiles with the plugin without a warning
// about the header's and the plugin's declarations, as does -include defer.h.
//
// RUN: %defer -E %s -o %t.i
// RUN: %clang -fplugin=%plugin -Wall -Wextra -Werror -c %t.i -o %t.o
// RUN: %defer -Wall -Wextra -Werror -include defer.h -c %s -o %t.o

#include <defer.h>

void f(void);
void g(void) { __defer f(); }
