//===- Consumer.h - the functions that defer, one by one --------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Makes the words known, and for each function of a unit finds, checks and
// decides its deferrals, with all errors and warnings.  What is done with a
// function that defers is up to who derives from it: the plugin marks the AST,
// the rewriter writes it as plain C.  So both take the same for right.
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_FRONTEND_CONSUMER_H
#define DEFER_FRONTEND_CONSUMER_H

#include "defer/Analysis/Diagnoser.h"
#include "defer/Frontend/FlowWarnings.h"
#include "defer/Frontend/NodeFactory.h"

#include "clang/Sema/SemaConsumer.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace clang {
class CompilerInstance;
class FunctionDecl;
class VarDecl;
} // namespace clang

namespace defer {

struct FunctionDeferrals;

struct ConsumerOptions {
  bool KeepNative = false; ///< Clang's own `_Defer` is left to Clang
  /// Exceptions were switched on for the unit, not by its own options.
  bool SwitchesExceptions = false;
  bool Unwinds = false; ///< what is pending runs when an exception passes
  std::vector<std::string> NoWarn;
};

class DeferConsumer : public clang::SemaConsumer {
public:
  DeferConsumer(clang::CompilerInstance &CI, const ConsumerOptions &Opts);

  void Initialize(clang::ASTContext &Ctx) override;
  void InitializeSema(clang::Sema &S) override { Flow.start(S); }
  void ForgetSema() override { Flow.stop(); }
  void HandleTranslationUnit(clang::ASTContext &) override {
    Flow.functionEnds();
  }
  bool HandleTopLevelDecl(clang::DeclGroupRef Group) override;
  void HandleTagDeclDefinition(clang::TagDecl *D) override;

protected:
  /// A function that uses the words, with no error in it, nor in what was
  /// before it (unless the errors there are of no concern); it may have a named
  /// result.
  virtual void take(FunctionDeferrals &Deferrals, clang::VarDecl *Result) = 0;
  /// Finds, checks and decides; null if the function does not use the words.
  std::unique_ptr<FunctionDeferrals> analyse(clang::FunctionDecl *F,
                                             clang::VarDecl *Result, bool Warn);

  clang::CompilerInstance &CI;
  Diagnoser Diags;
  std::optional<NodeFactory> Nodes;
  bool TakesAfterErrors = false;
  bool TakesCleanups = false; ///< functions with nothing but cleanup variables

private:
  bool uses(const char *Word);
  bool anyDeferral();
  void handle(clang::FunctionDecl *F);
  void handleExpanded(clang::FunctionDecl *F, clang::VarDecl *Result);
  void warnOfFlow(const FunctionDeferrals &Deferrals);

  ConsumerOptions Opts;
  FlowWarnings Flow;
  clang::DiagnosticErrorTrap Errors; ///< those since the last declaration
  bool Any = false;
};

} // namespace defer

#endif // DEFER_FRONTEND_CONSUMER_H
