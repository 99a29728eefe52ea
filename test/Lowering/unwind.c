// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 8, with exceptions: the statement stands once for the normal exits and
// once for the way of an exception, to which each landing pad leads; if there is
// something to do on the way that others have to do as well, it says by a number
// what is pending. Where nothing is to run yet, the exception goes on.
//
// RUN: %defer -O0 -fexceptions -emit-llvm -S %s -o - | FileCheck %s
// RUN: %defer -O0 -emit-llvm -S %s -o - | FileCheck --check-prefix=OFF %s
// RUN: %defer -O0 -fexceptions -fplugin-arg-defer-unwind=none -emit-llvm -S %s -o - | FileCheck --check-prefix=NONE %s

void use(int);

// CHECK-LABEL: define {{.*}}@f(
// Nothing is pending at the first call, and nothing any more at the last.
// CHECK: call void @use(i32 noundef 1)
// CHECK: invoke void @use(i32 noundef 2)
// CHECK-NEXT: {{.*}} unwind label %[[FIRST:[0-9]+]]
// CHECK: invoke void @use(i32 noundef 3)
// CHECK-NEXT: {{.*}} unwind label %[[BOTH:[0-9]+]]
// CHECK: invoke void @use(i32 noundef 20)
// CHECK-NEXT: {{.*}} unwind label %[[LATER:[0-9]+]]
// CHECK: call void @use(i32 noundef 10)
// CHECK-NEXT: ret void
// Each landing pad leads to what is pending at its calls.
// CHECK-NOT: switch
// CHECK: {{^}}[[LATER]]:
// CHECK: landingpad
// CHECK: br label %[[RUN10:[0-9]+]]
// CHECK: {{^}}[[RUN10]]:
// CHECK: invoke void @use(i32 noundef 10)
// CHECK: call {{.*}} @__defer_replaced(
// CHECK: resume
// CHECK: {{^}}[[FIRST]]:
// CHECK: landingpad
// CHECK: br label %[[RUN10]]
// CHECK: {{^}}[[BOTH]]:
// CHECK: landingpad
// CHECK-NOT: br label
// CHECK: invoke void @use(i32 noundef 20)
// CHECK-NOT: @use(
// CHECK-NOT: __defer_mark
// CHECK-LABEL: {{^}}}

// OFF-LABEL: define {{.*}}@f(
// OFF-COUNT-5: call void @use(
// OFF-NOT: landingpad
// OFF-NOT: @use(
// OFF-LABEL: {{^}}}

// NONE-LABEL: define {{.*}}@f(
// NONE-COUNT-5: {{invoke|call}} void @use(
// NONE-NOT: @use(
// NONE-LABEL: {{^}}}
void f(void) {
  use(1);
  __defer use(10);
  use(2);
  __defer use(20);
  use(3);
}

// A cleanup variable of an inner block is on the way.
void end(int *);
// CHECK-LABEL: define {{.*}}@number(
// CHECK: landingpad
// CHECK: store i32 0, {{i32\*|ptr}} [[N:%[^,]+]],
// CHECK: [[OF:%.*]] = load i32, {{i32\*|ptr}} [[N]]
// CHECK: switch i32 [[OF]],
// CHECK: store i32 1, {{i32\*|ptr}} [[N]],
// CHECK-LABEL: {{^}}}
void number(void) {
  {
    __attribute__((cleanup(end))) int c = 1;
    use(1);
    __defer use(10);
    use(2);
  }
  use(3);
}
