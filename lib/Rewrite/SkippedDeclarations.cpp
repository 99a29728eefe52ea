//===- SkippedDeclarations.cpp - what is declared in skipped code ---------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SkippedDeclarations.h"

#include "llvm/ADT/StringSwitch.h"

using namespace clang;
using namespace defer;

namespace {

class Finder {
public:
  explicit Finder(llvm::ArrayRef<Token> Tokens)
      : Tokens(Tokens), Found(Tokens.size(), false) {}

  std::vector<bool> run() {
    for (size_t I = 0; I < Tokens.size();)
      I = statement(I);
    return std::move(Found);
  }

private:
  bool is(size_t I, tok::TokenKind Kind) const {
    return I < Tokens.size() && Tokens[I].is(Kind);
  }
  llvm::StringRef word(size_t I) const {
    return is(I, tok::raw_identifier) ? Tokens[I].getRawIdentifier() : "";
  }

  /// Behind what closes a parenthesis, a bracket or a brace.
  size_t pastClosed(size_t I) const {
    for (unsigned Depth = 0; I < Tokens.size(); ++I) {
      if (Tokens[I].isOneOf(tok::l_paren, tok::l_square, tok::l_brace))
        ++Depth;
      else if (Tokens[I].isOneOf(tok::r_paren, tok::r_square, tok::r_brace) &&
               --Depth == 0)
        return I + 1;
    }
    return I;
  }

  /// Up to the semicolon of a simple statement.
  size_t endOf(size_t I) const {
    while (I < Tokens.size() && !is(I, tok::semi))
      I = Tokens[I].isOneOf(tok::l_paren, tok::l_square, tok::l_brace)
              ? pastClosed(I)
              : I + 1;
    return I;
  }

  static bool beginsType(llvm::StringRef Word) {
    for (const char *Each :
         {"void",        "char",          "short",        "int",
          "long",        "float",         "double",       "signed",
          "unsigned",    "_Bool",         "bool",         "_Complex",
          "struct",      "union",         "enum",         "const",
          "volatile",    "_Atomic",       "static",       "extern",
          "register",    "auto",          "typedef",      "inline",
          "_Noreturn",   "_Thread_local", "thread_local", "_Alignas",
          "alignas",     "constexpr",     "__thread",     "__extension__",
          "__auto_type", "__const",       "__const__",    "__volatile__",
          "__inline",    "__inline__",    "__signed__",   "__attribute__",
          "typeof",      "typeof_unqual", "__typeof",     "__typeof__",
          "_BitInt"})
      if (Word == Each)
        return true;
    return false;
  }

  /// `T t`, `T *t`, `T(x) t`: of a type's name, or a macro.
  bool isNamedType(size_t I) const {
    ++I;
    if (is(I, tok::l_paren)) {
      size_t Past = pastClosed(I);
      return !word(Past).empty();
    }
    while (is(I, tok::star) || word(I) == "const" || word(I) == "restrict")
      ++I;
    return !word(I).empty();
  }

  size_t statement(size_t I) {
    if (Tokens[I].isNot(tok::raw_identifier))
      return I + 1;
    llvm::StringRef Word = word(I);
    if (Word == "else" || Word == "do")
      return I + 1;
    if (Word == "if" || Word == "while" || Word == "switch" || Word == "for") {
      size_t Past = pastClosed(I + 1);
      if (Word == "for" && is(I + 1, tok::l_paren))
        statement(I + 2); // which may begin with a declaration
      return Past;
    }
    if (is(I + 1, tok::colon))
      return I + 2; // a label
    size_t End = endOf(I);
    if (beginsType(Word) || isNamedType(I))
      declaration(I, End);
    return End + 1;
  }

  /// All names but those of what initialises, and of sizes.
  void declaration(size_t I, size_t End) {
    bool Enumerators = false;
    for (unsigned Depth = 0; I < End; ++I) {
      if (word(I) == "enum")
        Enumerators = true;
      if (is(I, tok::l_square)) {
        I = pastClosed(I) - 1;
        continue;
      }
      if (is(I, tok::equal)) {
        // To the comma behind it, or the end of what it is in.
        for (++I; I < End && !is(I, tok::comma) && !is(I, tok::r_brace) &&
                  !is(I, tok::r_paren);)
          I = Tokens[I].isOneOf(tok::l_paren, tok::l_square, tok::l_brace)
                  ? pastClosed(I)
                  : I + 1;
        --I;
        continue;
      }
      Depth += is(I, tok::l_brace);
      Depth -= is(I, tok::r_brace) && Depth;
      // A member's name is one of its own.
      Found[I] = is(I, tok::raw_identifier) && (!Depth || Enumerators);
    }
  }

  llvm::ArrayRef<Token> Tokens;
  std::vector<bool> Found;
};

} // namespace

std::vector<bool> defer::declaredAmong(llvm::ArrayRef<Token> Tokens) {
  return Finder(Tokens).run();
}
