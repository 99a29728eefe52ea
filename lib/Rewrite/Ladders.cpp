//===- Ladders.cpp - what is to run where blocks are left -----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LadderWalker.h"
#include "OptionalStatements.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;
using namespace defer;

void defer::forEachTag(const Decl *D,
                       llvm::function_ref<void(const TagDecl *)> Found) {
  if (auto *Tag = dyn_cast<TagDecl>(D))
    Found(Tag);
  if (auto *Record = dyn_cast<RecordDecl>(D))
    for (const Decl *Inner : Record->decls())
      if (isa<TagDecl>(Inner))
        forEachTag(Inner, Found);
}

void defer::forEachMade(const Decl *D,
                        llvm::function_ref<void(const NamedDecl *)> Found) {
  forEachTag(D, [&](const TagDecl *Tag) {
    Found(Tag);
    if (auto *Enum = dyn_cast<EnumDecl>(Tag))
      for (const EnumConstantDecl *Constant : Enum->enumerators())
        Found(Constant);
  });
}

bool defer::isOtherOfName(const NamedDecl *D, const NamedDecl *Other) {
  return Other->getIdentifier() && Other->getDeclName() == D->getDeclName() &&
         Other->getCanonicalDecl() != D->getCanonicalDecl() &&
         isa<TagDecl>(Other) == isa<TagDecl>(D);
}

/// Where a `goto` leads to, one of `&&label` as well.
static const LabelDecl *knownTarget(const Stmt *S) {
  if (auto *Goto = dyn_cast<GotoStmt>(S))
    return Goto->getLabel();
  if (auto *Computed = dyn_cast<IndirectGotoStmt>(S))
    return Computed->getConstantTarget();
  return nullptr;
}

void LadderWalker::run() {
  for (const auto &D : F.Deferrals)
    DeferralOf[D->Site] = D.get();
  findMade(F.Function->getBody());
  for (const auto &D : F.Deferrals)
    for (const NamedVar &N : D->Names)
      if (N.Block && D->isDynamic())
        L.KeptIn[N.Var] = N.Block;
  for (const auto *Of : {&F.Bodies, &F.OtherBodies})
    for (const auto &B : *Of) {
      BodyOf[B->Root] = B.get();
      makeBodyLadder(*B);
      AllPending.push_back(nullptr);
      if (auto Found = findPendingAtExits(*B, F, Ctx, {}, true)) {
        AllPending.back() = std::make_unique<PendingAtExits>(std::move(*Found));
        Pending[B.get()] = AllPending.back().get();
      }
    }
  makeBlockLadders();
  if (F.Unwinds)
    addEnds();
  const Body *Outer = BodyOf.lookup(F.Function->getBody());
  walkBody(*Outer);
  for (const Jump &J : Gotos)
    addGoto(J.S, knownTarget(J.S), J.At);
  for (const Jump &J : Indirect) {
    if (auto *Asm = dyn_cast<GCCAsmStmt>(J.S)) {
      for (const AddrLabelExpr *To : Asm->labels())
        if (leaves(J.At, To->getLabel()))
          L.Unknown = J.S;
      continue;
    }
    for (const LabelDecl *To : Taken)
      if (leaves(J.At, To))
        L.Unknown = J.S;
  }
  findInExpressions();
}

void LadderWalker::note(const Stmt *S, const Context &C) {
  Standing Here;
  Here.In = C.In;
  Here.Block = dyn_cast<CompoundStmt>(S);
  Here.Outermost = C.Outermost && Here.Block;
  Blocks.push_back({S, Here});
}

/// All that C declares in a function is the function's, wherever it stands.
void LadderWalker::findInExpressions() {
  const SourceManager &SM = Ctx.getSourceManager();
  for (const Decl *D : F.Function->decls()) {
    if (!isa<TagDecl>(D) || L.Declarations.count(D))
      continue;
    Standing Here;
    for (const auto &Each : llvm::reverse(Blocks))
      if (SM.isPointWithin(D->getLocation(), Each.first->getBeginLoc(),
                           Each.first->getEndLoc())) {
        Here = Each.second;
        break;
      }
    forEachMade(D, [&](const NamedDecl *Made) {
      if (!L.Declarations.count(Made))
        L.InExpressions[Made] = Here;
    });
  }
}

