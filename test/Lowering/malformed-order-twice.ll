; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
;
; Two static deferrals of the same order.
; An error, no crash.

; RUN: %python %S/Inputs/pointers.py %llvm_major %s >%t.ll
; RUN: not %opt_defer -disable-output %t.ll 2>%t.txt
; RUN: FileCheck %s --input-file=%t.txt --implicit-check-not="Stack dump"
;
; CHECK: malformed defer marker: {{.}}

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
  %reached2 = call zeroext i1 (ptr, i32, i32, i32, ...) @__defer_mark(ptr %token, i32 2, i32 0, i32 1)
  br i1 %reached2, label %s2, label %after2
s2:
  call void @a()
  call void @__defer_mark_end(i32 2)
  br label %after2
after2:
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
