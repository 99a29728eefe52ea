//===- FunctionRewriter.h - a function as plain C ---------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Writes the body of one function that defers:
//
//   int f(const char *name) {              int f(const char *name) {
//     FILE *in = fopen(name, "r");           int result;
//     if (!in)                               FILE *in = fopen(name, "r");
//       return -1;                           if (!in)
//     __defer fclose(in);            ->        return -1;
//     if (fgetc(in) != 'x')                  if (fgetc(in) != 'x') {
//       return -2;                             result = -2;
//     return 0;                                goto fclose_in;
//   }                                        }
//                                            result = 0;
//                                          fclose_in:
//                                            fclose(in);
//                                            return result;
//                                          }
//
// Shown by: defer-rewrite f.c --
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_LIB_REWRITE_FUNCTIONREWRITER_H
#define DEFER_LIB_REWRITE_FUNCTIONREWRITER_H

#include "Ladders.h"
#include "Names.h"
#include "Outlines.h"
#include "RuntimeCalls.h"
#include "SourceText.h"
#include "Variables.h"
#include "defer/Text/Comments.h"
#include "defer/Text/Edits.h"

#include "clang/AST/PrettyPrinter.h"

#include <functional>
#include <map>

namespace clang {
class ArrayTypeLoc;
class IdentifierInfo;
class Preprocessor;
} // namespace clang

namespace defer {

class Diagnoser;
class SkippedMeanings;

/// What a function's text, in its file, is replaced by.
struct Rewritten {
  clang::SourceLocation Loc; ///< the function's
  clang::FileID File;
  unsigned Begin, End;
  std::string Text;
  bool UsesRuntime = false, UsesMemcpy = false;
  /// What is declared before the function, and where, and what is behind it.
  std::string Before, After;
  unsigned BeforeAt = 0;
  /// Where its declaration begins, and what is written there.
  unsigned HeadAt = 0;
  std::string Head;
  /// The word `inline`, which goes.
  unsigned InlineAt = 0, InlineEnd = 0;
};

class FunctionRewriter {
public:
  FunctionRewriter(const FunctionDeferrals &F, clang::ASTContext &Ctx,
                   clang::Preprocessor &PP, const MacroTokens &Macros,
                   const RewriteOptions &Opts, bool IsFormatted,
                   llvm::ArrayRef<clang::SourceRange> Skipped,
                   Diagnoser &Diags);

  /// Nothing after an error, which has been reported.
  std::optional<Rewritten> run();

private:
  void build();
  std::vector<clang::Token> tokensOf(unsigned Begin, unsigned End);
  void checkConditions();
  struct SkippedCode {
    clang::SourceRange Range;
    std::vector<clang::Token> Tokens; ///< but directives'
    std::vector<bool> Declared;       ///< whether each may be declared there
    bool isMember(size_t I) const;
  };
  bool isSkippedHere(clang::SourceRange Range) const;
  void checkSkippedMacros(clang::SourceRange Range);
  bool isKnownFunction(const clang::Token &Word,
                       const SkippedMeanings &Meanings) const;
  llvm::StringRef
  flowOf(clang::IdentifierInfo *Word,
         llvm::SmallPtrSetImpl<clang::IdentifierInfo *> &Seen) const;
  void noteSkipped(const SkippedCode &Code, SkippedMeanings &Meanings);
  void renameHoisted(const SkippedCode &Code, const SkippedMeanings &Meanings);
  void checkSkipped(const SkippedCode &Code, const SkippedMeanings &Meanings);
  void checkSkipped();
  Directives directivesBetween(clang::SourceLocation First,
                               clang::SourceLocation Last) const;
  void checkHead();
  void checkTypeOf(const clang::VarDecl *Var);
  void checkOptional();
  bool hidesOther(const clang::VarDecl *Var) const;
  std::string guarded(clang::SourceLocation Loc, std::string Text);
  void fail(clang::SourceLocation Loc, llvm::StringRef Why);

