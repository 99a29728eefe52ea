// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A function without a frame pointer that has the value of the jump's one in that
// register (the end of the first array there, say) was taken for the one that the jump
// leads to: what the functions between had pending did not run.  So was a caller with
// the frame pointer that its callee has: the callee's own ran.
//
// MODES-NOT: rewrite (it has unwind tables)
// RUN: %exec -fplugin-arg-defer-unwind=tables %s | FileCheck %s

#include <defer_rt.h>
#include <stdio.h>

// Calls use(jump) with `value` in the register.
void with_value(struct defer_jump *jump, void *value,
                void (*use)(struct defer_jump *));
#if defined(__x86_64__)
__asm__(".text\n"
        ".globl with_value\n"
        ".type with_value,@function\n"
        "with_value:\n"
        "  .cfi_startproc\n"
        "  pushq %rbp\n"
        "  .cfi_def_cfa_offset 16\n"
        "  .cfi_offset %rbp, -16\n"
        "  movq %rsi, %rbp\n"
        "  callq *%rdx\n"
        "  popq %rbp\n"
        "  .cfi_def_cfa_offset 8\n"
        "  ret\n"
        "  .cfi_endproc\n"
        ".size with_value,.-with_value\n");
#else
__asm__(".text\n"
        ".globl with_value\n"
        ".type with_value,@function\n"
        "with_value:\n"
        "  .cfi_startproc\n"
        "  stp x29, x30, [sp, #-16]!\n"
        "  .cfi_def_cfa_offset 16\n"
        "  .cfi_offset x29, -16\n"
        "  .cfi_offset x30, -8\n"
        "  mov x29, x1\n"
        "  blr x2\n"
        "  ldp x29, x30, [sp], #16\n"
        "  .cfi_def_cfa_offset 0\n"
        "  ret\n"
        "  .cfi_endproc\n"
        ".size with_value,.-with_value\n");
#endif

static void go(struct defer_jump *jump) { defer_longjmp(jump, 5); }

static void between(struct defer_jump *jump) {
  _Defer puts("between");
  with_value(jump, jump->frame, go);
}

static void f(void) {
  defer_jmp_buf jump;
  int value = defer_setjmp(jump);
  printf("setjmp %d\n", value);
  if (value == 0)
    between(jump);
}

static void *own;

static void called(struct defer_jump *unused) {
  defer_jmp_buf jump;
  own = __builtin_frame_address(0);
  _Defer puts("left");
  int value = defer_setjmp(jump);
  printf("setjmp %d\n", value);
  if (value == 0)
    go(jump);
  (void)unused;
}

int main(void) {
  // CHECK: setjmp 0
  // CHECK-NEXT: between
  // CHECK-NEXT: setjmp 5
  // CHECK-NEXT: end
  f();
  puts("end");
  // CHECK-NEXT: setjmp 0
  // CHECK-NEXT: setjmp 5
  // CHECK-NEXT: left
  with_value(0, 0, called);
  // CHECK-NEXT: setjmp 0
  // CHECK-NEXT: setjmp 5
  // CHECK-NEXT: left
  with_value(0, own, called);
  return 0;
}
