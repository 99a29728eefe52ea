//===- FactsOfExits.cpp - the ways out of a function and its blocks -------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The scope of a `_Defer` reaches from behind it to the end of its block.  A
// jump leaves it if it stands in it and what it leads to does not.  Where the
// function ends, a `__defer` may be due that control can have come by.
//
//===----------------------------------------------------------------------===//

#include "FactsOfExits.h"

#include "defer/Analysis/Deferrals.h"
#include "defer/Analysis/PendingAtExits.h"
#include "defer/Support/ClangCompat.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "clang/AST/Stmt.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLExtras.h"

#include <algorithm>

using namespace clang;
using namespace defer;

namespace {

class ExitFinder {
public:
  ExitFinder(const FunctionDeferrals &F, ASTContext &Ctx)
      : F(F), SM(Ctx.getSourceManager()), Opts(Ctx.getLangOpts()),
        Outer(F.Deferrals.size() + 1, 0) {
    for (const auto &D : F.Deferrals) {
      Sites[D->Site] = D.get();
      if (D->Block)
        Scoped[D->Block].push_back(D.get());
    }
    for (const auto *Of : {&F.Bodies, &F.OtherBodies})
      for (const auto &B : *Of)
        if (B->Root == F.Function->getBody()) {
          Own = B.get();
          Pending = findPendingAtExits(*B, F, Ctx, {}, /*AllEdges=*/true);
        }
  }

  std::vector<ExitPlace> run() {
    walk(F.Function->getBody());
    for (const Jump &J : Gotos)
      resolve(J);
    // Control runs off the end of others only where nobody uses their result.
    if (F.Function->getReturnType()->isVoidType() || F.Function->isMain() ||
        F.Result) {
      const Stmt *Body = F.Function->getBody();
      ExitFacts &End = add(ExitFacts::FunctionEnd, Body->getEndLoc());
      auto Of = Scoped.find(dyn_cast<CompoundStmt>(Body));
      End.Due.resize(Outer.size());
      if (Of != Scoped.end())
        for (const Deferral *D : Of->second)
          End.Due.set(D->Id);
      addPending(End, Pending && Pending->End ? &*Pending->End : nullptr);
    }
    for (ExitPlace &Each : Out)
      if (Each.Facts.leavesFunction())
        addInner(Each.Facts);
    return std::move(Out);
  }

private:
  /// The compound statements around, outermost first, with the number of the
  /// statement of each.
  using Path = std::vector<std::pair<const CompoundStmt *, unsigned>>;
  /// What a `break` or `continue` may be of, and how long the path to it is.
  struct Target {
    const Stmt *S;
    size_t Length;
  };
  struct Jump {
    const Stmt *S;
    Path At;
    std::vector<unsigned> In;
    std::vector<const LabelDecl *> To;
  };

  ExitFacts &add(ExitFacts::Kind Of, SourceRange At) {
    Out.emplace_back();
    Out.back().At = At;
    ExitFacts &E = Out.back().Facts;
    E.Of = Of;
    E.In = In;
    return E;
  }

  /// Whether a place is in the scope of a `_Defer`.
  static bool isIn(const Deferral &D, const Path &At, size_t Length) {
    for (size_t I = 0; I < Length; ++I)
      if (At[I].first == D.Block)
        return At[I].second > D.Index;
    return false;
  }

  /// Those whose scope a jump leaves, in the order of the source.
  std::vector<unsigned> left(const Path &From, const Path &To,
                             size_t Length) const {
    std::vector<unsigned> Ids;
    for (const auto &Each : From) {
      auto Of = Scoped.find(Each.first);
      if (Of != Scoped.end())
        for (const Deferral *D : Of->second)
          if (D->Index < Each.second && !isIn(*D, To, Length))
            Ids.push_back(D->Id);
    }
    llvm::sort(Ids);
    return Ids;
  }

  /// The `__defer`s that may be due; `Set` is null where control does not come.
  void addPending(ExitFacts &E, const PendingSet *Set) const {
    if (!Own)
      return; // the function has none
    for (unsigned I = 0; I < Own->Deferrals.size(); ++I) {
      const Deferral &D = *Own->Deferrals[I];
      // A function that returns twice goes on where the graph knows of no way.
      if (!Pending || (Set && Set->May.test(I)) || D.Why == Reason::SetJmp ||
          D.Why == Reason::Unknown)
        E.Due.set(D.Id);
    }
  }

  /// What the statements that run have deferred themselves.
  void addInner(ExitFacts &E) const {
    for (unsigned Id = 1; Id < Outer.size(); ++Id)
      if (Outer[Id] && E.Due.test(Outer[Id]))
        E.Due.set(Id);
  }

  void leave(ExitFacts::Kind Of, const Stmt *S,
             const std::vector<Target> &Targets) {
    const Stmt *Named = compat::namedTarget(S);
    for (const Target &To : llvm::reverse(Targets)) {
      if (Named && Named != To.S)
        continue;
      auto Ids = left(At, At, To.Length);
      if (!Ids.empty())
        add(Of, S->getSourceRange()).Ends = std::move(Ids);
      return;
    }
  }

  /// A named `break` or `continue` has become a `goto`.
  ExitFacts::Kind kindOf(const Stmt *S) const {
    if (!isa<GotoStmt>(S))
      return ExitFacts::Goto;
    llvm::SmallString<16> Buffer;
    SourceLocation Loc = SM.getSpellingLoc(S->getBeginLoc());
    llvm::StringRef Word = Lexer::getSpelling(Loc, Buffer, SM, Opts);
    return Word == "break"      ? ExitFacts::Break
           : Word == "continue" ? ExitFacts::Continue
                                : ExitFacts::Goto;
  }

