//===- Reading.cpp - a source as it is read -------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Reading.h"

#include "DirectiveChecks.h"
#include "Locals.h"

#include "defer/Analysis/Deferrals.h"
#include "defer/Frontend/Consumer.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Lex/PPCallbacks.h"
#include "clang/Lex/Preprocessor.h"
#include "llvm/Support/Path.h"

using namespace clang;
using namespace defer;

namespace {

/// Gives diagnostics on, and keeps the places of the warnings in the main file.
class Watcher : public DiagnosticConsumer {
public:
  struct Warning { ///< or error
    bool IsError;
    bool InMain;
    unsigned Place;
    std::string Text;
  };
  Watcher(DiagnosticConsumer *To, std::vector<Warning> &Warnings, bool Quiet)
      : To(To), Warnings(Warnings), Quiet(Quiet) {}

  void BeginSourceFile(const LangOptions &Lang,
                       const Preprocessor *PP) override {
    To->BeginSourceFile(Lang, PP);
  }
  void EndSourceFile() override { To->EndSourceFile(); }
  void HandleDiagnostic(DiagnosticsEngine::Level Level,
                        const Diagnostic &Info) override {
    DiagnosticConsumer::HandleDiagnostic(Level, Info);
    if (Level != DiagnosticsEngine::Note)
      GivesOn = !Quiet || Level != DiagnosticsEngine::Warning;
    if (GivesOn)
      To->HandleDiagnostic(Level, Info);
    if (Level < DiagnosticsEngine::Warning)
      return;
    Warning W{Level >= DiagnosticsEngine::Error, false, 0, ""};
    llvm::SmallString<128> Text;
    Info.FormatDiagnostic(Text);
    W.Text = std::string(Text.str());
    if (Info.hasSourceManager() && Info.getLocation().isValid()) {
      const SourceManager &SM = Info.getSourceManager();
      SourceLocation Loc = SM.getExpansionLoc(Info.getLocation());
      W.InMain = SM.isWrittenInMainFile(Loc);
      W.Place = SM.getFileOffset(Loc);
    }
    Warnings.push_back(std::move(W));
  }

private:
  DiagnosticConsumer *To;
  std::vector<Warning> &Warnings;
  bool Quiet; ///< warnings are not given on
  bool GivesOn = true;
};

class Skips : public PPCallbacks {
public:
  explicit Skips(std::vector<SourceRange> &To) : To(To) {}
  void SourceRangeSkipped(SourceRange Range, SourceLocation) override {
    To.push_back(Range);
  }

private:
  std::vector<SourceRange> &To;
};

class ReadConsumer : public DeferConsumer {
public:
  ReadConsumer(CompilerInstance &CI, Reading &To, bool WithPlans)
      : DeferConsumer(CI, ConsumerOptions()), To(To), WithPlans(WithPlans) {
    CI.getPreprocessor().addPPCallbacks(std::make_unique<Skips>(Skipped));
    DiagnosticsEngine &Engine = CI.getDiagnostics();
    // With -w they count, too.
    bool Quiet = Engine.getIgnoreAllWarnings();
    Engine.setIgnoreAllWarnings(false);
    Owned = Engine.takeClient();
    Watch = std::make_unique<Watcher>(Owned ? Owned.get() : Engine.getClient(),
                                      Warnings, Quiet);
    Before = Owned ? Owned.get() : Engine.getClient();
    Engine.setClient(Watch.get(), /*ShouldOwnClient=*/false);
  }
  ~ReadConsumer() override {
    bool Owns = Owned != nullptr;
    CI.getDiagnostics().setClient(Owns ? Owned.release() : Before, Owns);
  }

private:
  void take(FunctionDeferrals &Deferrals, VarDecl *) override {
    for (const auto &Each : Deferrals.Deferrals)
      if (Each->isDynamic())
        Dynamic.push_back(Deferrals.Function);
  }

