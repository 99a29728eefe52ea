// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Section 4: "In a loop, each execution of the block has its own instance, and
// each pending `S` keeps the instance it saw": the example of that section, with
// structures, arrays, integers and pointers.
//
// RUN: %exec %s | FileCheck %s

#include <defer.h>
#include <stdio.h>
#include <stdlib.h>

struct file {
  int id;
  char name[8];
};

static int open_files;

static struct file *open_file(const char *name) {
  if (!*name)
    return NULL;
  struct file *f = malloc(sizeof *f);
  if (!f)
    exit(2);
  f->id = ++open_files;
  snprintf(f->name, sizeof f->name, "%s", name);
  return f;
}

static void close_file(struct file *f) {
  printf("close %d %s\n", f->id, f->name);
  open_files--;
  free(f);
}

static int pointers(const char *const *name, int n) {
  for (int i = 0; i < n; i++) {
    struct file *f = open_file(name[i]);
    if (!f)
      return -1;
    __defer close_file(f);
  }
  return open_files;
}

static void others(int n) {
  for (int i = 0; i < n; i++) {
    int num = i * i;
    double real = i / 4.0;
    char text[8] = "item 0";
    struct file st = {i + 70, "st"};
    int table[3] = {i, i + 1, i + 2};
    text[5] = (char)('0' + i);
    __defer printf("%d %.2f %s %d%s %d %d\n", num, real, text, st.id, st.name,
                   table[0], table[2]);
    st.name[0] = 'S';
  }
}

int main(void) {
  static const char *const good[] = {"a", "b", "c"}, *const bad[] = {"x", "y", ""};
  printf("= %d\n", pointers(good, 3));
  printf("= %d\n", pointers(bad, 3));
  printf("open %d\n", open_files);
  others(4);
  return 0;
}

// CHECK-NOT: {{.+}}
// CHECK: close 3 c
// CHECK-NEXT: close 2 b
// CHECK-NEXT: close 1 a
// CHECK-NEXT: = 3
// CHECK-NEXT: close 2 y
// CHECK-NEXT: close 1 x
// CHECK-NEXT: = -1
// CHECK-NEXT: open 0
// CHECK-NEXT: 9 0.75 item 3 73St 3 5
// CHECK-NEXT: 4 0.50 item 2 72St 2 4
// CHECK-NEXT: 1 0.25 item 1 71St 1 3
// CHECK-NEXT: 0 0.00 item 0 70St 0 2
// CHECK-NOT: {{.+}}
