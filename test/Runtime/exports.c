// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// libdefer.so exports its interface and no more; its SONAME carries
// DEFER_RT_ABI; the static library defines nothing outside of its names.
//
// RUN: llvm-nm -D --defined-only --extern-only -j %libdir/libdefer.so | sort > %t.names
// RUN: FileCheck %s < %t.names
// RUN: llvm-readelf -d %libdir/libdefer.so | FileCheck --check-prefix=SONAME %s
// RUN: llvm-nm --defined-only --extern-only -j %libdefer | FileCheck --check-prefix=STATIC %s

// CHECK-NOT: {{.}}
// CHECK: {{^__defer_activate$}}
// CHECK-NEXT: {{^__defer_chain$}}
// CHECK-NEXT: {{^__defer_chain_panic$}}
// CHECK-NEXT: {{^__defer_chain_panic_value$}}
// CHECK-NEXT: {{^__defer_deactivate$}}
// CHECK-NEXT: {{^__defer_enter$}}
// CHECK-NEXT: {{^__defer_exit_replaced$}}
// CHECK-NEXT: {{^__defer_given_up$}}
// CHECK-NEXT: {{^__defer_jump_from$}}
// CHECK-NEXT: {{^__defer_linked_first$}}
// CHECK-NEXT: {{^__defer_panic$}}
// CHECK-NEXT: {{^__defer_panic_value$}}
// CHECK-NEXT: {{^__defer_pass$}}
// CHECK-NEXT: {{^__defer_recover$}}
// CHECK-NEXT: {{^__defer_recovered$}}
// CHECK-NEXT: {{^__defer_setjmp$}}
// CHECK-NEXT: {{^__defer_unlinked_last$}}
// CHECK-NEXT: {{^__deferblock$}}
// CHECK-NEXT: {{^__deferdrop$}}
// CHECK-NEXT: {{^__defermark$}}
// CHECK-NEXT: {{^__deferproc$}}
// CHECK-NEXT: {{^__deferreturn$}}
// CHECK-NEXT: {{^defer_chain_longjmp$}}
// CHECK-NEXT: {{^defer_exchange_chain$}}
// CHECK-NEXT: {{^defer_longjmp$}}
// CHECK-NEXT: {{^defer_set_oom_handler$}}
// CHECK-NEXT: {{^defer_set_yield_hook$}}
// CHECK-NOT: {{.}}

// SONAME: (SONAME) {{.*}}[libdefer.so.3]

// STATIC-NOT: {{^[^_d].*[^:]$}}
