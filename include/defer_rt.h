/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * defer_rt.h - the contract between code lowered by the defer plugin and the
 * runtime (libdefer), and the little of the runtime a program may call.
 *
 * Terms.  A *frame* is the list of the deferrals that one activation of a
 * function (or of a deferred statement that defers itself) has pending and
 * that had to be made dynamic.  It lives on the stack of that activation.  A
 * *record* is one pending deferral on it.  An *instance* is the storage of
 * the variables of one execution of a block, kept because a record names
 * them.  Records and instances come from the frame's own buffer first and
 * from chunks of the heap, each two and a half times the one before, after that.
 *
 * Sizes are in bytes.  A frame belongs to the thread that runs its
 * activation; two frames share nothing, so no function here takes a lock.
 *
 * DEFER_RT_ABI changes with any change of layout or meaning below; libdefer.so
 * carries it as the number of its SONAME.
 */
#ifndef DEFER_RT_H
#define DEFER_RT_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

#define DEFER_RT_ABI 3

/* libdefer is built with hidden visibility; these are its interface. */
#if defined(__GNUC__)
#define DEFER_RT_API __attribute__((__visibility__("default")))
#else
#define DEFER_RT_API
#endif

#if defined(__GNUC__)
#define DEFER_RT_NORETURN __attribute__((__noreturn__, __cold__))
#define DEFER_RT_PRINTF(format, first)                                         \
  __attribute__((__format__(__printf__, format, first)))
#else
#define DEFER_RT_NORETURN
#define DEFER_RT_PRINTF(format, first)
#endif

/* Bytes that every chunk and frame buffer is aligned to. */
#define DEFER_RT_ALIGN 16

/* The number of records a frame takes without touching the heap. */
#define DEFER_RT_FIRST_RECORDS 8

/* From this one on, ids are the runtime's own: no record of the program's. */
#define DEFER_RT_FIRST_OWN_ID (~1u)

/* One pending deferral.  What the deferral captured follows it directly. */
struct __defer_record {
  struct __defer_record *below; /* the one that became pending before it */
  unsigned id;                  /* which deferral of the body, from lowering */
  unsigned size;                /* of the whole, and the runtime's own bit 0 */
};

struct __defer_chunk; /* private to the runtime */

/*
 * Lowered code makes an empty frame by storing these four, with [next, end)
 * a buffer on its own stack, aligned to DEFER_RT_ALIGN.  It may do itself what
 * __deferproc does where there is room, if each instance has a size that is a
 * multiple of a pointer's; what __deferreturn does where the newest record has
 * an id of the program's; and what __deferdrop does with the newest record, if
 * that is no mark and each one dropped before was the newest, too.  A record may
 * also be in storage from __deferblock, or in the function's frame.
 */
struct __defer_frame {
  struct __defer_record *top;   /* newest pending record, or null */
  char *next, *end;             /* free part of the current chunk */
  struct __defer_chunk *chunks; /* heap chunks, newest first, or null */
};

/*
 * Makes deferral `id` pending: a new record on top of the frame, with room
 * for `size` bytes in all (header included; a multiple of the size of a
 * pointer).  The caller fills in what follows the header.  Never null.
 */
DEFER_RT_API void *__deferproc(struct __defer_frame *frame, size_t size, unsigned id);

/*
 * Takes the newest record off the frame and returns it, or returns null once
 * `mark` (a record that was on top earlier, or null) is reached.  In a frame
 * with calls of __deferdrop, marks come from __defermark.  A record
 * and the instances it names stay readable until the next call that returns
 * null for a null mark: that one gives all heap chunks back.
 */
DEFER_RT_API void *__deferreturn(struct __defer_frame *frame, struct __defer_record *mark);

/*
 * Takes a record off the frame that need not be the newest.  It stays readable
 * until the frame's next __deferproc or __deferblock.
 */
DEFER_RT_API void __deferdrop(struct __defer_frame *frame, struct __defer_record *record);

/*
 * The newest record, or null, as a mark: it is one even after it has been
 * dropped.
 */
DEFER_RT_API struct __defer_record *__defermark(struct __defer_frame *frame);

/*
 * Storage for one more instance: `size` bytes aligned to `align` (a power of
 * two), with the life of the frame.  Never null.
 */
DEFER_RT_API void *__deferblock(struct __defer_frame *frame, size_t size, size_t align);

/*
 * Called when the heap has no `size` more bytes.  It may free memory and
 * return non-zero to have the allocation tried again, or leave the program
 * (exit, abort, longjmp to a frame above; but no panic: the function that it was
 * called for does not run what it has pending).  If it returns 0, the runtime
 * prints a message to standard error and calls abort().
 */
