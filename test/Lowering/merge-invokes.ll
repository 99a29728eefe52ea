; SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
;
; Two ways that end with one call but for an argument have it once, with one
; landing pad; not if it takes more than one choice, nor if what they lead to differs.

; RUN: %python %S/Inputs/pointers.py %llvm_major %s >%t.ll
; RUN: %opt_merge -S %t.ll -o - | FileCheck %s
; RUN: sed 's/"defer-landing-pads"/nounwind/' %t.ll >%t.other.ll
; RUN: %opt_merge -S %t.other.ll -o - | FileCheck --check-prefix=OTHER %s

; OTHER-LABEL: define i32 @argument(
; OTHER-COUNT-2: invoke i32 @work(

; CHECK-LABEL: define i32 @argument(
; CHECK: yes:
; CHECK-NEXT: br label %[[ONE:.*]]
; CHECK: no:
; CHECK-NEXT: br label %[[ONE]]
; CHECK: {{^}}[[ONE]]:
; CHECK-NEXT: [[N:%.*]] = phi i32 [ {{1, %yes|2, %no}} ], [ {{1, %yes|2, %no}} ]
; CHECK-NEXT: [[R:%.*]] = invoke i32 @work(i32 [[N]], i32 7)
; CHECK-NEXT: to label %out unwind label %pad
; CHECK: out:
; CHECK-NEXT: %r = phi i32 [ [[R]], %[[ONE]] ]
define i32 @argument(i1 %c) "defer-landing-pads" personality ptr @personality {
  br i1 %c, label %yes, label %no
yes:
  %a = invoke i32 @work(i32 1, i32 7) to label %out unwind label %pad
no:
  %b = invoke i32 @work(i32 2, i32 7) to label %out unwind label %pad
out:
  %r = phi i32 [ %a, %yes ], [ %b, %no ]
  ret i32 %r
pad:
  %e = landingpad { ptr, i32 } cleanup
  resume { ptr, i32 } %e
}

; CHECK-LABEL: define void @three(
; CHECK-COUNT-1: invoke i32 @work(
; CHECK-NOT: invoke
; CHECK-LABEL: define i32 @two_arguments(
; CHECK-COUNT-2: invoke i32 @work(
; CHECK-LABEL: define i32 @results(
; CHECK-COUNT-2: invoke i32 @work(
; CHECK-LABEL: define void @pads(
; CHECK-COUNT-2: invoke i32 @work(
define void @three(i32 %n) "defer-landing-pads" personality ptr @personality {
  switch i32 %n, label %a [ i32 1, label %b
                            i32 2, label %c ]
a:
  %ra = invoke i32 @work(i32 1, i32 7) to label %out unwind label %pad
b:
  %rb = invoke i32 @work(i32 1, i32 7) to label %out unwind label %pad
c:
  %rc = invoke i32 @work(i32 1, i32 7) to label %out unwind label %pad
out:
  ret void
pad:
  %e = landingpad { ptr, i32 } cleanup
  resume { ptr, i32 } %e
}

define i32 @two_arguments(i1 %c) "defer-landing-pads" personality ptr @personality {
  br i1 %c, label %yes, label %no
yes:
  %a = invoke i32 @work(i32 1, i32 7) to label %out unwind label %pad
no:
  %b = invoke i32 @work(i32 2, i32 8) to label %out unwind label %pad
out:
  %r = phi i32 [ %a, %yes ], [ %b, %no ]
  ret i32 %r
pad:
  %e = landingpad { ptr, i32 } cleanup
  resume { ptr, i32 } %e
}

define i32 @results(i1 %c) "defer-landing-pads" personality ptr @personality {
  br i1 %c, label %yes, label %no
yes:
  %a = invoke i32 @work(i32 1, i32 7) to label %out unwind label %pad
no:
  %b = invoke i32 @work(i32 2, i32 7) to label %out unwind label %pad
out:
  %r = phi i32 [ %a, %yes ], [ 3, %no ]
  ret i32 %r
pad:
  %e = landingpad { ptr, i32 } cleanup
  resume { ptr, i32 } %e
}

define void @pads(i1 %c) "defer-landing-pads" personality ptr @personality {
  br i1 %c, label %yes, label %no
yes:
  %a = invoke i32 @work(i32 1, i32 7) to label %out unwind label %pad
no:
  %b = invoke i32 @work(i32 2, i32 7) to label %out unwind label %pad
out:
  ret void
pad:
  %n = phi i32 [ 1, %yes ], [ 2, %no ]
  %e = landingpad { ptr, i32 } cleanup
  call void @use(i32 %n)
  resume { ptr, i32 } %e
}

declare i32 @work(i32, i32)
declare void @use(i32)
@personality = external global i8
