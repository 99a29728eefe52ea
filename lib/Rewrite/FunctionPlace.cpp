//===- FunctionPlace.cpp - what stands around a function in its file ------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What is declared for a function stands before it, where a declaration may, and
// must have names that mean nothing else there:
//
//   #define SIZE 8                        #define SIZE 8
//   int f(void) {                         <- here
//     __defer_named(h) ...         ->     int f(void) {
//   }                                       ...
//                                         }
//
// Shown by: defer-rewrite test/Rewrite/itself.c --
//
//===----------------------------------------------------------------------===//

#include "FunctionRewriter.h"

#include "defer/Support/TextCompat.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"

using namespace clang;
using namespace defer;

/// The words of the file outside of the function; of a header, also those of
/// what includes it.
llvm::StringSet<> FunctionRewriter::wordsAround() const {
  const SourceManager &SM = Ctx.getSourceManager();
  llvm::StringSet<> Found;
  auto Look = [&](FileID ID) {
    llvm::StringRef File = SM.getBufferData(ID);
    Lexer Lex(SourceLocation(), Ctx.getLangOpts(), File.begin(), File.begin(),
              File.end());
    Token Each;
    for (bool AtEnd = false; !AtEnd;) {
      AtEnd = Lex.LexFromRawLexer(Each);
      unsigned End = Lex.getBufferLocation() - File.begin();
      if (Each.is(tok::raw_identifier) &&
          (ID != T.file() || End <= T.fileBegin() || End > T.fileEnd()))
        Found.insert(Each.getRawIdentifier());
    }
  };
  Look(T.file());
  if (T.file() != SM.getMainFileID())
    Look(SM.getMainFileID());
  return Found;
}

/// What stands behind a declaration on its line belongs to it.
static unsigned pastLine(llvm::StringRef Text, unsigned End) {
  llvm::StringRef Rest = logicalLine(Text.drop_front(End));
  if (Rest.trim().empty() || compat::startsWith(Rest.trim(), "//"))
    return std::min<size_t>(End + Rest.size() + 1, Text.size());
  return End;
}

/// Where declarations may stand that the function needs: behind what ends a
/// declaration before it, and directives behind that.
unsigned FunctionRewriter::beforeFunction() const {
  const SourceManager &SM = Ctx.getSourceManager();
  llvm::StringRef Text = SM.getBufferData(T.file());
  unsigned Limit = T.fileBegin();
  SourceLocation First = SM.getExpansionLoc(F.Function->getBeginLoc());
  if (SM.getFileID(First) == T.file())
    Limit = std::min(Limit, SM.getFileOffset(First));
  auto IsSkipped = [&](unsigned At) {
    return llvm::any_of(Skipped, [&](const SourceRange &Range) {
      return SM.getFileID(Range.getBegin()) == T.file() &&
             SM.getFileOffset(Range.getBegin()) <= At &&
             At < SM.getFileOffset(Range.getEnd());
    });
  };
  // The braces of a function before it may be in macros.
  unsigned Behind = 0;
  for (const Decl *D : Ctx.getTranslationUnitDecl()->decls()) {
    auto *Other = dyn_cast<FunctionDecl>(D);
    if (!Other || !Other->doesThisDeclarationHaveABody() || Other == F.Function)
      continue;
    SourceLocation End =
        SM.getExpansionRange(Other->getBody()->getEndLoc()).getEnd();
    if (SM.getFileID(End) != T.file() || SM.getFileOffset(End) >= Limit)
      continue;
    Behind = std::max(
        Behind, SM.getFileOffset(End) +
                    Lexer::MeasureTokenLength(End, SM, Ctx.getLangOpts()));
  }
  Lexer Lex(SourceLocation(), Ctx.getLangOpts(), Text.begin(),
            Text.begin() + Behind, Text.end());
  Token Each;
  unsigned Found = Behind ? pastLine(Text, Behind) : 0;
  unsigned Depth = 0, PastDirective = 0;
  bool Clean = true; // nothing but directives since then
  for (bool AtEnd = false; !AtEnd;) {
    AtEnd = Lex.LexFromRawLexer(Each);
    unsigned End = Lex.getBufferLocation() - Text.begin();
    unsigned Begin = End - Each.getLength();
    if (AtEnd || Begin >= Limit)
      break;
    if (Begin < PastDirective || IsSkipped(Begin))
      continue;
    if (Each.is(tok::hash) && Each.isAtStartOfLine()) {
      PastDirective = endOfDirective(Text, Begin, Ctx.getLangOpts());
      llvm::StringRef Name = Text.slice(End, PastDirective).ltrim();
      if (Clean && !Depth && !compat::startsWith(Name, "if") &&
          !compat::startsWith(Name, "el"))
        Found = PastDirective;
      continue;
    }
    Clean = false;
    if (Each.isOneOf(tok::l_brace, tok::l_paren, tok::l_square))
      ++Depth;
    bool Closes = Each.isOneOf(tok::r_brace, tok::r_paren, tok::r_square);
    if (Closes && Depth)
      --Depth;
    if (Depth || !Each.isOneOf(tok::semi, tok::r_brace))
      continue;
    Clean = true;
    Found = pastLine(Text, End);
  }
  return std::min(Found, Limit);
}
