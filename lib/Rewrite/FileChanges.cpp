//===- FileChanges.cpp - the files of a unit, changed ---------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FileChanges.h"

#include "Names.h"

#include "defer/Support/TextCompat.h"
#include "defer/Text/Directives.h"
#include "defer/Text/LineMarks.h"

#include "clang/Basic/FileManager.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace clang;
using namespace defer;

namespace {
struct Include {
  unsigned Begin, End; ///< whole lines
  std::string Name;
  bool Conditional;
};

/// The #include directives of a file, and where one more may stand.
struct Includes {
  std::vector<Include> All;
  /// Behind those before what needs it, and behind macros with a name that is
  /// reserved (_GNU_SOURCE): what one of them depends on is there.  A group of
  /// conditions is over, unless all that is in it, as in one that keeps a
  /// header from being read twice.
  unsigned Behind = 0;
};
} // namespace

/// Behind what a file begins with, a comment about all of it.
static unsigned behindTitle(llvm::StringRef Text) {
  llvm::StringRef Rest = Text;
  Rest.consume_front("\xEF\xBB\xBF"); // where it is said to be UTF-8
  llvm::StringRef Start = Rest;
  while (!Rest.empty()) {
    llvm::StringRef Blank = Rest.ltrim();
    size_t End = llvm::StringRef::npos;
    if (compat::startsWith(Blank, "//"))
      End = Blank.find('\n');
    else if (compat::startsWith(Blank, "/*")) {
      size_t Closes = Blank.find("*/", 2);
      End = Blank.find('\n', Closes);
      // What it is about may begin behind it.
      if (End != llvm::StringRef::npos &&
          !Blank.slice(Closes + 2, End).trim().empty())
        break;
    }
    if (End == llvm::StringRef::npos)
      break;
    Rest = Blank.drop_front(End + 1);
    // An empty line ends it; else it may be about what comes next.
    size_t Next = Rest.find('\n');
    if (Next != llvm::StringRef::npos && Rest.take_front(Next).trim().empty())
      Start = Rest.drop_front(Next + 1);
  }
  return Start.begin() - Text.begin();
}

