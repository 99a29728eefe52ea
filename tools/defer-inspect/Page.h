//===- Page.h - what the page is made of ------------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_TOOLS_INSPECT_PAGE_H
#define DEFER_TOOLS_INSPECT_PAGE_H

namespace defer {

/// The style sheet and the script of the page that `--html` writes.
extern const char PageStyle[], PageScript[];

/// The style sheet of the page of --compare, which has no script.
extern const char CompareStyle[];

} // namespace defer

#endif // DEFER_TOOLS_INSPECT_PAGE_H
