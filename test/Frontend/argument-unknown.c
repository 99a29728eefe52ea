// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 6: an unknown plugin argument is an error that names it.
//
// RUN: not %defer -fplugin-arg-defer-nonsense -c -o %t.o %s 2>&1 | FileCheck --check-prefix=NAME %s
// RUN: not %defer -fplugin-arg-defer-nonsense=1 -fsyntax-only %s 2>&1 | FileCheck --check-prefix=VALUE %s
// RUN: not %defer -fplugin-arg-defer-keep-markers=1 -fsyntax-only %s 2>&1 | FileCheck --check-prefix=EXTRA %s
// RUN: not %defer -fplugin-arg-defer-no-warn -fsyntax-only %s 2>&1 | FileCheck --check-prefix=BARE %s
// RUN: not %defer -fplugin-arg-defer-unwind=maybe -fsyntax-only %s 2>&1 | FileCheck --check-prefix=MODE %s
// RUN: %defer -fplugin-arg-defer-keep-markers -fsyntax-only %s

void f(void);
void g(void) { __defer f(); f(); }

// NAME: error: defer: unknown plugin argument 'nonsense'; known are: no-warn=NAME, native=keep|lower, unwind=none|tables|chain, locations=lines|keyword, verify, keep-markers
// NAME-NOT: error:
// VALUE: error: defer: unknown plugin argument 'nonsense=1'
// MODE: error: defer: unknown plugin argument 'unwind=maybe'
// EXTRA: error: defer: unknown plugin argument 'keep-markers=1'
// BARE: error: defer: there is no warning ''; there are: cleaned, empty, last, loop, loop-variable, never-runs, noreturn, not-compiled, recover, returned-value{{$}}
