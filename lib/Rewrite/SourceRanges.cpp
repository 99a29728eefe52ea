//===- SourceRanges.cpp - where something stands in a function's text -----===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The two ends of a range must agree, where a macro is involved:
//
//   #define ID(x) x
//   ID(return n;)           the use as a whole, or all of it in the argument
//   #define ONE(x) x;
//   ONE(return n)           the use as a whole: the semicolon is the macro's
//   ONE(f(); return n)      neither: it is written out
//
//===----------------------------------------------------------------------===//

#include "SourceText.h"

#include "clang/AST/Expr.h"
#include "clang/AST/Stmt.h"
#include "clang/Basic/CharInfo.h"
#include "clang/Basic/IdentifierTable.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/DenseSet.h"

using namespace clang;
using namespace defer;

void SourceText::fail(SourceLocation Loc, llvm::StringRef What) {
  if (Unknown.isValid())
    return;
  Unknown = Loc;
  Why = What;
}

/// Whether the macro that is used at a place is a word.
bool SourceText::isWordAt(SourceLocation Use) const {
  return isWord(spelling(Use));
}

llvm::StringRef SourceText::spelling(SourceLocation Loc) const {
  SourceLocation Spelled = SM.getSpellingLoc(Loc);
  return llvm::StringRef(SM.getCharacterData(Spelled),
                         Lexer::MeasureTokenLength(Spelled, SM, Lang));
}

unsigned SourceText::useBegin(SourceLocation Use) const {
  return at(SM.getFileOffset(Use));
}

unsigned SourceText::useEnd(SourceLocation Use) const {
  SourceLocation Last = Macros.endOf(Use, SM);
  return at(SM.getFileOffset(Last) + Lexer::MeasureTokenLength(Last, SM, Lang));
}

/// The macro used at a place is to be written out.
void SourceText::miss(SourceLocation Use) {
  SourceLocation Last = Macros.endOf(Use, SM);
  WrittenOut[SM.getFileOffset(Use)] =
      SM.getFileOffset(Last) + Lexer::MeasureTokenLength(Last, SM, Lang);
  Missed = true;
}

SourceText::Place SourceText::placeOf(SourceLocation Loc) {
  Place Here;
  if (Loc.isInvalid() || Unknown.isValid())
    return Here;
  auto Written = Expanded.find(Loc);
  if (Written != Expanded.end()) {
    Here.What = Place::InText;
    Here.Text = Written->second;
    return Here;
  }
  SourceLocation Use = SM.getExpansionLoc(Loc);
  unsigned Offset = SM.getFileOffset(Use);
  // What is in the text as it was written out, this was not a part of.
  if (SM.getFileID(Use) != File || Offset < Begin || Offset >= End ||
      (Loc.isMacroID() && Shown.count(Offset))) {
    fail(Use, InAnotherFile);
    return Here;
  }
  if (Loc.isFileID()) {
    Here.What = Place::InText;
    Here.Text = {at(Offset),
                 at(Offset + Lexer::MeasureTokenLength(Loc, SM, Lang))};
    return Here;
  }
  if (isWordAt(Use)) {
    Here.What = Place::InText;
    Here.Text = {useBegin(Use), useEnd(Use)};
    return Here;
  }
  Here.Use = Use;
  Here.All = Macros.at(Use);
  while (Here.Index != Here.All.size() && Here.All[Here.Index].Loc != Loc)
    ++Here.Index;
  if (Here.Index == Here.All.size())
    miss(Use); // no token that was seen
  else
    Here.What = Place::InMacro;
  return Here;
}

/// Where a token of a macro is written in an argument of that, or null.
///   \param Parameter of the macro whose argument that is; where it is put
SourceLocation SourceText::written(SourceLocation Loc, bool AtEnd,
                                   SourceLocation *Parameter) const {
  SourceLocation Of;
  while (Loc.isMacroID()) {
    CharSourceRange Around = SM.getImmediateExpansionRange(Loc);
    if (SM.isMacroArgExpansion(Loc)) {
      Of = Around.getBegin();
      Loc = SM.getImmediateSpellingLoc(Loc);
      continue;
    }
    // A word is written as such.
    if (!isWordAt(Around.getBegin()))
      return SourceLocation();
    Loc = AtEnd ? Around.getEnd() : Around.getBegin();
  }
  if (Of.isInvalid())
    return SourceLocation(); // a word that is no argument
  if (Parameter)
    *Parameter = Of;
  return Loc;
}

