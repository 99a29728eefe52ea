// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A recovery is lowered in the copy of the statement that a panic's way leads
// to; in the other it is null. After it, the function goes on where its front
// says.
//
// RUN: %defer -fexceptions -O0 -emit-llvm -S -o - %s | FileCheck %s

int call(void);

int recovers(void) {
  __defer_result int r = 1;
  __defer if (defer_recover()) r = 2;
  return call();
}
// CHECK-LABEL: define {{.*}}@recovers(
// The result starts at zero: a panic may come before its declaration.
// CHECK: store i32 0, {{.*}} %[[R:[0-9]+]]
// CHECK-NEXT: store i32 1, {{.*}} %[[R]]
// CHECK-NEXT: invoke i32 @call()
// The normal way: the condition is false.
// CHECK: icmp ne {{.*}} null, null
// The way of an exception: what passes is kept, and asked.
// CHECK: landingpad
// CHECK: %[[EXCEPTION:[0-9]+]] = extractvalue
// CHECK-NEXT: store {{.*}} %[[EXCEPTION]], {{.*}} %[[PASSES:[0-9]+]]
// CHECK: %[[FOR:[0-9]+]] = load {{.*}} %[[PASSES]]
// CHECK-NEXT: store {{.*}} %[[FOR]], {{.*}} %[[IN_FLIGHT:[0-9]+]]
// CHECK: %[[RUNS_FOR:[0-9]+]] = load {{.*}} %[[IN_FLIGHT]]
// CHECK-NEXT: call {{.*}} @__defer_recover({{.*}} %[[RUNS_FOR]])
// Then it is known whether it passes on.
// CHECK: %[[PASSED:[0-9]+]] = call {{.*}} @__defer_recovered(
// CHECK-NEXT: store {{.*}} %[[PASSED]], {{.*}} %[[PASSES]]
// CHECK-NEXT: icmp eq {{.*}} %[[PASSED]], null
// CHECK: store i32 2, {{.*}} %[[R]]
// CHECK: resume
