//===- Options.h - how the rewriter writes ----------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_REWRITE_OPTIONS_H
#define DEFER_REWRITE_OPTIONS_H

namespace defer {

enum class Runtime {
  Link, ///< #include <defer_rt.h>, and libdefer
  Embed ///< a static part in the file
};

struct RewriteOptions {
  Runtime Uses = Runtime::Link;
};

} // namespace defer

#endif // DEFER_REWRITE_OPTIONS_H
