//===- EventStatements.cpp - the events of statements ---------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "EventBuilder.h"

#include "defer/Analysis/Deferrals.h"
#include "defer/Analysis/Words.h"
#include "defer/Support/ClangCompat.h"

#include "clang/Lex/Lexer.h"

using namespace clang;
using namespace defer;

/// The call that an expression ends with, if it is one.
const CallExpr *EventBuilder::lastCall(const Expr *E) {
  return dyn_cast<CallExpr>(E->IgnoreParenCasts());
}

unsigned EventBuilder::expression(const Expr *E, unsigned Next) {
  check(E);
  if (const CallExpr *Call = lastCall(E)) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    if (Callee && Callee->isNoReturn())
      Next = make(Event::Never);
  }
  unsigned At = make(Event::Do, E, Next);
  const Expr *Constant = nullptr;
  if (const VarDecl *Var = All.setsConstant(E, Constant))
    if (Ctx.hasSameUnqualifiedType(Var->getType(), F->getReturnType())) {
      Out.Events[At].Variable = All.numberOf(Var);
      Out.Events[At].Constant = All.label(Constant);
    }
  return At;
}

/// Whether a condition is a literal, in all ways that the source may be
/// compiled: one that a macro stands for may be another one elsewhere.
bool EventBuilder::isSettled(const Stmt *Of, const Expr *Cond,
                             bool &Value) const {
  auto *Number = dyn_cast<IntegerLiteral>(Cond->IgnoreParenImpCasts());
  if (!Number || !Cond->EvaluateAsBooleanCondition(Value, Ctx))
    return false;
  SourceLocation Loc = Number->getLocation();
  if (!Loc.isMacroID() || Of->getBeginLoc().isMacroID())
    return true;
  llvm::StringRef Name = Lexer::getImmediateMacroName(
      Loc, Ctx.getSourceManager(), Ctx.getLangOpts());
  return Name == "true" || Name == "false" || Name == "TRUE" || Name == "FALSE";
}

unsigned EventBuilder::choice(const Stmt *Of, const Expr *Cond, unsigned True,
                              unsigned False) {
  check(Cond);
  bool Value;
  if (isSettled(Of, Cond, Value))
    return Value ? True : False;
  unsigned At = make(Event::Choose, Cond, 0);
  Out.Events[At].Ways = {{"true", True}, {"false", False}};
  return At;
}

/// The events of the blocks that are left, down to a depth.
unsigned EventBuilder::leaving(unsigned Depth, unsigned Next) {
  for (unsigned I = Depth; I < Scopes.size(); ++I) {
    Next = make(Event::Leave, Next);
    Out.Events[Next].Block = Scopes[I].Block;
    Out.Events[Next].Label = Dying[Scopes[I].Block];
  }
  return Next;
}

unsigned EventBuilder::returning(const ReturnStmt *Return) {
  // All that is pending in the outermost block runs with the function's.
  unsigned At = leaving(1, Exit);
  const Expr *Value = Return->getRetValue();
  if (!Value)
    return At;
  check(Value);
  At = make(Event::Return, Value->IgnoreParenImpCasts(), At);
  Event &E = Out.Events[At];
  E.Still = All.isStill(Value);
  if (const VarDecl *Var = All.privateVariable(Value))
    E.Variable = All.numberOf(Var);
  return At;
}

unsigned EventBuilder::deferral(const IfStmt *Site, const CallExpr *Marker,
                                unsigned Next) {
  Out.Defers = true;
  const FunctionDecl *Callee = Marker->getDirectCallee();
  bool Scoped = Callee && Callee->getName() == words::BlockMarker;
  if (!Scoped && (!Callee || Callee->getName() != words::Marker))
    cannot(Site, "it uses the words of the dialect");
  std::vector<Target> NoBreaks, NoContinues;
  std::swap(Breaks, NoBreaks);
  std::swap(Continues, NoContinues);
  unsigned Entry = build(Site->getElse(), make(Event::End));
  std::swap(Breaks, NoBreaks);
  std::swap(Continues, NoContinues);
  unsigned At = make(Event::Defer, Next);
  Event &E = Out.Events[At];
  E.Entry = Entry;
  E.Place = placeOf(Site->getBeginLoc());
  if (Scoped) {
    E.Block = Scopes.back().Block;
    E.Index = Scopes.back().Index;
  }
  return At;
}

