//===- Locals.cpp - statements as texts to compare ------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Locals.h"

#include "defer/Analysis/NodeVisitor.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/Expr.h"
#include "clang/AST/PrettyPrinter.h"
#include "clang/AST/TypeLoc.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"

#include <vector>

using namespace clang;
using namespace defer;

namespace {

/// What is declared, in the order of the source, and what escapes.
struct Declarations : NodeVisitor {
  Declarations(llvm::DenseMap<const ValueDecl *, unsigned> &Numbers,
               llvm::DenseSet<const ValueDecl *> &Escaping)
      : Numbers(Numbers), Escaping(Escaping) {}

  void decl(Decl &D) override {
    if (auto *Value = dyn_cast<ValueDecl>(&D)) {
      Numbers.try_emplace(Value, unsigned(Numbers.size() + 1));
      Named.push_back(Value);
    }
    if (auto *Type = dyn_cast<TypeDecl>(&D); Type && Type->getIdentifier())
      Types.push_back(Type);
  }
  void typeLoc(TypeLoc Loc) override {
    AsksForTypes |= !Loc.getAs<TypeOfExprTypeLoc>().isNull();
  }
  void stmt(Stmt &S) override {
    if (auto *Op = dyn_cast<UnaryOperator>(&S)) {
      // Of a part of a complex number, too.
      if (Op->getOpcode() == UO_AddrOf)
        addressOf(Op->getSubExpr());
    } else if (isa<AsmStmt>(S))
      // What an asm does to its operands is not to be seen.
      for (Stmt *Child : S.children())
        insertAll(Child);
  }
  void addressOf(const Expr *E) {
    for (;;) {
      E = E->IgnoreParenCasts();
      if (auto *Member = dyn_cast<MemberExpr>(E)) {
        if (Member->isArrow())
          return;
        E = Member->getBase();
      } else if (auto *Element = dyn_cast<ArraySubscriptExpr>(E))
        E = Element->getBase();
      else if (auto *Op = dyn_cast<UnaryOperator>(E);
               Op && (Op->getOpcode() == UO_Real || Op->getOpcode() == UO_Imag))
        E = Op->getSubExpr();
      else
        break;
    }
    if (auto *Ref = dyn_cast<DeclRefExpr>(E))
      Escaping.insert(Ref->getDecl());
  }
  void insertAll(Stmt *S) {
    if (!S)
      return;
    if (auto *Ref = dyn_cast<DeclRefExpr>(S))
      Escaping.insert(Ref->getDecl());
    for (Stmt *Child : S->children())
      insertAll(Child);
  }

  llvm::DenseMap<const ValueDecl *, unsigned> &Numbers;
  llvm::DenseSet<const ValueDecl *> &Escaping;
  std::vector<const NamedDecl *> Types, Named;
  bool AsksForTypes = false; ///< of expressions
};

/// One of some declarations that has the name of another, there or outside of
/// functions; or null.
const NamedDecl *findHiding(llvm::ArrayRef<const NamedDecl *> All,
                            const ASTContext &Ctx) {
  for (const NamedDecl *D : All) {
    auto IsOther = [D](const NamedDecl *Other) {
      return Other->getCanonicalDecl() != D->getCanonicalDecl() &&
             Other->getDeclName() == D->getDeclName() &&
             isa<TypeDecl>(Other) == isa<TypeDecl>(D);
    };
    if (D->getIdentifier() &&
        (llvm::any_of(All, IsOther) ||
         llvm::any_of(Ctx.getTranslationUnitDecl()->lookup(D->getDeclName()),
                      IsOther)))
      return D;
  }
  return nullptr;
}

class Printer : public PrinterHelper {
public:
  Printer(const Locals &All, const ASTContext &Ctx) : All(All), Ctx(Ctx) {}

  bool handledStmt(Stmt *S, raw_ostream &OS) override {
    if (auto *Ref = dyn_cast<DeclRefExpr>(S)) {
      OS << All.label(Ref->getDecl());
      return true;
    }
    if (auto *Number = dyn_cast<IntegerLiteral>(S)) {
      // Which line it is in is no concern of what a function does.
      SourceLocation Loc = Number->getLocation();
      const SourceManager &SM = Ctx.getSourceManager();
      if (Loc.isMacroID() &&
          SM.isWrittenInScratchSpace(SM.getSpellingLoc(Loc)) &&
          Lexer::getImmediateMacroName(Loc, SM, Ctx.getLangOpts()) ==
              "__LINE__") {
        OS << "__LINE__";
        return true;
      }
    }
    return false;
  }

private:
  const Locals &All;
  const ASTContext &Ctx;
};

} // namespace

Locals::Locals(const FunctionDecl *F, const ASTContext &Ctx) : Ctx(Ctx) {
  Declarations All(Numbers, Escaping);
  for (ParmVarDecl *Param : F->parameters())
    All.decl(*Param);
  All.visit(F->getBody());
  // The text of a type says no more than its name, or what a `typeof` names.
  Hiding = findHiding(All.Types, Ctx);
  if (!Hiding && All.AsksForTypes)
    Hiding = findHiding(All.Named, Ctx);
}

