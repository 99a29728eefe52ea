// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Three returns, one body of each deferred statement; each return enters where
// what is pending begins. No runtime, no flag.

// RUN: %defer -O0 -S -emit-llvm -fno-discard-value-names %s -o %t.ll
// RUN: FileCheck %s --check-prefix=NONE --input-file=%t.ll
// RUN: FileCheck %s --check-prefix=FIRST --input-file=%t.ll
// RUN: FileCheck %s --check-prefix=SECOND --input-file=%t.ll
// RUN: FileCheck %s --check-prefix=LAST --input-file=%t.ll
// RUN: FileCheck %s --check-prefix=ONCE-A --input-file=%t.ll
// RUN: FileCheck %s --check-prefix=ONCE-B --input-file=%t.ll
// RUN: FileCheck %s --check-prefix=CLEAN --input-file=%t.ll

void a(void), b(void);
int test(int);

int returns(void) {
  if (test(1))
    return 10;
  __defer a();
  if (test(2))
    return 20;
  __defer b();
  return test(3);
}

// NONE-LABEL: define {{.*}}@returns(
// NONE: store i32 10,
// NONE: br label %[[EXIT:[^ ]+]]
// NONE: {{^}}[[EXIT]]:
// NONE-NOT: call
// NONE: ret i32

// FIRST-LABEL: define {{.*}}@returns(
// FIRST: store i32 20,
// FIRST: br label %[[RUN_A:[^ ]+]]
// FIRST: {{^}}[[RUN_A]]:
// FIRST-NEXT: call void @a()
// FIRST-NEXT: br label %[[EXIT:[^ ]+]]
// FIRST: {{^}}[[EXIT]]:
// FIRST-NOT: call
// FIRST: ret i32

// SECOND-LABEL: define {{.*}}@returns(
// SECOND: [[V:%[^ ]+]] = call i32 @test(i32 {{.*}}3)
// SECOND-NEXT: store i32 [[V]], {{.*}}%retval
// SECOND-NOT: {{^}}}
// SECOND: call void @b()
// SECOND-NEXT: br label %[[RUN_A:[^ ]+]]

// LAST-LABEL: define {{.*}}@returns(
// LAST: call void @b()
// LAST-NEXT: br label %[[RUN_A:[^ ]+]]

// ONCE-A: call void @a()
// ONCE-A-NOT: call void @a()
// ONCE-B: call void @b()
// ONCE-B-NOT: call void @b()

// CLEAN-NOT: __defer
// CLEAN-NOT: defer.pending
// CLEAN-NOT: alloca i1
// CLEAN-NOT: alloca i8
