//===- FunctionDeclarations.cpp - declarations that move ------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A declaration in an inner block, of what a step of a ladder names, moves to
// the top or becomes an assignment there:
//
//     int fd = /* in */ open(name);   ->   int fd;
//                                          ...
//                                          fd = /* in */ open(name);
//
// Shown by: defer-rewrite test/Rewrite/comments.c --
//
//===----------------------------------------------------------------------===//

#include "FunctionRewriter.h"

#include "defer/Analysis/Diagnoser.h"
#include "defer/Text/Comments.h"
#include "defer/Text/Directives.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/Expr.h"
#include "clang/AST/TypeLoc.h"

using namespace clang;
using namespace defer;

void FunctionRewriter::editDeclarations() {
  for (const DeclStmt *Decls : Vars->Assigned)
    queue(T.begin(Decls), [this, Decls] { assignDeclaration(Decls); });
  for (const auto &Moved : Vars->Moved)
    queue(T.begin(Moved.first),
          [this, &Moved] { moveDeclaration(Moved.first, Moved.second); });
  if (F.Result) {
    // The word in front of it.
    auto Known = L->Declarations.find(F.Result);
    if (Known != L->Declarations.end() &&
        !Vars->Assigned.contains(Known->second.Decls)) {
      unsigned Begin = T.begin(Known->second.Decls);
      T.forEachWord("__defer_result", Begin, T.begin(F.Result->getLocation()),
                    [&](unsigned From, unsigned To) {
                      Changes.replace(From, T.skipSpace(To), "");
                    });
    }
  }
  // What is noted where a cleanup variable is there.
  for (auto &Each : L->All)
    for (const Rung &R : Each->Rungs) {
      if (!R.Cleanup)
        continue;
      const DeclStmt *Decls = L->Declarations.lookup(R.Cleanup).Decls;
      std::string After;
      for (const std::string &Note : notesOf(*Each, R))
        After += " " + Note + ";";
      if (!After.empty() && !Vars->Assigned.contains(Decls))
        Changes.insert(T.end(Decls), After);
    }
  // A cleanup that is on a ladder is the compiler's no longer.
  for (auto &Each : L->All)
    for (const Rung &R : Each->Rungs)
      if (R.Cleanup &&
          !Vars->Assigned.contains(L->Declarations.lookup(R.Cleanup).Decls))
        if (auto *A = R.Cleanup->getAttr<CleanupAttr>()) {
          unsigned From, To;
          unsigned Begin = T.begin(A->getLocation());
          if (!T.missed() && T.attributeAround(Begin, From, To))
            Changes.replace(From, To, "");
          else if (!T.missed() && T.unknown().isInvalid())
            fail(A->getLocation(), "its attribute cannot be taken away");
        }
}

/// What notes that the variable of a rung is there.
std::vector<std::string> FunctionRewriter::notesOf(const Ladder &On,
                                                   const Rung &R) {
  std::vector<std::string> Notes;
  for (const std::string &Mark : R.Marks)
    Notes.push_back(Mark + " = " + Calls.Mark + "(&" + Bodies[On.In].Frame +
                    ")");
  if (!R.Flag.empty())
    Notes.push_back(R.Flag + " = 1");
  return Notes;
}

/// From the first bracket of an array's declaration to the last.
static SourceRange bracketsOf(const VarDecl *Var) {
  SourceRange All;
  TypeLoc Of = Var->getTypeSourceInfo()->getTypeLoc();
  while (auto Array = Of.getAs<ArrayTypeLoc>()) {
    if (All.isInvalid())
      All.setBegin(Array.getLBracketLoc());
    All.setEnd(Array.getRBracketLoc());
    Of = Array.getElementLoc();
  }
  return All;
}

