//===- Adopter.cpp - deferrals in place of cleanup by hand ----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// All pieces are tried at once; those of functions that then are not the same,
// or warn, one by one.
//
//===----------------------------------------------------------------------===//

#include "defer/Adopt/Adopter.h"

#include "Reading.h"
#include "Same.h"

#include "defer/Text/Edits.h"

#include "clang/Frontend/FrontendAction.h"

#include <set>

using namespace defer;

namespace {

class Adopter {
public:
  explicit Adopter(const RunsAction &Run) : Run(Run) {}
  AdoptedUnit run();

private:
  using Changes = std::vector<TextChange>;
  std::string textOf(const Changes &All) const;
  /// The functions that a text makes different, or null if it cannot be told
  /// which; with why.
  bool differing(const std::string &Text, std::set<std::string> &Found,
                 std::map<std::string, AdoptRemark> &Why);
  static bool overlap(const Changes &X, const Changes &Y);
  void tryPiece(const Piece &P, Changes &Accepted);

  const RunsAction &Run;
  Reading Old;
  std::map<std::string, AdoptRemark> WhyNot;
  std::map<std::string, unsigned> Offered; ///< pieces, by function
  unsigned Tries = 0;
};

} // namespace

std::string Adopter::textOf(const Changes &All) const {
  Edits E;
  for (const TextChange &Change : All)
    E.replace(Change.Begin, Change.End, Change.With);
  return E.render(Old.Text, 0, Old.Text.size());
}

bool Adopter::overlap(const Changes &X, const Changes &Y) {
  for (const TextChange &A : X)
    for (const TextChange &B : Y)
      if ((A.Begin < B.End && B.Begin < A.End) ||
          (A.Begin == B.Begin && A.End == B.End && A.Begin != A.End))
        return true;
  return false;
}

/// What to say of a difference.
static std::string whyOf(const Difference &D) {
  auto Starts = [](llvm::StringRef Text, llvm::StringRef With) {
    return Text.take_front(With.size()) == With;
  };
  if (Starts(D.Second, "the value ") && !Starts(D.First, "the value "))
    return "a value that is returned would be computed before the release, "
           "not after it";
  if (D.Second == "a deferral that is pending already" ||
      D.First == "a deferral that is pending already")
    return "a deferral would be reached more than once";
  return "what runs here, or its order, would not be the same";
}

bool Adopter::differing(const std::string &Text, std::set<std::string> &Found,
                        std::map<std::string, AdoptRemark> &Why) {
  Reading New;
  clang::IgnoringDiagConsumer Quiet;
  ++Tries;
  bool Done = Run([&] { return createReadAction(New, false); }, Old.Path, &Text,
                  &Quiet);
  if (!Done || New.Failed || New.OtherWarnings > Old.OtherWarnings)
    return false;
  for (const auto &Each : Old.Functions) {
    const std::string &Name = Each.first;
    auto It = New.Functions.find(Name);
    auto Differs = [&](unsigned Place, std::string Text) {
      if (Found.insert(Name).second)
        Why[Name] = {Place, std::move(Text)};
    };
    if (It == New.Functions.end()) {
      Differs(Each.second.Where.Begin, "it would not be read as a function");
      continue;
    }
    const ReadFunction &X = Each.second, &Y = It->second;
    // What was not changed is the same.
    if (!Y.Events.Defers &&
        Old.Text.substr(X.Where.Begin, X.Where.End - X.Where.Begin) ==
            Text.substr(Y.Where.Begin, Y.Where.End - Y.Where.Begin))
      continue;
    if (X.Events.Cannot || Y.Events.Cannot)
      Differs(X.Where.Begin,
              X.Events.Cannot ? X.Events.Cannot : Y.Events.Cannot);
    else if (Y.Dynamic)
      Differs(X.Where.Begin, "a deferral would be reached more than once");
    else {
      Difference D = compare(X.Events, Y.Events);
      if (D.Found)
        Differs(D.Place ? D.Place : X.Where.Begin, whyOf(D));
      else if (Y.Warnings > X.Warnings)
        Differs(X.Where.Begin, "it would have a warning: " + Y.FirstWarning);
    }
  }
  return true;
}

/// Tries one piece, with what is accepted already.
void Adopter::tryPiece(const Piece &P, Changes &Accepted) {
  for (const Way &W : P.Ways) {
    // Some parses of a large file are enough.
    if (Tries > 200 || overlap(W.Changes, Accepted))
      continue;
    Changes All = Accepted;
    All.insert(All.end(), W.Changes.begin(), W.Changes.end());
    std::set<std::string> Found;
    std::map<std::string, AdoptRemark> Why;
    if (!differing(textOf(All), Found, Why)) {
      WhyNot.try_emplace(P.Function,
                         AdoptRemark{P.Place, "the new text has an error"});
      continue;
    }
    if (!Found.empty()) {
      auto It = Why.find(P.Function);
      if (It != Why.end())
        WhyNot.try_emplace(P.Function, It->second);
      continue;
    }
    Accepted = std::move(All);
    ++Offered[P.Function];
    return;
  }
}

AdoptedUnit Adopter::run() {
  AdoptedUnit Unit;
  bool Done =
      Run([&] { return createReadAction(Old, true); }, "", nullptr, nullptr);
  Unit.Main = Old.Path;
  Unit.Old = Unit.New = Old.Text;
  if (!Done || Old.Failed) {
    Unit.Failed = true;
    return Unit;
  }
  std::vector<const Piece *> Pieces;
  Changes All;
  for (const auto &Each : Old.Functions)
    for (const Piece &P : Each.second.Plans.Pieces) {
      Pieces.push_back(&P);
      if (!overlap(P.Ways.front().Changes, All))
        All.insert(All.end(), P.Ways.front().Changes.begin(),
                   P.Ways.front().Changes.end());
    }
  if (!Pieces.empty()) {
    std::set<std::string> Found;
    std::map<std::string, AdoptRemark> Why;
    bool Known = differing(textOf(All), Found, Why);
    Changes Accepted;
    std::vector<const Piece *> Left;
    for (const Piece *P : Pieces) {
      if (!Known || Found.count(P->Function) ||
          overlap(P->Ways.front().Changes, Accepted)) {
        Left.push_back(P);
        continue;
      }
      Accepted.insert(Accepted.end(), P->Ways.front().Changes.begin(),
                      P->Ways.front().Changes.end());
      ++Offered[P->Function];
    }
    for (const Piece *P : Left)
      tryPiece(*P, Accepted);
    Unit.New = textOf(Accepted);
  }
  Unit.Functions = Offered.size();
  for (const auto &Each : Old.Functions) {
    if (Offered.count(Each.first))
      continue;
    const FunctionPlans &Plans = Each.second.Plans;
    auto It = WhyNot.find(Each.first);
    if (It != WhyNot.end())
      Unit.Remarks.push_back(
          {It->second.Place,
           "'" + Each.first + "' is not offered: " + It->second.Text});
    else if (Plans.Releases && !Plans.WhyNot.empty())
      Unit.Remarks.push_back(
          {Plans.WhyNot.front().Place, "'" + Each.first + "' is not offered: " +
                                           Plans.WhyNot.front().Text});
  }
  std::sort(Unit.Remarks.begin(), Unit.Remarks.end(),
            [](const AdoptRemark &X, const AdoptRemark &Y) {
              return X.Place < Y.Place;
            });
  return Unit;
}

AdoptedUnit defer::adopt(const RunsAction &Run) { return Adopter(Run).run(); }
