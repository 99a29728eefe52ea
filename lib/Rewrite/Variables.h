//===- Variables.h - variables that outlive their block ---------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a function-scoped S names must be there at the end of the function.  A
// variable of an inner block is, of these, what comes first:
//
//   copied    into the record of a deferral, if it never changes after its
//             initialiser;
//   kept      in an instance for each execution of its block, if that may be
//             executed again with the deferral pending;
//   hoisted   to the top of the body: its declaration becomes an assignment.
// What a statement needs that becomes a function (Outlines.h) is *shared*: a
// member of a structure that its body has.  One that would hide, at the end of
// a block, what a statement that runs there names, is renamed.
//
// A type, or a static variable, that S needs is moved there as a whole, with
// the types and static variables that it names itself.
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_LIB_REWRITE_VARIABLES_H
#define DEFER_LIB_REWRITE_VARIABLES_H

#include "Ladders.h"
#include "Names.h"
#include "Outlines.h"

#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SetVector.h"

namespace defer {

class NodeVisitor;

/// Whether each round has a variable of its own: one that is constexpr is the
/// same in all, and cannot be assigned.
inline bool isOfRound(const clang::VarDecl *Var) {
  return Var->hasLocalStorage() && !Var->isConstexpr();
}

struct Variables {
  enum Treatment {
    Plain,
    Hoisted,
    Kept,
    Copied,
    Renamed,
    Shared,
    SharedByAddress, ///< a static one
    Elements         ///< a variable length array: where it is, in a pointer
  };
  struct Outliving {
    Treatment How = Plain;
    unsigned Block = 0; ///< of its instances: the number, as in NamedVar
    std::string Name;   ///< what it is called now
    const Body *In = nullptr;
    bool InStructure = false; ///< of elements: the pointer is shared
  };
  /// What a record holds of a dynamic deferral.
  struct Record {
    std::vector<const clang::VarDecl *> Copies;
    llvm::SmallSetVector<unsigned, 2> Blocks;
  };

  Variables(const FunctionDeferrals &F, const Ladders &L, const Outlines &O,
            clang::ASTContext &Ctx, Names &Used);

  /// What S sees of a `__defer_capture`, and what that is a copy of.
  llvm::DenseMap<const clang::VarDecl *, const clang::VarDecl *> CaptureOf;
  llvm::MapVector<const clang::VarDecl *, Outliving> Out;
  llvm::MapVector<const Deferral *, Record> Records;
  /// The instances that a `_Defer` names whose statement becomes a function.
  llvm::DenseMap<const Deferral *, llvm::SmallSetVector<unsigned, 2>> BlocksAt;
  /// What is moved to the top of a body, in the order of the source.
  llvm::MapVector<const clang::DeclStmt *, const Body *> Moved;
  /// Declarations that become assignments.
  llvm::SetVector<const clang::DeclStmt *> Assigned;
  /// All names of variables in the function, as they are written.
  std::vector<const clang::DeclRefExpr *> Refs;
  /// Where the pointer stands for a variable length array, and where it is
  /// asked for its size.
  llvm::SmallPtrSet<const clang::DeclRefExpr *, 4> ElementsAt;
  /// What would hide what a statement means, where that runs.
  llvm::SmallSetVector<const clang::VarDecl *, 4> Hiding;
  llvm::MapVector<const clang::UnaryExprOrTypeTraitExpr *,
                  const clang::VarDecl *>
      SizesAt;
  /// Types that go out of the function, since statements do.
  llvm::SmallSetVector<const clang::DeclStmt *, 4> OutsideTypes;
  /// Names of this function in statements that become others.
  llvm::SetVector<const clang::PredefinedExpr *> FunctionNames;
  /// What a capture that is shared is called where it is taken of its record.
  llvm::DenseMap<const clang::VarDecl *, std::string> TakenAs;
  /// A `longjmp` may lead back: what is changed until then, and read, must be
  /// in memory.
  bool CallsSetJmp = false;
  /// Something depends on what type an expression has.
  bool AsksForTypes = false;
  /// A deferral where nothing is evaluated, or null.
  const clang::IfStmt *Unevaluated = nullptr;
  /// What hides something, and cannot be renamed, or null.
  const clang::NamedDecl *Hides = nullptr;
  /// The same of the named result, where a `return` sets it.
  const clang::NamedDecl *HidesResult = nullptr;
  /// What is local, but needed in a statement that becomes a function, or null.
  const clang::Decl *NotShared = nullptr;
  /// What would be moved to where what it is made of is not there, or null.
  const clang::Decl *NotMoved = nullptr;

  /// Whether the unit has another declaration of the name that the function may
  /// mean.
  bool hasOther(const clang::NamedDecl *D) const;
  /// A tag, or an enumerator, that a declaration makes and that is also the
  /// name of another one; or null.
  const clang::NamedDecl *otherOfType(const clang::Decl *D) const;

  /// Calls a function for all that the function declares but its parameters.
  void forEachLocal(
      llvm::function_ref<void(const clang::NamedDecl *, const Standing &)> Do)
      const;

private:
  class Collector;
  void decide(const Deferral &D, NamedVar N);
  void treat(const clang::VarDecl *Var, Treatment How, unsigned Block,
             const Body *In);
  void needType(clang::QualType T, const Body *In);
  void needDecl(const clang::Decl *Needed, const Body *In, bool AtTop);
  void moveDecl(const clang::Decl *Needed, const Body *In);
  void moveOthers(const clang::DeclStmt *Decls, const Body *In);
  void visitTypesIn(clang::SourceRange Range, NodeVisitor &Visitor) const;
  void needAllOf(const clang::DeclStmt *Decls, const Body *In);
  void needFor(const clang::Decl *By, const clang::Decl *Needed,
               const Body *In);
  bool isMadeInExpression(const clang::Decl *Needed,
                          clang::SourceRange By) const;
  const Body *moveOutTo(const clang::DeclStmt *Decls, const Body *In);
  bool mayChange(const clang::VarDecl *Var) const;
  void nameAll();
  bool rename(const clang::NamedDecl *D, const Body *In);
  void unhide(const Deferral &D, const clang::NamedDecl *Meant);
  void unhide(const Rung &R, const Ladder &On);
  const Deferral *capturing(const clang::VarDecl *Var) const;
  void share(const Deferral &D, const clang::Decl *Needed);
  bool byElements(const clang::VarDecl *Var, const Body *In, const Deferral &D,
                  bool InStructure);
  void shareForUnwinding();
  void keepResult();
  void shareType(clang::QualType T);
  void shareTypeDecl(const clang::Decl *Needed, const Body *In);
  void moveStatics(const clang::Stmt *S, const Deferral &D);

  const FunctionDeferrals &F;
  const Ladders &L;
  const Outlines &O;
  clang::ASTContext &Ctx;
  Names &Used;
  llvm::DenseMap<const clang::ValueDecl *, int> OtherUses;
  bool Repeats = false;
  /// Types that the first part of a `for` makes.
  std::vector<const clang::Decl *> NeededOfFor;
  /// What is moved to the top, and a parameter that it names.
  std::vector<std::pair<const clang::Decl *, const clang::ParmVarDecl *>>
      AskingFor;
};

} // namespace defer

#endif // DEFER_LIB_REWRITE_VARIABLES_H
