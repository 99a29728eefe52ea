//===- VersionGuard.cpp - the clang that loads is the one built for -------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Loaded into another major version, the plugin would call functions that are
// not what it takes them for.  This file is linked first, so its initialiser
// runs before any other of the plugin does; it uses nothing that differs.
//
//===----------------------------------------------------------------------===//

#include "llvm/Config/llvm-config.h"

#include <cstdio>
#include <cstdlib>
#include <string>

namespace clang {
// From clang/Basic/Version.h, the same in all versions.
std::string getClangFullVersion();
} // namespace clang

namespace {
struct VersionGuard {
  VersionGuard() {
    std::string Full = clang::getClangFullVersion();
    size_t At = Full.find("clang version ");
    long Major =
        At == std::string::npos
            ? 0
            : std::strtol(Full.c_str() + At + sizeof("clang version ") - 1,
                          nullptr, 10);
    if (Major == LLVM_VERSION_MAJOR)
      return;
    std::fprintf(stderr,
                 "error: defer.so was built for clang %d and cannot be loaded "
                 "into clang %ld\n",
                 LLVM_VERSION_MAJOR, Major);
    std::exit(1);
  }
} Guard;
} // namespace