typedef int (*defer_oom_handler)(size_t size);

/*
 * Sets the handler for the whole process and returns the one before (null is
 * the default: message and abort).  Safe to call from any thread.
 */
DEFER_RT_API defer_oom_handler defer_set_oom_handler(defer_oom_handler handler);

/*
 * Called while a frame with very many records (more than `every`) runs them,
 * about every `every` records that were made since it was set, and as often while
 * it gives their memory back: a scheduler may run something else there, on another
 * stack too, but has to return.  A hook that has so many records in a frame itself
 * is called for them.  For fairness: a loop that has deferred a hundred thousand
 * times holds its thread for as long otherwise.
 */
typedef void (*defer_yield_hook)(void);

/*
 * Sets the hook for the whole process (null, the default: none) and returns the
 * one before.  Safe to call from any thread.
 */
DEFER_RT_API defer_yield_hook defer_set_yield_hook(defer_yield_hook hook,
                                                   unsigned every);

/*
 * Leaves the function abnormally: what is pending runs, in this function, its
 * callers and theirs, until a deferred statement recovers.  If none does, the
 * message of each panic of the thread is printed to standard error, oldest
 * first, and abort() called.  `format` is as printf's; the message is copied.
 * Frames are passed by their unwind tables (which Clang and GCC make on x86-64
 * and AArch64 unless they are told not to).
 *
 * The three in front say where: __func__, __FILE__ and __LINE__; null, null and
 * 0 for unknown.  They must live as long as the panic.
 */
DEFER_RT_API DEFER_RT_NORETURN void
__defer_panic(const char *function, const char *file, int line,
              const char *format, ...) DEFER_RT_PRINTF(4, 5);

/* The same with a value, which is the caller's and not looked at. */
DEFER_RT_API DEFER_RT_NORETURN void
__defer_panic_value(const char *function, const char *file, int line,
                    void *value);

#if !defined(defer_panic) &&                                                   \
    (defined(__cplusplus) ? __cplusplus >= 201103L : __STDC_VERSION__ >= 199901L)
#define defer_panic(...)                                                       \
  __defer_panic(__func__, __FILE__, __LINE__, __VA_ARGS__)
#define defer_panic_value(value)                                               \
  __defer_panic_value(__func__, __FILE__, __LINE__, value)
#endif

struct _Unwind_Exception;

/*
 * For a deferred statement that runs for `exception`: if that is a panic that
 * has not been recovered from, it is now; returns its value, or null.  A
 * message stays readable until the thread has recovered from 16 more, or ends.
 */
DEFER_RT_API void *__defer_recover(struct _Unwind_Exception *exception);

/*
 * After all that was due has run: what passes on.  If `exception` is a panic
 * that has been recovered from, it has ended, and that is nothing (null) or the
 * end of the thread, if the panic took its place; otherwise it is `exception`.
 */
DEFER_RT_API struct _Unwind_Exception *
__defer_recovered(struct _Unwind_Exception *exception);

/*
 * `by` came out of a deferred statement and takes the place of the end of the
 * thread, `exit`, which that statement ran for.  If it is a panic, the thread goes
 * on ending after a recovery.
 */
DEFER_RT_API void __defer_exit_replaced(struct _Unwind_Exception *exit,
                                        struct _Unwind_Exception *by);

/*
 * unwind=chain: a function that may have something pending puts a link on the
 * thread's chain while it is active, and says in it which landing pad the call
 * that it makes next has (0: none; it is passed by).
 */
struct __defer_link {
  struct __defer_link *outer;
  struct _Unwind_Exception *passes; /* what it lands for; see defer_exchange_chain */
  void *pad;                        /* a number */
  void *saved[27];                  /* registers */
  void *handlers;                   /* what the C library had, where registered */
  void *cleanup[4];                 /* the C library's, for a thread's end */
  void *registered;                 /* if that has it, where callees' frames begin */
};

/* The link of the innermost function of the thread, or null. */
#if defined(__cplusplus)
DEFER_RT_API extern __thread struct __defer_link *__defer_chain;
#elif defined(__GNUC__)
DEFER_RT_API extern __thread struct __defer_link *__defer_chain;
#endif

/* Returns 0, and 1 again where the function lands. */
DEFER_RT_API int __defer_enter(struct __defer_link *link);

/* `link`, which is the top of the chain, is the first one, or was the last. */
DEFER_RT_API void __defer_linked_first(struct __defer_link *link);
DEFER_RT_API void __defer_unlinked_last(struct __defer_link *link);