/// Whether something is to run on the way to a label in the same body.
bool LadderWalker::leaves(const Context &From, const LabelDecl *To) const {
  auto Known = Labels.find(To);
  if (Known == Labels.end() || Known->second.In != From.In)
    return false;
  const std::vector<Level> &There = Known->second.Chain;
  for (unsigned I = 0; I != From.Chain.size(); ++I) {
    const Level &At = From.Chain[I];
    bool Same = I < There.size() && There[I].L == At.L;
    for (const Rung &R : At.L->Rungs)
      if (R.ByPlace && R.Index < At.Index &&
          (!Same || R.Index >= There[I].Index))
        return true;
    if (!Same && At.L->Of)
      return true;
  }
  return false;
}

void LadderWalker::walkBody(const Body &B) {
  Context C;
  C.In = &B;
  if (auto *Block = dyn_cast<CompoundStmt>(B.Root)) {
    C.Outermost = true;
    walkBlock(Block, C);
    return;
  }
  note(B.Root, C);
  if (Ladder *Own = OfBlock.lookup(B.Root)) {
    C.Chain.push_back({Own, 0});
    fallOff(*Own);
  }
  walk(B.Root, C);
}

void LadderWalker::walkBlock(const CompoundStmt *Block, Context C) {
  if (L.Made.count(Block))
    C.Outermost = false;
  Ladder *Own = OfBlock.lookup(Block);
  if (Own) {
    C.Chain.push_back({Own, 0});
    fallOff(*Own);
  }
  C.Block = Block;
  note(Block, C);
  for (const Stmt *Child : Block->body()) {
    C.InBlock = !L.Made.count(Block);
    C.InExpression = false;
    walk(Child, C);
    if (Own)
      ++C.Chain.back().Index;
  }
}

