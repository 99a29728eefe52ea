// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The whole of a function as LLVM 22 makes it, compared by hand: the flag's test
// was copied for `return -2`, the constants that are returned have lost their
// lines, the deferral without a flag costs nothing, and its statement is there
// once.

// REQUIRES: llvm-22, x86-registered-target, aarch64-registered-target
// RUN: %inspect --assembly %s -- -O2 --target=x86_64-linux-gnu | FileCheck --check-prefix=X86 %s
// RUN: %inspect --assembly %s -- -O2 --target=aarch64-linux-gnu | FileCheck --check-prefix=ARM %s

void *take(int);
void drop(void *), unlock(int);
int lock(int), work(void *, int);

int f(int n, int shared) {
  void *p = take(n);
  if (!p)
    return -1;
  __defer drop(p);
  if (shared && lock(n))
    __defer unlock(n);
  if (!work(p, n))
    return -2;
  return work(p, n + 1);
}

// X86:        f: 47 (130 B) = deferrals 5 (12 B) + statements 4 (16 B) + rest 34 (86 B) + not attributed 4 (16 B)
// X86-NEXT:     place  word     lowered  reached  exits  unwind  all  bytes  S  bytes  S on unwind  S in places
// X86-NEXT:     20:3    __defer  static         0      0       0    0      0  2      8            0            1
// X86-NEXT:     22:5   __defer  flag           0      5       0    5     12  2      8            0            1
// X86-NEXT:     exit          deferral  its own  bytes  statement's  bytes
// X86-NEXT:     25:3  return      20:3        0      0            2      8
// X86-NEXT:                       22:5        2      5         0..2   0..8
// X86-NEXT:     exits with no instruction of their own: 19:5, 24:5
// X86-NEXT:     not attributed: 4 have no line
// X86-NEXT:     0000          rest                 pushq    %rbp
// X86-NEXT:     0001          rest                 pushq    %r15
// X86-NEXT:     0003          rest                 pushq    %r14
// X86-NEXT:     0005          rest                 pushq    %rbx
// X86-NEXT:     0006          rest                 pushq    %rax
// X86-NEXT:     0007          rest                 movl     %esi, %ebp
// X86-NEXT:     0009          rest                 movl     %edi, %r14d
// X86-NEXT:     000c          rest                 callq    take
// X86-NEXT:     0011          rest                 testq    %rax, %rax
// X86-NEXT:     0014          rest                 je       0x2d
// X86-NEXT:     0016          no line              movq     %rax, %rbx
// X86-NEXT:     0019          rest                 testl    %ebp, %ebp
// X86-NEXT:     001b          rest                 je       0x34
// X86-NEXT:     001d          rest                 movl     %r14d, %edi
// X86-NEXT:     0020          rest                 callq    lock
// X86-NEXT:     0025          rest                 testl    %eax, %eax
// X86-NEXT:     0027          rest                 setne    %r15b
// X86-NEXT:     002b          rest                 jmp      0x37
// X86-NEXT:     002d          no line              movl     $4294967295, %ebp
// X86-NEXT:     0032          rest                 jmp      0x69
// X86-NEXT:     0034          no line              xorl     %r15d, %r15d
// X86-NEXT:     0037          rest                 movq     %rbx, %rdi
// X86-NEXT:     003a          rest                 movl     %r14d, %esi
// X86-NEXT:     003d          rest                 callq    work
// X86-NEXT:     0042          rest                 testl    %eax, %eax
// X86-NEXT:     0044          rest                 je       0x76
// X86-NEXT:     0046          rest                 leal     1(%r14), %esi
// X86-NEXT:     004a          rest                 movq     %rbx, %rdi
// X86-NEXT:     004d          rest                 callq    work
// X86-NEXT:     0052          rest                 movl     %eax, %ebp
// X86-NEXT:     0054  22:5    exit                 testb    %r15b, %r15b
// X86-NEXT:     0057  22:5    exit                 je       0x61
// X86-NEXT:     0059  22:5    statement            movl     %r14d, %edi
// X86-NEXT:     005c  22:5    statement            callq    unlock
// X86-NEXT:     0061  20:3     statement            movq     %rbx, %rdi
// X86-NEXT:     0064  20:3     statement            callq    drop
// X86-NEXT:     0069          rest                 movl     %ebp, %eax
// X86-NEXT:     006b          rest                 addq     $8, %rsp
// X86-NEXT:     006f          rest                 popq     %rbx
// X86-NEXT:     0070          rest                 popq     %r14
// X86-NEXT:     0072          rest                 popq     %r15
// X86-NEXT:     0074          rest                 popq     %rbp
// X86-NEXT:     0075          rest                 retq     
// X86-NEXT:     0076          no line              movl     $4294967294, %ebp
// X86-NEXT:     007b  22:5    exit                 testb    %r15b, %r15b
// X86-NEXT:     007e  22:5    exit                 jne      0x59
// X86-NEXT:     0080  22:5    exit                 jmp      0x61
// X86-NEXT:     22:5: stack of its own: not known, it may be in registers
// X86-NEXT:     22:5: ways on which it is pending and ways on which it is not meet; no flag if they return apart