std::string Locals::label(const ValueDecl *D) const {
  std::string Out = D->getNameAsString();
  if (unsigned Number = numberOf(D))
    Out += "#" + std::to_string(Number);
  return Out;
}

std::string Locals::label(const Stmt *S) const {
  std::string Out;
  llvm::raw_string_ostream OS(Out);
  Printer Helper(*this, Ctx);
  PrintingPolicy Policy(Ctx.getLangOpts());
  S->printPretty(OS, &Helper, Policy, 0, "\n", &Ctx);
  OS.flush();
  return llvm::StringRef(Out).rtrim().str();
}

bool Locals::isPrivate(const VarDecl *Var) const {
  return Var->hasLocalStorage() && Var->getType()->isScalarType() &&
         !Var->getType().isVolatileQualified() &&
         !Var->getType()->isAtomicType() && !Var->hasAttr<CleanupAttr>() &&
         !Escaping.count(Var);
}

const VarDecl *Locals::privateVariable(const Expr *E) const {
  auto *Ref = E ? dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts()) : nullptr;
  auto *Var = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  return Var && isPrivate(Var) ? Var : nullptr;
}

bool Locals::isConstant(const Expr *E) const {
  Expr::EvalResult Result;
  return !E->HasSideEffects(Ctx) && E->EvaluateAsRValue(Result, Ctx) &&
         !Result.HasSideEffects;
}

bool Locals::isStill(const Expr *E) const {
  E = E->IgnoreParens();
  if (privateVariable(E))
    return true;
  if (isa<IntegerLiteral>(E) || isa<CharacterLiteral>(E) ||
      isa<FloatingLiteral>(E) || isa<UnaryExprOrTypeTraitExpr>(E) ||
      isa<PredefinedExpr>(E) || isa<OffsetOfExpr>(E))
    return !E->HasSideEffects(Ctx);
  if (auto *Ref = dyn_cast<DeclRefExpr>(E)) // its address only
    return isa<EnumConstantDecl>(Ref->getDecl()) ||
           isa<FunctionDecl>(Ref->getDecl());
  if (auto *Cast = dyn_cast<CastExpr>(E)) {
    const Expr *Sub = Cast->getSubExpr();
    if (Cast->getCastKind() == CK_ArrayToPointerDecay) {
      auto *Ref = dyn_cast<DeclRefExpr>(Sub->IgnoreParens());
      auto *Var = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
      return isa<StringLiteral>(Sub->IgnoreParens()) ||
             (Var && Var->hasGlobalStorage());
    }
    return isStill(Sub);
  }
  if (auto *Op = dyn_cast<UnaryOperator>(E)) {
    switch (Op->getOpcode()) {
    case UO_Plus:
    case UO_Minus:
    case UO_Not:
    case UO_LNot:
    case UO_Extension:
      return isStill(Op->getSubExpr());
    case UO_AddrOf: {
      auto *Ref = dyn_cast<DeclRefExpr>(Op->getSubExpr()->IgnoreParens());
      auto *Var = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
      return Var && Var->hasGlobalStorage();
    }
    default:
      return false;
    }
  }
  if (auto *Op = dyn_cast<BinaryOperator>(E))
    return !Op->isAssignmentOp() && isStill(Op->getLHS()) &&
           isStill(Op->getRHS());
  if (auto *Choice = dyn_cast<ConditionalOperator>(E))
    return isStill(Choice->getCond()) && isStill(Choice->getTrueExpr()) &&
           isStill(Choice->getFalseExpr());
  return false;
}

void Locals::mentions(const Stmt *S, llvm::SmallVectorImpl<unsigned> &Named,
                      llvm::SmallVectorImpl<unsigned> &Written) const {
  if (!S)
    return;
  auto Write = [&](const Expr *E) {
    if (const VarDecl *Var = privateVariable(E))
      Written.push_back(numberOf(Var));
  };
  if (auto *E = dyn_cast<DeclRefExpr>(S))
    if (const VarDecl *Var = privateVariable(E))
      Named.push_back(numberOf(Var));
  if (auto *Op = dyn_cast<BinaryOperator>(S))
    if (Op->isAssignmentOp())
      Write(Op->getLHS());
  if (auto *Op = dyn_cast<UnaryOperator>(S))
    if (Op->isIncrementDecrementOp())
      Write(Op->getSubExpr());
  if (auto *Decls = dyn_cast<DeclStmt>(S))
    for (const Decl *D : Decls->decls())
      if (auto *Var = dyn_cast<VarDecl>(D))
        if (isPrivate(Var)) {
          Named.push_back(numberOf(Var));
          Written.push_back(numberOf(Var));
        }
  for (const Stmt *Child : S->children())
    mentions(Child, Named, Written);
}

const VarDecl *Locals::setsConstant(const Stmt *S,
                                    const Expr *&Constant) const {
  auto *E = dyn_cast<Expr>(S);
  auto *Op = E ? dyn_cast<BinaryOperator>(E->IgnoreParens()) : nullptr;
  if (!Op || Op->getOpcode() != BO_Assign)
    return nullptr;
  const VarDecl *Var = privateVariable(Op->getLHS());
  if (!Var || !isConstant(Op->getRHS()))
    return nullptr;
  Constant = Op->getRHS()->IgnoreParenImpCasts();
  return Var;
}
