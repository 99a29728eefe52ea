// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The ways out of a copy that is inlined in a loop end where the copy does, and do not
// go once more round the loop.
//
// RUN: %inspect --function=f %s -- -O2 --target=x86_64-linux-gnu | FileCheck %s

void drop(int);
int work(int);

static inline int f(int c) {
  if (work(c)) {
    __defer drop(c);
    return work(2);
  }
  return work(3);
}

// CHECK: inlined in all
// CHECK: 14:5 return 13:5 {{[0-9]}} {{[0-9]+}} 2 {{[0-9]+$}}
// CHECK-NEXT: 16:3 return none
int sum;
void all(int n) {
  for (int i = 0; i < n; i++)
    sum += f(i);
}

// CHECK: inlined in one
// CHECK: 14:5 return 13:5 {{[0-9]}} {{[0-9]+}} 2 {{[0-9]+$}}
// CHECK-NEXT: 16:3 return none
int one(int n) { return f(n); }
