//===- FunctionLabels.cpp - labels of a statement that stands again -------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A deferred statement that runs by name stands in more than one place.  No jump
// leads into it or out of it, so the labels in it are its own, and in each place
// but the first they have other names; only where they are labels:
//
//   retry:                                 retry_2:
//     if (n--) {                    ->       if (n--) {
//       puts("retry: again");                  puts("retry: again");
//       goto retry;                            goto retry_2;
//     }                                      }
//
// Shown by: defer-rewrite test/Regressions/rewrite-labels-again.c --
//
//===----------------------------------------------------------------------===//

#include "FunctionRewriter.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Stmt.h"
#include "clang/Lex/Lexer.h"

#include <map>
#include <vector>

using namespace clang;
using namespace defer;

/// What a macro says of labels cannot be changed but where it is written out.
void FunctionRewriter::writeOutLabels(const Stmt *S) {
  if (auto *Label = dyn_cast<LabelStmt>(S))
    T.writeOutAt(Label->getIdentLoc());
  if (auto *Goto = dyn_cast<GotoStmt>(S))
    for (SourceLocation Loc : {Goto->getGotoLoc(), Goto->getLabelLoc()})
      T.writeOutAt(Loc);
  for (const Stmt *Child : S->children())
    if (Child)
      writeOutLabels(Child);
}

static llvm::StringRef wordOf(const Token &T) {
  return T.is(tok::raw_identifier) ? T.getRawIdentifier() : llvm::StringRef();
}

/// Whether a statement may begin behind a token.
static bool endsStatement(const Token &T) {
  llvm::StringRef Word = wordOf(T);
  return T.isOneOf(tok::semi, tok::l_brace, tok::r_brace, tok::r_paren,
                   tok::r_square, tok::colon, tok::unknown) ||
         Word == "else" || Word == "do";
}

/// Where labels are named in a text, in its order.
static std::vector<llvm::StringRef> labelsIn(const std::string &Text,
                                             const LangOptions &Lang) {
  const char *Begin = Text.data();
  Lexer Lex(SourceLocation(), Lang, Begin, Begin, Begin + Text.size());
  std::vector<llvm::StringRef> Found;
  // The `?` whose `:` is to come, in each block around.
  llvm::SmallVector<unsigned, 4> Asked = {0};
  bool Declares = false; // behind a `__label__`
  Token Before, Here, Next;
  Before.startToken();
  Before.setKind(tok::semi);
  Here = Before;
  for (bool AtEnd = false; !AtEnd; Before = Here, Here = Next) {
    AtEnd = Lex.LexFromRawLexer(Next);
    llvm::StringRef Word = wordOf(Here);
    if (Word == "__label__")
      Declares = true;
    else if (!Word.empty() &&
             (Declares || wordOf(Before) == "goto" ||
              (Next.is(tok::colon) && !Asked.back() && endsStatement(Before))))
      Found.push_back(Word);
    else if (Here.is(tok::question))
      ++Asked.back();
    else if (Here.is(tok::colon) && Asked.back())
      --Asked.back();
    else if (Here.is(tok::semi))
      Declares = false;
    else if (Here.is(tok::l_brace))
      Asked.push_back(0);
    else if (Here.is(tok::r_brace) && Asked.size() > 1)
      Asked.pop_back();
  }
  return Found;
}

std::string FunctionRewriter::again(const std::string &Text) {
  std::map<std::string, std::string> Others;
  std::string Out;
  size_t Past = 0;
  for (llvm::StringRef Word : labelsIn(Text, Ctx.getLangOpts())) {
    if (!Labels.count(Word))
      continue; // `default`
    std::string &Other = Others[Word.str()];
    if (Other.empty())
      Other = Fresh->fresh(Word);
    size_t At = Word.data() - Text.data();
    Out += Text.substr(Past, At - Past) + Other;
    Past = At + Word.size();
  }
  for (const auto &Each : Others)
    Labels.insert(Each.second);
  return Out + Text.substr(Past);
}
