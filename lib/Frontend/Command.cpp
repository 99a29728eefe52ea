//===- Command.cpp - a compiler's command without the plugin --------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "defer/Frontend/Command.h"

#include "defer/Support/TextCompat.h"

std::vector<std::string>
defer::withoutPlugin(const std::vector<std::string> &Words,
                     const std::string &ResourceDir,
                     std::vector<std::string> &PluginArguments) {
  std::vector<std::string> Out;
  bool Resources = false;
  for (const std::string &Word : Words) {
    llvm::StringRef W = Word;
    Resources |= compat::startsWith(W, "-resource-dir");
    if (W.consume_front("-fplugin-arg-defer-"))
      PluginArguments.push_back(W.str());
    // A tool says what it says as text (and Clang's other printer crashes in
    // one).
    else if (!compat::startsWith(W, "-fplugin=") &&
             !compat::startsWith(W, "-fdiagnostics-format="))
      Out.push_back(Word);
  }
  if (!Resources && !Out.empty())
    Out.insert(Out.begin() + 1, "-resource-dir=" + ResourceDir);
  return Out;
}
