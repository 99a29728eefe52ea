/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * count.c - a plugin of QEMU's user mode emulation that counts the instructions
 * a program executes, exactly, whatever the machine does meanwhile.
 *
 *   qemu-x86_64 -plugin count.so,out=FILE[,mark=ADDRESS]... program
 *
 * FILE gets the sum. With marks it gets, each time an instruction at one of
 * these addresses is reached and at the end, a line "address count" for every
 * instruction executed since, and a line "=": for counting.py to add up by
 * function.
 *
 * Debian has no qemu-plugin.h: what is used of it is declared here.  This is
 * version 1 of the interface, which QEMU 4.2 to 8 have.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define EXPORT __attribute__((visibility("default")))

EXPORT int qemu_plugin_version = 1;
typedef uint64_t qemu_plugin_id_t;
struct qemu_plugin_tb;
struct qemu_plugin_insn;
enum qemu_plugin_op { QEMU_PLUGIN_INLINE_ADD_U64 };
void qemu_plugin_register_vcpu_tb_trans_cb(qemu_plugin_id_t,
                                           void (*)(qemu_plugin_id_t,
                                                    struct qemu_plugin_tb *));
void qemu_plugin_register_atexit_cb(qemu_plugin_id_t,
                                    void (*)(qemu_plugin_id_t, void *), void *);
void qemu_plugin_register_vcpu_tb_exec_inline(struct qemu_plugin_tb *,
                                              enum qemu_plugin_op, void *,
                                              uint64_t);
void qemu_plugin_register_vcpu_insn_exec_inline(struct qemu_plugin_insn *,
                                                enum qemu_plugin_op, void *,
                                                uint64_t);
void qemu_plugin_register_vcpu_insn_exec_cb(struct qemu_plugin_insn *,
                                            void (*)(unsigned, void *),
                                            int flags, void *);
size_t qemu_plugin_tb_n_insns(const struct qemu_plugin_tb *);
struct qemu_plugin_insn *qemu_plugin_tb_get_insn(const struct qemu_plugin_tb *,
                                                 size_t);
uint64_t qemu_plugin_insn_vaddr(const struct qemu_plugin_insn *);

/* One counter for each translation of an instruction; they stay in place. */
struct counter {
  struct counter *next;
  uint64_t address, count;
};

static struct counter *counters;
static uint64_t sum;
static FILE *file;
static uint64_t marks[4];
static int mark_count;

static void write_counts(void) {
  for (struct counter *c = counters; c; c = c->next)
    if (c->count) {
      fprintf(file, "%llx %llu\n", (unsigned long long)c->address,
              (unsigned long long)c->count);
      c->count = 0;
    }
  fputs("=\n", file);
}

static void reached(unsigned cpu, void *data) {
  (void)cpu;
  (void)data;
  write_counts();
}

static void translated(qemu_plugin_id_t id, struct qemu_plugin_tb *tb) {
  size_t n = qemu_plugin_tb_n_insns(tb);

  (void)id;
  if (!mark_count) {
    qemu_plugin_register_vcpu_tb_exec_inline(tb, QEMU_PLUGIN_INLINE_ADD_U64,
                                             &sum, n);
    return;
  }
  for (size_t i = 0; i < n; i++) {
    struct qemu_plugin_insn *instruction = qemu_plugin_tb_get_insn(tb, i);
    struct counter *counter = malloc(sizeof *counter);

    if (!counter)
      abort();
    counter->next = counters;
    counter->address = qemu_plugin_insn_vaddr(instruction);
    counter->count = 0;
    counters = counter;
    qemu_plugin_register_vcpu_insn_exec_inline(
        instruction, QEMU_PLUGIN_INLINE_ADD_U64, &counter->count, 1);
    for (int m = 0; m < mark_count; m++)
      if (counter->address == marks[m])
        qemu_plugin_register_vcpu_insn_exec_cb(instruction, reached, 0, 0);
  }
}

static void ended(qemu_plugin_id_t id, void *data) {
  (void)id;
  (void)data;
  if (mark_count)
    write_counts();
  else
    fprintf(file, "%llu\n", (unsigned long long)sum);
  fclose(file);
}

EXPORT int qemu_plugin_install(qemu_plugin_id_t id, const void *info, int argc,
                               char **argv) {
  (void)info;
  for (int i = 0; i < argc; i++) {
    if (!strncmp(argv[i], "out=", 4))
      file = fopen(argv[i] + 4, "w");
    else if (!strncmp(argv[i], "mark=", 5) && mark_count < 4)
      marks[mark_count++] = strtoull(argv[i] + 5, 0, 16);
  }
  if (!file)
    return 1;
  qemu_plugin_register_vcpu_tb_trans_cb(id, translated);
  qemu_plugin_register_atexit_cb(id, ended, 0);
  return 0;
}