  void HandleTranslationUnit(ASTContext &Ctx) override {
    DeferConsumer::HandleTranslationUnit(Ctx);
    const SourceManager &SM = CI.getSourceManager();
    llvm::SmallString<128> Path =
        SM.getFilename(SM.getLocForStartOfFile(SM.getMainFileID()));
    SM.getFileManager().makeAbsolutePath(Path);
    llvm::sys::path::remove_dots(Path, /*remove_dot_dot=*/true);
    To.Path = std::string(Path.str());
    To.Text = SM.getBufferData(SM.getMainFileID()).str();
    To.Units.emplace_back();
    ReadUnit &Unit = To.Units.back();
    Unit.Failed = CI.getDiagnostics().hasErrorOccurred();
    if (CI.getLangOpts().CPlusPlus || CI.getLangOpts().ObjC)
      return;
    for (Decl *D : Ctx.getTranslationUnitDecl()->decls())
      if (auto *F = dyn_cast<FunctionDecl>(D))
        if (F->doesThisDeclarationHaveABody() &&
            SM.isWrittenInMainFile(SM.getExpansionLoc(F->getLocation())))
          read(F, Ctx);
    for (const Watcher::Warning &W : Warnings) {
      ReadFunction *In = nullptr;
      for (auto &Each : Unit.Functions)
        if (W.InMain && Each.second.Where.Begin <= W.Place &&
            W.Place < Each.second.Where.End)
          In = &Each.second;
      if (W.IsError) {
        std::string &Error = In ? In->FirstError : Unit.OtherError;
        if (Error.empty())
          Error = W.Text;
      } else if (In)
        In->Warnings.push_back(W.Text);
      else
        ++Unit.OtherWarnings;
    }
  }

  void read(FunctionDecl *F, ASTContext &Ctx) {
    const SourceManager &SM = CI.getSourceManager();
    ReadFunction Here;
    Here.Where = {
        SM.getFileOffset(SM.getExpansionLoc(F->getBeginLoc())),
        SM.getFileOffset(SM.getExpansionRange(F->getEndLoc()).getEnd()) + 1};
    ReadUnit &Unit = To.Units.back();
    if (Unit.Failed || F->isInvalidDecl() || !isa<CompoundStmt>(F->getBody())) {
      Unit.Functions[F->getNameAsString()] = std::move(Here);
      return;
    }
    Locals All(F, Ctx);
    Here.Events = eventsOf(F, All, Ctx);
    Here.Dynamic = llvm::is_contained(Dynamic, F);
    if (WithPlans) {
      FileText Text(Ctx);
      Here.Plans = plansFor(F, All, Text, Ctx);
      if (Here.Plans.Releases && !F->getBody()->getBeginLoc().isFileID())
        Here.refuse(Here.Where.Begin, "it is in a macro");
      if (const NamedDecl *D = All.hiding(); D && Here.Plans.Releases)
        Here.refuse(SM.getFileOffset(SM.getExpansionLoc(D->getLocation())),
                    "what has its name as well may be meant by a type");
      if (F->hasAttr<NakedAttr>())
        Here.refuse(Here.Where.Begin, "it is naked");
      if (Here.Events.Cannot)
        Here.refuse(Here.Events.Place, Here.Events.Cannot);
      else if (Here.Events.Defers)
        Here.refuse(Here.Where.Begin, "it uses the words of the dialect");
      else if (CI.getLangOpts().Exceptions)
        Here.refuse(Here.Where.Begin,
                    "with exceptions, what is deferred runs when one passes");
      else
        checkDirectives(Here, Skipped, CI);
    }
    Unit.Functions[F->getNameAsString()] = std::move(Here);
  }

  Reading &To;
  bool WithPlans;
  std::vector<SourceRange> Skipped;
  std::vector<Watcher::Warning> Warnings;
  std::vector<const FunctionDecl *> Dynamic;
  std::unique_ptr<DiagnosticConsumer> Owned;
  DiagnosticConsumer *Before = nullptr;
  std::unique_ptr<Watcher> Watch;
};

class ReadAction : public ASTFrontendAction {
public:
  ReadAction(Reading &To, bool WithPlans) : To(To), WithPlans(WithPlans) {}

private:
  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &CI,
                                                 llvm::StringRef) override {
    return std::make_unique<ReadConsumer>(CI, To, WithPlans);
  }

  Reading &To;
  bool WithPlans;
};

} // namespace

std::unique_ptr<FrontendAction> defer::createReadAction(Reading &To,
                                                        bool WithPlans) {
  return std::make_unique<ReadAction>(To, WithPlans);
}
