//===- RuntimeCalls.h - the runtime, linked or in the file ------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What dynamic deferrals call.  The names of libdefer (defer_rt.h), or those of
// a static part that is put into the file: the two are used alike.
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_LIB_REWRITE_RUNTIMECALLS_H
#define DEFER_LIB_REWRITE_RUNTIMECALLS_H

#include "defer/Rewrite/Options.h"

#include "llvm/ADT/ArrayRef.h"

#include <string>

namespace defer {

struct RuntimeCalls {
  const char *Frame, *Empty; ///< the type, and its initialiser
  const char *Record;
  const char *Push, *Pop, *Drop, *Block, *Mark;

  static const RuntimeCalls &of(Runtime Which);
};

/// What the embedded runtime declares and defines, but for `DEFER_EMBEDDED`.
llvm::ArrayRef<const char *> embeddedNames();

/// What stands in a file that uses the calls, before its first function.
std::string runtimeText(const RewriteOptions &Opts);

} // namespace defer

#endif // DEFER_LIB_REWRITE_RUNTIMECALLS_H
