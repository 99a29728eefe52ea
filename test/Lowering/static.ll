; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
;
; A stored module with markers, lowered by opt.

; RUN: %python %S/Inputs/pointers.py %llvm_major %s >%t.ll
; RUN: %opt_defer -S %t.ll -o %t.out.ll
; RUN: FileCheck %s --input-file=%t.out.ll --implicit-check-not=__defer --implicit-check-not=alloca
; RUN: %opt -load-pass-plugin=%opt_plugin -passes='defer-lower,verify' -disable-output %t.ll
; RUN: %opt_defer -S <%t.out.ll -o %t.3.ll
; RUN: %opt_defer -S <%t.3.ll -o %t.4.ll
; RUN: cmp %t.3.ll %t.4.ll
;
; CHECK-LABEL: define i32 @f(
; CHECK: br i1 %early, label %[[EXIT:[^ ]+]], label %[[DEFER:[^ ]+]]
; CHECK: call void @a()
; CHECK-NOT: call
; CHECK: ret i32 %n

define i32 @f(i32 %n) {
entry:
  %token = alloca i8
  call void @__defer_mark_body(ptr %token)
  %early = icmp eq i32 %n, 0
  br i1 %early, label %exit, label %defer
defer:
  %reached = call zeroext i1 (ptr, i32, i32, i32, ...) @__defer_mark(ptr %token, i32 1, i32 0, i32 1)
  br i1 %reached, label %s, label %after
s:
  call void @a()
  call void @__defer_mark_end(i32 1)
  br label %after
after:
  br label %exit
exit:
  call void @__defer_mark_exit(ptr %token)
  ret i32 %n
}

declare void @a()
declare void @__defer_mark_body(ptr)
declare zeroext i1 @__defer_mark(ptr, i32, i32, i32, ...)
declare void @__defer_mark_end(i32)
declare void @__defer_mark_exit(ptr)
