/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * defer.h - the words of the dialect, for tools that do not load the plugin.
 *
 *   __defer S    S runs when the function is left, last first.
 *   _Defer S     S runs when the enclosing block is left (ISO/IEC TS 25755).
 *   __defer_capture(a, b) S
 *                as __defer S; in S, a and b name copies that are made where
 *                the deferral is reached.
 *   __defer_named(h) S
 *                as __defer S, with a name: defer_run(h) runs S now, and
 *                defer_cancel(h) lets it not run at all.
 *   __defer_result T r = 0;
 *                r is what the function returns, after S may have changed it.
 *   defer_panic(format, ...), defer_panic_value(pointer)
 *                leave the function, and its callers, until an S recovers.
 *   defer_recover()
 *                in S: the value of the panic that S runs for, which is stopped;
 *                or null.
 *
 * `clang -fplugin=defer.so` knows the words with nothing included.  This
 * header makes the same source readable where no plugin sees it: to the
 * preprocessor, to clangd, to other analysers and compilers.  They parse a
 * deferral as a statement that may run; compiling it to code without the
 * plugin is an error, because it would not be deferred.
 */
#ifndef DEFER_H
#define DEFER_H

#ifdef __GNUC__
#pragma GCC system_header /* a variadic macro, in C89 too */
#endif

#if defined(__cplusplus) || defined(__OBJC__)

/* The plugin reports each use; without it, so does this. */
#ifndef __defer
#define __defer                                                               \
  _Pragma("GCC error \"'__defer' is available in C only\"")
#define __defer_capture                                                       \
  _Pragma("GCC error \"'__defer_capture' is available in C only\"")
#define __defer_named                                                         \
  _Pragma("GCC error \"'__defer_named' is available in C only\"")
#define __defer_result                                                        \
  _Pragma("GCC error \"'__defer_result' is available in C only\"")
#define _Defer                                                                \
  _Pragma("GCC error \"'_Defer' is available in C only\"")
#endif

#elif !defined(__DEFER_PLUGIN__)

#if defined(__TINYC__) || (defined(_MSC_VER) && !defined(__clang__))
#error "__defer needs clang and its plugin: clang -fplugin=defer.so"
#endif

/* A compiler that knows `_Defer` itself says so with this macro. */
#ifndef __STDC_DEFER_TS25755__
#define DEFER_SCOPED 1
#endif

#if defined(__GNUC__) && !defined(__clang_analyzer__)
int __defer_marker(void)
    __attribute__((__error__("the defer plugin is missing or did not run: "
                             "'__defer' needs clang -fplugin=defer.so")));
void __defer_marker_result(const volatile void *)
    __attribute__((__error__("the defer plugin is missing or did not run: "
                             "'__defer_result' needs clang "
                             "-fplugin=defer.so")));
int __defer_marker_capture(int, ...)
    __attribute__((__error__("the defer plugin is missing or did not run: "
                             "'__defer_capture' needs clang "
                             "-fplugin=defer.so")));
void *__defer_marker_recover(int)
    __attribute__((__error__("the defer plugin is missing or did not run: "
                             "'defer_recover' needs clang "
                             "-fplugin=defer.so")));
int __defer_marker_named(const char *)
    __attribute__((__error__("the defer plugin is missing or did not run: "
                             "'__defer_named' needs clang "
                             "-fplugin=defer.so")));
void __defer_marker_run(const char *)
    __attribute__((__error__("the defer plugin is missing or did not run: "
                             "'defer_run' needs clang -fplugin=defer.so")));
void __defer_marker_cancel(const char *)
    __attribute__((__error__("the defer plugin is missing or did not run: "
                             "'defer_cancel' needs clang "
                             "-fplugin=defer.so")));
#ifdef DEFER_SCOPED
int __defer_marker_block(void)
    __attribute__((__error__("the defer plugin is missing or did not run: "
                             "'_Defer' needs clang -fplugin=defer.so")));
#endif
#else
void __defer_marker_result(const volatile void *);
int __defer_marker(void);
int __defer_marker_capture(int, ...);
int __defer_marker_named(const char *);
void __defer_marker_run(const char *);
void __defer_marker_cancel(const char *);
void *__defer_marker_recover(int);
int __defer_marker_block(void);
#endif

/* Take any statement, and leave an `else` after it to the `if` before it. */
#ifdef __clang__
#define DEFER_IF(marker)                                                      \
  if (!marker)                                                                \
    ;                                                                         \
  _Pragma("clang diagnostic push")                                            \
  _Pragma("clang diagnostic ignored \"-Wdangling-else\"")                     \
  else                                                                        \
  _Pragma("clang diagnostic pop")
#else
#define DEFER_IF(marker)                                                      \
  if (!marker)                                                                \
    ;                                                                         \
  else
#endif

#ifdef __clang__
#define __defer_result                                                        \
  _Pragma("clang diagnostic push")                                            \
  _Pragma("clang diagnostic ignored \"-Wignored-attributes\"")                \
  __attribute__((__annotate__("__defer_result"),                              \
                 __cleanup__(__defer_marker_result)))                         \
  _Pragma("clang diagnostic pop")
#elif defined(__GNUC__)
#define __defer_result __attribute__((__cleanup__(__defer_marker_result)))
#else
#define __defer_result
#endif
#define __defer DEFER_IF(__defer_marker())
#define __defer_capture(...) DEFER_IF(__defer_marker_capture(0, ##__VA_ARGS__))
#define __defer_spelled(name) #name
#define __defer_named(name) DEFER_IF(__defer_marker_named(__defer_spelled(name)))
#define defer_run(name) __defer_marker_run(__defer_spelled(name))
#define defer_recover() __defer_marker_recover(0)
#ifndef defer_panic
#if defined(__GNUC__)
__attribute__((__noreturn__, __cold__, __format__(__printf__, 4, 5)))
#endif
void __defer_panic(const char *, const char *, int, const char *, ...);
#if defined(__GNUC__)
__attribute__((__noreturn__, __cold__))
#endif
void __defer_panic_value(const char *, const char *, int, void *);
#define defer_panic(...)                                                      \
  __defer_panic(__func__, __FILE__, __LINE__, __VA_ARGS__)
#define defer_panic_value(value)                                              \
  __defer_panic_value(__func__, __FILE__, __LINE__, value)
#endif
#define defer_cancel(name) __defer_marker_cancel(__defer_spelled(name))
#ifdef DEFER_SCOPED
#define _Defer DEFER_IF(__defer_marker_block())
#endif

#endif

#endif
