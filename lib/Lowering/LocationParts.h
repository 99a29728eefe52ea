//===- LocationParts.h - the parts of Locations.cpp -------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Private to this library.
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_LIB_LOWERING_LOCATIONPARTS_H
#define DEFER_LIB_LOWERING_LOCATIONPARTS_H

#include "defer/Lowering/FunctionModel.h"

namespace defer {

/// The same place, but for the line, in code that nobody wrote.
llvm::DebugLoc implicit(const llvm::DebugLoc &Of, unsigned Line);

/// Gives what Clang put at the keyword the deferral's SiteLoc, too.
void settleSites(FunctionModel &M);

/// Gives positions that say what serves which deferral, for the inspector.
void giveKeywords(FunctionModel &M);

} // namespace defer

#endif // DEFER_LIB_LOWERING_LOCATIONPARTS_H
