// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 5: functions of the C library that a thread may be cancelled in keep their
// landing pads, though LLVM takes them for such that throw nothing; and they become
// what LLVM makes of them elsewhere.
//
// RUN: %defer -fexceptions -O2 -w -S -emit-llvm -o - %s | FileCheck %s
// RUN: %defer -fexceptions -O2 -w -S -o - %s | FileCheck --check-prefix=CODE %s
// RUN: %defer -fexceptions -O0 -w -S -emit-llvm -o - %s | FileCheck --check-prefix=O0 %s
// RUN: %defer -O2 -w -S -emit-llvm -o - %s | FileCheck --check-prefix=NONE %s
// RUN: sed '/__defer/d' %s > %t.c
// RUN: %defer -fexceptions -O2 -w -S -emit-llvm -o - %t.c | FileCheck --check-prefix=NONE %s

#include <stdio.h>

void end(void);

// CHECK-LABEL: @waits(
// CHECK: invoke {{.*}}@fgets(
// CHECK: invoke {{.*}}@puts(
// CHECK: invoke {{.*}}@putchar(
// CHECK: invoke {{.*}}@fwrite(
// CHECK: invoke {{.*}}@fputc(
// CHECK: invoke {{.*}}@printf(
// CODE-LABEL: waits:
// CODE-NOT: printf
// CODE: {{(call|bl).*}}fgets
// CODE-NEXT: {{.*tmp}}
// CODE: {{(call|bl).*}}puts
// CODE-NEXT: {{.*tmp}}
// O0-LABEL: @waits(
// O0: invoke {{.*}}@fgets(
// O0: invoke {{.*}}@printf(
// O0: invoke {{.*}}@fprintf(
void waits(FILE *f, char *line, int n) {
  __defer end();
  fgets(line, 80, f);
  printf("a line\n");
  printf("x");
  fprintf(f, "a text");
  fprintf(f, "y");
  printf("");
  printf("%d\n", n);
}

// Others are not touched: the size of what is no file needs no landing pad.
// CHECK-LABEL: @quiet(
// CHECK-NOT: invoke
// CHECK: ret
void quiet(FILE *f, char *s) {
  __defer end();
  clearerr(f);
  s[__builtin_strlen(s) - 1] = 0;
}

// CHECK: "defer-may-be-left"
// NONE-NOT: defer-may-be-left
// NONE-NOT: optnone
