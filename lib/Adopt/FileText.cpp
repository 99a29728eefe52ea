//===- FileText.cpp - statements in the text of a file --------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FileText.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Expr.h"
#include "clang/AST/Stmt.h"
#include "clang/Basic/CharInfo.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"

using namespace clang;
using namespace defer;

FileText::FileText(const ASTContext &Ctx)
    : Ctx(Ctx), File(Ctx.getSourceManager().getMainFileID()),
      Text(Ctx.getSourceManager().getBufferData(File)) {}

std::optional<Span> FileText::span(SourceRange Range) const {
  const SourceManager &SM = Ctx.getSourceManager();
  CharSourceRange Chars = Lexer::makeFileCharRange(
      CharSourceRange::getTokenRange(Range), SM, Ctx.getLangOpts());
  if (Chars.isInvalid() || SM.getFileID(Chars.getBegin()) != File ||
      SM.getFileID(Chars.getEnd()) != File)
    return std::nullopt;
  Span Out{SM.getFileOffset(Chars.getBegin()),
           SM.getFileOffset(Chars.getEnd())};
  // What is in an argument of a macro may be nothing elsewhere.
  SourceLocation Last = SM.getExpansionRange(Range.getEnd()).getEnd();
  if (SM.getFileOffset(SM.getExpansionLoc(Range.getBegin())) != Out.Begin ||
      SM.getFileOffset(Last) +
              Lexer::MeasureTokenLength(Last, SM, Ctx.getLangOpts()) !=
          Out.End)
    return std::nullopt;
  if (Out.Begin >= Out.End)
    return std::nullopt;
  return Out;
}

std::optional<Span> FileText::span(const Stmt *S) const {
  return span(S->getSourceRange());
}

std::optional<Span> FileText::whole(const Stmt *S) const {
  auto Out = span(S);
  if (!Out)
    return Out;
  const Stmt *Last = S;
  for (;;) {
    if (auto *If = dyn_cast<IfStmt>(Last))
      Last = If->getElse() ? If->getElse() : If->getThen();
    else if (auto *While = dyn_cast<WhileStmt>(Last))
      Last = While->getBody();
    else if (auto *For = dyn_cast<ForStmt>(Last))
      Last = For->getBody();
    else if (auto *Switch = dyn_cast<SwitchStmt>(Last))
      Last = Switch->getBody();
    else if (auto *Label = dyn_cast<LabelStmt>(Last))
      Last = Label->getSubStmt();
    else if (auto *Case = dyn_cast<SwitchCase>(Last))
      Last = Case->getSubStmt();
    else if (auto *Attributed = dyn_cast<AttributedStmt>(Last))
      Last = Attributed->getSubStmt();
    else
      break;
  }
  if (isa<CompoundStmt>(Last) || isa<DeclStmt>(Last) || isa<NullStmt>(Last))
    return Out;
  unsigned Next = skipSpace(Out->End);
  if (Next >= Text.size() || Text[Next] != ';')
    return std::nullopt; // it is in a macro
  Out->End = Next + 1;
  return Out;
}

unsigned FileText::skipSpace(unsigned Offset) const {
  while (Offset < Text.size()) {
    llvm::StringRef Here = Text.drop_front(Offset);
    if (isWhitespace(Here.front()))
      ++Offset;
    else if (Here.take_front(2) == "//")
      Offset += std::min(Here.find('\n'), Here.size());
    else if (Here.take_front(2) == "/*")
      Offset += std::min(Here.find("*/", 2), Here.size() - 2) + 2;
    else
      break;
  }
  return Offset;
}

std::optional<Span> FileText::comment(unsigned Offset) const {
  auto End = restOfLine(Offset);
  if (!End || Text.slice(Offset, *End).trim().empty())
    return std::nullopt;
  return Span{Offset, *End};
}

/// Where the line ends, if only space and comments come before that.
std::optional<unsigned> FileText::restOfLine(unsigned Offset) const {
  size_t End = std::min(Text.find('\n', Offset), Text.size());
  unsigned Next = Offset;
  while (Next < End) {
    llvm::StringRef Here = Text.slice(Next, End);
    if (isWhitespace(Here.front()))
      ++Next;
    else if (Here.take_front(2) == "//")
      break;
    else if (Here.take_front(2) == "/*") {
      size_t Close = Here.find("*/", 2);
      if (Close == llvm::StringRef::npos)
        return std::nullopt;
      Next += Close + 2;
    } else
      return std::nullopt;
  }
  // A comment of the kind // may go on in the next line.
  if (Text.slice(Offset, End).rtrim().take_back(1) == "\\")
    return std::nullopt;
  if (End && End > Offset && Text[End - 1] == '\r')
    --End;
  return unsigned(End);
}

unsigned FileText::lineBegin(unsigned Offset) const {
  size_t Break = Offset ? Text.rfind('\n', Offset) : llvm::StringRef::npos;
  if (Offset && Break == Offset)
    Break = Text.rfind('\n', Offset - 1);
  return Break == llvm::StringRef::npos ? 0 : Break + 1;
}

llvm::StringRef FileText::indentAt(unsigned Offset) const {
  return Text.drop_front(lineBegin(Offset)).take_while([](char C) {
    return C == ' ' || C == '\t';
  });
}

bool FileText::beginsLine(unsigned Offset) const {
  return Text.slice(lineBegin(Offset), Offset).trim().empty();
}

void FileText::remove(std::vector<Removal> Removals,
                      std::vector<TextChange> &Changes) const {
  llvm::sort(Removals, [](const Removal &X, const Removal &Y) {
    return X.Begin < Y.Begin;
  });
  for (size_t I = 0; I < Removals.size();) {
    // All that touch the same lines.
    size_t To = I + 1;
    unsigned End = Removals[I].End;
    size_t Line = std::min(Text.find('\n', End), Text.size());
    while (To < Removals.size() && Removals[To].Begin < Line) {
      End = std::max(End, Removals[To].End);
      Line = std::min(Text.find('\n', End), Text.size());
      ++To;
    }
    unsigned From = lineBegin(Removals[I].Begin), At = From;
    bool Empty = true;
    for (size_t Each = I; Each < To; ++Each) {
      Empty &= Text.slice(At, Removals[Each].Begin).trim().empty();
      At = Removals[Each].End;
    }
    Empty &= Text.slice(At, Line).trim().empty();
    if (Empty) {
      // Of two empty lines that come together one goes, too.
      size_t After = std::min(Line + 1, Text.size());
      llvm::StringRef Behind = Text.slice(After, Text.find('\n', After));
      unsigned Above = From ? lineBegin(From - 1) : From;
      bool Blank = From && Text.slice(Above, From).trim().empty();
      if (Blank && After < Text.size() && Behind.trim().empty())
        Line = std::min(Text.find('\n', After), Text.size());
      else if (Blank && Behind.ltrim().take_front(1) == "}")
        From = Above;
      Changes.push_back({From, unsigned(std::min(Line + 1, Text.size())), ""});
    } else
      for (size_t Each = I; Each < To; ++Each) {
        // With the space on one side.
        Removal &S = Removals[Each];
        if (Text.slice(S.End, std::min(Text.find('\n', S.End), Text.size()))
                .trim()
                .empty())
          while (S.Begin > From && isHorizontalWhitespace(Text[S.Begin - 1]))
            --S.Begin;
        else
          while (S.End < Text.size() && isHorizontalWhitespace(Text[S.End]))
            ++S.End;
        Changes.push_back({S.Begin, S.End, std::move(S.With)});
      }
    I = To;
  }
}
