; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
;
; What passes is kept in short pieces while statements run for it, for register
; allocators that give long values a register of their own.

; UNSUPPORTED: llvm-ge-16
; RUN: %python %S/Inputs/pointers.py %llvm_major %s >%t.ll
; RUN: %opt_settle -S %t.ll -o - | FileCheck %s
; RUN: sed 's/x86_64/aarch64/' %t.ll >%t.target.ll
; RUN: %opt_settle -S %t.target.ll -o - | FileCheck --check-prefix=OTHER %s

; OTHER-NOT: asm

target triple = "x86_64-unknown-linux-gnu"

; One piece for each statement, and one for the rest.
; CHECK-LABEL: define void @two(
; CHECK: pad:
; CHECK: [[E:%.*]] = extractvalue {{.*}}, 0
; CHECK-NEXT: [[A:%.*]] = call {{.*}} asm "", "={ax},0"({{.*}} [[E]])
; CHECK-NEXT: invoke void @g({{.*}} %q)
; CHECK-NEXT: to label %next unwind label
; CHECK: next:
; CHECK-NEXT: [[B:%.*]] = call {{.*}} asm "", "={ax},0"({{.*}} [[A]])
; CHECK-NEXT: invoke void @g({{.*}} %p)
; CHECK-NEXT: to label %[[LAST:.*]] unwind label
; CHECK: [[LAST]]:
; CHECK-NEXT: [[C:%.*]] = call {{.*}} asm "", "={ax},0"({{.*}} [[B]])

; Each statement has a landing pad of its own.
; CHECK: thrown.own:
; CHECK-NEXT: landingpad
; CHECK: call {{.*}} asm "", "={ax},0"({{.*}} [[B]])
; CHECK: thrown.rest:
; CHECK-NEXT: landingpad
; CHECK: call {{.*}} asm "", "={ax},0"({{.*}} [[A]])
; CHECK: resume
define void @two(ptr %p, ptr %q) "defer-landing-pads" personality ptr @personality {
  invoke void @f() to label %out unwind label %pad
out:
  ret void
pad:
  %l = landingpad { ptr, i32 } cleanup
  %e = extractvalue { ptr, i32 } %l, 0
  invoke void @g(ptr %q) to label %next unwind label %thrown
next:
  invoke void @g(ptr %p) to label %last unwind label %thrown
thrown:
  %m = landingpad { ptr, i32 } cleanup
  %by = extractvalue { ptr, i32 } %m, 0
  %instead = call ptr @replaced(ptr %e, ptr %by)
  br label %last
last:
  %o = phi ptr [ %e, %next ], [ %instead, %thrown ]
  %r = insertvalue { ptr, i32 } undef, ptr %o, 0
  resume { ptr, i32 } %r
}

; A block that leads to a phi twice leads to it with one value.
; CHECK-LABEL: define void @twice(
; CHECK: switch
; CHECK: phi {{.*}} [ [[ONE:%[0-9]+]], %pad ], [ [[ONE]], %pad ]
define void @twice(ptr %p, i32 %n) "defer-landing-pads" personality ptr @personality {
  invoke void @f() to label %out unwind label %pad
out:
  ret void
pad:
  %l = landingpad { ptr, i32 } cleanup
  %e = extractvalue { ptr, i32 } %l, 0
  call void @g(ptr %p)
  switch i32 %n, label %more [ i32 1, label %last
                               i32 2, label %last ]
more:
  %other = call ptr @replaced(ptr %e, ptr null)
  br label %last
last:
  %o = phi ptr [ %e, %pad ], [ %e, %pad ], [ %other, %more ]
  %r = insertvalue { ptr, i32 } undef, ptr %o, 0
  resume { ptr, i32 } %r
}

declare void @f()
declare void @g(ptr)
declare ptr @replaced(ptr, ptr) nounwind
@personality = external global i8