unsigned EventBuilder::declaration(const DeclStmt *Decls, unsigned Next) {
  unsigned At = Next;
  check(Decls);
  // In reverse, as all of this.
  llvm::SmallVector<const Decl *, 4> Order(Decls->decl_begin(),
                                           Decls->decl_end());
  for (const Decl *D : llvm::reverse(Order)) {
    auto *Var = dyn_cast<VarDecl>(D);
    if (!Var)
      continue;
    if (auto *Cleanup = Var->getAttr<CleanupAttr>()) {
      Out.Cleanups = true;
      unsigned Call = make(Event::Do, make(Event::End));
      Out.Events[Call].Label =
          All.label(Cleanup->getFunctionDecl()) + "(&" + All.label(Var) + ")";
      Out.Events[Call].Place = placeOf(Var->getLocation());
      At = make(Event::Defer, At);
      Out.Events[At].Entry = Call;
      Out.Events[At].Block = Scopes.back().Block;
      Out.Events[At].Index = Scopes.back().Index;
    }
    if (Var->hasLocalStorage() && Var->getInit()) {
      At = make(Event::Do, Var->getInit(), At);
      Event &E = Out.Events[At];
      E.Label =
          Var->getType().getAsString() + " " + All.label(Var) + " = " + E.Label;
      if (All.isPrivate(Var)) {
        E.Named.push_back(All.numberOf(Var));
        E.Written.push_back(All.numberOf(Var));
      }
    }
    if (Var->getType()->isVariablyModifiedType()) {
      At = make(Event::Do, At);
      Out.Events[At].Label =
          Var->getType().getAsString() + " " + All.label(Var);
    }
  }
  return At;
}

unsigned EventBuilder::block(const CompoundStmt *Block, unsigned Next) {
  unsigned Number = blockOf(Block);
  if (!Scopes.empty()) {
    Next = make(Event::Leave, Next);
    Out.Events[Next].Block = Number;
    Out.Events[Next].Label = Dying[Number];
  }
  Scopes.push_back({Number, Block->size()});
  for (const Stmt *Item : llvm::reverse(Block->body())) {
    --Scopes.back().Index;
    const Stmt *Inner = Item;
    while (auto *Label = dyn_cast<LabelStmt>(Inner))
      Inner = Label->getSubStmt();
    bool Known = isa<DeclStmt>(Inner) || deferralMarker(Inner);
    if (!Known) {
      Next = build(Item, Next);
      continue;
    }
    if (auto *Decls = dyn_cast<DeclStmt>(Inner))
      Next = declaration(Decls, Next);
    else
      Next = deferral(cast<IfStmt>(Inner), deferralMarker(Inner), Next);
    for (; Item != Inner; Item = cast<LabelStmt>(Item)->getSubStmt()) {
      unsigned At = labelled(cast<LabelStmt>(Item)->getDecl());
      Out.Events[At].Next = Next;
    }
  }
  Scopes.pop_back();
  return Next;
}

unsigned EventBuilder::switching(const SwitchStmt *Switch, unsigned Next) {
  check(Switch->getCond());
  unsigned At = make(Event::Choose, Switch->getCond(), 0);
  bool Default = false;
  std::vector<std::pair<std::string, unsigned>> Ways;
  for (const SwitchCase *Each = Switch->getSwitchCaseList(); Each;
       Each = Each->getNextSwitchCase()) {
    unsigned To = Cases[Each] = make(Event::Nothing);
    std::string What = "default";
    if (auto *Case = dyn_cast<CaseStmt>(Each)) {
      What = All.label(Case->getLHS());
      if (Case->getRHS())
        What += " ... " + All.label(Case->getRHS());
    } else
      Default = true;
    Ways.push_back({What, To});
  }
  if (!Default)
    Ways.push_back({"default", Next});
  Out.Events[At].Ways = std::move(Ways);
  Breaks.push_back({Next, unsigned(Scopes.size())});
  build(Switch->getBody(), Next);
  Breaks.pop_back();
  return At;
}

/// The body of a loop: after it comes `Again`, after the loop `Next`.
unsigned EventBuilder::loop(const Stmt *Body, unsigned Again, unsigned Next) {
  Breaks.push_back({Next, unsigned(Scopes.size())});
  Continues.push_back({Again, unsigned(Scopes.size())});
  unsigned Entry = build(Body, Again);
  Breaks.pop_back();
  Continues.pop_back();
  return Entry;
}

