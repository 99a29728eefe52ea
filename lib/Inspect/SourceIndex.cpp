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

/// Whether two units have the same function: not where an #if is another one.
static bool areSame(const FunctionFacts &A, const FunctionFacts &B) {
  auto SameSpan = [](const Span &A, const Span &B) {
    return A.Begin == B.Begin && A.End == B.End;
  };
  return SameSpan(A.Body, B.Body) &&
         std::equal(A.Deferrals.begin(), A.Deferrals.end(), B.Deferrals.begin(),
                    B.Deferrals.end(),
                    [&](const DeferralFacts &A, const DeferralFacts &B) {
                      return A.Keyword == B.Keyword && A.Why == B.Why &&
                             A.Text == B.Text &&
                             SameSpan(A.Statement, B.Statement);
                    }) &&
         std::equal(A.Exits.begin(), A.Exits.end(), B.Exits.begin(),
                    B.Exits.end(), [&](const ExitFacts &A, const ExitFacts &B) {
                      return A.Of == B.Of && SameSpan(A.At, B.At);
                    });
}

void SourceIndex::add(const UnitFacts &Unit) {
  NoReturn.insert(Unit.NoReturn.begin(), Unit.NoReturn.end());
  for (const FunctionFacts &F : Unit.Functions) {
    auto Key = std::make_pair(F.Name, F.At);
    auto Others = Known.equal_range(Key);
    auto Same = std::find_if(Others.first, Others.second, [&](const auto &O) {
      return areSame(F, Functions[O.second]);
    });
    if (Same != Others.second) {
      Units[Same->second].insert(Unit.Main);
      continue;
    }
    Known.emplace(Key, Functions.size());
    auto &Places = ByFile[F.Body.Begin.File];
    Place At = {F.Body.Begin.Line, F.Body.End.Line,
                static_cast<unsigned>(Functions.size())};
    Places.insert(llvm::upper_bound(Places, At,
                                    [](const Place &A, const Place &B) {
                                      return A.Begin < B.Begin;
                                    }),
                  At);
    ByName.emplace(F.Name, Functions.size());
    if (F.Symbol != F.Name)
      ByName.emplace(F.Symbol, Functions.size());
    Functions.push_back(F);
    Units.push_back({Unit.Main});
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

/// The compiler may have made a function of its own of a part of one.
bool SourceIndex::isNamed(unsigned Function, StringRef Name) const {
  const FunctionFacts &F = Functions[Function];
  return F.Name == Name || F.Symbol == Name ||
         Name.split('.').first == F.Symbol;
}

std::optional<unsigned> SourceIndex::functionOf(const Position &P,
                                                StringRef Name,
                                                StringRef Unit) const {
  std::optional<unsigned> Best;
  unsigned Most = 0;
  auto Look = [&](unsigned Function) {
    unsigned Says =
        (isNamed(Function, Name) ? 2 : 0) + Units[Function].count(Unit.str());
    if (Best && Says <= Most)
      return;
    Best = Function;
    Most = Says;
  };
  // Functions are apart, but for those that begin in one line, or that a file
  // makes that is included twice.  A row may be without a column: that of the
  // function's start.
  auto Of = ByFile.find(P.File);
  if (P.Line && Of != ByFile.end()) {
    auto At = std::upper_bound(
        Of->second.begin(), Of->second.end(), P.Line,
        [](unsigned L, const Place &O) { return L < O.Begin; });
    for (unsigned Tries = 0; At != Of->second.begin() && Tries < 64; ++Tries) {
      --At;
      const Span &Body = Functions[At->Function].Body;
      if (P.Line >= At->Begin && P.Line <= At->End &&
          (P.Column == 0 || Body.contains(P)))
        Look(At->Function);
    }
  }
  if (Best)
    return Best;
  // Of no line, or of one of another file in its body.
  for (const std::string &Each : {Name.str(), Name.split('.').first.str()}) {
    auto Named = ByName.equal_range(Each);
    for (auto I = Named.first; I != Named.second; ++I)
      Look(I->second);
  }
  return Best;
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
  if (IsAdded && Added.For != AddedFor::Found && isBlockEnd(F, Row.At))
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
      if (Added.For == AddedFor::Found &&
          (Keywords.size() > 1 || F.Mixed.count(Row.At)))
        return {Kind::SamePosition, 0};
      return {Added.For == AddedFor::Left ? Kind::Left : Kind::Reached,
              Added.Deferral};
    }
    // The statement's own position may be the keyword's, in a macro.
    bool Same = any_of(Statements, [&](const DeferralFacts *D) {
      return D->Keyword == Row.At;
    });
    if (Keywords.size() == 1 && !Same && !F.Mixed.count(Row.At))
      return {Kind::Keyword, Keywords.front()->Id};
    if (Marked && Statements.size() == 1 && !F.Mixed.count(Row.At))
      return {Kind::Statement, Statements.front()->Id};
    return {Kind::SamePosition, 0};
  }
  if (Use)
    return {Kind::Named, Use->Id};
  if (Statements.size() == 1 && !F.Mixed.count(Row.At))
    return {Kind::Statement, Statements.front()->Id};
  if (!Statements.empty())
    return {Kind::SamePosition, 0};
  return {};
}
