//===- FunctionSkipped.cpp - code that is not compiled --------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What is not compiled with the options given stays as it is, for other
// options. So it must not leave a block, nor name what is called otherwise in
// the new function, or means another thing where a statement runs, nor declare
// what has the name of something that a deferred statement names, nor change
// what was copied because nothing does:
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

void FunctionRewriter::checkSkipped(const SkippedCode &Code,
                                    const SkippedMeanings &Meanings) {
  checkSkippedMacros(Code.Range);
  // The tokens around a word say what becomes of it.
  std::vector<bool> Read = readAmong(Code.Tokens, [&](const Token &Word) {
    return isKnownFunction(Word, Meanings);
  });
  for (size_t I = 0; I < Code.Tokens.size(); ++I) {
    const Token &Word = Code.Tokens[I];
    if (Word.isNot(tok::raw_identifier))
      continue;
    llvm::StringRef Name = Word.getRawIdentifier();
    bool IsMember = I && Code.Tokens[I - 1].isOneOf(tok::period, tok::arrow);
    std::string Does;
    if (isOfFlow(Name))
      Does = ("has a '" + Name + "' in it").str();
    else if (!IsMember)
      Does = Meanings.whyNot(
          {Name, Word.getLocation(), Code.Declared[I], Read[I]});
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
    checkSkipped(Code, Meanings);
}
