//===- Diagnoser.h - errors and warnings about deferrals --------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The one place where diagnostics are made.  Clang lets a plugin define
// diagnostics of its own, but up to 19 those of the level "warning" ignore -w,
// -Werror and system headers, and in no version has one a name for
// -Wno-NAME.  So a warning's level is decided here, and each has a name that
// `-fplugin-arg-defer-no-warn=NAME` switches off.
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_ANALYSIS_DIAGNOSER_H
#define DEFER_ANALYSIS_DIAGNOSER_H

#include "clang/Basic/Diagnostic.h"
#include "llvm/ADT/StringSet.h"

namespace defer {

class Diagnoser {
public:
  explicit Diagnoser(clang::DiagnosticsEngine &Diags) : Diags(Diags) {}

  clang::DiagnosticBuilder error(clang::SourceLocation Loc,
                                 llvm::StringRef Text);
  /// Belongs to the error or warning before it; nothing if that was dropped.
  clang::DiagnosticBuilder note(clang::SourceLocation Loc,
                                llvm::StringRef Text);
  /// Returns whether it was given; notes are then in order.  `Name` is shown
  /// as the argument of the plugin that switches the warning off.
  bool warning(clang::SourceLocation Loc, llvm::StringRef Name,
               llvm::StringRef Text);

  /// Switches a warning off; false if there is none of that name.
  bool disable(llvm::StringRef Name);

  /// The names of all warnings, for a message.
  static std::string warningNames();

  unsigned errors() const { return Errors; }

private:
  clang::DiagnosticsEngine &Diags;
  llvm::StringSet<> Disabled;
  unsigned Errors = 0;
};

} // namespace defer

#endif // DEFER_ANALYSIS_DIAGNOSER_H
