//===- SourceIndex.cpp - what positions are of ----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "defer/Inspect/Inspector.h"

#include "defer/Support/AddedCode.h"

#include "llvm/ADT/SmallVector.h"

#include <algorithm>

using namespace llvm;
using namespace defer;

void SourceIndex::add(const UnitFacts &Unit) {
  NoReturn.insert(Unit.NoReturn.begin(), Unit.NoReturn.end());
  for (const FunctionFacts &F : Unit.Functions) {
    if (!Known.emplace(std::make_pair(F.Name, F.At), Functions.size()).second)
      continue;
    auto &Places = ByFile[F.Body.Begin.File];
    Place At = {F.Body.Begin.Line, F.Body.End.Line,
                static_cast<unsigned>(Functions.size())};
    Places.insert(llvm::upper_bound(Places, At,
                                    [](const Place &A, const Place &B) {
                                      return A.Begin < B.Begin;
                                    }),
                  At);
    Functions.push_back(F);
    Units.push_back(Unit.Main);
  }
}

bool SourceIndex::isInFunction(StringRef File, unsigned Line) const {
  auto Of = ByFile.find(File.str());
  if (Of == ByFile.end())
    return false;
  auto At =
      std::upper_bound(Of->second.begin(), Of->second.end(), Line,
                       [](unsigned L, const Place &P) { return L < P.Begin; });
  return At != Of->second.begin() && Line <= std::prev(At)->End;
}

std::optional<unsigned> SourceIndex::functionAt(const Position &P) const {
  auto Of = ByFile.find(P.File);
  if (Of == ByFile.end())
    return std::nullopt;
  auto At =
      std::upper_bound(Of->second.begin(), Of->second.end(), P.Line,
                       [](unsigned L, const Place &P) { return L < P.Begin; });
  // Functions are apart, but for those that begin in one line.  A row may be
  // without a column: that of the function's start.
  for (unsigned Tries = 0; At != Of->second.begin() && Tries < 64; ++Tries) {
    --At;
    const Span &Body = Functions[At->Function].Body;
    if (P.Line < At->Begin || P.Line > At->End)
      continue;
    if (P.Column == 0 || Body.contains(P))
      return At->Function;
  }
  return std::nullopt;
}

std::optional<unsigned> SourceIndex::functionNamed(StringRef Name,
                                                   StringRef Unit) const {
  std::optional<unsigned> Found;
  for (unsigned I = 0; I < Functions.size(); ++I)
    if (Functions[I].Name == Name || Functions[I].Symbol == Name) {
      if (Units[I] == Unit)
        return I;
      Found = I;
    }
  return Found;
}

/// Of what is one in the machine code and two in a line of the source, the
/// optimizer leaves the line and no column.
static Owner ownerOfLine(const FunctionFacts &F, const Position &P) {
  auto Is = [&](const Position &O) {
    return O.Line == P.Line && O.File == P.File;
  };
  auto Touches = [&](const DeferralFacts &D) {
    return Is(D.Keyword) || any_of(D.Uses, Is) || Is(D.Statement.Begin) ||
           Is(D.Statement.End) || any_of(D.Statement.Elsewhere, Is);
  };
  if (any_of(F.Deferrals, Touches))
    return {Kind::SamePosition, 0};
  // The innermost one that has all of the line.
  Owner Of;
  unsigned Depth = 0;
  for (const DeferralFacts &D : F.Deferrals)
    if (D.Statement.contains(P) && (!Of.Deferral || D.Depth > Depth)) {
      Of = {Kind::Statement, D.Id};
      Depth = D.Depth;
    }
  return Of;
}

/// At a block's end the code generator says where control goes on, for the
/// statements that run there.
static bool isBlockEnd(const FunctionFacts &F, const Position &P) {
  return any_of(F.Exits, [&](const ExitFacts &Exit) {
    return Exit.Of == ExitFacts::BlockEnd && Exit.At.contains(P);
  });
}

Owner SourceIndex::ownerOf(unsigned Function, const LineRow &Row,
                           bool Marked) const {
  const FunctionFacts &F = Functions[Function];
  if (!Row.At.Line)
    return {Kind::LineZero, 0};
  if (!Row.At.Column)
    return ownerOfLine(F, Row.At);
  AddedCode Added = AddedCode::of(Row.Discriminator);
  bool IsAdded = Marked && AddedCode::is(Row.Discriminator) &&
                 Added.Deferral <= F.Deferrals.size();
  if (IsAdded && isBlockEnd(F, Row.At))
    return Added.For == AddedFor::Shared ? Owner{Kind::Shared, 0}
                                         : Owner{Kind::Left, Added.Deferral};
  SmallVector<const DeferralFacts *, 2> Keywords, Statements;
  const DeferralFacts *Use = nullptr;
  for (const DeferralFacts &D : F.Deferrals) {
    if (D.Keyword == Row.At)
      Keywords.push_back(&D);
    if (is_contained(D.Uses, Row.At))
      Use = &D;
    if (D.Statement.contains(Row.At)) {
      if (!Statements.empty() && Statements.front()->Depth < D.Depth)
        Statements.clear();
      if (Statements.empty() || Statements.front()->Depth == D.Depth)
        Statements.push_back(&D);
    }
  }
  if (!Keywords.empty()) {
    if (IsAdded && any_of(Keywords, [&](const DeferralFacts *D) {
          return D->Id == Added.Deferral;
        })) {
      if (Added.For == AddedFor::Shared)
        return {Kind::Shared, 0};
      return {Added.For == AddedFor::Reached ? Kind::Reached : Kind::Left,
              Added.Deferral};
    }
    // The statement's own position may be the keyword's, in a macro.
    bool Same = any_of(Statements, [&](const DeferralFacts *D) {
      return D->Keyword == Row.At;
    });
    if (Keywords.size() == 1 && !Same)
      return {Kind::Keyword, Keywords.front()->Id};
    if (Marked && Statements.size() == 1 && !F.Mixed.count(Row.At))
      return {Kind::Statement, Statements.front()->Id};
    return {Kind::SamePosition, 0};
  }
  if (Use)
    return {Kind::Named, Use->Id};
  if (Statements.size() == 1)
    return {Kind::Statement, Statements.front()->Id};
  if (!Statements.empty())
    return {Kind::SamePosition, 0};
  return {};
}
