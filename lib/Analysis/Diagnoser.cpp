//===- Diagnoser.cpp - errors and warnings about deferrals ----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "defer/Analysis/Diagnoser.h"

#include "clang/Basic/SourceManager.h"

using namespace clang;
using namespace defer;

static const char *const WarningNames[] = {"unwind"};

DiagnosticBuilder Diagnoser::error(SourceLocation Loc, llvm::StringRef Text) {
  ++Errors;
  return Diags.Report(Loc, Diags.getDiagnosticIDs()->getCustomDiagID(
                               DiagnosticIDs::Error, Text));
}

DiagnosticBuilder Diagnoser::note(SourceLocation Loc, llvm::StringRef Text) {
  return Diags.Report(Loc, Diags.getDiagnosticIDs()->getCustomDiagID(
                               DiagnosticIDs::Note, Text));
}

bool Diagnoser::warning(SourceLocation Loc, llvm::StringRef Name,
                        llvm::StringRef Text) {
  if (Diags.getIgnoreAllWarnings() || Disabled.count(Name))
    return false;
  if (Diags.getSuppressSystemWarnings() && Diags.hasSourceManager() &&
      Loc.isValid() &&
      Diags.getSourceManager().isInSystemHeader(
          Diags.getSourceManager().getExpansionLoc(Loc)))
    return false;
  std::string Shown = Text.str();
  if (Diags.getWarningsAsErrors()) {
    error(Loc, Shown + " [-Werror,-Wdefer-" + Name.str() + "]");
    return true;
  }
  Diags.Report(Loc, Diags.getDiagnosticIDs()->getCustomDiagID(
                        DiagnosticIDs::Warning,
                        Shown + " [-Wdefer-" + Name.str() + "]"));
  return true;
}

bool Diagnoser::disable(llvm::StringRef Name) {
  for (const char *Known : WarningNames)
    if (Name == Known) {
      Disabled.insert(Name);
      return true;
    }
  return false;
}
