//===- FunctionSkipped.cpp - code that is not compiled --------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What is not compiled with the options given stays as it is, for other
// options. So it must not leave a block, nor name what is called otherwise in
// the new function, nor declare what has the name of something that a deferred
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
#include "Named.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;
using namespace defer;

static bool isOfFlow(llvm::StringRef Word) {
  return llvm::StringSwitch<bool>(Word)
      .Cases("return", "goto", "break", "continue", true)
      .Cases("case", "default", true)
      .Cases("__defer", "_Defer", "defer", true)
      .Cases("__defer_capture", "__defer_named", true)
      .Cases("defer_run", "defer_cancel", true)
      .Default(false);
}

static bool assigns(tok::TokenKind Kind) {
  switch (Kind) {
  case tok::equal:
  case tok::plusequal:
  case tok::minusequal:
  case tok::starequal:
  case tok::slashequal:
  case tok::percentequal:
  case tok::ampequal:
  case tok::pipeequal:
  case tok::caretequal:
  case tok::lesslessequal:
  case tok::greatergreaterequal:
    return true;
  default:
    return false;
  }
}

namespace {
/// Sees tokens go by, and what may be declarations among them.
class DeclarationFinder {
public:
  /// Whether `Word` is declared, where `After` follows: `int *Word =`.
  bool declares(const Token &Word, const Token &After) {
    if (Word.isAtStartOfLine() && (Directive || Word.is(tok::hash))) {
      Directive = Word.is(tok::hash);
      State = Start;
    }
    if (Directive)
      return false;
    switch (Word.getKind()) {
    case tok::semi:
    case tok::l_brace:
    case tok::r_brace:
    case tok::colon:
      State = Start;
      Depth = 0;
      Any = false;
      return false;
    case tok::l_paren:
    case tok::l_square:
      ++Depth;
      return false;
    case tok::r_paren:
    case tok::r_square:
      Depth -= Depth != 0;
      return false;
    default:
      break;
    }
    if (Depth)
      return false;
    if (Word.is(tok::raw_identifier) && State == Start) {
      State = Word.getRawIdentifier() == "else" ? Start : Typed;
      return false;
    }
    if (Word.is(tok::raw_identifier)) {
      bool Is =
          State == Typed && After.isOneOf(tok::equal, tok::semi, tok::comma,
                                          tok::l_square, tok::l_paren);
      Any |= Is;
      return Is;
    }
    if (Word.is(tok::equal) && State == Typed)
      State = Initialised;
    else if (Word.is(tok::comma))
      State = Any ? Typed : Other;
    else if (State == Start || (State == Typed && Word.isNot(tok::star)))
      State = Other;
    return false;
  }

private:
  enum { Start, Typed, Initialised, Other } State = Start;
  unsigned Depth = 0; ///< in parentheses and brackets
  bool Any = false;   ///< something of the statement is declared
  bool Directive = false;
};
} // namespace

/// The names that deferred statements around a place name, and do not declare.
llvm::StringSet<> FunctionRewriter::namedAround(SourceLocation Skipped) const {
  const SourceManager &SM = Ctx.getSourceManager();
  llvm::StringSet<> Names;
  for (const auto &D : F.Deferrals) {
    auto IsIn = [&](SourceLocation Loc) {
      return SM.isPointWithin(SM.getExpansionLoc(Loc),
                              SM.getExpansionLoc(D->S->getBeginLoc()),
                              SM.getExpansionLoc(D->S->getEndLoc()));
    };
    if (IsIn(Skipped))
      continue; // it goes with the statement
    Named([&](const Decl *Of) {
      auto *Known = dyn_cast<NamedDecl>(Of);
      if (Known && Known->getIdentifier() && !IsIn(Of->getLocation()))
        Names.insert(Known->getName());
    }).visit(D->S);
  }
  return Names;
}

