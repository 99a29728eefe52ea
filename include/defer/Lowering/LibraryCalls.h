//===- LibraryCalls.h - what the C library may be left in -------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A thread may be cancelled where it waits in fgets, and a function of the
// program that fread calls may panic (fopencookie): POSIX.1-2017 2.9.5.2 lists
// them, and glibc declares them so.  LLVM takes them for functions that throw
// nothing, by their names, and would let the landing pad go:
//
//   __defer puts("S");
//   while (fgets(line, sizeof line, in))     // cancelled here: S runs
//     ;
//
// So in a module that defers they are hidden from what infers attributes
// (InferFunctionAttrs.cpp leaves a declaration with `optnone` alone), until
// nothing looks any more.  What InstCombine makes of such a call, puts of
// printf, is made here, for it looks at none with a landing pad.
//
//   opt -load-pass-plugin=defer-opt.so -passes='defer-lower,default<O2>' f.ll
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_LOWERING_LIBRARYCALLS_H
#define DEFER_LOWERING_LIBRARYCALLS_H

#include "llvm/IR/PassManager.h"

namespace defer {

/// Calls of the library may be left; with `Hide`, they stay so.
void letLibraryUnwind(llvm::Module &M, bool Hide);

/// Among the passes: a call that InstCombine made has told LLVM of its
/// function.
class KeepLibraryPass : public llvm::PassInfoMixin<KeepLibraryPass> {
public:
  llvm::PreservedAnalyses run(llvm::Function &F,
                              llvm::FunctionAnalysisManager &AM);
};

/// Behind the last one that looks.
class ShowLibraryPass : public llvm::PassInfoMixin<ShowLibraryPass> {
public:
  llvm::PreservedAnalyses run(llvm::Module &M, llvm::ModuleAnalysisManager &);
  static bool isRequired() { return true; }
};

} // namespace defer

#endif // DEFER_LOWERING_LIBRARYCALLS_H
