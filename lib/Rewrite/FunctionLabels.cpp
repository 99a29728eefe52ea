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
#include "clang/AST/Expr.h"
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
  if (auto *Asm = dyn_cast<GCCAsmStmt>(S))
    for (unsigned I = 0; I != Asm->getNumLabels(); ++I)
      for (SourceLocation Loc :
           {Asm->getAsmLoc(), Asm->getLabelExpr(I)->getLabelLoc()})
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

namespace {

/// Follows an `asm goto`, which names labels behind its fourth colon, and in
/// the text that is assembled, as %l[name].
class AsmGoto {
public:
  /// Takes the next token; whether that is a label's name.
  bool names(const Token &T, std::vector<llvm::StringRef> &Found);

private:
  enum { Outside, Head, HeadOfGoto, Inside } At = Outside;
  unsigned Parens = 0, Colons = 0;
};

} // namespace

bool AsmGoto::names(const Token &T, std::vector<llvm::StringRef> &Found) {
  llvm::StringRef Word = wordOf(T);
  if (At != Inside) {
    if (Word == "asm" || Word == "__asm" || Word == "__asm__")
      At = Head;
    else if (At == Head && Word == "goto")
      At = HeadOfGoto;
    else if (At == HeadOfGoto && T.is(tok::l_paren))
      At = Inside;
    else if (Word.empty())
      At = Outside;
    Parens = At == Inside;
    Colons = 0;
    return false;
  }
  if (T.is(tok::string_literal)) {
    llvm::StringRef Text(T.getLiteralData(), T.getLength());
    for (size_t I = 0; (I = Text.find("%l[", I)) != llvm::StringRef::npos;) {
      I += 3;
      Found.push_back(Text.drop_front(I).take_until(
          [](char C) { return C == ']' || C == '"'; }));
    }
  }
  Parens += T.is(tok::l_paren);
  Parens -= T.is(tok::r_paren);
  if (Parens == 0)
    At = Outside;
  else if (Parens == 1)
    Colons += T.is(tok::colon) + 2 * T.is(tok::coloncolon);
  return Parens == 1 && Colons >= 4 && !Word.empty();
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
  AsmGoto Asm;
  Token Before, Here, Next;
  Before.startToken();
  Before.setKind(tok::semi);
  Here = Before;
  for (bool AtEnd = false; !AtEnd; Before = Here, Here = Next) {
    AtEnd = Lex.LexFromRawLexer(Next);
    llvm::StringRef Word = wordOf(Here);
    if (Asm.names(Here, Found))
      Found.push_back(Word);
    else if (Word == "__label__")
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
