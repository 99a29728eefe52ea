//===- NodeFactory.cpp - new nodes of the AST -----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "defer/Frontend/NodeFactory.h"

#include "defer/Support/ClangCompat.h"
#include "defer/Support/Markers.h"

#include "clang/AST/Attr.h"
#include "clang/Basic/Builtins.h"

using namespace clang;
using namespace defer;

static DeclRefExpr *referTo(ASTContext &Ctx, VarDecl *Var, SourceLocation Loc) {
  return DeclRefExpr::Create(Ctx, NestedNameSpecifierLoc(), SourceLocation(),
                             Var, /*RefersToEnclosingVariableOrCapture=*/false,
                             Loc, Var->getType(), VK_LValue);
}

FunctionDecl *NodeFactory::marker(const char *Name, QualType Result,
                                  llvm::ArrayRef<QualType> Params,
                                  bool Variadic) {
  FunctionDecl *&F = Markers[Name];
  if (F)
    return F;
  FunctionProtoType::ExtProtoInfo Info;
  Info.Variadic = Variadic;
  // Clang's code generator then needs no landing pad for it; what runs by name
  // is to have one.  An attribute would be looked for at each call.
  if (llvm::StringRef(Name) != marker::Run)
    Info.ExceptionSpec.Type = EST_NoThrow;
  QualType T = Ctx.getFunctionType(Result, Params, Info);
  TranslationUnitDecl *TU = Ctx.getTranslationUnitDecl();
  F = FunctionDecl::Create(Ctx, TU, SourceLocation(), SourceLocation(),
                           DeclarationName(&Ctx.Idents.get(Name)), T,
                           Ctx.getTrivialTypeSourceInfo(T), SC_Extern);
  llvm::SmallVector<ParmVarDecl *, 4> Parms;
  for (QualType P : Params)
    Parms.push_back(ParmVarDecl::Create(
        Ctx, F, SourceLocation(), SourceLocation(), nullptr, P,
        Ctx.getTrivialTypeSourceInfo(P), SC_None, nullptr));
  F->setParams(Parms);
  F->setImplicit();
  return F;
}

VarDecl *NodeFactory::token(FunctionDecl *F, SourceLocation Loc) {
  QualType CharPtr = Ctx.getPointerType(Ctx.CharTy);
  VarDecl *Var = VarDecl::Create(
      Ctx, F, Loc, Loc, &Ctx.Idents.get("__defer_token"), Ctx.CharTy,
      Ctx.getTrivialTypeSourceInfo(Ctx.CharTy, Loc), SC_None);
  Var->setImplicit();
  Var->setReferenced();
  Var->markUsed(Ctx);
  Var->addAttr(CleanupAttr::CreateImplicit(
      Ctx, marker(marker::Exit, Ctx.VoidTy, {CharPtr}, false)));
  Var->addAttr(NoDebugAttr::CreateImplicit(Ctx));
  Var->addAttr(UninitializedAttr::CreateImplicit(Ctx));
  return Var;
}

Stmt *NodeFactory::declare(Decl *D, SourceLocation Begin, SourceLocation End) {
  return new (Ctx) DeclStmt(DeclGroupRef(D), Begin, End);
}

Expr *NodeFactory::number(int Value, SourceLocation Loc) {
  return IntegerLiteral::Create(
      Ctx, llvm::APInt(Ctx.getIntWidth(Ctx.IntTy), Value, /*isSigned=*/true),
      Ctx.IntTy, Loc);
}

Expr *NodeFactory::addressOf(VarDecl *Var, SourceLocation Loc) {
  QualType T = Var->getType();
  bool IsToken = Var->isImplicit() && Ctx.hasSameType(T, Ctx.CharTy);
  Expr *Address =
      UnaryOperator::Create(Ctx, referTo(Ctx, Var, Loc), UO_AddrOf,
                            Ctx.getPointerType(T), VK_PRValue, OK_Ordinary, Loc,
                            /*CanOverflow=*/false, FPOptionsOverride());
  if (IsToken)
    return Address;
  return ImplicitCastExpr::Create(Ctx, Ctx.VoidPtrTy, CK_BitCast, Address,
                                  nullptr, VK_PRValue, FPOptionsOverride());
}

Expr *NodeFactory::callee(FunctionDecl *F, SourceLocation Loc) {
  auto *Ref =
      DeclRefExpr::Create(Ctx, NestedNameSpecifierLoc(), SourceLocation(), F,
                          false, Loc, F->getType(), VK_LValue);
  QualType Pointer = Ctx.getPointerType(F->getType());
  return ImplicitCastExpr::Create(Ctx, Pointer, CK_FunctionToPointerDecay, Ref,
                                  nullptr, VK_PRValue, FPOptionsOverride());
}

Expr *NodeFactory::call(FunctionDecl *F, llvm::ArrayRef<Expr *> Args,
                        SourceLocation Loc) {
  return CallExpr::Create(Ctx, callee(F, Loc), Args, F->getReturnType(),
                          VK_PRValue, Loc, FPOptionsOverride());
}

Expr *NodeFactory::zero(QualType T, SourceLocation Loc) {
  // By itself it has no place, which what ends with it needs, for coverage.
  return new (Ctx) ParenExpr(
      Loc, Loc, new (Ctx) ImplicitValueInitExpr(T.getUnqualifiedType()));
}

void NodeFactory::becomeMark(CallExpr *Call, const char *Name, Expr *Arg) {
  FunctionDecl *F = marker(Name, Call->getType(), {Arg->getType()},
                           /*Variadic=*/false);
  Call->setCallee(callee(F, Arg->getExprLoc()));
  Call->setArg(0, Arg);
}

