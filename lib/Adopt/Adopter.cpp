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

#include "clang/Basic/CharInfo.h"
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
  AdoptRemark differs(const ReadFunction &X, const ReadFunction &Y,
                      const std::string &Text) const;
  static bool overlap(const Changes &X, const Changes &Y);
  void tryPiece(const Piece &P, Changes &Accepted);

  const RunsAction &Run;
  Reading Old;
  std::map<std::string, AdoptRemark> WhyNot;
  std::map<std::string, unsigned> Offered; ///< pieces, by function
  unsigned Tries = 0;
  std::string Error; ///< of the last try
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

/// A label, for a message.
static std::string firstLine(llvm::StringRef Label) {
  std::string Out;
  for (size_t I = 0; I < Label.size() && Label[I] != '\n'; ++I) {
    Out += Label[I];
    // Without the numbers of the variables.
    if (Label[I] == '#' && I && I + 1 < Label.size() &&
        clang::isDigit(Label[I + 1])) {
      Out.pop_back();
      while (I + 1 < Label.size() && clang::isDigit(Label[I + 1]))
        ++I;
    }
  }
  return Out;
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
  return "here would come '" + firstLine(D.Second) + "', not '" +
         firstLine(D.First) + "'";
}

/// A warning that a function has only in the second reading.
static const std::string *newWarning(const ReadFunction &X,
                                     const ReadFunction &Y) {
  std::vector<std::string> Before = X.Warnings;
  for (const std::string &Each : Y.Warnings) {
    auto It = std::find(Before.begin(), Before.end(), Each);
    if (It == Before.end())
      return &Each;
    Before.erase(It);
  }
  return nullptr;
}

/// Why a function would not be the same, or an empty text.
AdoptRemark Adopter::differs(const ReadFunction &X, const ReadFunction &Y,
                             const std::string &Text) const {
  AdoptRemark Out{X.Where.Begin, ""};
  // What was not changed is the same.
  if (!Y.Events.Defers &&
      Old.Text.substr(X.Where.Begin, X.Where.End - X.Where.Begin) ==
          Text.substr(Y.Where.Begin, Y.Where.End - Y.Where.Begin))
    return Out;
  Difference D;
  if (const char *Cannot = X.Events.Cannot ? X.Events.Cannot : Y.Events.Cannot)
    Out.Text = Cannot;
  else if (Y.Dynamic)
    Out.Text = "a deferral would be reached more than once";
  else if ((D = compare(X.Events, Y.Events)).Found)
    Out = {D.Place ? D.Place : X.Where.Begin, whyOf(D)};
  else if (const std::string *Warning = newWarning(X, Y))
    Out.Text = "it would have a warning: " + *Warning;
  return Out;
}

bool Adopter::differing(const std::string &Text, std::set<std::string> &Found,
                        std::map<std::string, AdoptRemark> &Why) {
  Reading New;
  clang::IgnoringDiagConsumer Quiet;
  Error.clear();
  ++Tries;
  bool Done = Run([&] { return createReadAction(New, false); }, Old.Path, &Text,
                  &Quiet);
  Error = New.FirstError;
  if (!Done || New.Failed || New.Text != Text ||
      New.Units.size() != Old.Units.size())
    return false;
  for (size_t I = 0; I < Old.Units.size(); ++I) {
    if (New.Units[I].OtherWarnings > Old.Units[I].OtherWarnings)
      return false;
    for (const auto &Each : Old.Units[I].Functions) {
      AdoptRemark Here{Each.second.Where.Begin, ""};
      auto It = New.Units[I].Functions.find(Each.first);
      if (It == New.Units[I].Functions.end())
        Here.Text = "it would not be read as a function";
      else
        Here = differs(Each.second, It->second, Text);
      if (!Here.Text.empty() && Found.insert(Each.first).second)
        Why[Each.first] = Here;
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
      WhyNot.try_emplace(
          P.Function,
          AdoptRemark{P.Place, Error.empty()
                                   ? "the new text would warn"
                                   : "it would have an error: " + Error});
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
  if (!Done || Old.Failed || Old.Units.empty()) {
    Unit.Failed = true;
    return Unit;
  }
  std::vector<const Piece *> Pieces;
  Changes All;
  for (const auto &Each : Old.Units.front().Functions)
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
  for (const auto &Each : Old.Units.front().Functions) {
    if (Offered.count(Each.first)) {
      Unit.Remarks.push_back(
          {Each.second.Where.Begin, "'" + Each.first + "' is offered"});
      continue;
    }
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
