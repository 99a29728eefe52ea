//===- Diagnoser.h - errors and warnings about deferrals --------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The one place where diagnostics are made.  Clang lets a plugin define
// diagnostics of its own, but up to 19 those of the level "warning" ignore -w,
// -Werror and system headers, and in no version has one a name for
// -Wno-NAME.  So a warning's level is decided here: it is what Clang would give
// its own warning about plugins there, -Wbackend-plugin, which pragmas can
// change as well.  And each has a name that `-fplugin-arg-defer-no-warn=NAME`
// switches off.
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
  /// `Name` is shown as the argument of the plugin that switches the warning
  /// off.  Where it is off, what goes into the warning and the notes behind it
  /// go nowhere.
  clang::DiagnosticBuilder warning(clang::SourceLocation Loc,
                                   llvm::StringRef Name, llvm::StringRef Text);
  /// Whether a warning of that name would be given.
  bool warns(clang::SourceLocation Loc, llvm::StringRef Name) const {
    return level(Loc, Name) != clang::DiagnosticsEngine::Ignored;
  }

  /// Switches a warning off; false if there is none of that name.
  bool disable(llvm::StringRef Name);

  /// The names of all warnings, for a message.
  static std::string warningNames();

  unsigned errors() const { return Errors; }
  /// No warning is shown, wherever it is and whatever is said of it (-w).
  bool ignoresWarnings() const { return Diags.getIgnoreAllWarnings(); }

private:
  clang::DiagnosticsEngine::Level level(clang::SourceLocation Loc,
                                        llvm::StringRef Name) const;

  clang::DiagnosticsEngine &Diags;
  llvm::StringSet<> Disabled;
  unsigned Errors = 0;
};

} // namespace defer

#endif // DEFER_ANALYSIS_DIAGNOSER_H
