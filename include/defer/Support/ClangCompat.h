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
#include "clang/Basic/CodeGenOptions.h"
#include "clang/Lex/Preprocessor.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Config/llvm-config.h"

#include <dlfcn.h>

namespace llvm {
class PassBuilder;
}

namespace defer {
namespace compat {

/// CompoundStmt keeps the floating point options of its pragmas from 15 on
/// (upstream D123952); `Like`, if not null, is the block to take them from.
inline clang::CompoundStmt *createCompound(clang::ASTContext &Ctx,
                                           llvm::ArrayRef<clang::Stmt *> Stmts,
                                           const clang::CompoundStmt *Like,
                                           clang::SourceLocation Begin,
                                           clang::SourceLocation End) {
#if LLVM_VERSION_MAJOR >= 15
  return clang::CompoundStmt::Create(Ctx, Stmts,
                                     Like && Like->hasStoredFPFeatures()
                                         ? Like->getStoredFPFeatures()
                                         : clang::FPOptionsOverride(),
                                     Begin, End);
#else
  (void)Like;
  return clang::CompoundStmt::Create(Ctx, Stmts, Begin, End);
#endif
}

/// The loop or `switch` that C2y's `break L` and `continue L` name, or null;
/// there are none before 22 (upstream #152870).
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

/// Whether there may be any: C2y has them, and -fnamed-loops (the same change).
inline bool hasNamedLoops(const clang::LangOptions &Lang) {
#if LLVM_VERSION_MAJOR >= 22
  return Lang.C2y || Lang.NamedLoops;
#else
  (void)Lang;
  return false;
#endif
}

/// The statement of a `_Defer` that was left to Clang, or null.
inline const clang::Stmt *nativeDeferred(const clang::Stmt *S) {
#if LLVM_VERSION_MAJOR >= 22
  auto *Defer = llvm::dyn_cast<clang::DeferStmt>(S);
  return Defer ? Defer->getBody() : nullptr;
#else
  (void)S;
  return nullptr;
#endif
}

/// Whether Clang knows `_Defer` itself, as it does from 22 on with -fdefer-ts
/// (upstream #162848).
inline bool hasNativeDefer(const clang::LangOptions &Lang) {
#if LLVM_VERSION_MAJOR >= 22
  return Lang.DeferTS;
#else
  (void)Lang;
  return false;
#endif
}

/// Input that is preprocessed already has no macros expanded any more from 21
/// on, and there is a way to have them expanded (upstream #137665).
inline void expandMacros(clang::Preprocessor &PP) {
#if LLVM_VERSION_MAJOR >= 21
  PP.SetEnableMacroExpansion();
#else
  (void)PP;
#endif
}

/// Up to 14 the passes may be run by the pass manager that loads no plugins
/// (upstream D123609 took the choice away).
inline bool usesLegacyPassManager(const clang::CodeGenOptions &Opts) {
#if LLVM_VERSION_MAJOR >= 15
  (void)Opts;
  return false;
#else
  return Opts.LegacyPassManager;
#endif
}

/// Puts passes into the compilation's pipeline.  From 18 on there is a callback
/// for that (upstream #70171); before, only the list of pass plugins to load,
/// by path: Clang then loads the file that `Register` is in once more, and
/// calls its llvmGetPassPluginInfo.
inline void addPasses(clang::CodeGenOptions &Opts,
                      void (*Register)(llvm::PassBuilder &)) {
#if LLVM_VERSION_MAJOR >= 18
  Opts.PassBuilderCallbacks.push_back(Register);
#else
  Dl_info Self;
  if (dladdr(reinterpret_cast<void *>(Register), &Self) &&
      !llvm::is_contained(Opts.PassPlugins, Self.dli_fname))
    Opts.PassPlugins.push_back(Self.dli_fname);
#endif
}

/// Where debug information says that something is: up to 20 at the use of the
/// outermost macro that it comes out of; an argument of a macro is where it is
/// written from 21 on (upstream #134222).
inline clang::SourceLocation debugLocation(const clang::SourceManager &SM,
                                           clang::SourceLocation Loc) {
#if LLVM_VERSION_MAJOR >= 21
  return SM.getFileLoc(Loc);
#else
  return SM.getExpansionLoc(Loc);
#endif
}

} // namespace compat
} // namespace defer

#endif // DEFER_SUPPORT_CLANGCOMPAT_H
