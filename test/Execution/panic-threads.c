// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 7: threads are independent. Ten thousand are started and, under load,
// cancelled, end themselves or panic; what each has pending runs once.
//
// REQUIRES: mode-native
// MODES-NOT: rewrite (functions of a header)
// RUN: %exec -pthread -fexceptions %s -- 10000 | FileCheck %s
// RUN: %exec -pthread -fplugin-arg-defer-unwind=chain %s -- 10000 | FileCheck %s

#include "Inputs/panic-threads.h"

// CHECK: 10000 threads, 10000 right