/// Whether what is compiled would be a part of a statement that begins, or
/// ends, in what is not: `while (c)` before an #endif, or a brace.
static bool isPartial(llvm::StringRef File, unsigned Begin, unsigned End,
                      const LangOptions &Lang) {
  Lexer Lex(SourceLocation(), Lang, File.begin(), File.begin() + Begin,
            File.end());
  Token T;
  bool Directive = false, IsHead = false;
  int Braces = 0, Parens = 0;
  for (bool AtEnd = false; !AtEnd;) {
    AtEnd = Lex.LexFromRawLexer(T);
    unsigned At = Lex.getBufferLocation() - File.begin() - T.getLength();
    if (T.is(tok::eof) || At >= End)
      break;
    if (T.isAtStartOfLine() || At == Begin)
      Directive = T.is(tok::hash);
    if (Directive)
      continue;
    Parens += T.is(tok::l_paren) - T.is(tok::r_paren);
    Braces += T.is(tok::l_brace) - T.is(tok::r_brace);
    if (Braces < 0)
      return true;
    if (T.is(tok::raw_identifier))
      IsHead |= llvm::StringSwitch<bool>(T.getRawIdentifier())
                    .Cases("if", "else", "for", "while", "do", "switch", true)
                    .Default(false);
    else if (!Parens && T.isOneOf(tok::semi, tok::l_brace, tok::r_brace))
      IsHead = false; // it has its statement
  }
  return Braces || IsHead;
}

void FunctionRewriter::checkSkipped(SourceRange Range) {
  const SourceManager &SM = Ctx.getSourceManager();
  SourceLocation From = Range.getBegin();
  if (!From.isFileID() || SM.getFileID(From) != T.file())
    return;
  unsigned Begin = SM.getFileOffset(From),
           End = SM.getFileOffset(Range.getEnd());
  if (Begin < T.fileBegin() || End > T.fileEnd())
    return;
  llvm::StringSet<> Otherwise, Copied;
  for (const auto &Each : Vars->Out) {
    Variables::Treatment How = Each.second.How;
    if (How == Variables::Kept || How == Variables::Shared ||
        ((How == Variables::Hoisted || How == Variables::Renamed) &&
         Each.second.Name != Each.first->getName()))
      Otherwise.insert(Each.first->getName());
  }
  for (const auto &Each : Vars->Records)
    for (const VarDecl *Var : Each.second.Copies)
      if (!Vars->CaptureOf.count(Var))
        Copied.insert(Var->getName());
  llvm::StringSet<> InStatements = namedAround(From);
  DeclarationFinder Declarations;
  llvm::StringRef File = SM.getBufferData(T.file());
  if (isPartial(File, Begin, End, Ctx.getLangOpts()))
    return fail(From, "with other options, what is under this begins or ends a "
                      "statement that the rest is a part of");
  Lexer Lex(SourceLocation(), Ctx.getLangOpts(), File.begin(),
            File.begin() + Begin, File.end());
  // The tokens before and behind a word say what becomes of it.
  Token Before, Word, After;
  Before.startToken();
  Word.startToken();
  unsigned WordAt = Begin, AfterAt = Begin;
  auto Says = [&](const llvm::Twine &What) {
    fail(SM.getLocForStartOfFile(T.file()).getLocWithOffset(WordAt),
         ("it is not compiled with these options, and " + What).str());
  };
  for (bool AtEnd = false; !AtEnd && WordAt < End; Before = Word, Word = After) {
    AtEnd = Lex.LexFromRawLexer(After);
    WordAt = AfterAt;
    AfterAt = Lex.getBufferLocation() - File.begin() - After.getLength();
    bool Declares = Declarations.declares(Word, After);
    if (Word.isNot(tok::raw_identifier) || WordAt >= End)
      continue;
    llvm::StringRef Name = Word.getRawIdentifier();
    if (isOfFlow(Name))
      return Says("has a '" + Name + "' in it");
    if (Before.isOneOf(tok::period, tok::arrow))
      continue; // a member
    if (Otherwise.count(Name))
      return Says("names '" + Name +
                  "', which is not called so in the rewritten function");
    if (Declares && InStatements.count(Name))
      return Says("declares '" + Name + "', which a deferred statement names");
    bool Steps = Before.isOneOf(tok::plusplus, tok::minusminus) ||
                 After.isOneOf(tok::plusplus, tok::minusminus);
    if (Copied.count(Name) &&
        (Steps || Before.is(tok::amp) || After.is(tok::period) ||
         assigns(After.getKind())))
      return Says("may change '" + Name +
                  "', which has been copied because nothing does");
  }
}
