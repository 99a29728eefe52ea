//===- Events.cpp - what a function does, as a graph ----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "EventBuilder.h"

#include "defer/Analysis/Deferrals.h"
#include "defer/Analysis/JumpFunctions.h"

using namespace clang;
using namespace defer;

unsigned EventBuilder::make(Event::Kind Is, unsigned Next) {
  Out.Events.emplace_back();
  Out.Events.back().Is = Is;
  Out.Events.back().Next = Next;
  return Out.Events.size() - 1;
}

unsigned EventBuilder::make(Event::Kind Is, const Stmt *S, unsigned Next) {
  unsigned At = make(Is, Next);
  Event &E = Out.Events[At];
  E.Label = All.label(S);
  E.Place = placeOf(S->getBeginLoc());
  All.mentions(S, E.Named, E.Written);
  return At;
}

void EventBuilder::cannot(const Stmt *S, const char *Why) {
  if (Out.Cannot)
    return;
  Out.Cannot = Why;
  Out.Place = placeOf(S->getBeginLoc());
}

void EventBuilder::findLabels(const CompoundStmt *Block) {
  Scopes.push_back({blockOf(Block), 0});
  Dying[Scopes.back().Block] = dying(Block);
  for (const Stmt *Item : Block->body()) {
    findLabels(Item);
    ++Scopes.back().Index;
  }
  Scopes.pop_back();
}

void EventBuilder::findLabels(const Stmt *S) {
  if (!S || isa<Expr>(S))
    return;
  if (auto *Block = dyn_cast<CompoundStmt>(S))
    return findLabels(Block);
  if (auto *Label = dyn_cast<LabelStmt>(S))
    LabelScopes[Label->getDecl()] = Scopes;
  auto *For = dyn_cast<ForStmt>(S);
  if (For) {
    Scopes.push_back({blockOf(For), 0});
    Dying[Scopes.back().Block] = dying(For->getInit());
  }
  for (const Stmt *Child : S->children())
    findLabels(Child);
  if (For)
    Scopes.pop_back();
}

/// The objects that a pointer may lead to and that are gone when a block is
/// left.
std::string EventBuilder::dying(const Stmt *Block) const {
  std::string Out;
  if (auto *Items = dyn_cast_or_null<CompoundStmt>(Block))
    for (const Stmt *Item : Items->body())
      dying(Item, Out);
  else
    dying(Block, Out);
  return Out;
}

void EventBuilder::dying(const Stmt *S, std::string &Out) const {
  if (!S || isa<CompoundStmt>(S))
    return;
  if (auto *Decls = dyn_cast<DeclStmt>(S))
    for (const Decl *D : Decls->decls())
      if (auto *Var = dyn_cast<VarDecl>(D))
        if (Var->hasLocalStorage() && !All.isPrivate(Var))
          Out += " " + All.label(Var);
  if (isa<CompoundLiteralExpr>(S))
    Out += " a literal";
  for (const Stmt *Child : S->children())
    dying(Child, Out);
}

unsigned EventBuilder::labelled(const LabelDecl *Label) {
  auto Known = Labels.find(Label);
  if (Known != Labels.end())
    return Known->second;
  return Labels[Label] = make(Event::Nothing);
}

/// What an expression may not have in it.
void EventBuilder::check(const Stmt *S) {
  if (!S)
    return;
  if (isa<BlockExpr>(S))
    cannot(S, "it has a block literal");
  else if (isa<AddrLabelExpr>(S))
    cannot(S, "it takes the address of a label");
  else if (isa<StmtExpr>(S)) {
    std::vector<const Stmt *> Work{S};
    while (!Work.empty()) {
      const Stmt *Each = Work.back();
      Work.pop_back();
      if (isa<ReturnStmt>(Each) || isa<GotoStmt>(Each) ||
          isa<BreakStmt>(Each) || isa<ContinueStmt>(Each) ||
          isa<LabelStmt>(Each) || isa<SwitchCase>(Each) ||
          isa<IndirectGotoStmt>(Each) || deferralMarker(Each))
        return cannot(Each, "a statement expression has a jump in it");
      if (auto *Decls = dyn_cast<DeclStmt>(Each))
        for (const Decl *D : Decls->decls())
          if (D->hasAttr<CleanupAttr>())
            return cannot(Each, "a statement expression has a cleanup in it");
      for (const Stmt *Child : Each->children())
        if (Child)
          Work.push_back(Child);
    }
  } else if (auto *Call = dyn_cast<CallExpr>(S)) {
    if (handleMarker(Call) || recoverMarker(Call))
      cannot(S, "it uses the words of the dialect");
    if (calledJumps(Call).ReturnsTwice)
      cannot(S, "it calls a function that may return twice");
  }
  for (const Stmt *Child : S->children())
    check(Child);
}

EventGraph EventBuilder::run() {
  make(Event::Nothing); // 0 is none
  auto *Body = cast<CompoundStmt>(F->getBody());
  findLabels(Body);
  Exit = make(Event::Exit);
  unsigned End = Exit;
  // Where its end is reached, main returns 0.
  if (!F->getReturnType()->isVoidType()) {
    End = make(Event::Return, Exit);
    Event &E = Out.Events[End];
    E.Label = F->isMain() ? "0" : "nothing";
    E.Still = true;
    E.Place = placeOf(Body->getRBracLoc());
  }
  Out.Entry = block(Body, End);
  return std::move(Out);
}

EventGraph defer::eventsOf(const FunctionDecl *F, const Locals &All,
                           const ASTContext &Ctx) {
  return EventBuilder(F, All, Ctx).run();
}
