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
#include "SkippedDeclarations.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
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

/// Whether another statement follows it.
static bool isHead(llvm::StringRef Word) {
  static const char *const Words[] = {"if",    "else", "for",
                                      "while", "do",   "switch"};
  return llvm::is_contained(Words, Word);
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
/// ends, in what is not: `while (c)` before an #endif, or a brace.  What is in
/// a macro's arguments gets its braces and semicolons from the macro, too.
static bool isPartial(llvm::ArrayRef<Token> Tokens) {
  bool InHead = false;
  int Braces = 0, Parens = 0, Head = 0;
  for (const Token &T : Tokens) {
    Parens += T.is(tok::l_paren) - T.is(tok::r_paren);
    if (Parens <= 0)
      Braces += T.is(tok::l_brace) - T.is(tok::r_brace);
    if (Braces < 0 || (InHead && Parens < Head))
      return true;
    if (T.is(tok::raw_identifier) && isHead(T.getRawIdentifier())) {
      InHead = true;
      Head = Parens;
      continue;
    }
    bool EndsOne = T.isOneOf(tok::semi, tok::l_brace, tok::r_brace);
    bool BeginsOne = Head > 0 && T.isNot(tok::l_paren) && T.isNot(tok::r_paren);
    if (Parens == Head && (EndsOne || BeginsOne))
      InHead = false; // it has its statement
  }
  return Braces || InHead;
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

/// What is compiled with other options must be whole statements of a whole
/// function, too.
void FunctionRewriter::checkConditions() {
  const SourceManager &SM = Ctx.getSourceManager();
  SourceLocation Start = SM.getLocForStartOfFile(T.file());
  std::vector<const Directive *> Open;
  auto InPart = [&](const Directive &D) {
    fail(Start.getLocWithOffset(D.At),
         "with other options, another function begins or ends with what is "
         "under this");
  };
  for (const Directive &D : T.directives()) {
    if (D.opens()) {
      Open.push_back(&D);
      continue;
    }
    if (!D.goesOn() && !D.closes())
      continue;
    if (Open.empty())
      return InPart(D);
    const Directive &Before = *Open.back();
    if (isPartial(tokensOf(Before.End, D.At)))
      return fail(Start.getLocWithOffset(Before.At),
                  "with other options, what is under this begins or ends a "
                  "statement that the rest is a part of");
    Open.pop_back();
    if (D.goesOn())
      Open.push_back(&D);
  }
  if (!Open.empty())
    InPart(*Open.back());
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
  llvm::StringRef File = SM.getBufferData(T.file());
  llvm::StringSet<> Macros =
      macrosMadeBy(directivesIn(File, Begin, End, Ctx.getLangOpts()));
  if (!Macros.empty())
    for (const Token &Each : tokensOf(T.fileBegin(), T.fileEnd())) {
      unsigned At = SM.getFileOffset(Each.getLocation());
      if (Each.is(tok::raw_identifier) && (At < Begin || At >= End) &&
          Macros.count(Each.getRawIdentifier()))
        return fail(From, ("it is not compiled with these options, and makes "
                           "another macro of '" +
                           Each.getRawIdentifier() + "'")
                              .str());
    }
  // The tokens before and behind a word say what becomes of it.
  std::vector<Token> Tokens = tokensOf(Begin, End);
  std::vector<bool> Declared = declaredAmong(Tokens);
  Token None;
  None.startToken();
  for (size_t I = 0; I < Tokens.size(); ++I) {
    const Token &Word = Tokens[I];
    const Token &Before = I ? Tokens[I - 1] : None;
    const Token &After = I + 1 < Tokens.size() ? Tokens[I + 1] : None;
    auto Says = [&](const llvm::Twine &What) {
      fail(Word.getLocation(),
           ("it is not compiled with these options, and " + What).str());
    };
    if (Word.isNot(tok::raw_identifier))
      continue;
    llvm::StringRef Name = Word.getRawIdentifier();
    if (isOfFlow(Name))
      return Says("has a '" + Name + "' in it");
    if (Before.isOneOf(tok::period, tok::arrow))
      continue; // a member
    if (Otherwise.count(Name))
      return Says("names '" + Name +
                  "', which is not called so in the rewritten function");
    if (Declared[I] && InStatements.count(Name))
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
