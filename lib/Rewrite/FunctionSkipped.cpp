//===- FunctionSkipped.cpp - code that is not compiled --------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What is not compiled with the options given stays as it is, for other
// options. So it must not leave a block, nor clean one up, nor name what is
// called otherwise in the new function, or means another thing where a
// statement runs, nor declare what has the name of something that a deferred
// statement names, nor change what was copied because nothing does:
//
//     int k = i;
//     __defer printf("%d\n", k);   // the record has a copy of k
//   #ifdef TWEAK
//     k += 100;                    // an error
//   #endif
//
// Shown by: defer-rewrite test/Rewrite/errors-places.c --
//
//===----------------------------------------------------------------------===//

#include "FunctionRewriter.h"
#include "SkippedDeclarations.h"
#include "SkippedMeanings.h"
#include "SkippedUses.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
#include "clang/Lex/MacroInfo.h"
#include "clang/Lex/Preprocessor.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;
using namespace defer;

bool FunctionRewriter::SkippedCode::isMember(size_t I) const {
  return I && Tokens[I - 1].isOneOf(tok::period, tok::arrow);
}

static bool isOfFlow(llvm::StringRef Word) {
  static const char *const Words[] = {
      "return",          "goto",      "break",
      "continue",        "case",      "default",
      "__defer",         "_Defer",    "defer",
      "__defer_named",   "defer_run", "defer_cancel",
      "__defer_capture",
  };
  return llvm::is_contained(Words, Word);
}

static bool isOfOwnLoop(llvm::StringRef Word) {
  return Word == "break" || Word == "continue" || Word == "case" ||
         Word == "default";
}

/// What returns twice makes all that is deferred dynamic.
static bool returnsTwice(llvm::StringRef Word) {
  static const char *const Words[] = {
      "setjmp",       "_setjmp",     "__setjmp",
      "sigsetjmp",    "__sigsetjmp", "__builtin_setjmp",
      "defer_setjmp", "getcontext",  "savectx",
  };
  return llvm::is_contained(Words, Word);
}

/// The names that directives make macros of, or none.
static llvm::StringSet<> macrosMadeBy(llvm::ArrayRef<Directive> All) {
  llvm::StringSet<> Names;
  for (const Directive &D : All)
    if (D.Is == "define" || D.Is == "undef")
      Names.insert(D.Says.take_while(
          [](char C) { return llvm::isAlnum(C) || C == '_'; }));
  return Names;
}

/// The tokens of a part of the file, but those of directives.
std::vector<Token> FunctionRewriter::tokensOf(unsigned Begin, unsigned End) {
  const SourceManager &SM = Ctx.getSourceManager();
  llvm::StringRef File = SM.getBufferData(T.file());
  SourceLocation Start = SM.getLocForStartOfFile(T.file());
  Lexer Lex(Start, Ctx.getLangOpts(), File.begin(), File.begin() + Begin,
            File.end());
  std::vector<Token> Tokens;
  Token Next;
  bool Directive = false;
  for (bool AtEnd = false; !AtEnd;) {
    AtEnd = Lex.LexFromRawLexer(Next);
    if (Next.is(tok::eof) || SM.getFileOffset(Next.getLocation()) >= End)
      break;
    if (Next.isAtStartOfLine())
      Directive = Next.is(tok::hash);
    if (!Directive)
      Tokens.push_back(Next);
  }
  return Tokens;
}

/// A word that changes how the function is left, or of that a macro is made
/// with the options given; empty if there is none.
llvm::StringRef
FunctionRewriter::flowOf(IdentifierInfo *Word,
                         llvm::SmallPtrSetImpl<IdentifierInfo *> &Seen) const {
  if (isOfFlow(Word->getName()) || returnsTwice(Word->getName()))
    return Word->getName();
  const MacroInfo *Macro = PP.getMacroInfo(Word);
  if (!Macro || !Seen.insert(Word).second)
    return "";
  for (const Token &Each : Macro->tokens()) {
    IdentifierInfo *Name = Each.getIdentifierInfo();
    // A loop of its own, and a `switch`, are in many.
    if (!Name || isOfOwnLoop(Name->getName()))
      continue;
    if (Name->isStr("cleanup") || Name->isStr("__cleanup__"))
      return Name->getName();
    llvm::StringRef Found = flowOf(Name, Seen);
    if (!Found.empty())
      return Found;
  }
  return "";
}

/// In the file of the function, and within that.
bool FunctionRewriter::isSkippedHere(SourceRange Range) const {
  const SourceManager &SM = Ctx.getSourceManager();
  SourceLocation From = Range.getBegin();
  return From.isFileID() && SM.getFileID(From) == T.file() &&
         SM.getFileOffset(From) >= T.fileBegin() &&
         SM.getFileOffset(Range.getEnd()) <= T.fileEnd();
}

/// What a macro is made of that other code names.
void FunctionRewriter::checkSkippedMacros(SourceRange Range) {
  const SourceManager &SM = Ctx.getSourceManager();
  unsigned Begin = SM.getFileOffset(Range.getBegin());
  unsigned End = SM.getFileOffset(Range.getEnd());
  llvm::StringRef File = SM.getBufferData(T.file());
  llvm::StringSet<> Macros =
      macrosMadeBy(directivesIn(File, Begin, End, Ctx.getLangOpts()));
  if (Macros.empty())
    return;
  for (const Token &Each : tokensOf(T.fileBegin(), T.fileEnd())) {
    unsigned At = SM.getFileOffset(Each.getLocation());
    if (Each.is(tok::raw_identifier) && (At < Begin || At >= End) &&
        Macros.count(Each.getRawIdentifier()))
      return fail(Range.getBegin(),
                  ("it is not compiled with these options, and makes another "
                   "macro of '" +
                   Each.getRawIdentifier() + "'")
                      .str());
  }
}

