// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Which statements may run themselves is decided before marking: those that do
// by way of any others, and all that those run; not those that only run an older
// one of themselves' neighbours, nor a static one that names itself, which no
// longer is pending then.
//
// REQUIRES: x86-registered-target
// RUN: %defer --target=x86_64-linux-gnu -fplugin-arg-defer-keep-markers -Xclang -disable-llvm-passes -O0 -S -emit-llvm %s -o - | FileCheck %s

void f(int);

// CHECK-LABEL: define {{.*}}@itself(
// CHECK: @__defer_mark_again({{.*}}, i32 noundef 1, i32 noundef 1,
void itself(int n) {
  while (n--)
    __defer_named(h) defer_run(h);
}

// CHECK-LABEL: define {{.*}}@each_other(
// CHECK: @__defer_mark({{.*}}, i32 noundef 1, i32 noundef 0,
// CHECK: @__defer_mark_again({{.*}}, i32 noundef 2, i32 noundef 0,
// CHECK: @__defer_mark_again({{.*}}, i32 noundef 3, i32 noundef 1,
// CHECK: @__defer_mark_again({{.*}}, i32 noundef 4, i32 noundef 1,
void each_other(int n) {
  __defer_named(unused) f(0);
  __defer_named(s) f(1);
  while (n--) {
    __defer_named(h) { defer_run(g); defer_run(s); }
    __defer_named(g) _Defer { defer_run(h); }
  }
}

// CHECK-LABEL: define {{.*}}@one_way(
// CHECK: @__defer_mark({{.*}}, i32 noundef 1, i32 noundef 0,
// CHECK: @__defer_mark({{.*}}, i32 noundef 2, i32 noundef 1,
// CHECK: @__defer_mark({{.*}}, i32 noundef 3, i32 noundef 1,
// CHECK-NOT: __defer_mark_again
void one_way(int n) {
  __defer_named(s) { f(1); defer_run(s); }
  while (n--) {
    __defer_named(h) f(2);
    __defer_named(g) defer_run(h);
  }
}

// What one in a statement's own body runs of the function's.
// CHECK-LABEL: define {{.*}}@inside(
// CHECK: @__defer_mark_again({{.*}}, i32 noundef 1, i32 noundef 0,
// CHECK: @__defer_mark({{.*}}, i32 noundef 2, i32 noundef 0,
// CHECK: @__defer_mark_again({{.*}}, i32 noundef 3, i32 noundef 1,
void inside(int n) {
  __defer_named(s) f(1);
  __defer {
    while (n--)
      __defer_named(h) { defer_run(h); defer_run(s); }
  }
}
