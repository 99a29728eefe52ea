//===- SkippedUses.cpp - what skipped code does with names ----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SkippedUses.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringRef.h"

using namespace clang;
using namespace defer;

static bool isWord(const Token &T, llvm::ArrayRef<const char *> Words) {
  return T.is(tok::raw_identifier) &&
         llvm::is_contained(Words, T.getRawIdentifier());
}

static bool steps(const Token &T) {
  return T.isOneOf(tok::plusplus, tok::minusminus);
}

static bool assigns(const Token &T) {
  switch (T.getKind()) {
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

/// What a parenthesis is of.
enum Parens {
  Group,  ///< an expression, which is what is in it
  Values, ///< a condition, or the arguments of a function
  Unknown ///< perhaps the arguments of a macro
};

} // namespace

/// \param Before the token before the parenthesis, or none
static Parens parensBehind(const Token &Before, bool IsMember,
                           llvm::function_ref<bool(const Token &)> IsFunction) {
  if (isWord(Before, {"return", "else", "do"}) ||
      Before.isNot(tok::raw_identifier))
    return Group;
  if (isWord(Before, {"if", "while", "for", "switch", "sizeof"}) || IsMember ||
      IsFunction(Before))
    return Values;
  return Unknown;
}

std::vector<bool>
defer::readAmong(llvm::ArrayRef<Token> Tokens,
                 llvm::function_ref<bool(const Token &)> IsFunction) {
  std::vector<bool> Read(Tokens.size(), false);
  std::vector<Parens> Open;
  Token None;
  None.startToken();
  auto At = [&](size_t I) { return I < Tokens.size() ? Tokens[I] : None; };
  for (size_t I = 0; I < Tokens.size(); ++I) {
    Token Before = I ? At(I - 1) : None, After = At(I + 1);
    if (Tokens[I].is(tok::l_paren))
      Open.push_back(parensBehind(
          Before, I > 1 && At(I - 2).isOneOf(tok::period, tok::arrow),
          IsFunction));
    else if (Tokens[I].is(tok::r_paren) && !Open.empty())
      Open.pop_back();
    if (Tokens[I].isNot(tok::raw_identifier))
      continue;
    // What is in parentheses alone is still the variable; what stands before a
    // word may be an argument of a macro that is one.
    bool Alone = Before.is(tok::l_paren) && After.is(tok::r_paren) &&
                 !Open.empty() && Open.back() == Group;
    Read[I] = !Alone && !llvm::is_contained(Open, Unknown) && !steps(Before) &&
              Before.isNot(tok::amp) && !steps(After) && !assigns(After) &&
              !After.isOneOf(tok::period, tok::raw_identifier);
  }
  return Read;
}

std::vector<bool> defer::cleanupsAmong(llvm::ArrayRef<Token> Tokens) {
  std::vector<bool> Found(Tokens.size(), false);
  bool Attribute = false; // since the last statement
  for (size_t I = 0; I < Tokens.size(); ++I) {
    if (Tokens[I].isOneOf(tok::semi, tok::l_brace, tok::r_brace))
      Attribute = false;
    Attribute |=
        isWord(Tokens[I], {"__attribute__", "__attribute"}) ||
        (Tokens[I].is(tok::l_square) && I && Tokens[I - 1].is(tok::l_square));
    Found[I] = Attribute && isWord(Tokens[I], {"cleanup", "__cleanup__"});
  }
  return Found;
}
