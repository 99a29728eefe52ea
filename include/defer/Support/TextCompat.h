//===- TextCompat.h - differences between versions of StringRef -*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// LLVMCompat.h for text; apart from it because the rewriter needs nothing else
// of it.  Each entry names the upstream change it follows.
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_SUPPORT_TEXTCOMPAT_H
#define DEFER_SUPPORT_TEXTCOMPAT_H

#include "llvm/ADT/StringRef.h"

namespace defer {
namespace compat {

/// StringRef's startswith and endswith are starts_with and ends_with from 16
/// on, and gone in 19.
inline bool startsWith(llvm::StringRef Text, llvm::StringRef With) {
  return Text.take_front(With.size()) == With;
}
inline bool endsWith(llvm::StringRef Text, llvm::StringRef With) {
  return Text.take_back(With.size()) == With;
}

} // namespace compat
} // namespace defer

#endif // DEFER_SUPPORT_TEXTCOMPAT_H
