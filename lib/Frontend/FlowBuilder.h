//===- FlowBuilder.h - making a flow model ----------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Terms.  A *stretch* is the part of a block that something is pending in:
// behind a `_Defer`, or, in a body's outermost block, from a statement on that
// has function-scoped deferrals in it.  A *way* leads out of a stretch to one
// place (the target of a jump, the function's end), with the same known of
// what is pending: a label behind the block, the statements to run, and the
// way on from there.
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_LIB_FRONTEND_FLOWBUILDER_H
#define DEFER_LIB_FRONTEND_FLOWBUILDER_H

#include "FlowPlaces.h"
#include "InitialisedNames.h"

#include "defer/Analysis/PendingAtExits.h"
#include "defer/Frontend/FlowModel.h"
#include "defer/Frontend/NodeChanges.h"
#include "defer/Frontend/NodeFactory.h"

namespace defer {

class FlowBuilder {
public:
  FlowBuilder(const FunctionDeferrals &F, clang::ASTContext &Ctx,
              NodeFactory &Nodes, FlowKind Kind);

  /// The body in order; null if nothing is to be seen of the function's flow.
  clang::CompoundStmt *build();
  /// Takes back what was changed in the function's own nodes.
  void undo() { Changes.undo(); }

private:
  using Stmts = llvm::SmallVectorImpl<clang::Stmt *>;

  struct Target {
    enum Kind { Return, Break, Continue, Goto, Fallthrough } Is;
    const void *To = nullptr;            ///< loop, `switch` or label
    const PendingSet *Pending = nullptr; ///< of a `return`
  };

  struct Way {
    Target To;
    clang::LabelDecl *Label;
    clang::Stmt *Jump; ///< the first that goes this way
  };

  struct Stretch {
    const clang::CompoundStmt *Block = nullptr;
    unsigned From = 0;
    const Deferral *Scoped = nullptr; ///< or null, and then:
    llvm::ArrayRef<unsigned> Numbers; ///< of function-scoped ones
    /// Those of this stretch and of the ones around it are less.
    unsigned Limit = 0;
    std::vector<Way> Ways;
    /// Where values are followed: the place to run from, and the way taken.
    clang::LabelDecl *Run = nullptr;
    clang::VarDecl *Taken = nullptr;
  };

  /// What is known of the body that the walk is in.
  struct BodyState {
    const Body *B = nullptr;
    const clang::Stmt *Root = nullptr; ///< its outermost block
    PendingAtExits Exits;
    std::vector<clang::VarDecl *> Flags; ///< by number; null if not needed
    std::vector<std::unique_ptr<Stretch>> Open; ///< outer before inner
    /// How many stretches are around a loop or `switch`.
    llvm::DenseMap<const clang::Stmt *, size_t> Depth;
    const clang::Stmt *BreakTo = nullptr, *ContinueTo = nullptr;
    const clang::Stmt *Switch = nullptr;
    /// The statement is the last before a label of the `switch`.
    bool IsTail = false;
  };

  // Bodies.
  clang::Stmt *buildBody(const Body &B, BodyState &State);
  void makeFlags();
  clang::CompoundStmt *returnAtEnd(clang::CompoundStmt *Body);
  clang::VarDecl *variable(const char *Name, clang::QualType T,
                           clang::SourceLocation Loc);
  void dropUnreached(clang::Stmt *Root);

  // Statements: what each is in the model, often itself.
  clang::Stmt *transform(clang::Stmt *S);
  void transformChildren(clang::Stmt *S);
  clang::Stmt *transformDeferral(const Deferral &D);
  clang::Stmt *transformReturn(clang::ReturnStmt *S);
  clang::Stmt *transformUse(clang::CallExpr *Call, const HandleUse &Use);
  clang::CompoundStmt *transformBlock(clang::CompoundStmt *Block,
                                      clang::QualType Value);
  void transformValue(clang::StmtExpr *S);
  void forgetOlder(const clang::CompoundStmt *Block, Stmts &Into,
                   bool &Changed);

  // Ways.
  void open(const clang::CompoundStmt *Block, unsigned From,
            const Deferral *Scoped, llvm::ArrayRef<unsigned> Numbers);
  void close(size_t Depth, clang::SourceLocation Loc, Stmts &Out);
  void closeOnce(size_t Depth, clang::SourceLocation Loc, Stmts &Out);
  bool runsAnything(const Stretch &S, const Target &To) const;
  bool isSameWay(const Stretch &S, const Target &A, const Target &B) const;
  Stretch *firstLeft(const Target &To);
  /// What leads from a jump, or a way, to the next way; null if there is none.
  clang::Stmt *leave(clang::Stmt *Jump, const Target &To,
                     clang::SourceLocation Loc);
  clang::Stmt *leave(clang::Stmt *Jump, const Target &To) {
    return leave(Jump, To, Jump->getBeginLoc());
  }
  clang::Stmt *arrive(const Way &W);
  void appendRuns(const Stretch &S, const PendingSet *Pending, Stmts &Out);
  clang::Stmt *guarded(const Deferral &D, clang::VarDecl *Flag);
  clang::Stmt *statementOf(const Deferral &D);

  const FunctionDeferrals &F;
  clang::FunctionDecl *Function;
  clang::ASTContext &Ctx;
  NodeFactory &Nodes;
  FlowKind Kind;
  FlowPlaces Places;
  InitialisedNames Initialised;
  BodyState Outermost;
  BodyState *Now = nullptr;
  /// The deferral that a statement of a block is, labels aside.
  const Deferral *ItemAt = nullptr;
  llvm::DenseMap<const clang::Stmt *, const HandleUse *> UseAt;
  llvm::DenseMap<const Deferral *, clang::VarDecl *> FlagOf;
  std::vector<clang::VarDecl *> Variables; ///< of the model
  clang::VarDecl *Value = nullptr;         ///< what the function returns
  /// What S is in the model, and those of them that it has already.
  llvm::DenseMap<const Deferral *, clang::Stmt *> Statement;
  /// How many copies of statements that run by name are in it, and in all.
  llvm::DenseMap<const Deferral *, unsigned> Copies;
  unsigned AllCopies = 0;
  llvm::DenseSet<const Deferral *> Hung;
  /// What runs at the end of a block, in case control does not get there.  The
  /// first statement of each is a literal, to find in the graph.
  std::vector<clang::CompoundStmt *> Ends;
  NodeChanges Changes;
  bool Failed = false;
};

} // namespace defer

#endif // DEFER_LIB_FRONTEND_FLOWBUILDER_H
