/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * registers.c - coming back to a place: what __defer_enter has kept is restored
 * by __defer_land.  Unlike setjmp and longjmp in glibc, these do not mangle
 * pointers or ask about signals.
 */
#include "registers.h"

#include <stdio.h>
#include <stdlib.h>

/*
 * What a callee must keep: for x86-64, System V ABI 3.2.1; for AArch64, AAPCS64
 * 6.1.1.  `saved` is at an offset of three pointers.
 */
#if defined(__x86_64__)
__asm__(".text\n"
        ".globl __defer_enter\n"
        ".type __defer_enter,@function\n"
        ".p2align 4\n"
        "__defer_enter:\n"
        ".globl __defer_setjmp\n"
        ".type __defer_setjmp,@function\n"
        "__defer_setjmp:\n"
        "  .cfi_startproc\n"
        "  endbr64\n"
        "  movq (%rsp), %rax\n"
        "  leaq 8(%rsp), %rdx\n"
        "  movq %rax, 24(%rdi)\n"
        "  movq %rdx, 32(%rdi)\n"
        "  movq %rbx, 40(%rdi)\n"
        "  movq %rbp, 48(%rdi)\n"
        "  movq %r12, 56(%rdi)\n"
        "  movq %r13, 64(%rdi)\n"
        "  movq %r14, 72(%rdi)\n"
        "  movq %r15, 80(%rdi)\n"
        "  xorl %eax, %eax\n"
        "  ret\n"
        "  .cfi_endproc\n"
        ".size __defer_enter,.-__defer_enter\n"
        ".hidden __defer_land\n"
        ".globl __defer_land\n"
        ".type __defer_land,@function\n"
        ".p2align 4\n"
        "__defer_land:\n"
        "  movq 40(%rdi), %rbx\n"
        "  movq 48(%rdi), %rbp\n"
        "  movq 56(%rdi), %r12\n"
        "  movq 64(%rdi), %r13\n"
        "  movq 72(%rdi), %r14\n"
        "  movq 80(%rdi), %r15\n"
        "  movq 32(%rdi), %rsp\n"
        "  movl %esi, %eax\n"
        "  jmpq *24(%rdi)\n"
        ".size __defer_land,.-__defer_land\n");
#elif defined(__aarch64__)
__asm__(".text\n"
        ".globl __defer_enter\n"
        ".type __defer_enter,@function\n"
        ".p2align 4\n"
        "__defer_enter:\n"
        ".globl __defer_setjmp\n"
        ".type __defer_setjmp,@function\n"
        "__defer_setjmp:\n"
        "  .cfi_startproc\n"
        "  hint #34\n" /* bti c */
        "  mov x9, sp\n"
        "  stp x30, x9, [x0, #24]\n"
        "  stp x19, x20, [x0, #40]\n"
        "  stp x21, x22, [x0, #56]\n"
        "  stp x23, x24, [x0, #72]\n"
        "  stp x25, x26, [x0, #88]\n"
        "  stp x27, x28, [x0, #104]\n"
        "  str x29, [x0, #120]\n"
        "  stp d8, d9, [x0, #128]\n"
        "  stp d10, d11, [x0, #144]\n"
        "  stp d12, d13, [x0, #160]\n"
        "  stp d14, d15, [x0, #176]\n"
        "  mov w0, #0\n"
        "  ret\n"
        "  .cfi_endproc\n"
        ".size __defer_enter,.-__defer_enter\n"
        ".hidden __defer_land\n"
        ".globl __defer_land\n"
        ".type __defer_land,@function\n"
        ".p2align 4\n"
        "__defer_land:\n"
        "  ldp x30, x9, [x0, #24]\n"
        "  ldp x19, x20, [x0, #40]\n"
        "  ldp x21, x22, [x0, #56]\n"
        "  ldp x23, x24, [x0, #72]\n"
        "  ldp x25, x26, [x0, #88]\n"
        "  ldp x27, x28, [x0, #104]\n"
        "  ldr x29, [x0, #120]\n"
        "  ldp d8, d9, [x0, #128]\n"
        "  ldp d10, d11, [x0, #144]\n"
        "  ldp d12, d13, [x0, #160]\n"
        "  ldp d14, d15, [x0, #176]\n"
        "  mov sp, x9\n"
        "  mov w0, w1\n"
        "  ret\n"
        ".size __defer_land,.-__defer_land\n");
#else
int __defer_enter(struct __defer_link *link) {
  (void)link;
  fputs("defer: unwind=chain and defer_setjmp are not supported on this processor\n", stderr);
  abort();
}
int __defer_setjmp(struct __defer_link *link) { return __defer_enter(link); }
void __defer_land(struct __defer_link *link, int value) {
  (void)link, (void)value;
  abort();
}
#endif

/* As the code above numbers them. */
#if defined(__aarch64__)
enum { STACK_POINTER = 1, FRAME_POINTER = 12 };
#else
enum { STACK_POINTER = 1, FRAME_POINTER = 3 };
#endif

uintptr_t defer_kept_stack_pointer(const struct __defer_link *link) {
  return (uintptr_t)link->saved[STACK_POINTER];
}

uintptr_t defer_kept_frame_pointer(const struct __defer_link *link) {
  return (uintptr_t)link->saved[FRAME_POINTER];
}
