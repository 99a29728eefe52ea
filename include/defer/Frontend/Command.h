//===- Command.h - a compiler's command without the plugin ------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A tool that reads a source as the plugin would takes the command that the
// source is built with:
//
//   clang -fplugin=defer.so -fplugin-arg-defer-unwind=tables -O2 -c f.c
//
// becomes `clang -resource-dir=DIR -O2 -c f.c`, and the tool obeys
// "unwind=tables" itself (Arguments.h).
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_FRONTEND_COMMAND_H
#define DEFER_FRONTEND_COMMAND_H

#include <string>
#include <vector>

namespace defer {

/// Takes out what is for the plugin.  A command that does not say where the
/// compiler's own headers are, as it need not, has them in `ResourceDir`.
///   \param PluginArguments is given what the plugin would be told
std::vector<std::string>
withoutPlugin(const std::vector<std::string> &Words,
              const std::string &ResourceDir,
              std::vector<std::string> &PluginArguments);

} // namespace defer

#endif // DEFER_FRONTEND_COMMAND_H
