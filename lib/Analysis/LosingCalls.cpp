//===- LosingCalls.cpp - calls that what is pending does not survive ------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LosingCalls.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;
using namespace defer;

/// The name of a function that other files define, or of a builtin one.
static llvm::StringRef nameOf(const FunctionDecl *F) {
  if (!F || !F->getIdentifier() || F->getStorageClass() == SC_Static)
    return {};
  return F->getName();
}

/// Whether a name says that the program is wrong where it comes.
static bool isAssertion(llvm::StringRef Name) {
  return Name.contains_insensitive("assert") ||
         Name.contains_insensitive("unreachable");
}

static bool isInAssertion(SourceLocation Loc, const ASTContext &Ctx) {
  const SourceManager &SM = Ctx.getSourceManager();
  while (Loc.isMacroID()) {
    if (isAssertion(Lexer::getImmediateMacroName(Loc, SM, Ctx.getLangOpts())))
      return true;
    Loc = SM.getImmediateMacroCallerLoc(Loc);
  }
  return false;
}

static constexpr llvm::StringLiteral
    /// On success they are another program.
    Execs[] = {"execl",  "execle",  "execlp",  "execv",   "execve",
               "execvp", "execvpe", "fexecve", "execveat"},
    LongJmps[] = {"longjmp", "_longjmp", "siglongjmp", "__longjmp_chk",
                  "__builtin_longjmp"},
    /// Also where they are declared with no attribute.
    NoReturns[] = {"exit", "quick_exit", "abort"},
    /// They leave alone what a parent process shares with this one.
    EndProcess[] = {"_exit", "_Exit"},
    /// Unwinding runs what is pending, where it is on.
    Unwinders[] = {"pthread_exit",  "thrd_exit",     "_Unwind_Resume",
                   "defer_longjmp", "__defer_panic", "__defer_panic_value"},
    /// Beside the compiler's, the traps of the C library.
    Traps[] = {"__stack_chk_fail", "__chk_fail", "__fortify_fail"},
    Forks[] = {"fork", "vfork", "_Fork"};

static bool isNoReturn(const CallExpr *Call) {
  const FunctionDecl *Callee = Call->getDirectCallee();
  if (Callee && Callee->isNoReturn())
    return true;
  QualType T = Call->getCallee()->getType();
  if (const auto *Pointer = T->getAs<PointerType>())
    T = Pointer->getPointeeType();
  const auto *Function = T->getAs<FunctionType>();
  return Function && Function->getNoReturnAttr();
}

static bool hasPrefix(llvm::StringRef Name, llvm::StringRef Prefix) {
  return Name.consume_front(Prefix);
}

/// By what the called function is.
static LossKind lossByName(const CallExpr *Call, bool Unwinds) {
  llvm::StringRef Name = nameOf(Call->getDirectCallee());
  if (llvm::is_contained(Execs, Name))
    return LossKind::IfItSucceeds;
  if (llvm::is_contained(LongJmps, Name))
    return LossKind::LongJmp;
  if (llvm::is_contained(EndProcess, Name))
    return LossKind::EndsProcess;
  if (llvm::is_contained(NoReturns, Name))
    return LossKind::NoReturn;
  if (!isNoReturn(Call) || llvm::is_contained(Traps, Name) ||
      hasPrefix(Name, "__builtin_"))
    return LossKind::None;
  if (llvm::is_contained(Unwinders, Name))
    return Unwinds ? LossKind::None : LossKind::NoReturn;
  // What else the library of deferrals does itself.
  if (hasPrefix(Name, "defer_") || hasPrefix(Name, "__defer"))
    return LossKind::None;
  return LossKind::NoReturn;
}

LossKind defer::lossOf(const CallExpr *Call, const ASTContext &Ctx,
                       bool Unwinds) {
  LossKind Kind = lossByName(Call, Unwinds);
  if (Kind == LossKind::None)
    return Kind;
  const FunctionDecl *Callee = Call->getDirectCallee();
  if (Callee && Callee->getIdentifier() && isAssertion(Callee->getName()))
    return LossKind::None;
  return isInAssertion(Call->getBeginLoc(), Ctx) ? LossKind::None : Kind;
}

llvm::StringRef defer::panicWord(const CallExpr *Call) {
  llvm::StringRef Name = nameOf(Call->getDirectCallee());
  if (Name == "__defer_panic" || Name == "__defer_panic_value")
    return Name.drop_front(2);
  return {};
}

bool defer::isFork(const CallExpr *Call) {
  return llvm::is_contained(Forks, nameOf(Call->getDirectCallee()));
}
