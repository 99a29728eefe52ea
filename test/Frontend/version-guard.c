// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A plugin of another major version refuses to load, with one line that names
// both versions, and before anything crashes.
//
// REQUIRES: other-version
// RUN: not %clang -fplugin=%other_plugin -c -o %t.o %s 2>&1 | FileCheck -DTHIS=%llvm_major -DOTHER=%other_major %s
// RUN: not %clang -fplugin=%other_plugin -fsyntax-only %s 2>&1 | FileCheck -DTHIS=%llvm_major -DOTHER=%other_major %s
// RUN: not %clang -fpass-plugin=%other_plugin -c -o %t.o %s 2>&1 | FileCheck --check-prefix=PASS %s

void f(void);
void g(void) { f(); }

// CHECK: error: defer.so was built for clang [[OTHER]] and cannot be loaded into clang [[THIS]]
// CHECK-NOT: {{.}}
// PASS: error:
// PASS-NOT: {{PLEASE|Stack dump}}
