//===- PassInjection.h - the lowering in clang's pipeline -------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_LIB_FRONTEND_PASSINJECTION_H
#define DEFER_LIB_FRONTEND_PASSINJECTION_H

namespace clang {
class CodeGenOptions;
}

namespace defer {

/// Puts the lowering at the start of the compilation's passes.
void injectLowering(clang::CodeGenOptions &Opts);

/// The unit has a deferral: passes must run even where they were switched
/// off (-Xclang -disable-llvm-passes, and the first step of -save-temps).
void requireLowering(clang::CodeGenOptions &Opts);

} // namespace defer

#endif // DEFER_LIB_FRONTEND_PASSINJECTION_H
