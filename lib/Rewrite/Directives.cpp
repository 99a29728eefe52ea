//===- Directives.cpp - the directives within a text ----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Directives.h"

#include "clang/Lex/Lexer.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;
using namespace defer;

Directives defer::directivesIn(llvm::StringRef Text, unsigned Begin,
                               unsigned End, const LangOptions &Lang) {
  Directives Found;
  Lexer Lex(SourceLocation(), Lang, Text.begin(), Text.begin() + Begin,
            Text.end());
  Token T;
  for (bool AtEnd = false; !AtEnd;) {
    AtEnd = Lex.LexFromRawLexer(T);
    unsigned At = Lex.getBufferLocation() - Text.begin() - T.getLength();
    if (T.is(tok::eof) || At >= End)
      break;
    // The first token of a lexer is at the start of a line to it.
    if (T.isNot(tok::hash) || !T.isAtStartOfLine() ||
        !Text.slice(Text.take_front(At).rfind('\n') + 1, At).trim().empty())
      continue;
    AtEnd = Lex.LexFromRawLexer(T);
    bool IsNamed = T.is(tok::raw_identifier) && !T.isAtStartOfLine();
    Found.push_back({At, IsNamed ? T.getRawIdentifier() : ""});
  }
  return Found;
}

bool defer::areWhole(llvm::ArrayRef<Directive> All) {
  unsigned Depth = 0;
  for (const Directive &D : All) {
    if (D.Is == "if" || D.Is == "ifdef" || D.Is == "ifndef")
      ++Depth;
    else if (D.Is == "endif" ? !Depth-- : D.Is.take_front(2) == "el" && !Depth)
      return false;
  }
  return Depth == 0;
}

bool defer::areConditions(llvm::ArrayRef<Directive> All) {
  return llvm::all_of(All, [](const Directive &D) {
    return D.Is.empty() || D.Is.take_front(2) == "if" ||
           D.Is.take_front(2) == "el" || D.Is == "endif";
  });
}