void FunctionRewriter::assignDeclaration(const DeclStmt *Decls) {
  const Standing &Here = L->Declarations.find(*Decls->decl_begin())->second;
  auto [Begin, End] = T.range(Decls);
  std::string Break = T.newline().str() + T.indentAt(Begin).str();
  std::vector<std::string> Lines;
  std::vector<SourceText::Range> Stay;
  // Comments stand with what is behind them.
  unsigned Past = Begin;
  std::string Comments;
  auto KeepUpTo = [&](unsigned At) {
    Comments += leading(
        commentsIn(T.text(), Past, std::max(At, Past), Ctx.getLangOpts()),
        Break);
  };
  // A type that has no name is given one if a variable needs it.
  for (const Decl *D : Decls->decls())
    if (auto *Var = dyn_cast<VarDecl>(D))
      if (const TagDecl *Tag = tagOf(Var->getType()))
        nameTag(Tag);
  for (const Decl *D : Decls->decls()) {
    if (auto *Tag = dyn_cast<TagDecl>(D)) {
      if (Tag->isCompleteDefinition() &&
          (Tag->getIdentifier() || Tags.count(Tag))) {
        auto [Begin, End] = T.range(Tag->getSourceRange());
        T.settleMacros(Tag->getSourceRange());
        auto &Types = typesOf(Decls, Here.In);
        End = T.pastAttributes(End);
        Stay.push_back({Begin, End});
        Past = End;
        Types.insert(Types.begin(), Changes.render(T.text(), Begin, End) + ";");
      }
      continue;
    }
    auto *Var = dyn_cast<VarDecl>(D);
    if (!Var) {
      fail(D->getLocation(), "it is declared together with a variable that a "
                             "deferred statement names");
      return;
    }
    auto Known = Vars->Out.find(Var);
    if (Known == Vars->Out.end()) {
      fail(Var->getLocation(), "it is declared together with a variable that "
                               "a deferred statement names");
      return;
    }
    if (Known->second.How == Variables::Hoisted)
      Bodies[Here.In].Top.push_back(declare(withoutConst(Var->getType()),
                                            Known->second.Name, Var,
                                            Place::top(Here.In)) +
                                    ";");
    // A size goes with the variable, and so do its comments.
    SourceRange Sizes = bracketsOf(Var);
    if (Sizes.isValid() && Sizes.getBegin().isFileID() &&
        Sizes.getEnd().isFileID()) {
      auto [From, To] = T.range(Sizes);
      KeepUpTo(From);
      Past = std::max(Past, To);
    }
    const Expr *Init = Var->getInit();
    if (Init && !isa<ImplicitValueInitExpr>(Init)) {
      Stay.push_back(T.range(Init->getSourceRange()));
      std::string Text = source(Init->getSourceRange());
      KeepUpTo(Stay.back().Begin);
      Past = Stay.back().End;
      // A string is shorter than the array, perhaps.
      bool IsString = Var->getType()->isArrayType() &&
                      !isa<InitListExpr>(Init) &&
                      isa<StringLiteral>(Init->IgnoreParens());
      if (IsString)
        Text = "{" + Text + "}";
      Lines.push_back(Comments + assign(nameOf(Var), Var->getType(), Text,
                                        isa<InitListExpr>(Init) || IsString
                                            ? Var
                                            : nullptr));
      Comments.clear();
    }
    // Before the next one's initialiser, which may be left by a panic.
    for (auto &Each : L->All)
      for (const Rung &R : Each->Rungs)
        if (R.Cleanup == Var)
          for (std::string &Note : notesOf(*Each, R))
            Lines.push_back(std::move(Note));
  }
  if (T.missed() || losesDirectives(Begin, End, Decls->getBeginLoc(), Stay))
    return;
  KeepUpTo(End);
  if (!Lines.empty())
    Lines.back().insert(0, Comments);
  if (Here.For) {
    std::string All;
    for (const auto &Kept : KeptNames)
      if (F.KeptBlocks[Kept.first - 1].Scope == Here.For)
        All = startOf(Kept.first);
    for (const std::string &Line : Lines)
      All += (All.empty() ? "" : ", ") + Line;
    Changes.replace(Begin, End, All + ";");
    return;
  }
  for (std::string &Line : Lines)
    Line += ";";
  std::string All = Lines.empty() ? llvm::StringRef(Comments).rtrim().str()
                                  : statements(Here.InBlock, Begin, Lines);
  replaceStatement(Begin, End, Here.InBlock, All);
}

/// Where the types that a declaration makes are moved to.
std::vector<std::string> &FunctionRewriter::typesOf(const DeclStmt *Decls,
                                                    const Body *In) {
  return Vars->OutsideTypes.count(Decls) ? TypesOutside : Bodies[In].Types;
}

void FunctionRewriter::moveDeclaration(const DeclStmt *Decls, const Body *To) {
  const Standing &Here = L->Declarations.find(*Decls->decl_begin())->second;
  auto [Begin, End] = T.range(Decls);
  T.settleMacros(Decls->getSourceRange());
  if (T.missed())
    return;
  Directives In = directivesIn(T.text(), Begin, End, Ctx.getLangOpts());
  if (!areWhole(In) || !areConditions(In))
    return fail(Decls->getBeginLoc(), "there are directives in it");
  auto &Types = typesOf(Decls, To);
  settle(Begin, End);
  Types.insert(Types.begin(), reindent(Changes.render(T.text(), Begin, End),
                                       T.indentAt(Begin), T.indentAt(0)));
  replaceStatement(Begin, End, Here.InBlock, "");
}
