; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
;
; A number that is an argument of a call with a landing pad, and the value of a
; variable on one way behind it, is put in its register before the call.

; RUN: %python %S/Inputs/pointers.py %llvm_major %s >%t.ll
; RUN: %opt_settle -S %t.ll -o - | FileCheck --check-prefixes=CHECK,X86 %s
; RUN: sed 's/x86_64/aarch64/' %t.ll >%t.arm.ll
; RUN: %opt_settle -S %t.arm.ll -o - | FileCheck --check-prefixes=CHECK,ARM %s

target triple = "x86_64-unknown-linux-gnu"

declare i32 @value(i32)
declare void @g()
@personality = external global i8

; The number is of another width than the argument.  Two variables take it from one.
; CHECK-LABEL: define i64 @number(
; CHECK:      [[K:%.*]] = call i64 asm sideeffect "", "=r,0"(i64 1)
; CHECK-NOT:  asm
; CHECK:      %v = invoke i32 @value(i32 1)
; CHECK:      %r = phi i64 [ [[K]], %next ], [ 7, %on ]
; CHECK-NEXT: %s = phi i64 [ [[K]], %next ], [ 1, %on ]
define i64 @number(i32 %a) "defer-landing-pads" personality ptr @personality {
  %v = invoke i32 @value(i32 1) to label %next unwind label %pad
next:
  %same = icmp eq i32 %v, %a
  br i1 %same, label %out, label %on
on:
  call void @g()
  br label %out
out:
  %r = phi i64 [ 1, %next ], [ 7, %on ]
  %s = phi i64 [ 1, %next ], [ 1, %on ]
  %x = shl i64 %r, %s
  ret i64 %x
pad:
  %e = landingpad { ptr, i32 } cleanup
  resume { ptr, i32 } %e
}

; Zero is in a register of its own on AArch64.
; CHECK-LABEL: define i64 @zero(
; X86:     asm sideeffect "", "=r,0"(i64 0)
; ARM-NOT: asm
; CHECK:   {{^}}}
define i64 @zero(i32 %a) "defer-landing-pads" personality ptr @personality {
  %v = invoke i32 @value(i32 0) to label %next unwind label %pad
next:
  %same = icmp eq i32 %v, %a
  br i1 %same, label %out, label %on
on:
  call void @g()
  br label %out
out:
  %r = phi i64 [ 0, %next ], [ 7, %on ]
  ret i64 %r
pad:
  %e = landingpad { ptr, i32 } cleanup
  resume { ptr, i32 } %e
}

; One that is no argument, and one that is used on the only way, stay.
; CHECK-LABEL: define i64 @others(
; CHECK-NOT: asm
; CHECK:   {{^}}}
define i64 @others(i32 %a) "defer-landing-pads" personality ptr @personality {
  %v = invoke i32 @value(i32 -1) to label %next unwind label %pad
next:
  %same = icmp eq i32 %v, %a
  br i1 %same, label %out, label %on
on:
  %w = invoke i32 @value(i32 2) to label %last unwind label %pad
last:
  call void @g()
  br label %out
out:
  %r = phi i64 [ -1, %next ], [ 2, %last ]
  ret i64 %r
pad:
  %e = landingpad { ptr, i32 } cleanup
  resume { ptr, i32 } %e
}

; On AArch64, the number behind it is computed from it.
; CHECK-LABEL: define i32 @choice(
; CHECK:     [[K:%.*]] = call i64 asm sideeffect "", "=r,0"(i64 3)
; X86:       %n = select i1 %c, i32 3, i32 4
; ARM:       [[NOT:%.*]] = xor i1 %c, true
; ARM-NEXT:  [[MORE:%.*]] = zext i1 [[NOT]] to i32
; ARM-NEXT:  [[SAME:%.*]] = trunc i64 [[K]] to i32
; ARM-NEXT:  %n = add i32 [[SAME]], [[MORE]]
; CHECK:     %m = select i1 %c, i32 3, i32 5
define i32 @choice(i32 %a) "defer-landing-pads" personality ptr @personality {
  %v = invoke i32 @value(i32 3) to label %next unwind label %pad
next:
  %same = icmp eq i32 %v, %a
  br i1 %same, label %out, label %on
on:
  %w = invoke i32 @value(i32 3) to label %last unwind label %pad
last:
  %c = icmp slt i32 %w, 0
  %n = select i1 %c, i32 3, i32 4
  %m = select i1 %c, i32 3, i32 5
  %sum = add i32 %n, %m
  %long = zext i32 %sum to i64
  br label %out
out:
  %r = phi i64 [ 3, %next ], [ %long, %last ]
  %t = trunc i64 %r to i32
  ret i32 %t
pad:
  %e = landingpad { ptr, i32 } cleanup
  resume { ptr, i32 } %e
}