SourceText::Argument SourceText::argument(const Place &Token) const {
  Argument None;
  if (Token.What != Place::InMacro || Macros.usesSpelling(Token.Use))
    return None;
  SourceLocation Loc = Token.All[Token.Index].Loc;
  Argument Here;
  SourceLocation First = written(Loc, false, &Here.Parameter);
  SourceLocation Last = written(Loc, true, nullptr);
  if (First.isInvalid() || SM.getFileID(First) != File)
    return None;
  // What is expanded twice is there twice.
  SourceLocation Spelled = SM.getSpellingLoc(Loc);
  for (const MacroTokens::Token &Other : Token.All)
    if (Other.Loc != Loc && SM.getSpellingLoc(Other.Loc) == Spelled &&
        written(Other.Loc, false, nullptr) == First)
      return None;
  Here.Text = {
      at(SM.getFileOffset(First)),
      at(SM.getFileOffset(Last) + Lexer::MeasureTokenLength(Last, SM, Lang))};
  return Here;
}

unsigned SourceText::begin(SourceLocation Loc) {
  Place Here = placeOf(Loc);
  if (Here.What != Place::InMacro)
    return Here.Text.Begin;
  if (Argument Is = argument(Here))
    return Is.Text.Begin;
  if (Here.isFirst())
    return useBegin(Here.Use);
  miss(Here.Use);
  return 0;
}

unsigned SourceText::end(SourceLocation Loc) {
  Place Here = placeOf(Loc);
  if (Here.What != Place::InMacro)
    return Here.Text.End;
  if (Argument Is = argument(Here))
    return Is.Text.End;
  if (Here.isLast())
    return useEnd(Here.Use);
  miss(Here.Use);
  return 0;
}

void SourceText::writeOutAt(SourceLocation Loc) {
  Place Here = placeOf(Loc);
  if (Here.What == Place::InMacro)
    miss(Here.Use);
}

/// Where the `;` ends that comes next behind an offset.
unsigned SourceText::pastSemicolon(unsigned Offset, SourceLocation Of) {
  unsigned Next = skipSpace(Offset);
  if (Next >= Text.size() || Missed)
    return Offset;
  if (Text[Next] == ';')
    return Next + 1;
  // It may come from a macro.
  SourceLocation Use = useAt(Next);
  if (Use.isValid())
    miss(Use);
  else
    fail(Of, Text[Next] == '#' ? "there are directives in it"
                               : "where it ends is not seen");
  return Offset;
}

/// The macro whose use begins at an offset, or null.
SourceLocation SourceText::useAt(unsigned Offset) const {
  for (const Piece &P : Pieces) {
    if (Offset < P.At || Offset - P.At >= P.To - P.From)
      continue;
    SourceLocation Use = SM.getLocForStartOfFile(File).getLocWithOffset(
        P.From + (Offset - P.At));
    if (Macros.endOf(Use, SM).isValid())
      return Use;
  }
  return SourceLocation();
}

unsigned SourceText::pastAttributes(unsigned Offset) {
  while (!Missed) {
    unsigned Next = skipSpace(Offset);
    llvm::StringRef Rest = llvm::StringRef(Text).drop_front(Next);
    SourceLocation Use = useAt(Next);
    if (Use.isValid()) {
      llvm::ArrayRef<MacroTokens::Token> All = Macros.at(Use);
      if (!All.empty() && spelling(All.front().Loc).take_front(11) ==
                              llvm::StringRef("__attribute"))
        miss(Use);
      return Offset;
    }
    if (Rest.take_front(11) != "__attribute")
      return Offset;
    size_t At = Rest.find('(');
    for (unsigned Depth = 0; At < Rest.size(); ++At) {
      Depth += Rest[At] == '(';
      Depth -= Rest[At] == ')';
      if (!Depth)
        break;
    }
    if (At >= Rest.size())
      return Offset;
    Offset = Next + At + 1;
  }
  return Offset;
}