  // Names and types
  clang::QualType withoutConst(clang::QualType Type) const;
  void defineRecords();
  std::string structure(llvm::StringRef Tag, llvm::ArrayRef<std::string> Fields,
                        bool Outside);
  /// Where a type is written: before the function, at the top of a body or at
  /// its end, just before a token, or anywhere in the function.
  struct Place {
    enum { Outside, Top, End, Before, Within } What;
    const Body *In;
    clang::SourceLocation Loc;
    static Place outside() { return {Outside, nullptr, {}}; }
    static Place top(const Body *In) { return {Top, In, {}}; }
    static Place end(const Body *In) { return {End, In, {}}; }
    static Place before(clang::SourceLocation Loc) {
      return {Before, nullptr, Loc};
    }
    static Place within() { return {Within, nullptr, {}}; }
  };
  bool isVisibleAt(const clang::NamedDecl *D, const Standing &Here,
                   Place At) const;
  bool isHiddenAt(clang::QualType Type, Place At) const;
  std::optional<clang::QualType> sayable(clang::QualType Type, Place At) const;
  bool isSaidBy(clang::QualType Type, clang::QualType Written) const;
  std::string written(clang::QualType Type, llvm::StringRef Name,
                      clang::SourceLocation Loc, Place At,
                      const clang::VarDecl *Of = nullptr);
  std::string sizeOf(clang::ArrayTypeLoc Array) const;
  std::string withSizes(std::string Text, size_t At,
                        const clang::VarDecl *Of) const;
  /// The tag of a type that has no name, or null.
  static const clang::TagDecl *tagOf(clang::QualType Type);
  const std::string &nameTag(const clang::TagDecl *Tag);
  std::string declare(clang::QualType T, llvm::StringRef Name,
                      const clang::VarDecl *Of, Place At);
  std::string assign(const std::string &To, clang::QualType T,
                     const std::string &From,
                     const clang::VarDecl *ListOf = nullptr);
  bool isOverAligned(const clang::VarDecl *Var) const;
  std::string copy(const std::string &To, const std::string &From,
                   const clang::VarDecl *Var, bool Out);
  std::string nameOf(const clang::VarDecl *Var) const;
  std::string usedAs(const clang::VarDecl *Var);
  bool mayComeBack(const Body *B) const;
  void addFrame(const Body *In);
  static std::string statementName(const clang::Stmt *S);
  static std::string nameOf(const Deferral &D);
  void nameRungs();
  void nameStatement(Rung &R);

  // Statements that become functions
  /// Whether something is to be declared outside of the function.
  bool goesOutside() const { return !Outlined.empty() || F.Unwinds; }
  void checkOutlines();
  void checkCleanups(bool AllCleanups);
  void checkMoved();
  void checkCalled();
  llvm::StringSet<> wordsAround() const;
  void shareBodies();
  void nameFunction();
  std::string freshOutside(const llvm::Twine &Wish);
  const std::string &sharedVariable(std::string &Name, llvm::StringRef Wish,
                                    const std::string &Type, const Body *In,
                                    llvm::StringRef Init);
  bool isOutside(const Deferral &D) const;
  bool isOutside(unsigned KeptBlock) const;
  using Parameter = std::pair<std::string, std::string>; ///< type and name
  std::vector<Parameter> outsideOf(const Body &B) const;
  std::vector<Parameter> around(const Deferral &D) const;
  std::vector<Parameter> parameters(const Deferral &D,
                                    const std::string &Record);
  std::string callOf(const Deferral &D, const std::string &Record,
                     const std::string &Passes);
  void writeOutlines();
  std::string outlineOf(const Deferral &D, const std::string &Head,
                        const std::string &Record, const std::string &Indent);

  // What runs for a panic
  void checkUnwinding();
  void activateBodies();
  void keepOutOfLine(Rewritten &Out) const;
  std::string unwindingOf(const Body &B, const std::string &Indent);
  std::string unwindingRung(Ladder &On, Rung &R, const std::string &Indent);
  std::string recovery(const Recovery &R);
  unsigned beforeFunction() const;

  // Edits; each is made after those that lie behind where it begins.
  void queue(unsigned At, std::function<void()> Edit) {
    Queue.emplace(At, std::move(Edit));
  }
  void settle(unsigned Begin, unsigned End);
  std::string render(unsigned Begin, unsigned End);
  void editNames();
  void editArrays();
  void editDeclarations();
  std::vector<std::string> notesOf(const Ladder &On, const Rung &R);
  void assignDeclaration(const clang::DeclStmt *Decls);
  std::vector<std::string> &typesOf(const clang::DeclStmt *Decls,
                                    const Body *In);
  void moveDeclaration(const clang::DeclStmt *Decls, const Body *To);
  void editSites();
  void site(const Deferral &D);
  void editWays();
  void editUses();
  void use(const HandleUse &Use);
  void editKeptBlocks();
  void startBlock(unsigned Block);
  std::string startOf(unsigned Block);
  bool isThere(const clang::Expr *Value) const;
  std::string commented(const clang::Expr *Value, SourceText::Range Whole,
                        llvm::StringRef Break, Comments &Kept);
  std::string valued(const clang::Expr *Value, SourceText::Range Jump,
                     llvm::StringRef Break, Comments &Kept);
  void way(const Way &W);
  void editBodies();
  /// Statements, and whether each is a block's.
  using Fallthroughs = std::vector<std::pair<const clang::Stmt *, bool>>;
  std::string takeAway(const Fallthroughs &Last, const std::string &Indent);
  std::string readValue(const clang::CompoundStmt *Block, const Ladder &On,
                        const std::string &Indent);
  void endBlock(const clang::CompoundStmt *Block, const Fallthroughs &Last);

