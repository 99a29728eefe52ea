// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A function that is in sections of its own, or of which LLVM has made another one of
// what is seldom run: control goes from part to part, which is not followed. What is on
// an exit is not known then; the parts were taken for copies with exits of their own.

// REQUIRES: x86-registered-target
// RUN: %inspect %s -- -O2 --target=x86_64-linux-gnu -fbasic-block-sections=all | FileCheck %s
// RUN: %inspect --json %s -- -O2 --target=x86_64-linux-gnu -fbasic-block-sections=all | FileCheck --check-prefix=JSON %s
// RUN: %inspect %s -- -O2 --target=x86_64-linux-gnu -mllvm -hot-cold-split | FileCheck --check-prefix=COLD %s
// RUN: %inspect %s -- -O2 --target=x86_64-linux-gnu | FileCheck --check-prefix=WHOLE %s

int get(int);
void put(int), log_it(int), rare(int) __attribute__((cold));

int f(int n) {
  __defer put(n);
  if (get(n)) {
    rare(n);
    rare(n + 1);
    rare(n + 2);
    return -1;
  }
  for (int i = 0; i < n; i++)
    log_it(i);
  return get(n + 1);
}
// CHECK:     {{^}}  f: {{[1-9]}}
// CHECK:     exits: not counted, the function is in parts
// CHECK:     {{^}}  f: {{[1-9]}}
// CHECK:     exits: not counted, the function is in parts
// CHECK-NOT: exit{{ +}}deferral

// JSON:     "has_code": null,
// JSON-NOT: "has_code": true
// JSON:     "in_parts": true

// COLD: {{^}}  f: {{[1-9]}}
// COLD: exits: not counted, the function is in parts
// COLD: {{^}}  f.cold.1: {{[1-9]}}
// COLD: exits: not counted, the function is in parts

// WHOLE:     exit{{ +}}deferral
// WHOLE-NOT: not counted