/// Whether what a word means can be called, and is no macro of the program's.
bool FunctionRewriter::isKnownFunction(const Token &Word,
                                       const SkippedMeanings &Meanings) const {
  IdentifierInfo *Name = PP.getIdentifierInfo(Word.getRawIdentifier());
  const MacroInfo *Macro = PP.getMacroInfo(Name);
  if (Macro &&
      !Ctx.getSourceManager().isInSystemHeader(Macro->getDefinitionLoc()))
    return false;
  if (Meanings.at(Name->getName(), Word.getLocation()))
    return true;
  return llvm::any_of(Ctx.getTranslationUnitDecl()->lookup(Name),
                      [](const NamedDecl *D) { return isa<ValueDecl>(D); });
}

/// What stands in a deferred statement names something, too.
void FunctionRewriter::noteSkipped(const SkippedCode &Code,
                                   SkippedMeanings &Meanings) {
  llvm::StringSet<> Own;
  for (size_t I = 0; I < Code.Tokens.size(); ++I)
    if (Code.Declared[I])
      Own.insert(Code.Tokens[I].getRawIdentifier());
  for (const Token &Word : Code.Tokens) {
    if (Word.isNot(tok::raw_identifier) || Own.count(Word.getRawIdentifier()))
      continue;
    IdentifierInfo *Name = PP.getIdentifierInfo(Word.getRawIdentifier());
    // A type of the file begins declarations, and is not what they declare.
    bool IsType =
        llvm::any_of(Ctx.getTranslationUnitDecl()->lookup(Name),
                     [](const NamedDecl *D) { return isa<TypeDecl>(D); });
    if (!IsType && !Name->isKeyword(Ctx.getLangOpts()))
      Meanings.addNamed(Name->getName(), Word.getLocation());
  }
}

/// A hoisted variable must not hide what other options mean by its name:
///
///   if (n) {
///     int v = n;           // at the top of the function, `v_of_block`
///     __defer use(v);
///   }
///   #ifdef A
///   v += 10;               // the file's
///   #endif
void FunctionRewriter::renameHoisted(const SkippedCode &Code,
                                     const SkippedMeanings &Meanings) {
  for (size_t I = 0; I < Code.Tokens.size(); ++I) {
    const Token &Word = Code.Tokens[I];
    if (Word.isNot(tok::raw_identifier) || Code.isMember(I))
      continue;
    llvm::StringRef Name = Word.getRawIdentifier();
    for (auto &Each : Vars->Out)
      if (Each.second.How == Variables::Hoisted && Each.second.Name == Name &&
          Meanings.at(Name, Word.getLocation()) != Each.first)
        Each.second.Name = Fresh->fresh((Name + "_of_block").str());
  }
}

void FunctionRewriter::checkSkipped(const SkippedCode &Code,
                                    const SkippedMeanings &Meanings) {
  checkSkippedMacros(Code.Range);
  // The tokens around a word say what becomes of it.
  std::vector<bool> Read = readAmong(Code.Tokens, [&](const Token &Word) {
    return isKnownFunction(Word, Meanings);
  });
  std::vector<bool> Cleanups = cleanupsAmong(Code.Tokens);
  for (size_t I = 0; I < Code.Tokens.size(); ++I) {
    const Token &Word = Code.Tokens[I];
    if (Word.isNot(tok::raw_identifier))
      continue;
    llvm::StringRef Name = Word.getRawIdentifier();
    if (Code.isMember(I))
      continue;
    llvm::SmallPtrSet<IdentifierInfo *, 8> Seen;
    llvm::StringRef Flow =
        Cleanups[I] ? Name : flowOf(PP.getIdentifierInfo(Name), Seen);
    std::string Does = Flow.empty()
                           ? Meanings.whyNot({Name, Word.getLocation(),
                                              Code.Declared[I], Read[I]})
                           : ("has a '" + Flow + "' in it").str();
    if (!Does.empty())
      return fail(Word.getLocation(),
                  "it is not compiled with these options, and " + Does);
  }
}

void FunctionRewriter::checkSkipped() {
  const SourceManager &SM = Ctx.getSourceManager();
  std::vector<SkippedCode> All;
  for (const SourceRange &Range : Skipped) {
    if (!isSkippedHere(Range))
      continue;
    std::vector<Token> Tokens = tokensOf(SM.getFileOffset(Range.getBegin()),
                                         SM.getFileOffset(Range.getEnd()));
    std::vector<bool> Declared = declaredAmong(Tokens);
    All.push_back({Range, std::move(Tokens), std::move(Declared)});
  }
  if (All.empty())
    return;
  SkippedMeanings Meanings(F, *L, *Vars, Outlined, SM);
  for (const SkippedCode &Code : All)
    noteSkipped(Code, Meanings);
  for (const SkippedCode &Code : All)
    renameHoisted(Code, Meanings);
  for (const SkippedCode &Code : All)
    checkSkipped(Code, Meanings);
}