  // Text
  std::string markOf(clang::SourceLocation Loc);
  std::string marked(clang::SourceLocation Loc, std::string Text);
  std::string source(clang::SourceRange Range);
  unsigned beginOf(const clang::Stmt *S);
  bool losesDirectives(unsigned Begin, unsigned End, clang::SourceLocation Of,
                       llvm::ArrayRef<SourceText::Range> Stay = {});
  void replace(clang::SourceRange Tokens, std::string With);
  std::string statements(bool InBlock, unsigned Begin,
                         llvm::ArrayRef<std::string> Lines);
  std::string statementText(const Deferral &D, const std::string &Indent);
  std::string cleanupOf(const clang::VarDecl *Var) const;
  std::string rungText(Ladder &L, Rung &R, const std::string &Indent);
  std::string drainText(Ladder &L, Rung &R, const std::string &Indent,
                        const std::string &Passes = "0");
  std::string recordCase(const Deferral &D, const std::string &From,
                         const std::string &Indent,
                         const std::string &Passes = "0");
  std::string runsOf(const Deferral &D, const std::string &From,
                     const std::string &Indent);
  void writeOutLabels(const clang::Stmt *S);
  std::string again(const std::string &Text);
  std::string onceText(const Deferral &D, const std::string &Indent,
                       bool AsBlock = false);
  std::string bareText(const Deferral &D, const std::string &Indent,
                       bool AsBlock);
  const std::string &shared(std::string &Name, llvm::StringRef Wish);
  const std::string &leaving(const Body *In);
  std::string endOf(const clang::Stmt *Block, const std::string &Indent);
  std::string topOf(const Body *B, const std::string &Indent);
  bool isTargeted(const Ladder &On, unsigned Number) const;
  std::string dispatch(Ladder &L, unsigned After, const std::string &Indent);
  std::string action(const Way &W, const Ladder &From);
  bool needsVariable(const Ladder &L) const;
  bool endsBlock(const Way &W, const Ladder &L) const;
  unsigned number(const Destination &To);
  const std::string &variable(std::string &Name, llvm::StringRef Wish,
                              const std::string &Type, const Body *In,
                              llvm::StringRef Init = "");
  bool mayRun(const Deferral &D) const;
  const std::string &flagOf(const Deferral &D);
  bool isFunction(const Body *B) const;
  const std::string &resultName();
  void replaceStatement(unsigned Begin, unsigned End, bool InBlock,
                        std::string With);

  const FunctionDeferrals &F;
  Outlines Outlined;
  clang::ASTContext &Ctx;
  clang::Preprocessor &PP;
  const RuntimeCalls &Calls;
  llvm::ArrayRef<clang::SourceRange> Skipped; ///< what is not compiled
  Diagnoser &Diags;
  SourceText T;
  clang::PrintingPolicy Policy;
  bool Marks; ///< of lines

  // Of one build:
  struct BodyState {
    std::vector<std::string> Types, Top; ///< what is declared at the top
    std::string Frame, Next, Leaving;
    /// The structure of what is shared, its members, and a pointer to it.
    std::string SharedTag, Shared;
    std::vector<std::string> SharedFields;
    /// With unwind=chain: the function that runs what is pending, and members.
    std::string Unwinding, Stopped, Returned;
  };
  struct DeferralState {
    std::string Flag, Tag, Comment;
    std::string Outline; ///< the function that it becomes
    std::vector<std::string> Marks;
    unsigned Id = 0;
    bool Emitted = false;
  };
  Edits Changes;
  std::multimap<unsigned, std::function<void()>> Queue;
  std::map<const clang::TagDecl *, std::string> Tags;
  std::vector<unsigned> InProgress; ///< where the edits being made begin
  std::unique_ptr<Ladders> L;
  std::unique_ptr<Names> Fresh, Outside;
  std::unique_ptr<Variables> Vars;
  std::map<const Body *, BodyState> Bodies;
  std::map<const Deferral *, DeferralState> States;
  std::map<const clang::Decl *, std::string> CleanupFlags;
  std::map<unsigned, std::string> KeptNames, KeptTags;
  std::map<Destination, unsigned> Numbers;
  std::string Result, Head, One, OfName, Before, After;
  std::string Passes; ///< what a statement runs for, as a parameter
  std::string Active; ///< the member that the runtime knows
  std::vector<std::string> TypesOutside;
  llvm::StringSet<> Labels;
  std::string Unit;     ///< of indentation
  bool TooLong = false; ///< what runs by name must be outlined
  bool Failed = false, UsesRuntime = false, UsesMemcpy = false;
};

} // namespace defer

#endif // DEFER_LIB_REWRITE_FUNCTIONREWRITER_H
