; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
;
; A dynamic deferral, lowered by opt where code is to be small; the runtime is
; declared.

; RUN: %python %S/Inputs/pointers.py %llvm_major %s >%t.ll
; RUN: %opt_defer -S %t.ll -o %t.out.ll
; RUN: FileCheck %s --input-file=%t.out.ll --implicit-check-not=__defer_mark
; RUN: %opt -load-pass-plugin=%opt_plugin -passes='defer-lower,verify' -disable-output %t.ll
;
; CHECK-LABEL: define i32 @f(
; CHECK: %defer.frame = alloca
; CHECK: call {{i8\*|ptr}} @__deferproc(
; CHECK: call {{i8\*|ptr}} @__deferreturn(
; CHECK: call void @a()
; CHECK: ret i32 %n
; CHECK-DAG: declare {{i8\*|ptr}} @__deferproc({{i8\*|ptr}} {{nocapture|captures\(none\)}}, i64, i32)
; CHECK-DAG: declare {{i8\*|ptr}} @__deferreturn({{i8\*|ptr}} {{nocapture|captures\(none\)}}, {{i8\*|ptr}})

define i32 @f(i32 %n) optsize {
entry:
  %token = alloca i8
  call void @__defer_mark_body(ptr %token)
  br label %loop
loop:
  %i = phi i32 [ 0, %entry ], [ %next, %after ]
  %next = add i32 %i, 1
  %reached = call zeroext i1 (ptr, i32, i32, i32, ...) @__defer_mark(ptr %token, i32 1, i32 1, i32 0)
  br i1 %reached, label %s, label %after
s:
  call void @a()
  call void @__defer_mark_end(i32 1)
  br label %after
after:
  %more = icmp slt i32 %next, %n
  br i1 %more, label %loop, label %exit
exit:
  call void @__defer_mark_exit(ptr %token)
  ret i32 %n
}

declare void @a()
declare void @__defer_mark_body(ptr)
declare zeroext i1 @__defer_mark(ptr, i32, i32, i32, ...)
declare void @__defer_mark_end(i32)
declare void @__defer_mark_exit(ptr)
