// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 6: no warning is given in a system header, unless asked for with
// -Wsystem-headers; what is not in one is still warned about after it.
//
// RUN: %defer -isystem %S/Inputs -Werror -c -o %t.o %s
// RUN: not %defer -I %S/Inputs -Werror -c -o %t.o %s 2>&1 | FileCheck %s
// RUN: not %defer -isystem %S/Inputs -Werror -Wsystem-headers -c -o %t.o %s 2>&1 | FileCheck %s
// RUN: not %defer -isystem %S/Inputs -Werror -DHERE -c -o %t.o %s 2>&1 | FileCheck --check-prefix=HERE %s

#include <deferring.h>

void use(int n) {
  deferring(n);
#ifdef HERE
  __defer n++;
#endif
}

// CHECK: deferring.h:3:3: error: {{.*}}[-Werror,-fplugin-arg-defer-no-warn=last]
// HERE-NOT: deferring.h
// HERE: warning-system-header.c:[[#@LINE-6]]:3: error: {{.*}}[-Werror,-fplugin-arg-defer-no-warn=last]
