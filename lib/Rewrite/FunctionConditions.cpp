//===- FunctionConditions.cpp - what an #if is around ---------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What is under an #if, compiled or not, must be whole statements of a whole
// function: what is rewritten would be other statements with other options.
//
//   #ifdef SLOW
//     while (n--)          // an error
//   #endif
//       step();
//
// Shown by: defer-rewrite test/Rewrite/errors-other-options.c --
//
//===----------------------------------------------------------------------===//

#include "FunctionRewriter.h"

#include "clang/AST/ASTContext.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Token.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;
using namespace defer;

/// Whether another statement follows it.
static bool isHead(llvm::StringRef Word) {
  static const char *const Words[] = {"if",    "else", "for",
                                      "while", "do",   "switch"};
  return llvm::is_contained(Words, Word);
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
