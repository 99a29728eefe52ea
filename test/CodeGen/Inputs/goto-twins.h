/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* What the twins call. Each acquisition can fail, each release needs its
   argument; the compiler sees none of the bodies. */
#ifndef GOTO_TWINS_H
#define GOTO_TWINS_H

#include <stddef.h>

void *take(size_t size);         /* null if it fails */
void give(void *p);
int lock(int which);             /* < 0 if it fails */
void unlock(int which);
int open_file(int name);         /* < 0 if it fails */
void close_file(int fd);
int step(int what);              /* < 0 if it fails */
int work(void *a, void *b);
int value(int what);             /* never fails */
void begin(int what);
void commit(int what);
void rollback(int what);
void note(int what);

struct pair { int first, second; };
struct big { long word[8]; };
void fill(struct big *b, int what);
struct big make_big(int what);

#define TWINS(F)                                                              \
  F(one_lock, long)                                                           \
  F(two_buffers, long)                                                        \
  F(ladder_four, long)                                                        \
  F(ladder_eight, long)                                                       \
  F(void_result, void)                                                        \
  F(conditional_lock, long)                                                   \
  F(optional_last, long)                                                      \
  F(two_optional, long)                                                       \
  F(optional_then_sure, long)                                                 \
  F(return_in_block, long)                                                    \
  F(nested_blocks, long)                                                      \
  F(either_way, long)                                                         \
  F(switch_inside, long)                                                      \
  F(switch_each, long)                                                        \
  F(loop_inside, long)                                                        \
  F(loop_search, long)                                                        \
  F(on_error, long)                                                           \
  F(tested_value, long)                                                       \
  F(many_returns, long)                                                       \
  F(value_then_release, long)                                                 \
  F(small_struct, struct pair)                                                \
  F(large_struct, struct big)                                                 \
  F(large_struct_call, struct big)                                            \
  F(pointer_result, void *)

#endif
