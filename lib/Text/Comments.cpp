//===- Comments.cpp - the comments within a text --------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "defer/Text/Comments.h"

#include "defer/Support/TextCompat.h"

#include "clang/Lex/Lexer.h"

using namespace clang;
using namespace defer;

Comments defer::commentsIn(llvm::StringRef Text, unsigned Begin, unsigned End,
                           const LangOptions &Lang) {
  Comments Found;
  Lexer Lex(SourceLocation(), Lang, Text.begin(), Text.begin() + Begin,
            Text.end());
  Lex.SetCommentRetentionState(true);
  Token T;
  for (bool AtEnd = false; !AtEnd;) {
    AtEnd = Lex.LexFromRawLexer(T);
    unsigned Past = Lex.getBufferLocation() - Text.begin();
    if (T.is(tok::eof) || Past - T.getLength() >= End)
      break;
    if (T.is(tok::comment))
      Found.push_back(Text.slice(Past - T.getLength(), Past).rtrim("\r\n"));
  }
  return Found;
}

bool defer::endsLine(llvm::StringRef Comment) {
  // Lines that a backslash makes one may stand between the two.
  return !compat::endsWith(Comment, "*/") || compat::startsWith(Comment, "//");
}

std::string defer::leading(llvm::ArrayRef<llvm::StringRef> All,
                           llvm::StringRef Break) {
  std::string Out;
  for (llvm::StringRef Comment : All) {
    Out += Comment;
    Out += endsLine(Comment) ? Break : llvm::StringRef(" ");
  }
  return Out;
}
