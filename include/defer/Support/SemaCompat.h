//===- SemaCompat.h - differences between versions of Sema ------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// ClangCompat.h for Clang's semantic analysis; apart from it because its
// headers are slow to compile.  Each entry names the upstream change it
// follows.
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_SUPPORT_SEMACOMPAT_H
#define DEFER_SUPPORT_SEMACOMPAT_H

#include "clang/AST/Attr.h"
#include "clang/AST/Decl.h"
#include "clang/Lex/PPCallbacks.h"
#include "clang/Sema/Sema.h"
#include "llvm/Config/llvm-config.h"

namespace defer {
namespace compat {

/// The type of a file that may not be there: a name of its own from 16 on
/// (upstream 854c10f8d185).
#if LLVM_VERSION_MAJOR >= 16
using OptionalFile = clang::OptionalFileEntryRef;
#else
using OptionalFile = llvm::Optional<clang::FileEntryRef>;
#endif

/// Callbacks that refer to no function of Clang's whose name is another in
/// other versions: for such a reference a Clang of another version would refuse
/// to load the plugin before it can say why.
class Callbacks : public clang::PPCallbacks {
  void HasInclude(clang::SourceLocation, llvm::StringRef, bool, OptionalFile,
                  clang::SrcMgr::CharacteristicKind) override {}
};

/// Has Clang give its warnings about the flow of the function's body.  Which
/// of them are on depends on the place from 21 on (upstream #136323).
inline void issueFlowWarnings(clang::Sema &S,
                              clang::sema::FunctionScopeInfo &Scope,
                              const clang::FunctionDecl *F) {
#if LLVM_VERSION_MAJOR >= 21
  auto Policy = S.AnalysisWarnings.getPolicyInEffectAt(F->getEndLoc());
#else
  auto Policy = S.AnalysisWarnings.getDefaultPolicy();
#endif
  // As it does itself: `main` may run off its end.
  if (F->hasImplicitReturnZero() || F->hasAttr<clang::NakedAttr>())
    Policy.disableCheckFallThrough();
  S.AnalysisWarnings.IssueWarnings(Policy, &Scope, F, clang::QualType());
}

} // namespace compat
} // namespace defer

#endif // DEFER_SUPPORT_SEMACOMPAT_H