/* The function leaves, and what passes goes on along the chain. */
DEFER_RT_API DEFER_RT_NORETURN void
__defer_pass(struct __defer_link *link, struct _Unwind_Exception *passes);

/* `by` came out of a statement and takes the place of `old`, which the statement
 * ran for (null if it ran for nothing).  Returns `by`. */
DEFER_RT_API struct _Unwind_Exception *
__defer_given_up(struct _Unwind_Exception *old, struct _Unwind_Exception *by);

/* What __defer_panic is in units with unwind=chain: it goes along the chain, and
 * nowhere else. */
DEFER_RT_API DEFER_RT_NORETURN void
__defer_chain_panic(const char *function, const char *file, int line,
                    const char *format, ...) DEFER_RT_PRINTF(4, 5);
DEFER_RT_API DEFER_RT_NORETURN void
__defer_chain_panic_value(const char *function, const char *file, int line,
                          void *value);

/*
 * Makes `chain` (null for an empty one) the thread's current chain, and returns
 * the one before.  A coroutine library that switches stacks calls it at each
 * switch, so that each coroutine keeps its own: it starts with null, and has
 * what was returned when it was last switched away from.  The panics that are
 * under way in a coroutine, whose statements switch to another, go with it: so
 * it is of use without unwind=chain, too.  The end of a thread runs the chain of
 * the thread's own stack, not those of coroutines, of which one may be running;
 * with unwind=chain, the stack of a coroutine is no part of that (an array of a
 * function, say).
 *
 * It is called on the stack that is left, before the switch; but one that is
 * made by setjmp and longjmp calls it behind the setjmp that returns again,
 * which makes the chain what it was where setjmp was called.
 */
DEFER_RT_API void *defer_exchange_chain(void *chain);

/*
 * A long jump that runs what is pending in the functions that it leaves:
 *
 *   defer_jmp_buf there;
 *   if (defer_setjmp(there) == 0)
 *     f(there);                    below: defer_longjmp(there, 2);
 *
 * As with setjmp, the function that called defer_setjmp must not have returned,
 * and of its automatic variables those that are not volatile and were changed
 * since have no certain value.  The mask of signals is left alone.  A jump to
 * a function that has returned is undefined, as with longjmp; where it can be
 * seen, it is reported, and the process aborts.  In the function itself nothing
 * runs: what it has pending stays so, and blocks and deferred statements of it
 * that the jump leaves do not run their own (and lose the memory of what they
 * deferred more than eight times).  A panic that such a statement runs for has
 * ended; one that a handler of C++ has caught has not, and the jump must not leave
 * the handler.  If a statement that runs for a jump starts one to the same place
 * that does not arrive, the first has the value of the second.
 *
 * In C++, what the function calls must not be inlined there (g++ does so, clang++
 * does not): its destructors would be taken for the function's own.
 */
struct defer_jump {
  struct __defer_link link; /* registers, and the chain at the time */
  void *frame;              /* pointer */
  int value;
  int in_cxx; /* the function is one of C++ */
  unsigned char passes[64] /* a struct _Unwind_Exception */
#if defined(__GNUC__) || defined(__TINYC__)
      __attribute__((__aligned__(16)))
#endif
      ;
};
typedef struct defer_jump defer_jmp_buf[1];

#if defined(__GNUC__)
__attribute__((__returns_twice__))
#endif
DEFER_RT_API int __defer_setjmp(struct __defer_link *link);

DEFER_RT_API DEFER_RT_NORETURN void defer_longjmp(struct defer_jump *jump,
                                                  int value);
/* What it is in units with unwind=chain. */
DEFER_RT_API DEFER_RT_NORETURN void defer_chain_longjmp(struct defer_jump *jump,
                                                        int value);

/* The same, for compilers that know no such variable. */
DEFER_RT_API struct __defer_link *__defer_jump_from(struct defer_jump *jump,
                                                    void *frame);

#if defined(__GNUC__)
static __inline__ __attribute__((__unused__, __nothrow__)) struct __defer_link *
__defer_jump_to(struct defer_jump *jump, void *frame)
{
  jump->frame = frame;
#ifdef __cplusplus
  jump->in_cxx = 1;
#else
  jump->in_cxx = 0;
#endif
  jump->link.outer = __defer_chain;
  return &jump->link;
}
#define defer_setjmp(jump)                                                     \
  __defer_setjmp(__defer_jump_to(jump, __builtin_frame_address(0)))
#elif defined(__TINYC__)
#define defer_setjmp(jump)                                                     \
  __defer_setjmp(__defer_jump_from(jump, __builtin_frame_address(0)))
#endif

#ifdef __cplusplus
}
#endif

#endif