/// What needs it is from `First` to `Last`; no directive of ours stands in one
/// of the declarations, as that with which a table reads its lines does.
static Includes includesOf(llvm::StringRef Text, unsigned First, unsigned Last,
                           llvm::ArrayRef<FileChanges::Range> Declarations,
                           const LangOptions &Lang) {
  Includes Found;
  Found.Behind = behindTitle(Text);
  std::vector<bool> Groups; // those that are open; whether one is in it
  std::vector<std::pair<unsigned, size_t>> Places; // and in how many groups
  constexpr size_t None = ~size_t(0);
  size_t Around = None; // groups that all that needs it is in
  // What a #pragma sets until it pops it would hold for ours, too.
  unsigned Pushed = 0;
  bool IsHeld = false; // one stands there
  auto AddPlace = [&](unsigned At, size_t In) {
    IsHeld |= Pushed != 0;
    if (!Pushed && llvm::none_of(Declarations, [At](const auto &Each) {
          return Each.first < At && At <= Each.second;
        }))
      Places.push_back({At, In});
  };
  for (const Directive &D : directivesIn(Text, 0, Text.size(), Lang)) {
    unsigned Begin = D.At, End = D.End;
    if (Begin > First && Around == None)
      Around = Groups.size();
    if (D.goesOn() && !Groups.empty()) {
      // One branch is no part of the other.
      llvm::erase_if(Places, [&](const auto &Each) {
        return Each.second >= Groups.size();
      });
      if (Begin > First && Begin < Last)
        Around = std::min(Around, Groups.size() - 1);
    }
    if (D.closes() && !Groups.empty()) {
      if (Groups.back() && End <= First)
        AddPlace(End, Groups.size() - 1);
      Groups.pop_back();
      if (Begin > First && Begin < Last)
        Around = std::min(Around, Groups.size());
    }
    if (D.opens())
      Groups.push_back(false);
    if (D.Is == "pragma") {
      Names Words([](llvm::StringRef) { return false; });
      Words.addWordsOf(D.Says);
      if (Words.has("push"))
        ++Pushed;
      else if (Words.has("pop") && Pushed && !--Pushed && IsHeld) {
        IsHeld = false;
        if (End <= First)
          AddPlace(End, Groups.size());
      }
    }
    // What says how headers are to be read stands before the first of them.
    if (D.Is == "define" && compat::startsWith(D.Says, "_") && End <= First) {
      Groups.assign(Groups.size(), true);
      AddPlace(End, Groups.size());
    }
    if (D.Is != "include")
      continue;
    if (End <= First) {
      Groups.assign(Groups.size(), true);
      AddPlace(End, Groups.size());
    }
    size_t Line = Text.rfind('\n', Begin);
    std::string Name;
    if (compat::startsWith(D.Says, "<") || compat::startsWith(D.Says, "\""))
      Name = D.Says.drop_front()
                 .take_until([](char C) { return C == '>' || C == '"'; })
                 .str();
    Found.All.push_back({Line == llvm::StringRef::npos ? 0 : unsigned(Line + 1),
                         End, Name, !Groups.empty()});
  }
  if (Around == None)
    Around = Groups.size();
  for (const auto &Each : Places)
    if (Each.second <= Around)
      Found.Behind = std::max(Found.Behind, Each.first);
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
  unsigned First = Text.size(), Last = 0;
  bool CallsRuntime = false, String = Changes.NeedsString;
  for (const Rewritten &R : Changes.Functions) {
    All.replace(R.Begin, R.End, R.Text);
    First = std::min(First, R.Begin);
    Last = std::max(Last, R.End);
    if (!R.Before.empty())
      First = std::min(First, R.BeforeAt);
    CallsRuntime |= R.UsesRuntime;
  }
  Includes Known = includesOf(Text, First, Last, Changes.Declarations, Lang);
  std::string Needed;
  llvm::StringRef Break = Text.contains("\r\n") ? "\r\n" : "\n";
  if (String)
    Needed += "#include <string.h>\n";
  // What panics is linked in any case.
  bool HasRuntime = llvm::any_of(Known.All, [](const Include &I) {
    return I.Name == "defer_rt.h" && !I.Conditional;
  });
  if (Changes.NeedsRuntime && Uses == Runtime::Embed && !HasRuntime)
    Needed += "#include <defer_rt.h>\n";
  CallsRuntime |= Changes.NeedsRuntime && Uses == Runtime::Link;
  if (CallsRuntime && Uses == Runtime::Embed && Opts.LineDirectives)
    Needed += "#line 1 \"the runtime of defer\"\n" + lineMark(0);
  if (CallsRuntime)
    Needed += runtimeText(Opts);
  if (Break == "\r\n") {
    std::string Out;
    for (char C : Needed)
      Out += C == '\n' ? std::string("\r\n") : std::string(1, C);
    Needed = Out;
  }
  bool Placed = Needed.empty();
  for (const Include &I : Known.All) {
    bool Words = I.Name == "defer.h" || I.Name == "stddefer.h";
    if (I.Name == (Opts.Chain ? "defer_chain.h" : "defer_rt.h") &&
        !I.Conditional && !Placed && !String && Uses == Runtime::Link)
      Placed = true;
    if (Words) {
      bool Here = !Placed && !I.Conditional && Uses == Runtime::Link;
      All.replace(I.Begin, I.End, Here ? Needed : "");
      Placed |= Here;
    }
  }
  if (!Placed)
    All.insert(Known.Behind, Needed);
  for (const Rewritten &R : Changes.Functions)
    if (!R.Before.empty()) {
      All.insert(std::max(R.BeforeAt, Known.Behind), R.Before);
      All.insert(R.End, R.After);
    }
  for (const Rewritten &R : Changes.Functions)
    if (!R.Head.empty()) {
      All.insert(R.HeadAt, R.Head);
      if (R.InlineEnd)
        All.replace(R.InlineAt, R.InlineEnd, "");
    }
  std::string New = All.render(Text, 0, Text.size());
  if (!Opts.LineDirectives && !Changes.Format)
    return New;
  if (withoutMarks(New) == Text)
    return Text.str();
  if (!Opts.LineDirectives)
    return Changes.Format->format(
        New, Text, SM.getFilename(SM.getLocForStartOfFile(File)));
  return directed(File, New, SM, Lang, Opts.TwoNames);
}

/// What messages call a file: from where the tool runs, if it is below that.
/// Units may come to it on several ways, from several directories.
static std::string nameOf(llvm::SmallString<128> Path,
                          const SourceManager &SM) {
  SM.getFileManager().makeAbsolutePath(Path);
  llvm::sys::path::remove_dots(Path, /*remove_dot_dot=*/true);
  llvm::SmallString<128> Current;
  llvm::sys::fs::current_path(Current);
  llvm::StringRef Below = Path;
  return Below.consume_front(Current) && Below.consume_front("/")
             ? Below.str()
             : Path.str().str();
}

std::string defer::directed(FileID File, llvm::StringRef Marked,
                            const SourceManager &SM, const LangOptions &Lang,
                            bool TwoNames) {
  return withLineDirectives(
      Marked,
      [&](unsigned Line) -> PresumedLine {
        SourceLocation At = SM.translateLineCol(File, Line, 1);
        PresumedLoc Loc = SM.getPresumedLoc(At);
        if (Loc.isInvalid())
          return {"", Line};
        // A #line of its own says what it likes.
        llvm::StringRef Name = Loc.getFilename();
        bool IsOwn = Name != SM.getFilename(At);
        return {IsOwn ? Name.str() : nameOf(Name, SM), Loc.getLine()};
      },
      Lang, TwoNames);
}
