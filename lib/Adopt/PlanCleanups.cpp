//===- PlanCleanups.cpp - variables with a cleanup ------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Planner.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"

using namespace clang;
using namespace defer;

/// Where an `__attribute__((x))` with nothing else in it is.
static std::optional<Span> attributeAround(llvm::StringRef All, Span X) {
  llvm::StringRef Before = All.take_front(X.Begin).rtrim();
  if (!Before.consume_back("(") || !(Before = Before.rtrim()).consume_back("("))
    return std::nullopt;
  Before = Before.rtrim();
  if (!Before.consume_back("__attribute__") &&
      !Before.consume_back("__attribute"))
    return std::nullopt;
  llvm::StringRef After = All.drop_front(X.End);
  size_t Size = After.size();
  After = After.ltrim();
  if (!After.consume_front(")") || !(After = After.ltrim()).consume_front(")"))
    return std::nullopt;
  return Span{unsigned(Before.size()), unsigned(X.End + (Size - After.size()))};
}

/// Variables with a cleanup: what that calls is deferred where they are
/// declared.
void Planner::planCleanups(const CompoundStmt *Block, bool Outermost) {
  for (unsigned I = 0; I < Block->size(); ++I) {
    auto *Decls = dyn_cast<DeclStmt>(Block->body_begin()[I]);
    if (!Decls)
      continue;
    auto *Var = Decls->isSingleDecl()
                    ? dyn_cast<VarDecl>(Decls->getSingleDecl())
                    : nullptr;
    const CleanupAttr *Cleanup = Var ? Var->getAttr<CleanupAttr>() : nullptr;
    if (!Cleanup) {
      for (const Decl *D : Decls->decls())
        if (D->hasAttr<CleanupAttr>()) {
          Out.Releases = true;
          Out.WhyNot.push_back(
              {placeOf(Decls), "more than one variable is declared with it"});
          break;
        }
      continue;
    }
    Out.Releases = true;
    if (F->getReturnType()->isRecordType()) {
      // Clang may make it in the variable that is returned.
      Out.WhyNot.push_back({placeOf(Decls),
                            "a cleanup may change the structure "
                            "that is returned"});
      continue;
    }
    auto Where = Text.span(Cleanup->getRange());
    auto Around = Where ? attributeAround(Text.text(), *Where) : std::nullopt;
    auto Whole = Text.whole(Decls);
    if (!Around || !Whole || Around->Begin < Whole->Begin ||
        Around->End > Whole->End) {
      Out.WhyNot.push_back(
          {placeOf(Decls), "the attribute cannot be taken from '" +
                               Var->getNameAsString() +
                               "': it is in a macro, or with others"});
      continue;
    }
    Piece P;
    P.Function = F->getNameAsString();
    P.Place = placeOf(Decls);
    // `_Defer` leaves its scope by a jump back, too, as the variable does.
    for (const char *Word : {"__defer ", "_Defer "}) {
      if (!Outermost && Word[1] == '_')
        continue;
      Way W;
      std::string Line = Word + Cleanup->getFunctionDecl()->getNameAsString() +
                         "(&" + Var->getNameAsString() + ");";
      auto Rest = Text.restOfLine(Whole->End);
      if (Rest)
        W.Changes.push_back(
            {*Rest, *Rest,
             (Text.newline() + Text.indentAt(Whole->Begin) + Line).str()});
      else
        W.Changes.push_back({Whole->End, Whole->End, " " + Line});
      Text.remove({Removal(*Around)}, W.Changes);
      P.Ways.push_back(std::move(W));
    }
    Out.Pieces.push_back(std::move(P));
  }
}
