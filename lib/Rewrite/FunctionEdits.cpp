//===- FunctionEdits.cpp - what changes in a function where it stands ---===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FunctionRewriter.h"

#include "defer/Analysis/Diagnoser.h"
#include "defer/Support/TextCompat.h"
#include "defer/Text/Directives.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/Expr.h"
#include "clang/Lex/Preprocessor.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;
using namespace defer;

static void addNames(const Stmt *S, bool InStatic,
                     llvm::function_ref<void(const DeclRefExpr *, bool)> Add) {
  if (auto *Ref = dyn_cast<DeclRefExpr>(S))
    Add(Ref, InStatic);
  auto *Decls = dyn_cast<DeclStmt>(S);
  auto *Var = Decls ? dyn_cast<VarDecl>(*Decls->decl_begin()) : nullptr;
  InStatic |= Var && Var->isStaticLocal();
  for (const Stmt *Child : S->children())
    if (Child)
      addNames(Child, InStatic, Add);
}

void FunctionRewriter::editNames() {
  // Static variables, where statements are functions of their own.
  llvm::SmallPtrSet<const Stmt *, 16> Outside;
  for (const Deferral *D : Outlined.all())
    addNames(D->S, false, [&](const DeclRefExpr *Ref, bool InStatic) {
      auto *Var = dyn_cast<VarDecl>(Ref->getDecl());
      auto Known = Vars->Out.find(Var);
      if (Known == Vars->Out.end() ||
          Known->second.How != Variables::SharedByAddress ||
          !Outlines::isIn(D, Known->second.In))
        return;
      Outside.insert(Ref);
      if (InStatic)
        fail(Ref->getLocation(),
             "it is in the initialiser of a static variable, and becomes "
             "something that is not constant");
    });
  // A capture that its statement does not name has no name in the text.
  for (const auto &Var : Vars->Out)
    if (Var.second.How == Variables::Renamed &&
        isSpelled(Var.first->getLocation(), Var.first->getName(),
                  Ctx.getSourceManager(), Ctx.getLangOpts()))
      replace(Var.first->getLocation(), Var.second.Name);
  for (const DeclRefExpr *Ref : Vars->Refs) {
    auto *Var = dyn_cast<VarDecl>(Ref->getDecl());
    if (!Var || !Vars->Out.count(Var))
      continue;
    if (Vars->Out[Var].How == Variables::Elements &&
        !Vars->ElementsAt.count(Ref))
      continue;
    // A static one is there by its name.
    if (Vars->Out[Var].How == Variables::SharedByAddress &&
        !Outside.count(Ref) && !Vars->Hiding.count(Var))
      continue;
    std::string Name = usedAs(Var);
    if (Name == Var->getName())
      continue;
    replace(Ref->getLocation(), Name);
  }
}

/// What is replaced would take directives along, unless they are in a part of
/// it that stays.
bool FunctionRewriter::losesDirectives(unsigned Begin, unsigned End,
                                       SourceLocation Of,
                                       llvm::ArrayRef<SourceText::Range> Stay) {
  if (T.missed() || Begin >= End)
    return false;
  const LangOptions &Lang = Ctx.getLangOpts();
  size_t Left = directivesIn(T.text(), Begin, End, Lang).size();
  bool Whole = true;
  for (const SourceText::Range &Part : Stay) {
    Directives Here = directivesIn(T.text(), Part.Begin, Part.End, Lang);
    Left -= std::min(Here.size(), Left);
    Whole &= areWhole(Here);
  }
  if (!Left && Whole)
    return false;
  fail(Of, "there are directives in it");
  return true;
}

void FunctionRewriter::replace(SourceRange Tokens, std::string With) {
  auto [Begin, End] = T.range(Tokens);
  if (losesDirectives(Begin, End, Tokens.getBegin()))
    return;
  Changes.replace(Begin, End, std::move(With));
}

std::string FunctionRewriter::source(SourceRange Range) {
  auto [Begin, End] = T.range(Range);
  return render(Begin, End);
}

/// Puts something in the place of a statement; nothing leaves no trace of it
/// where it may.
void FunctionRewriter::replaceStatement(unsigned Begin, unsigned End,
                                        bool InBlock, std::string With) {
  if (!With.empty() || !InBlock) {
    Changes.replace(Begin, End, With.empty() ? "{}" : std::move(With));
    return;
  }
  llvm::StringRef Text = T.text();
  unsigned Line = T.lineBegin(Begin);
  size_t Break = Text.find('\n', End);
  bool Alone = Line && Text.slice(Line, Begin).trim().empty() &&
               Break != llvm::StringRef::npos &&
               Text.slice(End, Break).trim().empty();
  if (!Alone) {
    // Nothing is left at the end of a line.
    if (Break != llvm::StringRef::npos && Text.slice(End, Break).trim().empty())
      while (Begin && (Text[Begin - 1] == ' ' || Text[Begin - 1] == '\t'))
        --Begin;
    Changes.replace(Begin, End, "");
    return;
  }
  unsigned To = Break + 1;
  // One empty line is left of two.
  unsigned Above = T.lineBegin(Line - 1);
  llvm::StringRef Before = Text.slice(Above, Line).trim();
  size_t Next = Text.find('\n', To);
  if ((Before.empty() || compat::endsWith(Before, "{")) &&
      Next != llvm::StringRef::npos && Text.slice(To, Next).trim().empty())
    To = Next + 1;
  Changes.replace(Line, To, "");
}

std::string FunctionRewriter::statements(bool InBlock, unsigned Begin,
                                         llvm::ArrayRef<std::string> Lines) {
  std::string Break = T.newline().str() + T.indentAt(Begin).str();
  std::string Out;
  if (InBlock || Lines.size() == 1) {
    for (const std::string &Line : Lines)
      Out += (Out.empty() ? "" : Break) + Line;
    return Out;
  }
  Out = "{";
  for (const std::string &Line : Lines)
    Out += Break + Unit + Line;
  return Out + Break + "}";
}

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

void FunctionRewriter::assignDeclaration(const DeclStmt *Decls) {
  const Standing &Here = L->Declarations.find(*Decls->decl_begin())->second;
  std::vector<std::string> Lines;
  std::vector<SourceText::Range> Stay;
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
    const Expr *Init = Var->getInit();
    if (Init && !isa<ImplicitValueInitExpr>(Init)) {
      Stay.push_back(T.range(Init->getSourceRange()));
      std::string Text = source(Init->getSourceRange());
      // A string is shorter than the array, perhaps.
      bool IsString = Var->getType()->isArrayType() &&
                      !isa<InitListExpr>(Init) &&
                      isa<StringLiteral>(Init->IgnoreParens());
      if (IsString)
        Text = "{" + Text + "}";
      Lines.push_back(
          assign(nameOf(Var), Var->getType(), Text,
                 isa<InitListExpr>(Init) || IsString ? Var : nullptr));
    }
    // Before the next one's initialiser, which may be left by a panic.
    for (auto &Each : L->All)
      for (const Rung &R : Each->Rungs)
        if (R.Cleanup == Var)
          for (std::string &Note : notesOf(*Each, R))
            Lines.push_back(std::move(Note));
  }
  auto [Begin, End] = T.range(Decls);
  if (T.missed() || losesDirectives(Begin, End, Decls->getBeginLoc(), Stay))
    return;
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
  std::string All = Lines.empty() ? "" : statements(Here.InBlock, Begin, Lines);
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
