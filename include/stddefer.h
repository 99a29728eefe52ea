/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * stddefer.h - the header of ISO/IEC TS 25755, for compilers without one.
 *
 *   defer S    S runs when the enclosing block is left, last first.
 *
 * Clang's own, from 22 on, says the same.
 */
#ifndef DEFER_STDDEFER_H
#define DEFER_STDDEFER_H

#if defined(__GNUC__)
#pragma GCC system_header
#endif

#include "defer.h"

#ifndef __STDC_VERSION_STDDEFER_H__
#define __STDC_VERSION_STDDEFER_H__ 202602L
#endif

#ifndef defer
#define defer _Defer
#endif

#endif
