// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Whether a deferral is pending is known from where control is, though it is
// under a condition: no flag.

// RUN: %defer -O0 -S -emit-llvm -fno-discard-value-names %s -o %t.ll
// RUN: FileCheck %s --input-file=%t.ll --implicit-check-not='alloca i1' \
// RUN:   --implicit-check-not=__defer --implicit-check-not='load i1'

void a(void), b(void), c(void);
int test(int);

void returned(int x) {
  if (x) {
    __defer a();
    return;
  }
  c();
}
// CHECK-LABEL: define {{.*}}@returned(
// CHECK-NOT: {{^}}}
// CHECK: {{^}}if.then:
// CHECK-NEXT: {{(store i32 1.*)|(br label)|(call void @a\(\))}}
// CHECK-LABEL: define {{.*}}@both(

int both(int x) {
  if (x) {
    __defer a();
    return test(1);
  } else {
    __defer b();
    return test(2);
  }
}
// CHECK: call i32 @test(i32 {{.*}}1)
// CHECK-NOT: call void @b()
// CHECK: call void @a()
// CHECK: call i32 @test(i32 {{.*}}2)
// CHECK-NOT: call void @a()
// CHECK: call void @b()
// CHECK-LABEL: define {{.*}}@cases(

void cases(int x) {
  switch (x) {
  case 1:
    return;
  case 2: {
    __defer a();
    return;
  }
  }
  __defer b();
}
// CHECK: switch i32
// CHECK: ret void

// A loop whose body is left as soon as it has deferred something.
void found(int n) {
  for (int i = 0; i < n; i++)
    if (test(i)) {
      __defer a();
      return;
    }
  __defer b();
}
// CHECK-LABEL: define {{.*}}@found(
// CHECK: ret void
