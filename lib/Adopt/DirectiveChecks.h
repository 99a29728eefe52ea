//===- DirectiveChecks.h - what directives do not allow ---------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A source may be compiled with other options as well, and is to behave there
// as it did.  Code that is not compiled may not leave the function, and nothing
// that changes may depend on a directive:
//
//     free(p);                __defer free(p); would free it behind the call,
//   #ifdef TRACE              where TRACE is defined
//     trace("freed");
//   #endif
//     return 0;
//
// Shown by: defer-rewrite --adopt -v test/Adopt/refused.c --
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_LIB_ADOPT_DIRECTIVECHECKS_H
#define DEFER_LIB_ADOPT_DIRECTIVECHECKS_H

#include "Reading.h"

#include "clang/Basic/SourceLocation.h"
#include "llvm/ADT/ArrayRef.h"

namespace clang {
class CompilerInstance;
}

namespace defer {

/// Takes what directives do not allow out of the plans of a function.
///   \param Skipped what is not compiled in the unit
void checkDirectives(ReadFunction &Here,
                     llvm::ArrayRef<clang::SourceRange> Skipped,
                     clang::CompilerInstance &CI);

} // namespace defer

#endif // DEFER_LIB_ADOPT_DIRECTIVECHECKS_H
