//===- ClangCompat.h - differences between Clang versions -------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// LLVMCompat.h for Clang's interfaces; apart from it because the lowering
// includes no Clang header.  Each entry names the upstream change it follows.
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_SUPPORT_CLANGCOMPAT_H
#define DEFER_SUPPORT_CLANGCOMPAT_H

#include "clang/AST/ASTContext.h"
#include "clang/AST/Stmt.h"
#include "clang/Lex/Preprocessor.h"
#include "llvm/Config/llvm-config.h"

namespace defer {
namespace compat {

/// CompoundStmt keeps the floating point options of its pragmas from 15 on;
/// `Like`, if not null, is the block to take them from.
inline clang::CompoundStmt *
createCompound(clang::ASTContext &Ctx, llvm::ArrayRef<clang::Stmt *> Stmts,
               const clang::CompoundStmt *Like, clang::SourceLocation Begin,
               clang::SourceLocation End) {
#if LLVM_VERSION_MAJOR >= 15
  return clang::CompoundStmt::Create(
      Ctx, Stmts,
      Like && Like->hasStoredFPFeatures() ? Like->getStoredFPFeatures()
                                          : clang::FPOptionsOverride(),
      Begin, End);
#else
  (void)Like;
  return clang::CompoundStmt::Create(Ctx, Stmts, Begin, End);
#endif
}

/// The loop or `switch` that C2y's `break L` and `continue L` name, or null;
/// there are none before 22.
inline const clang::Stmt *namedTarget(const clang::Stmt *S) {
#if LLVM_VERSION_MAJOR >= 22
  auto *Jump = llvm::dyn_cast<clang::LoopControlStmt>(S);
  return Jump && Jump->hasLabelTarget() ? Jump->getNamedLoopOrSwitch()
                                        : nullptr;
#else
  (void)S;
  return nullptr;
#endif
}

/// Input that is preprocessed already has no macros expanded any more from 21
/// on, and there is a way to have them expanded.
inline void expandMacros(clang::Preprocessor &PP) {
#if LLVM_VERSION_MAJOR >= 21
  PP.SetEnableMacroExpansion();
#else
  (void)PP;
#endif
}

/// The lowering gets into the compilation's pipeline by a callback; up to 18
/// there is only the list of pass plugins to load, by path.
#if LLVM_VERSION_MAJOR >= 19
#define DEFER_HAS_PASS_BUILDER_CALLBACKS 1
#else
#define DEFER_HAS_PASS_BUILDER_CALLBACKS 0
#endif

} // namespace compat
} // namespace defer

#endif // DEFER_SUPPORT_CLANGCOMPAT_H
