; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
;
; What the code generator is told around calls with landing pads: what is computed
; stays before the call, and the result of one is copied behind the test of it.

; RUN: %python %S/Inputs/pointers.py %llvm_major %s >%t.ll
; RUN: %opt_settle -S %t.ll -o - | FileCheck %s
; RUN: sed 's/"defer-landing-pads"/nounwind/' %t.ll >%t.other.ll
; RUN: %opt_settle -S %t.other.ll -o - | FileCheck --check-prefix=OTHER %s
; RUN: sed 's/x86_64/aarch64/' %t.ll >%t.arm.ll
; RUN: %opt_settle -S %t.arm.ll -o - | FileCheck --check-prefix=ARM %s
; RUN: sed 's/x86_64/riscv64/' %t.ll >%t.target.ll
; RUN: %opt_settle -S %t.target.ll -o - | FileCheck --check-prefix=OTHER %s
; RUN: sed 's/"defer-landing-pads"/& sanitize_memory/' %t.ll >%t.msan.ll
; RUN: %opt_settle -S %t.msan.ll -o - | FileCheck --check-prefix=OTHER %s
; RUN: sed 's/"defer-landing-pads"/& optsize/' %t.ll >%t.size.ll
; RUN: %opt_settle -S %t.size.ll -o - | FileCheck --check-prefix=OTHER %s

; OTHER-NOT: asm

target triple = "x86_64-unknown-linux-gnu"

