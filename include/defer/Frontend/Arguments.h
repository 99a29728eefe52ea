//===- Arguments.h - what -fplugin-arg-defer-NAME says ----------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The arguments of the plugin, which the rewriter finds in commands and obeys
// as well:
//
//   no-warn=NAME    switch off the warning NAME
//   native=keep     leave `_Defer` to a Clang that has it itself (22 with
//                   -fdefer-ts); native=lower, the default, lowers it as well
//   unwind=MODE     none, tables or chain: whether what is pending runs when an
//                   exception passes, and how; by default, as -fexceptions says
//   locations=HOW   lines, the default, or keyword: what is added has the
//                   keyword's position everywhere (Support/AddedCode.h)
//   verify          check the AST and the IR after each change, for tests
//   keep-markers    leave the markers in the IR (to look at, with
//                   -Xclang -disable-llvm-passes)
//
// Shown by: clang -fplugin=defer.so -fplugin-arg-defer-unwind=tables f.c
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_FRONTEND_ARGUMENTS_H
#define DEFER_FRONTEND_ARGUMENTS_H

#include "defer/Frontend/Consumer.h"

#include "llvm/ADT/ArrayRef.h"

namespace clang {
class DiagnosticsEngine;
}

namespace defer {

struct Arguments {
  bool KeepMarkers = false;
  bool Verify = false;
  bool AtKeyword = false; ///< what is added has the keyword's position
  /// Unless said, as -fexceptions says.
  enum { Default, None, Tables, Chain } Unwind = Default;
  ConsumerOptions Common;

  /// Takes them, without what they begin with.  One that is not known is an
  /// error, which ends the compilation.
  void read(llvm::ArrayRef<std::string> Args, clang::DiagnosticsEngine &Diags);

  /// Switches exceptions on in a unit where unwinding needs them, before
  /// anything is parsed, and completes `Common`.
  void apply(clang::CompilerInstance &CI);
};

} // namespace defer

#endif // DEFER_FRONTEND_ARGUMENTS_H
