//===- EventBuilder.h - the making of an event graph ------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Built from the end to the beginning: each statement gets the event that comes
// after it.
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_LIB_ADOPT_EVENTBUILDER_H
#define DEFER_LIB_ADOPT_EVENTBUILDER_H

#include "Events.h"
#include "Locals.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/Expr.h"
#include "clang/AST/Stmt.h"
#include "clang/Basic/SourceManager.h"

#include <map>

namespace defer {

/// A block on the way to a statement, and which of its statements that is in.
struct Scope {
  unsigned Block, Index;
};

class EventBuilder {
public:
  EventBuilder(const clang::FunctionDecl *F, const Locals &All,
               const clang::ASTContext &Ctx)
      : F(F), All(All), Ctx(Ctx) {}

  EventGraph run();

private:
  unsigned make(Event::Kind Is, unsigned Next = 0);
  unsigned make(Event::Kind Is, const clang::Stmt *S, unsigned Next);
  void cannot(const clang::Stmt *S, const char *Why);
  unsigned placeOf(clang::SourceLocation Loc) const {
    const clang::SourceManager &SM = Ctx.getSourceManager();
    return SM.getFileOffset(SM.getExpansionLoc(Loc));
  }

  void findLabels(const clang::Stmt *S);
  void findLabels(const clang::CompoundStmt *Block);
  std::string dying(const clang::Stmt *Block) const;
  void dying(const clang::Stmt *S, std::string &Out) const;
  unsigned blockOf(const clang::Stmt *Block) {
    return Blocks.try_emplace(Block, unsigned(Blocks.size() + 1)).first->second;
  }
  unsigned labelled(const clang::LabelDecl *Label);

  unsigned build(const clang::Stmt *S, unsigned Next);
  unsigned block(const clang::CompoundStmt *Block, unsigned Next);
  unsigned declaration(const clang::DeclStmt *Decls, unsigned Next);
  unsigned deferral(const clang::IfStmt *Site, const clang::CallExpr *Marker,
                    unsigned Next);
  unsigned expression(const clang::Expr *E, unsigned Next);
  unsigned choice(const clang::Stmt *Of, const clang::Expr *Cond, unsigned True,
                  unsigned False);
  bool isSettled(const clang::Stmt *Of, const clang::Expr *Cond,
                 bool &Value) const;
  unsigned loop(const clang::Stmt *Body, unsigned Again, unsigned Next);
  unsigned switching(const clang::SwitchStmt *Switch, unsigned Next);
  unsigned returning(const clang::ReturnStmt *Return);
  unsigned leaving(unsigned Depth, unsigned Next);
  void check(const clang::Stmt *S);
  const clang::CallExpr *lastCall(const clang::Expr *E);

  struct Target {
    unsigned Event, Depth;
  };
  const clang::FunctionDecl *F;
  const Locals &All;
  const clang::ASTContext &Ctx;
  EventGraph Out;
  std::vector<Scope> Scopes;
  std::map<const clang::Stmt *, unsigned> Blocks;
  std::map<unsigned, std::string> Dying; ///< with a block, see Event::Leave
  std::map<const clang::LabelDecl *, std::vector<Scope>> LabelScopes;
  std::map<const clang::LabelDecl *, unsigned> Labels;
  std::map<const clang::SwitchCase *, unsigned> Cases;
  std::vector<Target> Breaks, Continues;
  unsigned Exit = 0;
};

} // namespace defer

#endif // DEFER_LIB_ADOPT_EVENTBUILDER_H
