//===- DirectiveChecks.cpp - what directives do not allow -----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "DirectiveChecks.h"

#include "FileText.h"
#include "defer/Text/Directives.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Lex/Lexer.h"
#include "clang/Lex/Preprocessor.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;
using namespace defer;

/// Where the first jump from an offset on ends, or the block does.
static unsigned exitFrom(llvm::StringRef Text, unsigned Offset,
                         const LangOptions &Lang) {
  Lexer Lex(SourceLocation(), Lang, Text.begin(), Text.begin() + Offset,
            Text.end());
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

/// Whether it may leave the function, or lead on elsewhere in it.
static bool mayJump(llvm::StringRef Text, CompilerInstance &CI) {
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
    if (Next == Text.end() || *Next != '(' || Word == "if" || Word == "while" ||
        Word == "for" || Word == "switch" || Word == "sizeof")
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

void defer::checkDirectives(ReadFunction &Here,
                            llvm::ArrayRef<SourceRange> Skipped,
                            CompilerInstance &CI) {
  const SourceManager &SM = CI.getSourceManager();
  for (SourceRange Range : Skipped) {
    SourceLocation Loc = SM.getExpansionLoc(Range.getBegin());
    unsigned At = SM.getFileOffset(Loc);
    if (SM.getFileID(Loc) != SM.getMainFileID() || At < Here.Where.Begin ||
        At >= Here.Where.End)
      continue;
    unsigned End = SM.getFileOffset(SM.getExpansionLoc(Range.getEnd()));
    if (mayJump(SM.getBufferData(SM.getMainFileID()).slice(At, End), CI))
      return Here.refuse(
          At, "code that is not compiled here may leave the function");
  }
  llvm::StringRef Text = SM.getBufferData(SM.getMainFileID());
  std::vector<DirectiveGroup> Groups =
      groupsIn(Text, Here.Where.Begin, Here.Where.End, CI.getLangOpts());
  auto Touches = [&](const Way &W) {
    for (const TextChange &Change : W.Changes) {
      // What is taken away runs where control leaves: with other options,
      // something may run before that.
      unsigned Past = Change.End;
      if (Change.End > Change.Begin)
        Past = std::max(Past, exitFrom(Text, Change.Begin, CI.getLangOpts()));
      for (DirectiveGroup C : Groups)
        if (Change.Begin < C.End && Past > C.Begin)
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
