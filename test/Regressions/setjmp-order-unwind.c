// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// As setjmp-order.c, where exceptions may pass.
//
// MODES-NOT: rewrite (with the chain, no _Defer in a function that calls setjmp)
// RUN: %exec -fplugin-arg-defer-unwind=tables %s | FileCheck %S/setjmp-order.c
// RUN: %exec -fplugin-arg-defer-unwind=chain %s | FileCheck %S/setjmp-order.c

#include "setjmp-order.c"
