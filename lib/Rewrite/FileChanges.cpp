//===- FileChanges.cpp - the files of a unit, changed ---------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FileChanges.h"

#include "defer/Text/LineMarks.h"

#include "defer/Support/TextCompat.h"

#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
#include "llvm/Support/FileSystem.h"

using namespace clang;
using namespace defer;

namespace {
struct Include {
  unsigned Begin, End; ///< whole lines
  std::string Name;
  bool Conditional;
};
} // namespace

/// The #include directives of a file.
static std::vector<Include> includesOf(llvm::StringRef Text,
                                       const LangOptions &Lang) {
  std::vector<Include> Found;
  Lexer Lex(SourceLocation(), Lang, Text.begin(), Text.begin(), Text.end());
  Token T;
  unsigned Depth = 0;
  auto OffsetOf = [&](const Token &) {
    return unsigned(Lex.getBufferLocation() - Text.begin());
  };
  bool AtEnd = false;
  while (!AtEnd) {
    AtEnd = Lex.LexFromRawLexer(T);
    if (T.isNot(tok::hash) || !T.isAtStartOfLine())
      continue;
    unsigned Begin = OffsetOf(T) - 1;
    AtEnd = Lex.LexFromRawLexer(T);
    if (T.isNot(tok::raw_identifier) || T.isAtStartOfLine())
      continue;
    llvm::StringRef Word = T.getRawIdentifier();
    if (Word == "endif" && Depth)
      --Depth;
    if (compat::startsWith(Word, "if"))
      ++Depth;
    if (Word != "include")
      continue;
    size_t Break = std::min(Text.find('\n', Begin), Text.size() - 1);
    size_t Line = Text.rfind('\n', Begin);
    llvm::StringRef Rest = Text.slice(OffsetOf(T), Break).trim();
    std::string Name;
    if (!Rest.empty() && (Rest.front() == '<' || Rest.front() == '"'))
      Name = Rest.drop_front()
                 .take_until([](char C) { return C == '>' || C == '"'; })
                 .str();
    Found.push_back({Line == llvm::StringRef::npos ? 0 : unsigned(Line + 1),
                     unsigned(Break + 1), Name, Depth != 0});
  }
  return Found;
}

std::string defer::changed(FileID File, const FileChanges &Changes,
                           const RewriteOptions &Opts, const SourceManager &SM,
                           const LangOptions &Lang) {
  llvm::StringRef Text = SM.getBufferData(File);
  Runtime Uses = Opts.Uses;
  Edits All(Opts.LineDirectives || Changes.Format
                ? Edits::LineOf(
                      [&](unsigned At) { return SM.getLineNumber(File, At); })
                : nullptr);
  unsigned First = Text.size();
  bool CallsRuntime = Changes.NeedsRuntime, String = Changes.NeedsString;
  for (const Rewritten &R : Changes.Functions) {
    All.replace(R.Begin, R.End, R.Text);
    First = std::min(First, R.Begin);
    if (!R.Before.empty())
      First = std::min(First, R.BeforeAt);
    CallsRuntime |= R.UsesRuntime;
  }
  std::string Needed;
  llvm::StringRef Break = Text.contains("\r\n") ? "\r\n" : "\n";
  if (String)
    Needed += "#include <string.h>\n";
  if (CallsRuntime && Uses == Runtime::Embed && Opts.LineDirectives)
    Needed += "#line 1 \"the runtime of defer\"\n" + lineMark(0);
  if (CallsRuntime)
    Needed += runtimeText(Uses);
  if (Break == "\r\n") {
    std::string Out;
    for (char C : Needed)
      Out += C == '\n' ? std::string("\r\n") : std::string(1, C);
    Needed = Out;
  }
  unsigned At = 0;
  bool Placed = Needed.empty();
  for (const Include &I : includesOf(Text, Lang)) {
    bool Words = I.Name == "defer.h" || I.Name == "stddefer.h";
    if (I.Name == "defer_rt.h" && !I.Conditional && !Placed && !String &&
        Uses == Runtime::Link)
      Placed = true;
    if (Words) {
      bool Here = !Placed && !I.Conditional && Uses == Runtime::Link;
      All.replace(I.Begin, I.End, Here ? Needed : "");
      Placed |= Here;
    }
    if (!I.Conditional && I.End <= First)
      At = I.End;
  }
  if (!Placed)
    All.insert(At, Needed);
  for (const Rewritten &R : Changes.Functions)
    if (!R.Before.empty()) {
      All.insert(R.BeforeAt, R.Before);
      All.insert(R.End, R.After);
    }
  std::string New = All.render(Text, 0, Text.size());
  if (!Opts.LineDirectives && !Changes.Format)
    return New;
  if (withoutMarks(New) == Text)
    return Text.str();
  if (!Opts.LineDirectives)
    return Changes.Format->format(
        New, Text, SM.getFilename(SM.getLocForStartOfFile(File)));
  return directed(File, New, SM, Lang);
}

/// What messages call a file: from where the tool runs, if it is below that.
static std::string nameOf(llvm::StringRef Path) {
  llvm::SmallString<128> Current;
  llvm::sys::fs::current_path(Current);
  llvm::StringRef Below = Path;
  return Below.consume_front(Current) && Below.consume_front("/") ? Below.str()
                                                                  : Path.str();
}

std::string defer::directed(FileID File, llvm::StringRef Marked,
                            const SourceManager &SM, const LangOptions &Lang) {
  return withLineDirectives(
      Marked,
      [&](unsigned Line) -> PresumedLine {
        PresumedLoc Loc = SM.getPresumedLoc(SM.translateLineCol(File, Line, 1));
        if (Loc.isInvalid())
          return {"", Line};
        return {nameOf(Loc.getFilename()), Loc.getLine()};
      },
      Lang);
}
