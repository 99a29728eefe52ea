//===- PlanEdits.cpp - a plan as changes of the text ----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Planner.h"

#include "defer/Text/Edits.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "llvm/ADT/StringSet.h"

using namespace clang;
using namespace defer;

static const char InMacro[] = "what would change is in a macro";

static bool hasComment(llvm::StringRef Text) {
  return Text.contains("/*") || Text.contains("//");
}

bool Planner::edits(Ladder &L, unsigned First, const std::vector<unsigned> &At,
                    bool KeepsLabels, Way &W, AdoptRemark &Why) {
  llvm::StringSet<> Labels;
  for (unsigned I = First; I < L.End.Trail.size(); ++I)
    Labels.insert(L.End.Trail[I].Label);
  const char *Word = L.Block == Body ? "__defer" : "_Defer";
  std::vector<Removal> Removals;
  for (unsigned I = L.End.Trail.size(); I-- > First;)
    if (!insertDeferral(L.Block, At[I], Word, L.End.Trail[I].S, Removals, W)) {
      Why = {placeOf(L.End.Trail[I].S), InMacro};
      return false;
    }
  std::map<const Stmt *, unsigned> OwnRemoved;
  auto Remove = [&](const Released &R) {
    auto Where = Text.whole(R.S);
    if (!Where) {
      Why = {placeOf(R.S), InMacro};
      return false;
    }
    if (hasComment(Text.slice(*Where)))
      for (unsigned I = First; I < L.End.Trail.size(); ++I) {
        const Released &Kept = L.End.Trail[I];
        auto Same = Text.whole(Kept.S);
        if (Kept.Label == R.Label && Kept.S != R.S &&
            !(Same && Text.slice(*Same) == Text.slice(*Where))) {
          Why = {placeOf(R.S), "a comment would be lost"};
          return false;
        }
      }
    Removals.push_back(*Where);
    return true;
  };
  for (const WayOut &Way : L.Ways) {
    unsigned I = Way.Trail.size(), Own = 0;
    while (I && Labels.count(Way.Trail[I - 1].Label)) {
      --I;
      if (I >= Way.Own)
        continue; // the end's
      if (!Remove(Way.Trail[I]))
        return false;
      ++Own;
    }
    OwnRemoved[Way.Jump] = Own;
  }
  bool Falls = !L.End.Jump;
  for (unsigned I = First; I < L.End.Trail.size(); ++I)
    if (!Remove(L.End.Trail[I]))
      return false;

  // Labels of what is removed, and of the `return` behind it.
  bool Last = false;
  for (const auto &Each : L.Labels) {
    if (Each.second < First)
      continue;
    const LabelStmt *Label = L.LabelStmts[Each.first];
    bool All = !KeepsLabels && !Label->getDecl()->hasAttrs();
    for (const GotoPlace &Place : Gotos[Each.first])
      All &= !KeepsLabels &&
             editGoto(L, Place, OwnRemoved[Place.Goto], Removals, W);
    unsigned Begin = 0, End = 0;
    if (All) {
      auto Where =
          Text.span(SourceRange(Label->getIdentLoc(), Label->getIdentLoc()));
      if (Where) {
        Begin = Where->Begin;
        End = Text.skipSpace(Where->End);
        All = Text.text().substr(End, 1) == ":";
      } else
        All = false;
    }
    if (All)
      Removals.push_back({{Begin, End + 1}, indentOfLabel(L, Begin)});
    else
      Last = true;
  }
  // What only the labels led to is gone with them.
  if (L.End.Jump && !Last && First < L.End.Trail.size()) {
    const Released &R = L.End.Trail[First];
    const Stmt *Before = R.Index ? L.Block->body_begin()[R.Index - 1] : nullptr;
    if (Before && isa<LabelStmt>(R.Item) &&
        (isa<ReturnStmt>(Before) || isa<GotoStmt>(Before) ||
         isa<BreakStmt>(Before) || isa<ContinueStmt>(Before)))
      if (auto Where = Text.whole(L.End.Jump))
        Removals.push_back(*Where);
  }
  // A label needs a statement.
  if (Last && Falls) {
    Removal &S = Removals.back();
    for (unsigned I = 0; I < Removals.size(); ++I)
      if (Removals[I].End > S.End)
        std::swap(S, Removals[I]);
    unsigned At = Removals.back().End - 1;
    if (Text.text()[At] != ';') {
      W.Changes.push_back({At + 1, At + 1, " ;"});
    } else
      Removals.back().End = At;
  }
  Text.remove(std::move(Removals), W.Changes);
  return true;
}

