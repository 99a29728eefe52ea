// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What a body has from another file, as the parser generators write it, is counted.
//
// RUN: %inspect %s -- -O1 | FileCheck %s

void put(int);
int next(int);

// CHECK: parse: {{[0-9]+}} {{.*}} = deferrals {{[1-9][0-9]*}} ({{.*}} + statements {{[1-9]}}
// CHECK: 42:{{[0-9]+}} __defer record
int parse(int n) {
  switch (n) {
  case 1:
#line 40 "grammar.y"
    for (int i = 0; i < n; i++) {
      int k = next(i);
      __defer put(k);
    }
#line 24 "body-elsewhere.c"
    break;
  }
  return next(n);
}
