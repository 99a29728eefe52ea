//===- Arguments.cpp - what -fplugin-arg-defer-NAME says ------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "defer/Frontend/Arguments.h"

#include "defer/Analysis/Diagnoser.h"

#include "clang/Frontend/CompilerInstance.h"

using namespace clang;
using namespace defer;

void Arguments::read(llvm::ArrayRef<std::string> Args,
                     DiagnosticsEngine &Engine) {
  Diagnoser Diags(Engine);
  for (llvm::StringRef Arg : Args) {
    llvm::StringRef Name = Arg;
    if (Arg == "keep-markers")
      KeepMarkers = true;
    else if (Arg == "verify")
      Verify = true;
    else if (Arg == "native=keep" || Arg == "native=lower")
      Common.KeepNative = Arg == "native=keep";
    else if (Arg == "locations=keyword" || Arg == "locations=lines")
      AtKeyword = Arg == "locations=keyword";
    else if (Arg == "unwind=none")
      Unwind = None;
    else if (Arg == "unwind=tables")
      Unwind = Tables;
    else if (Arg == "unwind=chain")
      Unwind = Chain;
    else if (Name.consume_front("no-warn=") && Diags.disable(Name))
      Common.NoWarn.push_back(Name.str());
    else if (Arg != Name || Arg == "no-warn")
      Diags.error(SourceLocation(),
                  "defer: there is no warning '%0'; there are: %1")
          << (Arg == Name ? "" : Name) << Diagnoser::warningNames();
    else
      Diags.error(SourceLocation(),
                  "defer: unknown plugin argument '%0'; known are: "
                  "no-warn=NAME, native=keep|lower, "
                  "unwind=none|tables|chain, locations=lines|keyword, verify, "
                  "keep-markers")
          << Arg;
  }
}

void Arguments::apply(CompilerInstance &CI) {
  // It is read when code is generated, and nothing has been parsed yet.
  LangOptions &Lang = CI.getLangOpts();
  Common.SwitchesExceptions =
      !Lang.Exceptions && (Unwind == Chain || Unwind == Tables);
  if (Common.SwitchesExceptions)
    Lang.Exceptions = true;
  Common.Unwinds = Lang.Exceptions && Unwind != None;
}
