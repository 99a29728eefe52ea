//===- Reentry.cpp - statements that may come to run themselves -----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Where `defer_run` in S may, by itself or by way of others, run S again before
// it has ended, S becomes a function of its own (defer/Lowering/Reentry.h), and
// so does all that it runs.  What only the function around can do is an error
// there:
//
//   __defer_named(h) { void *p = alloca(n); ... defer_run(h); }
//
// Shown by: clang -fplugin=defer.so -fsyntax-only test/Analysis/named-itself.c
//
//===----------------------------------------------------------------------===//

#include "SourceModel.h"

#include "defer/Analysis/Diagnoser.h"

#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "clang/AST/Stmt.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SetVector.h"

#include <algorithm>

using namespace clang;
using namespace defer;

using Deferrals = llvm::SmallSetVector<Deferral *, 4>;

/// Those that become functions: what runs itself, all that it runs, and what
/// one of those in a statement inside runs.
static Deferrals findMembers(const FunctionDeferrals &F) {
  // What is never pending is never run.
  llvm::SmallVector<const HandleUse *, 4> Uses;
  for (const HandleUse &Use : F.Uses)
    if (Use.Runs && Use.Of->Why != Reason::Never)
      Uses.push_back(&Use);
  llvm::DenseMap<Deferral *, Deferrals> Runs;
  for (const HandleUse *Use : Uses)
    for (Deferral *In = Use->In; In; In = In->Owner->Of)
      if (In->Owner == Use->Of->Owner)
        Runs[In].insert(Use->Of);
  Deferrals Members;
  auto AddReached = [&](Deferral *From, Deferrals &Reached) {
    llvm::SmallVector<Deferral *, 4> Work{From};
    while (!Work.empty())
      for (Deferral *Next : Runs.lookup(Work.pop_back_val()))
        if (Reached.insert(Next))
          Work.push_back(Next);
  };
  for (auto &Each : Runs) {
    Deferrals Reached;
    if (Each.first->isDynamic())
      AddReached(Each.first, Reached);
    if (Reached.count(Each.first))
      Members.insert(Each.first);
  }
  for (bool Changed = true; Changed;) {
    Changed = false;
    for (const HandleUse *Use : Uses)
      for (Deferral *In = Use->In; In && In != Use->Of->Owner->Of;
           In = In->Owner->Of)
        if (Members.count(In) && Members.insert(Use->Of))
          Changed = true;
  }
  return Members;
}

static const char *forbidden(const Stmt *S) {
  if (isa<AddrLabelExpr>(S))
    return "the address of a label";
  auto *Call = dyn_cast<CallExpr>(S);
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  if (!Callee || !Callee->getIdentifier())
    return nullptr;
  llvm::StringRef Name = Callee->getName();
  if (Name == "alloca" || Name == "_alloca" ||
      Name.contains("__builtin_alloca"))
    return "'alloca'";
  if (Name == "__builtin_va_start" || Name == "__builtin_ms_va_start" ||
      Name == "__va_start")
    return "'va_start'";
  return nullptr;
}

static void check(const Deferral &D, Diagnoser &Diags) {
  llvm::SmallVector<const Stmt *, 32> Work{D.S};
  while (!Work.empty()) {
    const Stmt *S = Work.pop_back_val();
    if (const char *What = forbidden(S)) {
      Diags.error(S->getBeginLoc(),
                  "%0 in a deferred statement that may run itself by name, and "
                  "so becomes a function of its own, is not supported")
          << What;
      noteDeferral(Diags, D);
      return;
    }
    size_t Before = Work.size();
    for (const Stmt *Child : S->children())
      if (Child)
        Work.push_back(Child);
    std::reverse(Work.begin() + Before, Work.end());
  }
}

void defer::findReentry(FunctionDeferrals &F, Diagnoser &Diags) {
  if (F.Uses.empty())
    return;
  for (Deferral *D : findMembers(F))
    D->MayRunAgain = true;
  for (const auto &D : F.Deferrals) // in the order of the source
    if (D->MayRunAgain)
      check(*D, Diags);
}
