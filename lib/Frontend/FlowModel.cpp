//===- FlowModel.cpp - a body in the order it runs in ---------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "defer/Frontend/FlowModel.h"

#include "FlowBuilder.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/Expr.h"
#include "clang/Analysis/CFG.h"

using namespace clang;
using namespace defer;

FlowModel::FlowModel(const FunctionDeferrals &F, ASTContext &Ctx,
                     NodeFactory &Nodes, FlowKind Kind)
    : Function(const_cast<FunctionDecl *>(F.Function)),
      Original(Function->getBody()),
      Builder(std::make_unique<FlowBuilder>(F, Ctx, Nodes, Kind)) {
  if (Stmt *Body = Builder->build())
    Function->setBody(Body);
}

FlowModel::~FlowModel() {
  if (!Builder)
    return; // kept
  Builder->undo();
  Function->setBody(Original);
}

void FlowModel::keep() { Builder.reset(); }

FlowBuilder::FlowBuilder(const FunctionDeferrals &F, ASTContext &Ctx,
                         NodeFactory &Nodes, FlowKind Kind)
    : F(F), Function(const_cast<FunctionDecl *>(F.Function)), Ctx(Ctx),
      Nodes(Nodes), Kind(Kind), Places(F) {
  for (const HandleUse &Use : F.Uses)
    UseAt[Use.Call] = &Use;
}

/// A flag for each deferral of which it is not known at some end, or where it
/// is run or cancelled by name, whether it is pending there; where values are
/// followed, for each that may be.
void FlowBuilder::makeFlags() {
  llvm::BitVector Needed(Now->B->Deferrals.size());
  Now->Flags.resize(Needed.size());
  if (Kind == FlowKind::Blocks)
    return;
  auto Add = [&](const PendingSet &Set) {
    llvm::BitVector Unknown = Set.May;
    if (Kind != FlowKind::Values)
      Unknown.reset(Set.Must);
    Needed |= Unknown;
  };
  if (Now->Exits.End)
    Add(*Now->Exits.End);
  for (const auto &Each : Now->Exits.Returns)
    Add(Each.second);
  for (unsigned I = 0; I != Needed.size(); ++I) {
    const Deferral *D = Now->B->Deferrals[I];
    if (D->UsedInside)
      Needed.set(I);
  }
  for (const auto &Each : Now->Exits.Uses) {
    unsigned I = Places.Number.lookup(UseAt[Each.first]->Of);
    if (Each.second.May.test(I) && !Each.second.Must.test(I))
      Needed.set(I);
  }
  for (unsigned Number : Needed.set_bits()) {
    SourceLocation Loc = Now->B->Deferrals[Number]->Loc;
    VarDecl *Flag = variable("deferral is pending", Ctx.IntTy, Loc);
    Flag->setInit(Nodes.number(0, Loc));
    Now->Flags[Number] = Flag;
    FlagOf[Now->B->Deferrals[Number]] = Flag;
  }
}

Stmt *FlowBuilder::buildBody(const Body &B, BodyState &State) {
  auto Exits = findPendingAtExits(B, F, Ctx);
  if (!Exits) {
    Failed = true; // Clang makes no graph of it, and warns of nothing
    return const_cast<Stmt *>(B.Root);
  }
  BodyState *Around = Now;
  Now = &State;
  State.B = &B;
  State.Exits = std::move(*Exits);
  makeFlags();
  auto *Root = const_cast<Stmt *>(B.Root);
  auto *Block = dyn_cast<CompoundStmt>(Root);
  // What such a statement defers is due behind it.
  if (!Block && !B.Deferrals.empty())
    Block = Nodes.block({Root}, Root->getBeginLoc(), Root->getEndLoc());
  State.Root = Block;
  Stmt *Result = Block ? transformBlock(Block, Ctx.VoidTy) : transform(Root);
  Now = Around;
  return Result;
}

CompoundStmt *FlowBuilder::build() {
  const Body *B = Places.BodyOf.lookup(nullptr);
  if (Kind == FlowKind::Warnings &&
      llvm::any_of(F.Deferrals, [](const auto &D) { return !D->isScoped(); }))
    Initialised = findInitialisedNames(F, Ctx, Nodes);
  Value = F.Result;
  auto *Body = cast<CompoundStmt>(buildBody(*B, Outermost));
  if (F.Result)
    Body = returnAtEnd(Body);
  if (!Failed)
    dropUnreached(Body);
  if (Failed) {
    undo();
    return nullptr;
  }
  llvm::SmallVector<Stmt *, 16> All;
  for (VarDecl *Each : Variables)
    All.push_back(
        Nodes.declare(Each, Each->getLocation(), Each->getLocation()));
  All.append(Body->body_begin(), Body->body_end());
  return Nodes.block(Body, All);
}

/// A function with a named result returns it where control runs off its end.
CompoundStmt *FlowBuilder::returnAtEnd(CompoundStmt *Body) {
  SourceLocation Loc = Body->getRBracLoc();
  llvm::SmallVector<Stmt *, 16> All(Body->body_begin(), Body->body_end());
  Ends.push_back(
      Nodes.block({Nodes.number(0, Loc),
                   ReturnStmt::Create(Ctx, SourceLocation(),
                                      Nodes.load(F.Result, Loc), nullptr)},
                  Loc, Loc));
  All.push_back(Ends.back());
  return Nodes.block(Body, All);
}

/// A variable of the model.  Its name is what a message calls it.
VarDecl *FlowBuilder::variable(const char *Name, QualType T,
                               SourceLocation Loc) {
  VarDecl *Var = Nodes.variable(Function, Name, T, Loc);
  Var->addAttr(UnusedAttr::CreateImplicit(Ctx));
  Variables.push_back(Var);
  return Var;
}

/// What runs on a way that control does not go, or at the end of a block that
/// it does not get to, would be reported, though it runs elsewhere.
void FlowBuilder::dropUnreached(Stmt *Root) {
  if (Ends.empty())
    return;
  CFG::BuildOptions Options;
  Options.PruneTriviallyFalseEdges = true;
  Options.setAlwaysAdd(Stmt::IntegerLiteralClass);
  std::unique_ptr<CFG> G = CFG::buildCFG(Function, Root, &Ctx, Options);
  if (!G) {
    Failed = true;
    return;
  }
  llvm::DenseSet<const Stmt *> Reached;
  llvm::BitVector Seen(G->getNumBlockIDs());
  llvm::SmallVector<const CFGBlock *, 32> Work{&G->getEntry()};
  Seen.set(G->getEntry().getBlockID());
  while (!Work.empty()) {
    const CFGBlock *Block = Work.pop_back_val();
    for (const CFGElement &E : *Block)
      if (auto S = E.getAs<CFGStmt>())
        Reached.insert(S->getStmt());
    for (const CFGBlock *Succ : Block->succs())
      if (Succ && !Seen.test(Succ->getBlockID())) {
        Seen.set(Succ->getBlockID());
        Work.push_back(Succ);
      }
  }
  for (CompoundStmt *End : Ends) {
    bool Drop = !Reached.contains(End->body_front());
    for (Stmt *&Each : End->body()) {
      if (Drop || Each == End->body_front())
        Each = new (Ctx) NullStmt(End->getRBracLoc());
    }
  }
}
