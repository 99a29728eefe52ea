// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A volatile or atomic read that is the last thing on a way out is not led
// around with the ends of scopes.
//
// RUN: %defer -O1 -S -emit-llvm %s -o - | FileCheck %s

extern volatile int device;
extern _Atomic int flag;
void q(void);

// CHECK-LABEL: define{{.*}} @reads_volatile
// CHECK: load volatile i32, {{.*}}@device
void reads_volatile(int c) {
  __defer q();
  if (c) {
    device;
  }
}

// CHECK-LABEL: define{{.*}} @reads_atomic
// CHECK: load atomic i32, {{.*}}@flag
void reads_atomic(int c) {
  __defer q();
  if (c) {
    flag;
  }
}
