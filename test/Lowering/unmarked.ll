; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
;
; A module without markers is not changed.

; RUN: %python %S/Inputs/pointers.py %llvm_major %s >%t.ll
; RUN: %opt_defer -S <%t.ll -o %t.1.ll
; RUN: %opt -S -passes=verify <%t.ll -o %t.2.ll
; RUN: cmp %t.1.ll %t.2.ll

define i32 @f(i32 %n) {
  %x = alloca i8
  call void @a()
  ret i32 %n
}

declare void @a()
declare void @__defer_mark_body(ptr)
declare zeroext i1 @__defer_mark(ptr, i32, i32, i32, ...)
declare void @__defer_mark_end(i32)
declare void @__defer_mark_exit(ptr)
