//===- Facts.cpp - what a source says of its deferrals --------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FactsOfExits.h"

#include "defer/Analysis/Deferrals.h"
#include "defer/Analysis/NodeVisitor.h"
#include "defer/Frontend/Arguments.h"
#include "defer/Frontend/Consumer.h"
#include "defer/Support/ClangCompat.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/Support/Path.h"

using namespace clang;
using namespace defer;

namespace {

/// Positions as Clang's debug information has them.
class Positions {
public:
  explicit Positions(const SourceManager &SM) : SM(SM) {}

  Position at(SourceLocation Loc) const {
    PresumedLoc P = SM.getPresumedLoc(compat::debugLocation(SM, Loc));
    if (P.isInvalid())
      return {};
    return {pathOf(P.getFilename()), P.getLine(), P.getColumn()};
  }

  Span span(SourceRange Range) const {
    return {at(Range.getBegin()), at(Range.getEnd()), {}};
  }

  std::string pathOf(llvm::StringRef Name) const {
    std::string &Path = Paths[Name.str()];
    if (Path.empty()) {
      llvm::SmallString<128> Full = Name;
      SM.getFileManager().makeAbsolutePath(Full);
      llvm::sys::path::remove_dots(Full, /*remove_dot_dot=*/true);
      Path = std::string(Full.str());
    }
    return Path;
  }

  /// What is written there, token by token with a space between; of what comes
  /// out of a macro, the macro's use.
  std::string text(SourceRange Range, const LangOptions &Opts) const {
    std::string Text =
        Lexer::getSourceText(SM.getExpansionRange(Range), SM, Opts).str();
    const char *Begin = Text.c_str();
    Lexer Raw(SourceLocation(), Opts, Begin, Begin, Begin + Text.size());
    std::string Out;
    Token T;
    for (Raw.LexFromRawLexer(T); T.isNot(tok::eof); Raw.LexFromRawLexer(T)) {
      if (!Out.empty())
        Out += ' ';
      Out.append(Raw.getBufferLocation() - T.getLength(), T.getLength());
    }
    return Out;
  }

private:
  const SourceManager &SM;
  mutable std::map<std::string, std::string> Paths;
};

/// The positions of what a statement holds that are outside of its own span: of
/// arguments of a macro that the statement comes out of.
class Outside : public NodeVisitor {
public:
  Outside(const Positions &Where, Span &To) : Where(Where), To(To) {}
  void stmt(Stmt &S) override {
    add(S.getBeginLoc());
    add(S.getEndLoc());
    if (auto *E = dyn_cast<Expr>(&S))
      add(E->getExprLoc());
  }

private:
  void add(SourceLocation Loc) {
    if (Loc.isInvalid())
      return;
    Position P = Where.at(Loc);
    if (P.Line && !To.contains(P))
      To.Elsewhere.insert(P);
  }
  const Positions &Where;
  Span &To;
};

/// Which of some positions code has that is no part of a deferral.
class Others : public NodeVisitor {
public:
  Others(const ASTContext &Ctx, const Positions &Where,
         const std::set<Position> &Of, std::set<Position> &To)
      : Ctx(Ctx), Where(Where), Of(Of), To(To) {}
  bool enters(const Stmt &S) override {
    return !deferralMarker(&S) && !isWithCopies(S);
  }
  void stmt(Stmt &S) override {
    // What makes no code itself, such as do { ... } while (0).
    if (isa<CompoundStmt, NullStmt, DeclStmt, DoStmt, IntegerLiteral>(S))
      return;
    // Where code is said to be.
    auto *E = dyn_cast<Expr>(&S);
    for (SourceLocation Loc :
         {S.getBeginLoc(), E ? E->getExprLoc() : S.getBeginLoc()})
      if (Loc.isMacroID()) {
        Position P = Where.at(Loc);
        if (Of.count(P))
          To.insert(P);
      }
  }

private:
  /// The block that a deferral has become with the copies of what it captures.
  bool isWithCopies(const Stmt &S) const {
    auto *Block = dyn_cast<CompoundStmt>(&S);
    auto *Last = Block && !Block->body_empty()
                     ? dyn_cast<IfStmt>(Block->body_back())
                     : nullptr;
    return Last && deferralMarker(Last) &&
           keywordLocation(Last, Ctx) == Block->getLBracLoc();
  }