bool SourceText::mayFollowElse(unsigned Offset) const {
  llvm::StringRef Rest = llvm::StringRef(Text).drop_front(skipSpace(Offset));
  return Rest.take_front(4) == "else" || Rest.take_front(1) == "#" ||
         Rest.take_front(1) == ")" ||
         useAt(Text.size() - Rest.size()).isValid();
}

SourceText::Range SourceText::range(SourceRange Tokens, Kind Of) {
  Place First = placeOf(Tokens.getBegin()), Last = placeOf(Tokens.getEnd());
  if (First.What == Place::None || Last.What == Place::None)
    return {0, 0};
  bool WantsSemicolon = Of == Statement;
  if (WantsSemicolon && Last.What == Place::InMacro && !Last.isLast() &&
      Last.All[Last.Index + 1].IsSemicolon) {
    ++Last.Index;
    WantsSemicolon = false;
  }
  bool InOne = First.What == Place::InMacro && Last.What == Place::InMacro &&
               First.Use == Last.Use;
  bool All = InOne && First.isFirst() && Last.isLast();
  if (InOne && !WantsSemicolon && !(All && Of != Part)) {
    Argument From = argument(First), To = argument(Last);
    if (From && To && From.Parameter == To.Parameter)
      return {From.Text.Begin, To.Text.End};
    if (!All) {
      miss(First.Use);
      return {0, 0};
    }
  }
  Range Out = {First.Text.Begin, Last.Text.End};
  if (First.What == Place::InMacro) {
    if (!First.isFirst())
      miss(First.Use);
    Out.Begin = useBegin(First.Use);
  }
  if (Last.What == Place::InMacro) {
    if (!Last.isLast())
      miss(Last.Use);
    Out.End = useEnd(Last.Use);
  }
  if (WantsSemicolon)
    Out.End = pastSemicolon(Out.End, Tokens.getBegin());
  return Out;
}

/// Whether a block begins with a brace; one that was made does not.
bool SourceText::opensBlock(const CompoundStmt *Block) const {
  llvm::StringRef Brace = spelling(Block->getLBracLoc());
  return Brace == "{" || Brace == "<%";
}

/// The part of a statement that is its end.
const Stmt *SourceText::lastOf(const Stmt *S) const {
  for (;;) {
    if (auto *If = dyn_cast<IfStmt>(S))
      S = If->getElse() ? If->getElse() : If->getThen();
    else if (auto *While = dyn_cast<WhileStmt>(S))
      S = While->getBody();
    else if (auto *For = dyn_cast<ForStmt>(S))
      S = For->getBody();
    else if (auto *Switch = dyn_cast<SwitchStmt>(S))
      S = Switch->getBody();
    else if (auto *Label = dyn_cast<LabelStmt>(S))
      S = Label->getSubStmt();
    else if (auto *Case = dyn_cast<SwitchCase>(S))
      S = Case->getSubStmt();
    else if (auto *Attributed = dyn_cast<AttributedStmt>(S))
      S = Attributed->getSubStmt();
    else if (auto *Block = dyn_cast<CompoundStmt>(S);
             Block && !Block->body_empty() && !opensBlock(Block))
      S = Block->body_back(); // it was made
    else
      return S;
  }
}

SourceText::Range SourceText::range(SourceLocation First, const Stmt *S) {
  const Stmt *Last = lastOf(S);
  Kind Of = isa<CompoundStmt>(Last)                      ? Part
            : isa<DeclStmt>(Last) || isa<NullStmt>(Last) ? Whole
                                                         : Statement;
  return range(SourceRange(First, Last->getEndLoc()), Of);
}

SourceText::Range SourceText::range(const Stmt *S) {
  return range(S->getBeginLoc(), S);
}
