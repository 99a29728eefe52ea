//===- Directives.cpp - the directives within a text ----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "defer/Text/Directives.h"

#include "defer/Support/TextCompat.h"

#include "clang/Lex/Lexer.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;
using namespace defer;

/// Whether a line, without its break, goes on in the next.
static bool isContinued(llvm::StringRef Line) {
  return compat::endsWith(Line.rtrim(), "\\");
}

llvm::StringRef defer::logicalLine(llvm::StringRef Text) {
  size_t End = Text.find('\n');
  while (End != llvm::StringRef::npos && isContinued(Text.take_front(End)))
    End = Text.find('\n', End + 1);
  return Text.take_front(End);
}

unsigned defer::endOfDirective(llvm::StringRef Text, unsigned Hash,
                               const LangOptions &Lang) {
  Lexer Lex(SourceLocation(), Lang, Text.begin(), Text.begin() + Hash,
            Text.end());
  Lex.SetCommentRetentionState(true);
  unsigned Past = Hash;
  Token T;
  Lex.LexFromRawLexer(T); // the hash
  do {
    Past = Lex.getBufferLocation() - Text.begin();
    Lex.LexFromRawLexer(T);
  } while (!T.isAtStartOfLine() && T.isNot(tok::eof));
  // What is left of it is blank.
  return std::min(Past + logicalLine(Text.drop_front(Past)).size() + 1,
                  Text.size());
}

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
    unsigned Past = endOfDirective(Text, At, Lang);
    Directive Here = {At, Past, "", ""};
    if (IsNamed) {
      Here.Is = T.getRawIdentifier();
      Here.Says = Text.slice(Lex.getBufferLocation() - Text.begin(), Past);
      Here.Says = Here.Says.trim();
    }
    Found.push_back(Here);
  }
  return Found;
}

std::vector<DirectiveGroup> defer::groupsIn(llvm::StringRef Text,
                                            unsigned Begin, unsigned End,
                                            const LangOptions &Lang) {
  std::vector<DirectiveGroup> Out;
  std::vector<unsigned> Open;
  for (const Directive &D : directivesIn(Text, Begin, End, Lang)) {
    if (D.opens())
      Open.push_back(D.At);
    if (!D.closes())
      continue;
    Out.push_back({Open.empty() ? Begin : Open.back(), D.End});
    if (!Open.empty())
      Open.pop_back();
  }
  for (unsigned Each : Open)
    Out.push_back({Each, End});
  return Out;
}

bool defer::areWhole(llvm::ArrayRef<Directive> All) {
  unsigned Depth = 0;
  for (const Directive &D : All) {
    if (D.opens())
      ++Depth;
    else if (D.closes() ? !Depth-- : D.goesOn() && !Depth)
      return false;
  }
  return Depth == 0;
}

bool defer::areConditions(llvm::ArrayRef<Directive> All) {
  return llvm::all_of(All, [](const Directive &D) {
    return D.Is.empty() || D.opens() || D.goesOn() || D.closes();
  });
}