// ARM:        f: 39 (156 B) = deferrals 3 (12 B) + statements 4 (16 B) + rest 28 (112 B) + not attributed 4 (16 B)
// ARM-NEXT:     place  word     lowered  reached  exits  unwind  all  bytes  S  bytes  S on unwind  S in places
// ARM-NEXT:     20:3   __defer  static         0      0       0    0      0  2      8            0            1
// ARM-NEXT:     22:5   __defer  flag           0      3       0    3     12  2      8            0            1
// ARM-NEXT:     exit          deferral  its own  bytes  statement's  bytes
// ARM-NEXT:     25:3  return      20:3        0      0            2      8
// ARM-NEXT:                       22:5        1      4         0..2   0..8
// ARM-NEXT:     exits with no instruction of their own: 19:5, 24:5
// ARM-NEXT:     not attributed: 4 have no line
// ARM-NEXT:     0000          rest                 stp      x29, x30, [sp, #-48]!
// ARM-NEXT:     0004          rest                 stp      x22, x21, [sp, #16]
// ARM-NEXT:     0008          rest                 stp      x20, x19, [sp, #32]
// ARM-NEXT:     000c          rest                 mov      x29, sp
// ARM-NEXT:     0010          rest                 mov      w21, w1
// ARM-NEXT:     0014          rest                 mov      w19, w0
// ARM-NEXT:     0018          rest                 bl       take
// ARM-NEXT:     001c          rest                 cbz      x0, 0x3c
// ARM-NEXT:     0020          no line              mov      x20, x0
// ARM-NEXT:     0024          rest                 cbz      w21, 0x44
// ARM-NEXT:     0028          rest                 mov      w0, w19
// ARM-NEXT:     002c          rest                 bl       lock
// ARM-NEXT:     0030          rest                 cmp      w0, #0
// ARM-NEXT:     0034          rest                 cset     w22, ne
// ARM-NEXT:     0038          rest                 b        0x48
// ARM-NEXT:     003c          no line              mov      w21, #-1
// ARM-NEXT:     0040          rest                 b        0x7c
// ARM-NEXT:     0044          no line              mov      w22, wzr
// ARM-NEXT:     0048          rest                 mov      x0, x20
// ARM-NEXT:     004c          rest                 mov      w1, w19
// ARM-NEXT:     0050          rest                 bl       work
// ARM-NEXT:     0054          rest                 cbz      w0, 0x90
// ARM-NEXT:     0058          rest                 add      w1, w19, #1
// ARM-NEXT:     005c          rest                 mov      x0, x20
// ARM-NEXT:     0060          rest                 bl       work
// ARM-NEXT:     0064          rest                 mov      w21, w0
// ARM-NEXT:     0068  22:5    exit                 cbz      w22, 0x74
// ARM-NEXT:     006c  22:5    statement            mov      w0, w19
// ARM-NEXT:     0070  22:5    statement            bl       unlock
// ARM-NEXT:     0074  20:3    statement            mov      x0, x20
// ARM-NEXT:     0078  20:3    statement            bl       drop
// ARM-NEXT:     007c          rest                 mov      w0, w21
// ARM-NEXT:     0080          rest                 ldp      x20, x19, [sp, #32]
// ARM-NEXT:     0084          rest                 ldp      x22, x21, [sp, #16]
// ARM-NEXT:     0088          rest                 ldp      x29, x30, [sp], #48
// ARM-NEXT:     008c          rest                 ret      
// ARM-NEXT:     0090          no line              mov      w21, #-2
// ARM-NEXT:     0094  22:5    exit                 cbnz     w22, 0x6c
// ARM-NEXT:     0098  22:5    exit                 b        0x74
// ARM-NEXT:     22:5: stack of its own: not known, it may be in registers
// ARM-NEXT:     22:5: ways on which it is pending and ways on which it is not meet; no flag if they return apart

