//===- Deferrals.h - the deferrals of a function ----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the language says of each deferral of one function, found on the AST
// without changing it: what it names, which body it belongs to, whether it is
// static or dynamic and why, which blocks' variables must be kept execution by
// execution.  The plugin marks the AST by it; a source-to-source rewriter can
// read the same answers.
//
// Terms.  A *deferral* is one `__defer S` or `_Defer S` in the source; S is its
// *statement*.
// A *body* is what a function-scoped deferral runs at the end of: the
// function's body, or the S that it stands in.  A *segment* is the part of a
// body's outermost block after the declaration of one cleanup variable, or
// after one `_Defer`.
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_ANALYSIS_DEFERRALS_H
#define DEFER_ANALYSIS_DEFERRALS_H

#include "defer/Support/Markers.h"

#include "clang/Basic/SourceLocation.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"

#include <memory>
#include <vector>

namespace clang {
class ASTContext;
class AttributedStmt;
class CallExpr;
class CompoundStmt;
class Expr;
class FunctionDecl;
class IfStmt;
class LabelStmt;
class Stmt;
class VarDecl;
} // namespace clang

namespace defer {

class Diagnoser;
struct Body;

struct NamedVar {
  const clang::VarDecl *Var;
  /// Number of the block whose executions need an instance each, or 0.
  unsigned Block = 0;
};

struct Deferral {
  unsigned Id = 0; ///< from 1 on, in the order of the source
  /// What `__defer S` is to the parser: if (!marker()) ; else S
  const clang::IfStmt *Site = nullptr;
  const clang::CallExpr *Marker = nullptr;
  const clang::Stmt *S = nullptr;
  clang::SourceLocation Loc; ///< of the keyword
  Reason Why = Reason::Static;
  /// Grows with the order of becoming pending among the static deferrals and
  /// the segments of one body; from 1 on.
  unsigned Order = 0;
  Body *Owner = nullptr;
  llvm::SmallVector<NamedVar, 4> Names;
  /// The name of `__defer_named`, or empty.
  llvm::StringRef Handle;
  /// The handle is used in a deferred statement, so that it is not known from
  /// where control is in the body whether it is pending.
  bool UsedInside = false;
  bool IsUsed = false;   ///< the handle, anywhere
  bool Captures = false; ///< it is a `__defer_capture`
  /// The statement may run again, by name, before it has ended, or is run by
  /// one that may: it becomes a function.
  bool MayRunAgain = false;

  /// For `_Defer`: the block whose end its statement runs at, and which of the
  /// block's statements it is, labels included.  Without a block it is the
  /// substatement of an `if` or the like, and a block of its own.
  const clang::CompoundStmt *Block = nullptr;
  const clang::Stmt *Item = nullptr;
  unsigned Index = 0;

  bool isScoped() const { return Why == Reason::Scoped; }
  bool isDynamic() const {
    return Why != Reason::Static && Why != Reason::Never && !isScoped();
  }
  const char *word() const {
    return isScoped()        ? "_Defer"
           : Captures        ? "__defer_capture"
           : !Handle.empty() ? "__defer_named"
                             : "__defer";
  }
};

/// A `defer_run` or `defer_cancel`.
struct HandleUse {
  clang::CallExpr *Call = nullptr;
  bool Runs = false;
  Deferral *Of = nullptr;
  /// The deferral whose statement it stands in, or null.
  Deferral *In = nullptr;
  clang::SourceLocation Loc; ///< of the word

  const char *word() const { return Runs ? "defer_run" : "defer_cancel"; }
};

/// A `defer_recover`.
struct Recovery {
  clang::CallExpr *Call = nullptr;
  /// The deferral whose statement it stands in, or null.
  const Deferral *In = nullptr;
  clang::SourceLocation Loc; ///< of the word
};

/// Of its two reasons one is there.
struct Segment {
  const clang::VarDecl *Var = nullptr;
  const Deferral *Scoped = nullptr;
  unsigned Index = 0; ///< of the declaration or deferral in the block
  unsigned Order = 0;
};

struct Body {
  const clang::Stmt *Root = nullptr;
  Deferral *Of = nullptr; ///< the deferral whose statement it is, or null
  std::vector<Deferral *> Deferrals;
  std::vector<Segment> Segments;
  /// The `goto`s that leave a segment but not the body, and their targets.
  std::vector<const clang::Stmt *> Leaving;
  std::vector<const clang::LabelStmt *> Arriving;
  /// A deferral of it may recover: then it ends as if nothing had happened.
  bool Recovers = false;
};

/// A block each execution of which has its own instance of its variables.
/// Its number is its index in FunctionDeferrals::KeptBlocks, plus one.
struct KeptScope {
  const clang::Stmt *Scope; ///< a compound statement, `for` or the like
  Body *Owner;
};

struct FunctionDeferrals {
  const clang::FunctionDecl *Function = nullptr;
  std::vector<std::unique_ptr<Deferral>> Deferrals;
  /// Outer before inner; those with function-scoped deferrals or a recovery,
  /// and the rest.
  std::vector<std::unique_ptr<Body>> Bodies, OtherBodies;
  std::vector<KeptScope> KeptBlocks;
  std::vector<HandleUse> Uses;
  std::vector<Recovery> Recoveries;
  /// The named result, or null.
  clang::VarDecl *Result = nullptr;
  /// The `return`s with a `musttail` attribute, with nothing pending.
  std::vector<const clang::AttributedStmt *> Tails;
  /// The sizes of arrays in types: expressions that are no statement's child.
  std::vector<const clang::Expr *> Sizes;
  /// What is pending runs when an exception passes.
  bool Unwinds = false;
  /// An error was reported: what is above is not to be relied on.
  bool Invalid = false;
};

/// Whether `S` is `__defer S'` or the like; returns its marker's call.
const clang::CallExpr *deferralMarker(const clang::Stmt *S);
/// Whether that is the marker of `__defer_capture`.
bool isCapture(const clang::CallExpr *Marker);
/// Whether `S` is a `defer_run` or `defer_cancel`; returns its call.
const clang::CallExpr *handleMarker(const clang::Stmt *S);
/// Whether `S` is a `defer_recover`; returns its call.
const clang::CallExpr *recoverMarker(const clang::Stmt *S);
/// Where the word is that such a call is written as.
clang::SourceLocation wordLocation(const clang::CallExpr *Use,
                                   const clang::ASTContext &Ctx);
/// Where the word is that a deferral begins with.
clang::SourceLocation keywordLocation(const clang::IfStmt *Site,
                                      const clang::ASTContext &Ctx);

/// Finds, checks and decides, reporting errors and, with `Warn`, what looks
/// wrong.  `Unwinds`: what is pending runs when an exception passes.  Null if
/// the function uses none of the words, nor, with `Cleanups`, has a cleanup
/// variable.
std::unique_ptr<FunctionDeferrals>
analyseDeferrals(const clang::FunctionDecl *F, clang::VarDecl *NamedResult,
                 clang::ASTContext &Ctx, Diagnoser &Diags, bool Warn = false,
                 bool Unwinds = false, bool Cleanups = false);

/// Reports deferrals in block literals of a file-scope initialiser.
void checkFileScope(const clang::Expr *Init, clang::ASTContext &Ctx,
                    Diagnoser &Diags);

} // namespace defer

#endif // DEFER_ANALYSIS_DEFERRALS_H
