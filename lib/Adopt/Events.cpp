//===- Events.cpp - what a function does, as a graph ----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Built from the end to the beginning: each statement gets the event that comes
// after it.
//
//===----------------------------------------------------------------------===//

#include "Events.h"

#include "Locals.h"

#include "defer/Analysis/Deferrals.h"
#include "defer/Analysis/JumpFunctions.h"
#include "defer/Analysis/Words.h"
#include "defer/Support/ClangCompat.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/Expr.h"
#include "clang/AST/Stmt.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"

#include <map>

using namespace clang;
using namespace defer;

namespace {

/// A block on the way to a statement, and which of its statements that is in.
struct Scope {
  unsigned Block, Index;
};

class Builder {
public:
  Builder(const FunctionDecl *F, const Locals &All, const ASTContext &Ctx)
      : F(F), All(All), Ctx(Ctx) {}

  EventGraph run();

private:
  unsigned make(Event::Kind Is, unsigned Next = 0);
  unsigned make(Event::Kind Is, const Stmt *S, unsigned Next);
  void cannot(const Stmt *S, const char *Why);
  unsigned placeOf(SourceLocation Loc) const {
    const SourceManager &SM = Ctx.getSourceManager();
    return SM.getFileOffset(SM.getExpansionLoc(Loc));
  }

  void findLabels(const Stmt *S);
  void findLabels(const CompoundStmt *Block);
  std::string dying(const Stmt *Block) const;
  void dying(const Stmt *S, std::string &Out) const;
  unsigned blockOf(const Stmt *Block) {
    return Blocks.try_emplace(Block, unsigned(Blocks.size() + 1)).first->second;
  }
  unsigned labelled(const LabelDecl *Label);

  unsigned build(const Stmt *S, unsigned Next);
  unsigned block(const CompoundStmt *Block, unsigned Next);
  unsigned declaration(const DeclStmt *Decls, unsigned Next);
  unsigned deferral(const IfStmt *Site, const CallExpr *Marker, unsigned Next);
  unsigned expression(const Expr *E, unsigned Next);
  unsigned choice(const Stmt *Of, const Expr *Cond, unsigned True,
                  unsigned False);
  bool isSettled(const Stmt *Of, const Expr *Cond, bool &Value) const;
  unsigned loop(const Stmt *Body, unsigned Again, unsigned Next);
  unsigned switching(const SwitchStmt *Switch, unsigned Next);
  unsigned returning(const ReturnStmt *Return);
  unsigned leaving(unsigned Depth, unsigned Next);
  void check(const Stmt *S);
  const CallExpr *lastCall(const Expr *E);

  struct Target {
    unsigned Event, Depth;
  };
  const FunctionDecl *F;
  const Locals &All;
  const ASTContext &Ctx;
  EventGraph Out;
  std::vector<Scope> Scopes;
  std::map<const Stmt *, unsigned> Blocks;
  std::map<unsigned, std::string> Dying; ///< with a block, see Event::Leave
  std::map<const LabelDecl *, std::vector<Scope>> LabelScopes;
  std::map<const LabelDecl *, unsigned> Labels;
  std::map<const SwitchCase *, unsigned> Cases;
  std::vector<Target> Breaks, Continues;
  unsigned Exit = 0;
};

} // namespace

unsigned Builder::make(Event::Kind Is, unsigned Next) {
  Out.Events.emplace_back();
  Out.Events.back().Is = Is;
  Out.Events.back().Next = Next;
  return Out.Events.size() - 1;
}

unsigned Builder::make(Event::Kind Is, const Stmt *S, unsigned Next) {
  unsigned At = make(Is, Next);
  Event &E = Out.Events[At];
  E.Label = All.label(S);
  E.Place = placeOf(S->getBeginLoc());
  All.mentions(S, E.Named, E.Written);
  return At;
}

void Builder::cannot(const Stmt *S, const char *Why) {
  if (Out.Cannot)
    return;
  Out.Cannot = Why;
  Out.Place = placeOf(S->getBeginLoc());
}

void Builder::findLabels(const CompoundStmt *Block) {
  Scopes.push_back({blockOf(Block), 0});
  Dying[Scopes.back().Block] = dying(Block);
  for (const Stmt *Item : Block->body()) {
    findLabels(Item);
    ++Scopes.back().Index;
  }
  Scopes.pop_back();
}

void Builder::findLabels(const Stmt *S) {
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
std::string Builder::dying(const Stmt *Block) const {
  std::string Out;
  if (auto *Items = dyn_cast_or_null<CompoundStmt>(Block))
    for (const Stmt *Item : Items->body())
      dying(Item, Out);
  else
    dying(Block, Out);
  return Out;
}

void Builder::dying(const Stmt *S, std::string &Out) const {
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

unsigned Builder::labelled(const LabelDecl *Label) {
  auto Known = Labels.find(Label);
  if (Known != Labels.end())
    return Known->second;
  return Labels[Label] = make(Event::Nothing);
}

/// What an expression may not have in it.
void Builder::check(const Stmt *S) {
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

/// The call that an expression ends with, if it is one.
const CallExpr *Builder::lastCall(const Expr *E) {
  return dyn_cast<CallExpr>(E->IgnoreParenCasts());
}

unsigned Builder::expression(const Expr *E, unsigned Next) {
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
bool Builder::isSettled(const Stmt *Of, const Expr *Cond, bool &Value) const {
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

unsigned Builder::choice(const Stmt *Of, const Expr *Cond, unsigned True,
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
unsigned Builder::leaving(unsigned Depth, unsigned Next) {
  for (unsigned I = Depth; I < Scopes.size(); ++I) {
    Next = make(Event::Leave, Next);
    Out.Events[Next].Block = Scopes[I].Block;
    Out.Events[Next].Label = Dying[Scopes[I].Block];
  }
  return Next;
}

unsigned Builder::returning(const ReturnStmt *Return) {
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

unsigned Builder::deferral(const IfStmt *Site, const CallExpr *Marker,
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

unsigned Builder::declaration(const DeclStmt *Decls, unsigned Next) {
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

unsigned Builder::block(const CompoundStmt *Block, unsigned Next) {
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

unsigned Builder::switching(const SwitchStmt *Switch, unsigned Next) {
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
unsigned Builder::loop(const Stmt *Body, unsigned Again, unsigned Next) {
  Breaks.push_back({Next, unsigned(Scopes.size())});
  Continues.push_back({Again, unsigned(Scopes.size())});
  unsigned Entry = build(Body, Again);
  Breaks.pop_back();
  Continues.pop_back();
  return Entry;
}

unsigned Builder::build(const Stmt *S, unsigned Next) {
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

EventGraph Builder::run() {
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
  return Builder(F, All, Ctx).run();
}
