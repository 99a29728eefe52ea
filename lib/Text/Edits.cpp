//===- Edits.cpp - changes to a text --------------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "defer/Text/Edits.h"

#include "defer/Support/TextCompat.h"
#include "defer/Text/LineMarks.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/Twine.h"

using namespace defer;

std::string Edits::part(llvm::StringRef Text, unsigned Begin,
                        unsigned End) const {
  llvm::StringRef Part = Text.slice(Begin, End);
  if (!Line)
    return Part.str();
  return withLineMarks(Part, [&](unsigned At) { return Line(Begin + At); });
}

/// What is new comes from the line that it stands in the place of, unless it
/// says itself from which.
std::string Edits::with(const Edit &E) const {
  if (!Line || E.With.empty())
    return E.With;
  llvm::StringRef New = E.With;
  llvm::StringRef Blank =
      New.take_while([](char C) { return C == ' ' || C == '\t'; });
  New = New.drop_front(Blank.size());
  if (llvm::StringRef Rest = New; !takeMark(Rest).empty())
    return E.With;
  bool Directive = New.consume_front("#");
  return (Blank + (Directive ? "#" : "") + lineMark(Line(E.Begin)) + New).str();
}

std::string Edits::render(llvm::StringRef Text, unsigned Begin,
                          unsigned End) const {
  std::vector<const Edit *> Here;
  for (const Edit &E : All)
    if (E.Begin >= Begin && E.End <= End)
      Here.push_back(&E);
  // Outer ones first, then those in the order they were made in.
  llvm::sort(Here, [](const Edit *X, const Edit *Y) {
    if (X->Begin != Y->Begin)
      return X->Begin < Y->Begin;
    bool XInserts = X->Begin == X->End, YInserts = Y->Begin == Y->End;
    if (XInserts != YInserts)
      return XInserts;
    if (!XInserts && X->End != Y->End)
      return X->End > Y->End;
    return X->Number < Y->Number;
  });
  std::string Out;
  unsigned At = Begin;
  for (const Edit *E : Here) {
    if (E->Begin < At)
      continue; // in what was replaced
    Out += part(Text, At, E->Begin);
    Out += with(*E);
    At = E->End;
  }
  Out += part(Text, At, End);
  return Out;
}

std::string defer::reindent(llvm::StringRef Lines, llvm::StringRef From,
                            llvm::StringRef To) {
  std::string Out;
  // What a backslash takes on may be the middle of a string.
  bool First = true, Continued = false;
  while (!Lines.empty()) {
    size_t Break = Lines.find('\n');
    llvm::StringRef Line = Lines.take_front(
        Break == llvm::StringRef::npos ? Lines.size() : Break + 1);
    Lines = Lines.drop_front(Line.size());
    if (!First && !Continued && !Line.trim().empty() && Line.front() != '#') {
      llvm::StringRef Rest = Line;
      if (Rest.consume_front(From)) {
        Out += To;
        Line = Rest;
      }
    }
    Out += Line;
    First = false;
    llvm::StringRef Written = Line.rtrim();
    Continued =
        compat::endsWith(Written, "\\") || compat::endsWith(Written, "?\?/");
  }
  return Out;
}