/// What stands behind a label gets the place of a statement.
std::string Planner::indentOfLabel(const Ladder &L, unsigned Offset) const {
  auto First = Text.span(L.Block->body_front());
  if (!First || !Text.beginsLine(First->Begin) || !Text.beginsLine(Offset))
    return "";
  llvm::StringRef Wanted = Text.indentAt(First->Begin);
  return Wanted.consume_front(Text.indentAt(Offset)) ? Wanted.str() : "";
}

/// `goto out;` as the `return` or `continue` that it leads to.
bool Planner::editGoto(Ladder &L, const GotoPlace &Place, unsigned OwnRemoved,
                       std::vector<Removal> &Removals, Way &W) {
  auto Where = Text.span(
      SourceRange(Place.Goto->getGotoLoc(), Place.Goto->getLabelLoc()));
  auto *Return = dyn_cast_or_null<ReturnStmt>(L.End.Jump);
  if (!Where || (L.End.Jump && !Return) || hasComment(Text.slice(*Where)))
    return false;
  std::string New = "return";
  if (!Return && L.Owner && Place.Loop == L.Owner)
    New = "continue";
  else if (!Return && (L.Block != Body || !F->getReturnType()->isVoidType()))
    return false;
  if (Return && Return->getRetValue()) {
    auto Value = Text.span(Return->getRetValue());
    if (!Value)
      return false;
    std::string What = Text.slice(*Value).str();
    // rc = -1; goto out;
    const VarDecl *Var = All.privateVariable(Return->getRetValue());
    const Expr *Constant = nullptr;
    if (Var && Place.Parent && Place.Index > OwnRemoved &&
        Ctx.hasSameUnqualifiedType(Var->getType(), F->getReturnType())) {
      const Stmt *Before =
          Place.Parent->body_begin()[Place.Index - OwnRemoved - 1];
      if (All.setsConstant(Before, Constant) == Var) {
        auto Set = Text.whole(Before);
        auto Of = Text.span(
            cast<BinaryOperator>(cast<Expr>(Before)->IgnoreParens())->getRHS());
        llvm::SmallVector<unsigned, 4> Named, Written;
        for (const Released &R : L.End.Trail)
          All.mentions(R.S, Named, Written);
        if (Set && Of && !hasComment(Text.slice(*Set)) &&
            !llvm::is_contained(Named, All.numberOf(Var))) {
          What = Text.slice(*Of).str();
          Removals.push_back(*Set);
        }
      }
    }
    New += " " + What;
  }
  W.Changes.push_back({Where->Begin, Where->End, New});
  return true;
}

/// Puts a deferral before a statement of a block, with the comment behind what
/// is deferred.
bool Planner::insertDeferral(const CompoundStmt *Block, unsigned At,
                             llvm::StringRef Word, const Stmt *S,
                             std::vector<Removal> &Removals, Way &W) {
  auto What = Text.whole(S);
  if (!What || !Block->getLBracLoc().isFileID())
    return false;
  const SourceManager &SM = Ctx.getSourceManager();
  unsigned After = SM.getFileOffset(Block->getLBracLoc()) + 1;
  unsigned Like = 0;
  if (At) {
    auto Item = Text.whole(Block->body_begin()[At - 1]);
    if (!Item)
      return false;
    After = Item->End;
    Like = Item->Begin;
  }
  // The indentation is that of a neighbour that begins a line.
  const Stmt *Next = At < Block->size() ? Block->body_begin()[At] : nullptr;
  if (!At || !Text.beginsLine(Like) ||
      isa<LabelStmt>(Block->body_begin()[At - 1])) {
    auto Item = Next ? Text.span(Next) : std::nullopt;
    if (!Item && !At)
      return false;
    if (Item && Text.beginsLine(Item->Begin))
      Like = Item->Begin;
  }
  llvm::StringRef Indent = Text.indentAt(Like);
  auto Rest = Text.restOfLine(After);
  if (Rest)
    if (auto Comment = Text.comment(What->End)) {
      Removals.push_back(*Comment);
      What->End = Comment->End;
    }
  std::string Line =
      (Word + " " +
       reindent(Text.slice(*What), Text.indentAt(What->Begin), Indent))
          .str();
  if (Rest)
    W.Changes.push_back({*Rest, *Rest, (Text.newline() + Indent + Line).str()});
  else
    W.Changes.push_back({After, After, " " + Line});
  return true;
}
