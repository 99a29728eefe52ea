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
#include "clang/AST/Expr.h"

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

/// Where a statement begins.  The block that a capture was put into has no
/// token of its own.
unsigned FunctionRewriter::beginOf(const Stmt *S) {
  auto *Block = dyn_cast<CompoundStmt>(S);
  return Block && !L->isBlock(S)
             ? T.begin(cast<IfStmt>(Block->body_back())->getIfLoc())
             : T.begin(S);
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
