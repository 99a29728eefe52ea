; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
;
; Where control comes from says what a flag is: a call before the test of it is
; made on each way, with a landing pad of its own that knows it, too.

; RUN: %python %S/Inputs/pointers.py %llvm_major %s >%t.ll
; RUN: %opt_thread -S %t.ll -o - | FileCheck %s
; RUN: sed 's/"defer-landing-pads"/nounwind/' %t.ll >%t.other.ll
; RUN: %opt_thread -S %t.other.ll -o - | FileCheck --check-prefix=OTHER %s

; OTHER-COUNT-1: invoke i32 @work()
; OTHER-NOT: @work()
; OTHER-LABEL: define i32 @between(

; CHECK-LABEL: define i32 @flag(
; CHECK: call:
; CHECK: invoke i32 @work()
; CHECK-NEXT: to label %tail unwind label %[[PAD0:.*]]
; CHECK: tail:
; CHECK-NEXT: br label %out
; CHECK: {{^}}[[PAD1:pad[^ :]*]]:
; CHECK-NEXT: landingpad
; CHECK: {{^}}[[PAD0]]:
; CHECK-NEXT: landingpad
; CHECK: phi i1 [ true, %[[PAD1]] ], [ false, %[[PAD0]] ]
; CHECK: invoke i32 @work()
; CHECK-NEXT: to label %[[TAIL1:.*]] unwind label %[[PAD1]]
; CHECK: {{^}}[[TAIL1]]:
; CHECK-NEXT: br label %yes
define i32 @flag(i1 %c) "defer-landing-pads" personality ptr @personality {
entry:
  br i1 %c, label %lock, label %call
lock:
  call void @use(i32 1)
  br label %call
call:
  %flag = phi i1 [ true, %lock ], [ false, %entry ]
  %r = invoke i32 @work() to label %tail unwind label %pad
tail:
  br i1 %flag, label %yes, label %out
yes:
  call void @use(i32 2)
  br label %out
out:
  ret i32 %r
pad:
  %e = landingpad { ptr, i32 } cleanup
  br i1 %flag, label %cleanup, label %on
cleanup:
  call void @use(i32 2)
  br label %on
on:
  resume { ptr, i32 } %e
}

; The result may be tested in between, and the condition be one of before.
; CHECK-LABEL: define i32 @between(
; CHECK-COUNT-2: invoke i32 @work()
; CHECK-NOT: @work()
; CHECK-LABEL: define i32 @loop(
define i32 @between(i32 %n) "defer-landing-pads" personality ptr @personality {
entry:
  %c = icmp sgt i32 %n, 0
  br i1 %c, label %lock, label %call
lock:
  call void @use(i32 1)
  br label %call
call:
  %r = invoke i32 @work() to label %tail unwind label %pad
tail:
  %failed = icmp slt i32 %r, 0
  br i1 %failed, label %out, label %then
then:
  br i1 %c, label %yes, label %out
yes:
  call void @use(i32 2)
  br label %out
out:
  ret i32 %r
pad:
  %e = landingpad { ptr, i32 } cleanup
  resume { ptr, i32 } %e
}

; A loop keeps its one entry.
; CHECK-COUNT-1: invoke i32 @work()
; CHECK-NOT: @work()
; CHECK-LABEL: define i32 @long(
define i32 @loop(i1 %c) "defer-landing-pads" personality ptr @personality {
entry:
  br label %call
call:
  %again = phi i1 [ true, %entry ], [ %c, %tail ]
  %r = invoke i32 @work() to label %tail unwind label %pad
tail:
  br i1 %again, label %call, label %out
out:
  ret i32 %r
pad:
  %e = landingpad { ptr, i32 } cleanup
  resume { ptr, i32 } %e
}

; More than LLVM's jump threading would copy stays one.
; CHECK-COUNT-1: invoke i32 @work()
; CHECK-NOT: @work()
; CHECK-LABEL: {{^}}}
define i32 @long(i1 %c) "defer-landing-pads" personality ptr @personality {
entry:
  br i1 %c, label %lock, label %call
lock:
  call void @use(i32 1)
  br label %call
call:
  %flag = phi i1 [ true, %lock ], [ false, %entry ]
  call void @use(i32 3)
  %r = invoke i32 @work() to label %tail unwind label %pad
tail:
  br i1 %flag, label %yes, label %out
yes:
  call void @use(i32 2)
  br label %out
out:
  ret i32 %r
pad:
  %e = landingpad { ptr, i32 } cleanup
  resume { ptr, i32 } %e
}

declare i32 @work()
declare void @use(i32)
@personality = external global i8
