//===- Diagnoser.cpp - errors and warnings about deferrals ----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "defer/Analysis/Diagnoser.h"

#include "clang/Basic/DiagnosticFrontend.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;
using namespace defer;

static constexpr llvm::StringLiteral WarningNames[] = {
    "cleaned",    "empty",    "last",         "loop",    "loop-variable",
    "never-runs", "noreturn", "not-compiled", "recover", "returned-value"};

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

DiagnosticsEngine::Level Diagnoser::level(SourceLocation Loc,
                                          llvm::StringRef Name) const {
  if (Disabled.count(Name))
    return DiagnosticsEngine::Ignored;
  // Clang shows those of other plugins in system headers as well.
  if (Diags.getSuppressSystemWarnings() && Diags.hasSourceManager() &&
      Loc.isValid()) {
    const SourceManager &SM = Diags.getSourceManager();
    if (SM.isInSystemHeader(SM.getExpansionLoc(Loc)) || SM.isInSystemMacro(Loc))
      return DiagnosticsEngine::Ignored;
  }
  return Diags.getDiagnosticLevel(diag::warn_fe_backend_plugin, Loc);
}

DiagnosticBuilder Diagnoser::warning(SourceLocation Loc, llvm::StringRef Name,
                                     llvm::StringRef Text) {
  DiagnosticIDs::Level Kind = DiagnosticIDs::Warning;
  std::string Shown = Text.str() + " [";
  switch (level(Loc, Name)) {
  case DiagnosticsEngine::Ignored:
    // Clang drops the notes of what is ignored.
    Kind = DiagnosticIDs::Ignored;
    break;
  case DiagnosticsEngine::Error:
  case DiagnosticsEngine::Fatal:
    Kind = DiagnosticIDs::Error;
    Shown += "-Werror,";
    break;
  default:
    break;
  }
  Shown += switchFor(Name) + "]";
  return Diags.Report(Loc,
                      Diags.getDiagnosticIDs()->getCustomDiagID(Kind, Shown));
}

bool Diagnoser::disable(llvm::StringRef Name) {
  for (llvm::StringRef Known : WarningNames)
    if (Name == Known) {
      Disabled.insert(Name);
      return true;
    }
  return false;
}
