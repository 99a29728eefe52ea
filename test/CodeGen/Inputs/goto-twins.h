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

/* name, kind of result */
#define TWINS(F)                                                              \
  F(one_lock, number)                                                         \
  F(two_buffers, number)                                                      \
  F(ladder_four, number)                                                      \
  F(ladder_eight, number)                                                     \
  F(void_result, nothing)                                                     \
  F(conditional_lock, number)                                                 \
  F(optional_last, number)                                                    \
  F(two_optional, number)                                                     \
  F(optional_then_sure, number)                                               \
  F(return_in_block, number)                                                  \
  F(nested_blocks, number)                                                    \
  F(either_way, number)                                                       \
  F(switch_inside, number)                                                    \
  F(switch_each, number)                                                      \
  F(loop_inside, number)                                                      \
  F(loop_search, number)                                                      \
  F(on_error, number)                                                         \
  F(tested_value, number)                                                     \
  F(many_returns, number)                                                     \
  F(value_then_release, number)                                               \
  F(small_struct, pair)                                                       \
  F(large_struct, big)                                                        \
  F(large_struct_reached, big)                                                \
  F(large_struct_call, big)                                                   \
  F(pointer_result, pointer)

#endif
