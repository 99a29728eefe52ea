//===- Diagnoser.cpp - errors and warnings about deferrals ----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "defer/Analysis/Diagnoser.h"

#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;
using namespace defer;

static constexpr llvm::StringLiteral WarningNames[] = {"unwind"};

std::string Diagnoser::warningNames() {
  return llvm::join(std::begin(WarningNames), std::end(WarningNames), ", ");
}

/// What switches a warning off, in the place where Clang says so.
static std::string switchFor(llvm::StringRef Name) {
  return ("-fplugin-arg-defer-no-warn=" + Name).str();
}

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
    error(Loc, Shown + " [-Werror," + switchFor(Name) + "]");
    return true;
  }
  Diags.Report(
      Loc, Diags.getDiagnosticIDs()->getCustomDiagID(
               DiagnosticIDs::Warning, Shown + " [" + switchFor(Name) + "]"));
  return true;
}

bool Diagnoser::disable(llvm::StringRef Name) {
  for (llvm::StringRef Known : WarningNames)
    if (Name == Known) {
      Disabled.insert(Name);
      return true;
    }
  return false;
}