Expr *NodeFactory::mark(const char *Name, QualType Result,
                        llvm::ArrayRef<Expr *> Args, unsigned Fixed,
                        SourceLocation Loc) {
  llvm::SmallVector<QualType, 4> Params;
  for (Expr *Arg : Args.take_front(Fixed))
    Params.push_back(Arg->getType());
  FunctionDecl *F =
      marker(Name, Result, Params, /*Variadic=*/marker::isDeferral(Name));
  return call(F, Args, Loc);
}

VarDecl *NodeFactory::variable(FunctionDecl *F, const char *Name, QualType T,
                               SourceLocation Loc) {
  VarDecl *Var = VarDecl::Create(Ctx, F, Loc, Loc, &Ctx.Idents.get(Name), T,
                                 Ctx.getTrivialTypeSourceInfo(T, Loc), SC_None);
  Var->setImplicit();
  Var->setReferenced();
  Var->markUsed(Ctx);
  return Var;
}

Expr *NodeFactory::load(VarDecl *Var, SourceLocation Loc) {
  return ImplicitCastExpr::Create(Ctx, Var->getType().getUnqualifiedType(),
                                  CK_LValueToRValue, referTo(Ctx, Var, Loc),
                                  nullptr, VK_PRValue, FPOptionsOverride());
}

Expr *NodeFactory::assign(VarDecl *Var, Expr *Value, SourceLocation Loc) {
  return BinaryOperator::Create(Ctx, referTo(Ctx, Var, Loc), Value, BO_Assign,
                                Var->getType().getUnqualifiedType(), VK_PRValue,
                                OK_Ordinary, Loc, FPOptionsOverride());
}

Expr *NodeFactory::keep(llvm::ArrayRef<Expr *> Addresses, SourceLocation Loc) {
  return call(marker("__defer_keep", Ctx.VoidTy, {}, /*Variadic=*/true),
              Addresses, Loc);
}

Stmt *NodeFactory::test(Expr *Cond, Stmt *Then, SourceLocation Loc,
                        Stmt *Else) {
  return IfStmt::Create(Ctx, Loc, IfStatementKind::Ordinary, nullptr, nullptr,
                        Cond, Loc, Loc, Then, Else ? Loc : SourceLocation(),
                        Else);
}

Expr *NodeFactory::equal(VarDecl *Var, int Value, SourceLocation Loc) {
  return BinaryOperator::Create(Ctx, load(Var, Loc), number(Value, Loc), BO_EQ,
                                Ctx.IntTy, VK_PRValue, OK_Ordinary, Loc,
                                FPOptionsOverride());
}

VarDecl *NodeFactory::twin(FunctionDecl *F, const VarDecl *Of,
                           SourceLocation Loc) {
  TypeSourceInfo *Type = Of->getTypeSourceInfo();
  // A parameter's may be that of the array it was written as.
  if (!Type || !Ctx.hasSameType(Type->getType(), Of->getType()))
    Type = Ctx.getTrivialTypeSourceInfo(Of->getType(), Loc);
  VarDecl *Var = VarDecl::Create(Ctx, F, Loc, Loc, Of->getIdentifier(),
                                 Of->getType(), Type, SC_None);
  Var->setReferenced();
  Var->markUsed(Ctx);
  for (const Attr *A : Of->attrs())
    if (isa<AlignedAttr>(A))
      Var->addAttr(A->clone(Ctx));
  return Var;
}

Expr *NodeFactory::copy(VarDecl *To, VarDecl *From, SourceLocation Loc) {
  FunctionDecl *F =
      marker("__builtin_memcpy", Ctx.VoidPtrTy,
             {Ctx.VoidPtrTy, Ctx.getPointerType(Ctx.VoidTy.withConst()),
              Ctx.getSizeType()},
             /*Variadic=*/false);
  if (!F->hasAttr<BuiltinAttr>())
    F->addAttr(BuiltinAttr::CreateImplicit(Ctx, Builtin::BI__builtin_memcpy));
  uint64_t Size = Ctx.getTypeSizeInChars(To->getType()).getQuantity();
  Expr *Bytes = IntegerLiteral::Create(
      Ctx, llvm::APInt(Ctx.getIntWidth(Ctx.getSizeType()), Size),
      Ctx.getSizeType(), Loc);
  return call(F, {addressOf(To, Loc), addressOf(From, Loc), Bytes}, Loc);
}

LabelDecl *NodeFactory::label(FunctionDecl *F, SourceLocation Loc) {
  LabelDecl *Label =
      LabelDecl::Create(Ctx, F, Loc, &Ctx.Idents.get("__defer_way"));
  Label->setImplicit();
  return Label;
}

Stmt *NodeFactory::place(LabelDecl *Label, SourceLocation Loc) {
  auto *S = new (Ctx) LabelStmt(Loc, Label, new (Ctx) NullStmt(Loc));
  Label->setStmt(S);
  return S;
}

Stmt *NodeFactory::jump(LabelDecl *Label, SourceLocation Loc) {
  return new (Ctx) GotoStmt(Label, Loc, Loc);
}

CompoundStmt *NodeFactory::block(llvm::ArrayRef<Stmt *> Stmts,
                                 SourceLocation Begin, SourceLocation End) {
  return compat::createCompound(Ctx, Stmts, nullptr, Begin, End);
}

CompoundStmt *NodeFactory::block(const CompoundStmt *Old,
                                 llvm::ArrayRef<Stmt *> Stmts) {
  return compat::createCompound(Ctx, Stmts, Old, Old->getLBracLoc(),
                                Old->getRBracLoc());
}
