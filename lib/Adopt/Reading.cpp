//===- Reading.cpp - a source as it is read -------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Reading.h"

#include "Locals.h"

#include "defer/Analysis/Deferrals.h"
#include "defer/Frontend/Consumer.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Lex/Lexer.h"
#include "clang/Lex/PPCallbacks.h"
#include "clang/Lex/Preprocessor.h"
#include "llvm/ADT/StringSwitch.h"
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
        refuse(Here, Here.Where.Begin, "it is in a macro");
      if (const NamedDecl *D = All.hiding(); D && Here.Plans.Releases)
        refuse(Here, SM.getFileOffset(SM.getExpansionLoc(D->getLocation())),
               "what has its name as well may be meant by a type");
      if (F->hasAttr<NakedAttr>())
        refuse(Here, Here.Where.Begin, "it is naked");
      if (Here.Events.Cannot)
        refuse(Here, Here.Events.Place, Here.Events.Cannot);
      else if (Here.Events.Defers)
        refuse(Here, Here.Where.Begin, "it uses the words of the dialect");
      else if (CI.getLangOpts().Exceptions)
        refuse(Here, Here.Where.Begin,
               "with exceptions, what is deferred runs when one passes");
      else
        checkDirectives(Here);
    }
    Unit.Functions[F->getNameAsString()] = std::move(Here);
  }

  void refuse(ReadFunction &Here, unsigned Place, const char *Why) {
    Here.Plans.Pieces.clear();
    Here.Plans.WhyNot = {{Place, Why}};
  }

  /// Code that is not compiled may not leave the function, and nothing that
  /// changes may depend on a directive.
  void checkDirectives(ReadFunction &Here) {
    const SourceManager &SM = CI.getSourceManager();
    for (SourceRange Range : Skipped) {
      SourceLocation Loc = SM.getExpansionLoc(Range.getBegin());
      unsigned At = SM.getFileOffset(Loc);
      if (SM.getFileID(Loc) != SM.getMainFileID() || At < Here.Where.Begin ||
          At >= Here.Where.End)
        continue;
      unsigned End = SM.getFileOffset(SM.getExpansionLoc(Range.getEnd()));
      if (mayJump(SM.getBufferData(SM.getMainFileID()).slice(At, End)))
        return refuse(Here, At,
                      "code that is not compiled here may leave the function");
    }
    llvm::StringRef Text = SM.getBufferData(SM.getMainFileID());
    std::vector<Span> Conditionals =
        FileText::conditionals(Text.slice(Here.Where.Begin, Here.Where.End));
    auto Touches = [&](const Way &W) {
      for (const TextChange &Change : W.Changes) {
        // What is taken away runs where control leaves: with other options,
        // something may run before that.
        unsigned Past = Change.End > Change.Begin ? exitBehind(Text, Change.End)
                                                  : Change.End;
        for (Span C : Conditionals)
          if (Change.Begin < C.End + Here.Where.Begin &&
              Past > C.Begin + Here.Where.Begin)
            return true;
      }
      return false;
    };
    std::vector<Piece> Left;
    for (Piece &P : Here.Plans.Pieces) {
      std::vector<Way> Ways;
      for (Way &W : P.Ways)
        if (!Touches(W))
          Ways.push_back(std::move(W));
      P.Ways = std::move(Ways);
      if (P.Ways.empty())
        Here.Plans.WhyNot.push_back(
            {P.Place, "what would change depends on a directive"});
      else
        Left.push_back(std::move(P));
    }
    Here.Plans.Pieces = std::move(Left);
  }

  /// Where the first jump behind an offset ends, or the block does.
  unsigned exitBehind(llvm::StringRef Text, unsigned Offset) const {
    Lexer Lex(SourceLocation(), CI.getLangOpts(), Text.begin(),
              Text.begin() + Offset, Text.end());
    Token T;
    unsigned Depth = 0;
    bool Jumps = false;
    for (bool AtEnd = false; !AtEnd;) {
      AtEnd = Lex.LexFromRawLexer(T);
      Offset = Lex.getBufferLocation() - Text.begin();
      if (T.is(tok::l_brace))
        ++Depth;
      else if (T.is(tok::r_brace) && !Depth--)
        break;
      else if (T.is(tok::semi) && Jumps)
        break;
      else if (T.is(tok::raw_identifier))
        Jumps |= llvm::StringSwitch<bool>(T.getRawIdentifier())
                     .Case("return", true)
                     .Case("goto", true)
                     .Case("break", true)
                     .Case("continue", true)
                     .Default(false);
    }
    return Offset;
  }

  bool mayJump(llvm::StringRef Text) {
    ASTContext &Ctx = CI.getASTContext();
    Lexer Lex(SourceLocation(), CI.getLangOpts(), Text.begin(), Text.begin(),
              Text.end());
    Token T;
    bool Directive = false;
    for (bool AtEnd = false; !AtEnd;) {
      AtEnd = Lex.LexFromRawLexer(T);
      if (T.isAtStartOfLine())
        Directive = T.is(tok::hash);
      if (Directive || T.isNot(tok::raw_identifier))
        continue;
      llvm::StringRef Word = T.getRawIdentifier();
      for (const char *Each :
           {"goto", "return", "break", "continue", "case", "default", "asm",
            "__asm__", "setjmp", "_setjmp", "sigsetjmp", "__label__"})
        if (Word == Each)
          return true;
      IdentifierInfo *Name = &Ctx.Idents.get(Word);
      if (Name->hadMacroDefinition()) {
        // A constant is no jump.
        const MacroInfo *Macro = CI.getPreprocessor().getMacroInfo(Name);
        if (!Macro || Macro->isFunctionLike())
          return true;
        for (const Token &Each : Macro->tokens())
          if (Each.isOneOf(tok::kw_goto, tok::kw_return, tok::kw_break,
                           tok::kw_continue, tok::semi))
            return true;
        continue;
      }
      // What is called must be a function.
      const char *Next = Lex.getBufferLocation();
      while (Next < Text.end() && (*Next == ' ' || *Next == '\t'))
        ++Next;
      if (Next == Text.end() || *Next != '(' || Word == "if" ||
          Word == "while" || Word == "for" || Word == "switch" ||
          Word == "sizeof")
        continue;
      bool Function = false;
      for (NamedDecl *D :
           Ctx.getTranslationUnitDecl()->lookup(DeclarationName(Name)))
        Function |= isa<FunctionDecl>(D);
      if (!Function)
        return true;
    }
    return false;
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
