; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
;
; A loop that ends with a call with a landing pad has its test at the end.

; RUN: %python %S/Inputs/pointers.py %llvm_major %s >%t.ll
; RUN: %opt_rotate -S %t.ll -o - | FileCheck %s
; RUN: sed 's/"defer-landing-pads"/nounwind/' %t.ll >%t.other.ll
; RUN: %opt_rotate -S %t.other.ll -o - | FileCheck --check-prefix=OTHER %s

; CHECK: entry:
; CHECK-NEXT: icmp sgt i32 %n, 0
; CHECK: invoke void @note(
; CHECK-NEXT: to label %head unwind
; CHECK-NOT: br label %head

; OTHER: entry:
; OTHER-NEXT: br label %head
; OTHER: invoke void @note(
; OTHER-NEXT: to label %head unwind
define void @count(i32 %n) "defer-landing-pads" personality ptr @personality {
entry:
  br label %head
head:
  %i = phi i32 [ %n, %entry ], [ %less, %body ]
  %more = icmp sgt i32 %i, 0
  br i1 %more, label %body, label %out
body:
  %less = add nsw i32 %i, -1
  invoke void @note(i32 %less) to label %head unwind label %pad
out:
  ret void
pad:
  %e = landingpad { ptr, i32 } cleanup
  call void @use()
  resume { ptr, i32 } %e
}

declare void @note(i32)
declare void @use()
@personality = external global i8