unsigned EventBuilder::build(const Stmt *S, unsigned Next) {
  if (!S || isa<NullStmt>(S))
    return Next;
  if (auto *E = dyn_cast<Expr>(S))
    return expression(E, Next);
  if (auto *Block = dyn_cast<CompoundStmt>(S))
    return block(Block, Next);
  if (deferralMarker(S) || isa<DeclStmt>(S)) {
    cannot(S, "a declaration or deferral is no statement of a block");
    return Next;
  }
  if (compat::namedTarget(S)) {
    cannot(S, "it has a named break or continue");
    return Next;
  }
  if (auto *Label = dyn_cast<LabelStmt>(S)) {
    unsigned Inner = build(Label->getSubStmt(), Next);
    unsigned At = labelled(Label->getDecl());
    Out.Events[At].Next = Inner;
    return At;
  }
  if (auto *Case = dyn_cast<SwitchCase>(S)) {
    unsigned Inner = build(Case->getSubStmt(), Next);
    unsigned At = Cases[Case];
    Out.Events[At].Next = Inner;
    return At;
  }
  if (auto *Attributed = dyn_cast<AttributedStmt>(S)) {
    if (isa<ReturnStmt>(Attributed->getSubStmt()))
      cannot(S, "a return has an attribute");
    return build(Attributed->getSubStmt(), Next);
  }
  if (auto *If = dyn_cast<IfStmt>(S)) {
    if (If->hasInitStorage() || If->hasVarStorage())
      cannot(S, "an if declares something");
    unsigned False = build(If->getElse(), Next);
    unsigned True = build(If->getThen(), Next);
    return choice(If, If->getCond(), True, False);
  }
  if (auto *Switch = dyn_cast<SwitchStmt>(S)) {
    if (Switch->hasInitStorage() || Switch->hasVarStorage())
      cannot(S, "a switch declares something");
    return switching(Switch, Next);
  }
  if (auto *While = dyn_cast<WhileStmt>(S)) {
    unsigned Head = make(Event::Nothing);
    unsigned Body = loop(While->getBody(), Head, Next);
    Out.Events[Head].Next = choice(While, While->getCond(), Body, Next);
    return Head;
  }
  if (auto *Do = dyn_cast<DoStmt>(S)) {
    unsigned Test = make(Event::Nothing), Head = make(Event::Nothing);
    unsigned Body = loop(Do->getBody(), Test, Next);
    Out.Events[Head].Next = Body;
    Out.Events[Test].Next = choice(Do, Do->getCond(), Head, Next);
    return Head;
  }
  if (auto *For = dyn_cast<ForStmt>(S)) {
    unsigned Number = blockOf(For);
    Next = make(Event::Leave, Next);
    Out.Events[Next].Block = Number;
    Out.Events[Next].Label = Dying[Number];
    Scopes.push_back({Number, 0});
    unsigned Head = make(Event::Nothing);
    unsigned Again = For->getInc() ? expression(For->getInc(), Head) : Head;
    unsigned Body = loop(For->getBody(), Again, Next);
    Out.Events[Head].Next =
        For->getCond() ? choice(For, For->getCond(), Body, Next) : Body;
    const Stmt *Init = For->getInit();
    auto *Decls = dyn_cast_or_null<DeclStmt>(Init);
    unsigned At = Decls ? declaration(Decls, Head) : build(Init, Head);
    Scopes.pop_back();
    return At;
  }
  if (auto *Goto = dyn_cast<GotoStmt>(S)) {
    const std::vector<Scope> &To = LabelScopes[Goto->getLabel()];
    unsigned Common = 0;
    while (Common < To.size() && Common < Scopes.size() &&
           To[Common].Block == Scopes[Common].Block)
      ++Common;
    unsigned At = labelled(Goto->getLabel());
    if (Common) {
      At = make(Event::Leave, At);
      Out.Events[At].Block = To[Common - 1].Block;
      Out.Events[At].Index = To[Common - 1].Index;
    }
    return leaving(Common, At);
  }
  if (isa<BreakStmt>(S) || isa<ContinueStmt>(S)) {
    auto &Targets = isa<BreakStmt>(S) ? Breaks : Continues;
    if (Targets.empty()) {
      cannot(S, "it has a jump that leads nowhere");
      return Next;
    }
    return leaving(Targets.back().Depth, Targets.back().Event);
  }
  if (auto *Return = dyn_cast<ReturnStmt>(S))
    return returning(Return);
  if (auto *Asm = dyn_cast<GCCAsmStmt>(S)) {
    if (Asm->isAsmGoto())
      cannot(S, "it has an asm goto");
    return make(Event::Do, S, Next);
  }
  cannot(S, isa<IndirectGotoStmt>(S) ? "it has a computed goto"
                                     : "it has a statement of another kind");
  return Next;
}