  const ASTContext &Ctx;
  const Positions &Where;
  const std::set<Position> &Of;
  std::set<Position> &To;
};

/// Where in macros there is what decides, or calls, but is no exit itself.
class Deciding : public NodeVisitor {
public:
  Deciding(const Positions &Where, std::set<Position> &To)
      : Where(Where), To(To) {}
  bool enters(const Stmt &S) override {
    return !isa<ReturnStmt, BreakStmt, ContinueStmt, GotoStmt>(S);
  }
  void stmt(Stmt &S) override {
    SourceLocation Loc = S.getBeginLoc();
    if (Loc.isMacroID() &&
        (isa<IfStmt, SwitchStmt, ForStmt, WhileStmt, CallExpr,
             clang::BinaryOperator, clang::UnaryOperator,
             AbstractConditionalOperator>(S)))
      To.insert(Where.at(Loc));
  }

private:
  const Positions &Where;
  std::set<Position> &To;
};

class FactsConsumer : public DeferConsumer {
public:
  FactsConsumer(CompilerInstance &CI, const ConsumerOptions &Common,
                UnitFacts &Unit)
      : DeferConsumer(CI, Common), Unit(Unit), Where(CI.getSourceManager()) {}

private:
  void take(FunctionDeferrals &F, VarDecl *) override {
    if (F.Deferrals.empty())
      return;
    FunctionFacts Out;
    const FunctionDecl *Decl = F.Function;
    Out.Name = Decl->getNameAsString();
    Out.Symbol = Out.Name;
    if (auto *Label = Decl->getAttr<AsmLabelAttr>())
      Out.Symbol = Label->getLabel().str();
    Out.At = Where.at(Decl->getLocation());
    Out.Body = Where.span(Decl->getSourceRange());
    llvm::DenseMap<const Body *, unsigned> Bodies;
    for (const auto &D : F.Deferrals)
      Out.Deferrals.push_back(deferral(*D, Bodies));
    for (const HandleUse &Use : F.Uses)
      if (Use.Of)
        Out.Deferrals[Use.Of->Id - 1].Uses.push_back(Where.at(Use.Loc));
    for (DeferralFacts &D : Out.Deferrals)
      for (const DeferralFacts &O : Out.Deferrals)
        if (&O != &D && O.Statement.contains(D.Keyword))
          ++D.Depth;
    std::set<Position> Same;
    for (const DeferralFacts &D : Out.Deferrals) {
      Same.insert(D.Statement.Elsewhere.begin(), D.Statement.Elsewhere.end());
      Same.insert(D.Keyword);
    }
    Others(CI.getASTContext(), Where, Same, Out.Mixed).visit(Decl->getBody());
    exits(F, Out);
    Unit.Functions.push_back(std::move(Out));
  }

  DeferralFacts deferral(const Deferral &D,
                         llvm::DenseMap<const Body *, unsigned> &Bodies) {
    DeferralFacts Out;
    Out.Id = D.Id;
    Out.Word = D.word();
    Out.Handle = D.Handle.str();
    Out.Keyword = Where.at(D.Loc);
    Out.Statement = Where.span(D.S->getSourceRange());
    Out.Text = Where.text(D.S->getSourceRange(), CI.getLangOpts());
    Outside(Where, Out.Statement).visit(D.S);
    Out.Why = D.Why;
    if (D.Owner)
      Out.Body = Bodies.try_emplace(D.Owner, Bodies.size() + 1).first->second;
    return Out;
  }

  void exits(const FunctionDeferrals &F, FunctionFacts &Out) {
    std::set<Position> Decides;
    Deciding(Where, Decides).visit(F.Function->getBody());
    for (const ExitPlace &Each : findExits(F, CI.getASTContext())) {
      ExitFacts E = Each.Facts;
      E.At = Where.span(Each.At);
      E.Mixed = Each.At.getBegin().isMacroID() && Decides.count(E.At.Begin);
      if (E.At.Begin.Line)
        Out.Exits.push_back(std::move(E));
    }
    // Out of a macro, several may have one position.
    llvm::sort(Out.Exits, [](const ExitFacts &A, const ExitFacts &B) {
      return std::tie(A.At.Begin, A.At.End, A.Of, A.Ends, A.In) <
             std::tie(B.At.Begin, B.At.End, B.Of, B.Ends, B.In);
    });
  }

  void HandleTranslationUnit(ASTContext &Ctx) override {
    DeferConsumer::HandleTranslationUnit(Ctx);
    const SourceManager &SM = CI.getSourceManager();
    Unit.Main = Where.pathOf(
        SM.getFilename(SM.getLocForStartOfFile(SM.getMainFileID())));
    Unit.Failed = CI.getDiagnostics().hasErrorOccurred();
    for (const Decl *D : Ctx.getTranslationUnitDecl()->decls())
      if (auto *F = dyn_cast<FunctionDecl>(D))
        if (F->isNoReturn() && F->getIdentifier())
          Unit.NoReturn.insert(F->getNameAsString());
  }

  UnitFacts &Unit;
  Positions Where;
};

class FactsAction : public ASTFrontendAction {
public:
  FactsAction(const std::vector<std::string> &PluginArguments, UnitFacts &Unit)
      : PluginArguments(PluginArguments), Unit(Unit) {}

private:
  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &CI,
                                                 llvm::StringRef) override {
    Arguments Plugins;
    Plugins.read(PluginArguments, CI.getDiagnostics());
    Plugins.apply(CI);
    return std::make_unique<FactsConsumer>(CI, Plugins.Common, Unit);
  }

  std::vector<std::string> PluginArguments;
  UnitFacts &Unit;
};

} // namespace

std::unique_ptr<FrontendAction>
defer::createFactsAction(const std::vector<std::string> &PluginArguments,
                         UnitFacts &Unit) {
  return std::make_unique<FactsAction>(PluginArguments, Unit);
}