  void resolve(const Jump &J) {
    std::vector<unsigned> Ids;
    for (const LabelDecl *To : J.To.empty() ? AddressTaken : J.To) {
      auto Known = Labels.find(To);
      if (Known == Labels.end())
        continue; // a label of an enclosing function
      auto More = left(J.At, Known->second, Known->second.size());
      Ids.insert(Ids.end(), More.begin(), More.end());
    }
    if (Ids.empty())
      return; // it stays in all scopes
    llvm::sort(Ids);
    Ids.erase(std::unique(Ids.begin(), Ids.end()), Ids.end());
    ExitFacts &E = add(kindOf(J.S), J.S->getSourceRange());
    E.Ends = std::move(Ids);
    E.In = J.In;
    E.Computed = J.To.empty() || isa<GCCAsmStmt>(J.S);
  }

  void walkBlock(const CompoundStmt *Block) {
    At.push_back({Block, 0});
    for (const Stmt *Child : Block->body()) {
      walk(Child);
      ++At.back().second;
    }
    At.pop_back();
    auto Of = Scoped.find(Block);
    if (Of == Scoped.end() || Block == F.Function->getBody())
      return; // the latter is the end of the function
    ExitFacts &E = add(ExitFacts::BlockEnd, Block->getRBracLoc());
    for (const Deferral *D : Of->second)
      E.Ends.push_back(D->Id);
  }

  void walkLoop(const Stmt *S) {
    // It is no part of the loop: a `break` in it is one of a loop around.
    const Stmt *Init = nullptr;
    if (auto *For = dyn_cast<ForStmt>(S))
      Init = For->getInit();
    if (Init)
      walk(Init);
    Breaks.push_back({S, At.size()});
    Continues.push_back({S, At.size()});
    for (const Stmt *Child : S->children())
      if (Child && Child != Init)
        walk(Child);
    Breaks.pop_back();
    Continues.pop_back();
  }

  void walk(const Stmt *S) {
    switch (S->getStmtClass()) {
    case Stmt::CompoundStmtClass:
      return walkBlock(cast<CompoundStmt>(S));
    case Stmt::ForStmtClass:
    case Stmt::WhileStmtClass:
    case Stmt::DoStmtClass:
      return walkLoop(S);
    case Stmt::SwitchStmtClass: {
      auto *Switch = cast<SwitchStmt>(S);
      if (Switch->getInit())
        walk(Switch->getInit());
      walk(Switch->getCond());
      Breaks.push_back({S, At.size()});
      walk(Switch->getBody());
      Breaks.pop_back();
      return;
    }
    case Stmt::IfStmtClass: {
      const Deferral *D = Sites.lookup(cast<IfStmt>(S));
      if (!D)
        break;
      Outer[D->Id] = In.empty() ? 0 : In.back();
      In.push_back(D->Id);
      walk(D->S);
      In.pop_back();
      return;
    }
    case Stmt::ReturnStmtClass: {
      ExitFacts &E = add(ExitFacts::Return, S->getSourceRange());
      E.Due.resize(Outer.size());
      for (unsigned Id : left(At, At, 0))
        E.Due.set(Id);
      const PendingSet *Set = nullptr;
      if (Pending) {
        auto Known = Pending->Returns.find(S);
        if (Known != Pending->Returns.end())
          Set = &Known->second;
      }
      addPending(E, Set);
      break;
    }
    case Stmt::BreakStmtClass:
      return leave(ExitFacts::Break, S, Breaks);
    case Stmt::ContinueStmtClass:
      return leave(ExitFacts::Continue, S, Continues);
    case Stmt::LabelStmtClass:
      Labels[cast<LabelStmt>(S)->getDecl()] = At;
      break;
    case Stmt::AddrLabelExprClass:
      AddressTaken.push_back(cast<AddrLabelExpr>(S)->getLabel());
      break;
    case Stmt::GotoStmtClass:
      Gotos.push_back({S, At, In, {cast<GotoStmt>(S)->getLabel()}});
      break;
    case Stmt::IndirectGotoStmtClass:
      Gotos.push_back({S, At, In, {}});
      if (auto *Only = cast<IndirectGotoStmt>(S)->getConstantTarget())
        Gotos.back().To.push_back(Only);
      break;
    case Stmt::GCCAsmStmtClass:
      if (cast<GCCAsmStmt>(S)->isAsmGoto()) {
        Gotos.push_back({S, At, In, {}});
        for (const AddrLabelExpr *L : cast<GCCAsmStmt>(S)->labels())
          Gotos.back().To.push_back(L->getLabel());
      }
      break;
    default:
      break;
    }
    for (const Stmt *Child : S->children())
      if (Child)
        walk(Child);
  }

  const FunctionDeferrals &F;
  const SourceManager &SM;
  const LangOptions &Opts;
  const Body *Own = nullptr; ///< the function's, if it has a `__defer`
  std::optional<PendingAtExits> Pending; ///< of that
  std::vector<unsigned> Outer; ///< the deferral that each stands in, or 0
  llvm::DenseMap<const IfStmt *, const Deferral *> Sites;
  llvm::DenseMap<const CompoundStmt *, std::vector<const Deferral *>> Scoped;
  Path At;
  std::vector<Target> Breaks, Continues;
  std::vector<unsigned> In;
  std::vector<Jump> Gotos;
  llvm::DenseMap<const LabelDecl *, Path> Labels;
  std::vector<const LabelDecl *> AddressTaken;
  std::vector<ExitPlace> Out;
};

} // namespace

std::vector<ExitPlace> defer::findExits(const FunctionDeferrals &F,
                                        ASTContext &Ctx) {
  return ExitFinder(F, Ctx).run();
}
