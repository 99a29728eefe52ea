//===- Rewriter.cpp - units as plain C ------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "defer/Rewrite/Rewriter.h"

#include "FileChanges.h"
#include "FunctionRewriter.h"
#include "KeptWords.h"
#include "OptionalStatements.h"
#include "UnsureConditions.h"
#include "defer/Text/LineMarks.h"

#include "defer/Analysis/Diagnoser.h"
#include "defer/Frontend/Arguments.h"
#include "defer/Frontend/NodeChanges.h"

#include "clang/AST/ASTContext.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Lex/PPCallbacks.h"
#include "clang/Lex/Preprocessor.h"
#include "llvm/Support/Path.h"

using namespace clang;
using namespace defer;

namespace {

/// What is not compiled, and words that stand for calls of the runtime.
class Watch : public PPCallbacks {
public:
  Watch(std::vector<SourceRange> &Skipped,
        llvm::DenseMap<FileID, bool> &CallsRuntime, std::vector<FileID> &Read,
        const SourceManager &SM)
      : Skipped(Skipped), CallsRuntime(CallsRuntime), Read(Read), SM(SM) {}

  void FileChanged(SourceLocation Loc, FileChangeReason Reason,
                   SrcMgr::CharacteristicKind Kind, FileID) override {
    if (Reason == EnterFile && Kind == SrcMgr::C_User)
      Read.push_back(SM.getFileID(Loc));
  }

  void SourceRangeSkipped(SourceRange Range, SourceLocation) override {
    Skipped.push_back(Range);
  }
  void MacroExpands(const Token &Name, const MacroDefinition &, SourceRange,
                    const MacroArgs *) override {
    llvm::StringRef Word = Name.getIdentifierInfo()->getName();
    if (Word == "defer_panic" || Word == "defer_panic_value")
      CallsRuntime[SM.getFileID(SM.getExpansionLoc(Name.getLocation()))] = true;
  }

private:
  std::vector<SourceRange> &Skipped;
  llvm::DenseMap<FileID, bool> &CallsRuntime;
  std::vector<FileID> &Read;
  const SourceManager &SM;
};

class RewriteConsumer : public DeferConsumer {
public:
  RewriteConsumer(CompilerInstance &CI, const ConsumerOptions &Common,
                  const RewriteOptions &Opts, RewrittenUnit &Unit)
      : DeferConsumer(CI, Common), Unwinds(Common.Unwinds && !Opts.Chain),
        Opts(Opts), Unit(Unit) {
    TakesAfterErrors = true; // to say of each function why it cannot be
    // A panic cleans them up as well.
    TakesCleanups = Opts.Chain;
    Preprocessor &PP = CI.getPreprocessor();
    Macros.watch(PP);
    PP.addPPCallbacks(std::make_unique<Watch>(Skipped, CallsRuntime, Read,
                                              CI.getSourceManager()));
  }

private:
  void take(FunctionDeferrals &F, VarDecl *Result) override {
    if (Unwinds) {
      SourceLocation Loc = F.Deferrals.empty() ? F.Function->getLocation()
                                               : F.Deferrals.front()->Loc;
      Diags.error(Loc, "this cannot be rewritten: with exceptions, what is "
                       "deferred runs when one passes, which plain C cannot");
      Diags.note(Loc, "with -fplugin-arg-defer-unwind=chain it runs for panics "
                      "and ends of threads, which plain C can");
      return;
    }
    if (Opts.Chain && Opts.Uses == Runtime::Embed) {
      Diags.error(
          F.Function->getLocation(),
          "this cannot be rewritten: with unwind=chain the runtime must "
          "be linked (--runtime=link)");
      return;
    }
    const SourceManager &SM = CI.getSourceManager();
    FileID ID = SM.getFileID(SM.getExpansionLoc(F.Function->getLocation()));
    auto Known = Files.find(ID);
    if (Known == Files.end()) {
      Known = Files.emplace(ID, FileChanges()).first;
      // What a tool reads need not look well.
      if (!Opts.LineDirectives)
        Known->second.Format = FileFormat::of(pathOf(ID));
    }
    FileChanges &File = Known->second;
    // Decided again, for other options as well.
    auto *Decl = const_cast<FunctionDecl *>(F.Function);
    TemporaryChanges Changes;
    std::unique_ptr<FunctionDeferrals> Again;
    bool IsOther = markOptional(Decl, *Nodes, Changes);
    IsOther |= markUnsure(Decl, Changes);
    if (IsOther) {
      Again = analyse(Decl, Result, /*Warn=*/false);
      if (Again->Invalid)
        return;
    }
    FunctionRewriter Function(Again ? *Again : F, CI.getASTContext(),
                              CI.getPreprocessor(), Macros, Opts,
                              File.Format != nullptr, Skipped, Diags);
    if (auto Done = Function.run()) {
      for (const Rewritten &Other : File.Functions)
        if (Done->Begin < Other.End && Other.Begin < Done->End) {
          Diags.error(F.Function->getLocation(),
                      "this cannot be rewritten: one use of a macro makes more "
                      "than one function that defers");
          return;
        }
      if (Done->UsesMemcpy && !declares("memcpy"))
        File.NeedsString = true;
      File.Functions.push_back(std::move(*Done));
    }
  }