void LadderWalker::walk(const Stmt *S, Context C) {
  if (auto *If = dyn_cast<IfStmt>(S))
    if (const Deferral *D = DeferralOf.lookup(If)) {
      Standing &Here = L.Deferrals[D];
      Here.In = C.In;
      Here.Outermost = C.Outermost;
      Here.InBlock = C.InBlock;
      walkBody(*BodyOf.lookup(D->S));
      return;
    }
  if (auto *If = dyn_cast<IfStmt>(S); If && isOptional(If))
    return walk(If->getThen(), C);
  if (Ctx.getLangOpts().C99 &&
      (isa<IfStmt>(S) || isa<ForStmt>(S) || isa<WhileStmt>(S) ||
       isa<DoStmt>(S) || isa<SwitchStmt>(S)))
    note(S, C); // it is a block, too
  if (auto *Block = dyn_cast<CompoundStmt>(S)) {
    C.Outermost = false;
    if (L.Made.count(Block)) {
      for (const Stmt *Child : Block->body())
        walk(Child, C);
      return;
    }
    return walkBlock(Block, C);
  }
  if (auto *Label = dyn_cast<LabelStmt>(S)) {
    Labels[Label->getDecl()] = C;
    C.InBlock = false;
    return walk(Label->getSubStmt(), C);
  }
  if (auto *Case = dyn_cast<SwitchCase>(S)) {
    C.InBlock = false;
    return walk(Case->getSubStmt(), C);
  }
  if (auto *Decls = dyn_cast<DeclStmt>(S)) {
    Standing Here;
    Here.In = C.In;
    Here.Outermost = C.Outermost;
    Here.InBlock = C.InBlock;
    Here.Block = C.Block;
    Here.Decls = Decls;
    for (const Decl *D : Decls->decls()) {
      L.Declarations[D] = Here;
      forEachMade(D,
                  [&](const NamedDecl *Made) { L.Declarations[Made] = Here; });
    }
  } else if (isa<ForStmt>(S) || isa<WhileStmt>(S) || isa<DoStmt>(S)) {
    Context Inner = C;
    Inner.InBlock = Inner.Outermost = false;
    if (auto *For = dyn_cast<ForStmt>(S))
      if (For->getInit()) {
        walk(For->getInit(), Inner);
        if (auto *Decls = dyn_cast<DeclStmt>(For->getInit()))
          for (const Decl *D : Decls->decls()) {
            L.Declarations[D].For = For;
            forEachMade(D, [&](const NamedDecl *Made) {
              L.Declarations[Made].For = For;
            });
          }
      }
    Inner.BreakDepth = Inner.ContinueDepth = C.Chain.size();
    Inner.BreakTo = Inner.ContinueTo = S;
    const Stmt *Init = isa<ForStmt>(S) ? cast<ForStmt>(S)->getInit() : nullptr;
    for (const Stmt *Child : S->children())
      if (Child && Child != Init) {
        Inner.InExpression = isa<Expr>(Child) && isa<ForStmt>(S) &&
                             Child == cast<ForStmt>(S)->getInc();
        walk(Child, Inner);
      }
    return;
  } else if (auto *Switch = dyn_cast<SwitchStmt>(S)) {
    walkSub(Switch->getCond(), C);
    C.BreakDepth = C.Chain.size();
    C.BreakTo = S;
    L.SwitchOf[Switch->getBody()] = Switch;
    return walkSub(Switch->getBody(), C);
  } else if (isa<ReturnStmt>(S)) {
    if (auto *Value = cast<ReturnStmt>(S)->getRetValue())
      walkSub(Value, C);
    addWay(S, {Destination::Return, nullptr}, C, 0);
    return;
  } else if (isa<BreakStmt>(S)) {
    addWay(S, {Destination::Break, C.BreakTo}, C, C.BreakDepth);
    return;
  } else if (isa<ContinueStmt>(S)) {
    addWay(S, {Destination::Continue, C.ContinueTo}, C, C.ContinueDepth);
    return;
  } else if (knownTarget(S)) {
    Gotos.push_back({S, C});
    return;
  } else if (isa<IndirectGotoStmt>(S) ||
             (isa<GCCAsmStmt>(S) && cast<GCCAsmStmt>(S)->isAsmGoto())) {
    Indirect.push_back({S, C});
  } else if (auto *Label = dyn_cast<AddrLabelExpr>(S)) {
    Taken.insert(Label->getLabel());
  } else if (auto *Value = dyn_cast<StmtExpr>(S)) {
    if (Ladder *Own = OfBlock.lookup(Value->getSubStmt()))
      Own->Value = Value;
  } else if (auto *Call = handleMarker(S)) {
    Standing &Here = L.Uses[Call];
    Here.In = C.In;
    Here.InBlock = C.InBlock;
    Here.InExpression = C.InExpression;
  }
  if (isa<Expr>(S))
    C.InExpression = true;
  for (const Stmt *Child : S->children())
    if (Child)
      walkSub(Child, C);
}

Ladders::Ladders(const FunctionDeferrals &F, ASTContext &Ctx,
                 bool AllCleanups) {
  LadderWalker(*this, F, Ctx, AllCleanups).run();
  for (auto &W : Ways)
    W->To.Via = W->Passes.back().L;
  for (auto &Each : All)
    for (Rung &R : Each->Rungs)
      for (Destination &To : R.SkippedBy)
        To.Via = Each.get(); // a jump that stays in the block ends its way here
  for (auto &W : Ways)
    for (const Way::Pass &P : W->Passes)
      P.L->Passings.push_back({W.get(), P.First, P.Last});
}

std::vector<std::string> Ladders::allLabels(const Stmt *S) {
  std::vector<std::string> Found;
  if (auto *Label = dyn_cast<LabelStmt>(S))
    Found.push_back(Label->getName());
  for (const Stmt *Child : S->children())
    if (Child)
      for (std::string &Each : allLabels(Child))
        Found.push_back(std::move(Each));
  return Found;
}