; CHECK-LABEL: define i64 @computed(
; CHECK: %sum = add i64 %a, %b
; CHECK-NEXT: call void asm sideeffect "", "r"(i64 %sum)
; CHECK-NEXT: invoke void @f()
define i64 @computed(i64 %a, i64 %b) "defer-landing-pads" personality ptr @personality {
  %sum = add i64 %a, %b
  invoke void @f() to label %out unwind label %pad
out:
  ret i64 %sum
pad:
  %e = landingpad { ptr, i32 } cleanup
  resume { ptr, i32 } %e
}

; What is used on one of two ways behind the call may sink to it.
; CHECK-LABEL: define i64 @sometimes(
; CHECK-NOT: asm
; CHECK: {{^}}}
define i64 @sometimes(i64 %a, i64 %b, i1 %c) "defer-landing-pads" personality ptr @personality {
  %sum = add i64 %a, %b
  invoke void @f() to label %tail unwind label %pad
tail:
  br i1 %c, label %yes, label %no
yes:
  ret i64 %sum
no:
  ret i64 0
pad:
  %e = landingpad { ptr, i32 } cleanup
  resume { ptr, i32 } %e
}

; Used on one way only, there it is taken; what is used on both is not.
; CHECK-LABEL: define i32 @tested(
; CHECK: tail:
; CHECK-NEXT: icmp slt i32 %fd, 0
; CHECK: good:
; CHECK-NEXT: [[Q:%.*]] = call i32 asm "", "={ax},0"(i32 %fd)
; CHECK-NEXT: invoke void @use(i32 [[Q]])
; CHECK: ret i32 [[Q]]
define i32 @tested() "defer-landing-pads" personality ptr @personality {
  %fd = invoke i32 @open() to label %tail unwind label %pad
tail:
  %bad = icmp slt i32 %fd, 0
  br i1 %bad, label %no, label %good
good:
  invoke void @use(i32 %fd) to label %done unwind label %pad
done:
  ret i32 %fd
no:
  ret i32 -1
pad:
  %e = landingpad { ptr, i32 } cleanup
  resume { ptr, i32 } %e
}

; CHECK-LABEL: define i32 @on_both(
; CHECK-NOT: asm
; CHECK: {{^}}}
define i32 @on_both() "defer-landing-pads" personality ptr @personality {
  %fd = invoke i32 @open() to label %tail unwind label %pad
tail:
  %bad = icmp slt i32 %fd, 0
  br i1 %bad, label %no, label %good
good:
  ret i32 %fd
no:
  call void @use(i32 %fd)
  ret i32 -1
pad:
  %e = landingpad { ptr, i32 } cleanup
  resume { ptr, i32 } %e
}

; Each value of the phi comes to a pad of its own.
; CHECK-LABEL: define void @pads(
; CHECK: invoke void @use(i32 1)
; CHECK-NEXT: unwind label %[[ONE:.*]]
; CHECK: invoke void @use(i32 2)
; CHECK-NEXT: unwind label %[[TWO:.*]]
; CHECK: {{^}}[[ONE]]:
; CHECK-NEXT: landingpad
; CHECK: {{^}}[[TWO]]:
; CHECK-NEXT: landingpad
; CHECK: phi i32 [ 1, %[[ONE]] ], [ 2, %[[TWO]] ]
define void @pads() "defer-landing-pads" personality ptr @personality {
entry:
  invoke void @use(i32 1) to label %two unwind label %pad
two:
  invoke void @use(i32 2) to label %out unwind label %pad
out:
  ret void
pad:
  %n = phi i32 [ 1, %entry ], [ 2, %two ]
  %e = landingpad { ptr, i32 } cleanup
  call void @use(i32 %n)
  resume { ptr, i32 } %e
}

; A short test is not at the end of the call's block, nor are two tails one.
; CHECK-LABEL: define i64 @apart(
; CHECK: invoke i32 @open()
; CHECK-NEXT: to label %tail1
; CHECK: tail1:
; CHECK-NEXT: [[W:%.*]] = sext i32
; CHECK-NEXT: call void asm sideeffect "", "r"(i64 [[W]])
; CHECK-NEXT: br label %join
; CHECK: invoke void @f()
; CHECK-NEXT: to label %[[BETWEEN:.*]] unwind
; CHECK: [[BETWEEN]]:
; CHECK-NEXT: call void asm sideeffect "", ""()
; CHECK-NEXT: br label %test
define i64 @apart(i1 %which, i64 %n) "defer-landing-pads" personality ptr @personality {
entry:
  br i1 %which, label %one, label %two
one:
  %a = invoke i32 @open() to label %tail1 unwind label %pad
tail1:
  %wide = sext i32 %a to i64
  br label %join
two:
  br label %join
join:
  %r = phi i64 [ %wide, %tail1 ], [ 7, %two ]
  br i1 %which, label %call, label %test
call:
  invoke void @f() to label %test unwind label %pad
test:
  %more = icmp sgt i64 %n, 3
  br i1 %more, label %last, label %out
last:
  call void @use(i32 9)
  br label %out
out:
  ret i64 %r
pad:
  %e = landingpad { ptr, i32 } cleanup
  resume { ptr, i32 } %e
}

; Of two tests that are the same, the one behind a call is not led to the other.
; CHECK-LABEL: define void @tests(
; CHECK: first:
; CHECK-NEXT: icmp
; CHECK: second:
; CHECK-NEXT: call void asm sideeffect "", ""()
; CHECK-NEXT: icmp
define void @tests(i1 %c, i32 %n) "defer-landing-pads" personality ptr @personality {
  br i1 %c, label %call, label %first
call:
  invoke void @f() to label %second unwind label %pad
first:
  %a = icmp eq i32 %n, 0
  br i1 %a, label %no, label %yes
second:
  %b = icmp eq i32 %n, 0
  br i1 %b, label %no, label %yes
yes:
  call void @use(i32 %n)
  br label %no
no:
  ret void
pad:
  %e = landingpad { ptr, i32 } cleanup
  resume { ptr, i32 } %e
}

; On AArch64 what arguments are computed from stays in its register, behind what
; is taken; where the ways meet, either is it.
; CHECK-LABEL: define i32 @argument(
; CHECK: good:
; CHECK-NEXT: call i32 asm "", "={ax},0"(i32 %fd)
; CHECK-NEXT: add i32 %a, 1
; ARM-LABEL: define i32 @argument(
; ARM: good:
; ARM-NEXT: [[Q:%.*]] = call i32 asm "", "={w0},0"(i32 %fd)
; ARM-NEXT: [[A:%.*]] = call i32 asm "", "=r,0,r"(i32 %a, i32 [[Q]])
; ARM-NEXT: %b = add i32 [[A]], 1
; ARM-NEXT: invoke void @both(i32 %b, i32 [[Q]])
; ARM: join:
; ARM-NEXT: [[M:%.*]] = phi i32 [ [[A]], %good ], [ %a, %tail ]
; ARM-NEXT: ret i32 [[M]]
; ARM: pad2:
; ARM: call void @use(i32 [[A]])
define i32 @argument(i32 %a) "defer-landing-pads" personality ptr @personality {
entry:
  %fd = invoke i32 @open() to label %tail unwind label %pad
tail:
  %bad = icmp slt i32 %fd, 0
  br i1 %bad, label %join, label %good
good:
  %b = add i32 %a, 1
  invoke void @both(i32 %b, i32 %fd) to label %join unwind label %pad2
join:
  ret i32 %a
pad:
  %e = landingpad { ptr, i32 } cleanup
  resume { ptr, i32 } %e
pad2:
  %e2 = landingpad { ptr, i32 } cleanup
  call void @use(i32 %a)
  resume { ptr, i32 } %e2
}

; In a loop, behind what was there in the last round.
; ARM-LABEL: define void @round(
; ARM: loop:
; ARM-NEXT: [[LAST:%.*]] = phi i32 [ [[A:%.*]], %good ], [ %a, %entry ]
; ARM: [[A]] = call i32 asm "", "=r,0,r"(i32 [[LAST]],
; ARM-NEXT: add i32 [[A]], 1
define void @round(i32 %a) "defer-landing-pads" personality ptr @personality {
entry:
  br label %loop
loop:
  %fd = invoke i32 @open() to label %tail unwind label %pad
tail:
  %bad = icmp slt i32 %fd, 0
  br i1 %bad, label %out, label %good
good:
  %b = add i32 %a, 1
  %c = mul i32 %fd, %fd
  invoke void @both(i32 %b, i32 %c) to label %loop unwind label %pad
out:
  ret void
pad:
  %e = landingpad { ptr, i32 } cleanup
  resume { ptr, i32 } %e
}

declare void @f()
declare i32 @open()
declare void @both(i32, i32)
declare void @use(i32)
@personality = external global i8
