// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 7: threads are independent (see panic-threads.c), elsewhere.
//
// UNSUPPORTED: mode-native
// MODES-NOT: rewrite (functions of a header)
// RUN: %exec -pthread -fexceptions %s -- 200 | FileCheck %s
// RUN: %exec -pthread -fplugin-arg-defer-unwind=chain %s -- 200 | FileCheck %s

#include "Inputs/panic-threads.h"

// CHECK: 200 threads, 200 right