  void noteDeclaration(const Decl *D) {
    const SourceManager &SM = CI.getSourceManager();
    CharSourceRange Range = SM.getExpansionRange(D->getSourceRange());
    FileID ID = SM.getFileID(Range.getBegin());
    auto Known = Files.find(ID);
    if (Known != Files.end() && SM.getFileID(Range.getEnd()) == ID)
      Known->second.Declarations.push_back({SM.getFileOffset(Range.getBegin()),
                                            SM.getFileOffset(Range.getEnd())});
  }

  bool declares(llvm::StringRef Name) {
    ASTContext &Ctx = CI.getASTContext();
    for (NamedDecl *D : Ctx.getTranslationUnitDecl()->lookup(
             DeclarationName(&Ctx.Idents.get(Name))))
      if (!D->isImplicit())
        return true;
    return false;
  }

  std::string pathOf(FileID File) {
    SourceManager &SM = CI.getSourceManager();
    llvm::SmallString<128> Path = SM.getFilename(SM.getLocForStartOfFile(File));
    SM.getFileManager().makeAbsolutePath(Path);
    llvm::sys::path::remove_dots(Path, /*remove_dot_dot=*/true);
    return std::string(Path.str());
  }

  void HandleTranslationUnit(ASTContext &Ctx) override {
    DeferConsumer::HandleTranslationUnit(Ctx);
    const SourceManager &SM = CI.getSourceManager();
    Unit.Main = pathOf(SM.getMainFileID());
    if (!CI.getDiagnostics().hasErrorOccurred())
      warnOfKeptWords(Skipped, CI.getPreprocessor(), Diags);
    if (CI.getDiagnostics().hasErrorOccurred()) {
      Unit.Failed = true;
      return;
    }
    // A jump is one along the chain, too.
    if (Opts.Chain)
      for (FileID File : Read) {
        std::string Path = pathOf(File);
        llvm::StringRef Name = llvm::sys::path::filename(Path);
        if (Name != "defer_rt.h" && Name != "defer_chain.h" &&
            SM.getBufferData(File).contains("defer_longjmp"))
          CallsRuntime[File] = true;
      }
    for (const auto &Each : CallsRuntime)
      if (!SM.isInSystemHeader(SM.getLocForStartOfFile(Each.first)))
        Files[Each.first].NeedsRuntime = true;
    Files.try_emplace(SM.getMainFileID());
    for (const Decl *D : Ctx.getTranslationUnitDecl()->decls())
      noteDeclaration(D);
    for (const auto &Each : Files) {
      std::string Text =
          changed(Each.first, Each.second, Opts, SM, CI.getLangOpts());
      if (Text == SM.getBufferData(Each.first))
        continue;
      // One that is included more than once must come out the same.
      auto Known = Unit.Texts.emplace(pathOf(Each.first), Text);
      if (Known.second || Known.first->second == Text)
        continue;
      Diags.error(Each.second.Functions.empty()
                      ? SM.getLocForStartOfFile(Each.first)
                      : Each.second.Functions.front().Loc,
                  "this cannot be rewritten: its file is %0 more than once, "
                  "and would not be the same each time")
          << (Each.first == SM.getMainFileID() ? "compiled" : "included");
      Unit.Failed = true;
    }
    if (!Opts.WholeUnit)
      return;
    for (FileID File : Read)
      if (SM.getFileEntryForID(File)) {
        std::string Marked =
            withLineMarks(SM.getBufferData(File), [&](unsigned At) {
              return SM.getLineNumber(File, At);
            });
        Unit.Texts.emplace(pathOf(File),
                           directed(File, Marked, SM, CI.getLangOpts()));
      }
  }

  bool Unwinds; ///< what is pending runs when an exception passes
  const RewriteOptions &Opts;
  RewrittenUnit &Unit;
  MacroTokens Macros;
  std::vector<SourceRange> Skipped;
  llvm::DenseMap<FileID, bool> CallsRuntime;
  std::vector<FileID> Read; ///< but system headers
  std::map<FileID, FileChanges> Files;
};

class RewriteAction : public ASTFrontendAction {
public:
  RewriteAction(const RewriteOptions &Opts, RewrittenUnit &Unit)
      : Opts(Opts), Unit(Unit) {}

private:
  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &CI,
                                                 llvm::StringRef) override {
    Arguments Plugins;
    Plugins.read(Opts.PluginArguments, CI.getDiagnostics());
    Plugins.apply(CI);
    Opts.Chain = Plugins.Unwind == Arguments::Chain;
    if (Opts.Chain && Opts.WholeUnit) // for a tool, which links nothing
      Opts.Uses = Runtime::Link;
    // What is made is compiled without; so <pthread.h> is read as without, too.
    if (Opts.Chain)
      Plugins.Common.SwitchesExceptions = false;
    return std::make_unique<RewriteConsumer>(CI, Plugins.Common, Opts, Unit);
  }

  RewriteOptions Opts;
  RewrittenUnit &Unit;
};

} // namespace

std::unique_ptr<FrontendAction>
defer::createRewriteAction(const RewriteOptions &Opts, RewrittenUnit &Unit) {
  return std::make_unique<RewriteAction>(Opts, Unit);
}
