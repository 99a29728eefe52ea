//===- Adopter.cpp - deferrals in place of cleanup by hand ----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// All functions are tried at once: each with all of its pieces first, and if
// that is not the same, with one piece more in each round.  So a file is read
// as often as its worst function needs.
//
//===----------------------------------------------------------------------===//

#include "defer/Adopt/Adopter.h"

#include "Reading.h"
#include "Trial.h"

#include "defer/Text/Edits.h"

#include "clang/Frontend/FrontendAction.h"
#include "llvm/ADT/STLExtras.h"

using namespace defer;

using Changes = std::vector<TextChange>;

static bool overlap(const Changes &X, const Changes &Y) {
  for (const TextChange &A : X)
    for (const TextChange &B : Y)
      if ((A.Begin < B.End && B.Begin < A.End) ||
          (A.Begin == B.Begin && A.End == B.End && A.Begin != A.End))
        return true;
  return false;
}

static void append(Changes &To, const Changes &What) {
  To.insert(To.end(), What.begin(), What.end());
}

namespace {

/// How far a function is.
class Progress {
public:
  explicit Progress(const std::vector<Piece> &Pieces) : Pieces(Pieces) {
    for (const Piece &P : Pieces)
      if (!overlap(P.Ways.front().Changes, Next))
        append(Next, P.Ways.front().Changes);
  }
  bool done() const { return Next.empty(); }
  const Changes &next() const { return Next; }
  const Changes &accepted() const { return Accepted; }
  void accept() {
    Accepted = Next;
    if (OneByOne)
      advance(/*Took=*/true);
    else
      Next.clear();
  }
  void refuse() {
    if (OneByOne)
      return advance(/*Took=*/false);
    OneByOne = true;
    if (Pieces.size() == 1)
      return advance(/*Took=*/false); // that was the first way of it
    propose();
  }

private:
  /// The next piece, or the next way of this one.
  void advance(bool Took) {
    if (Took || ++Way == Pieces[At].Ways.size()) {
      ++At;
      Way = 0;
    }
    propose();
  }
  void propose() {
    for (Next.clear(); At < Pieces.size(); ++At, Way = 0)
      for (; Way < Pieces[At].Ways.size(); ++Way)
        if (!overlap(Pieces[At].Ways[Way].Changes, Accepted)) {
          Next = Accepted;
          return append(Next, Pieces[At].Ways[Way].Changes);
        }
  }

  const std::vector<Piece> &Pieces;
  Changes Accepted, Next;
  bool OneByOne = false;
  size_t At = 0, Way = 0;
};

class Adopter {
public:
  explicit Adopter(const RunsAction &Run) : Run(Run) {}
  AdoptedUnit run();

private:
  std::string textOf(bool WithNext) const;
  bool round();
  void say(AdoptedUnit &Unit) const;

  const RunsAction &Run;
  Reading Old;
  std::map<std::string, Progress> Functions;
  std::map<std::string, AdoptRemark> WhyNot;
  /// Something was wrong that is in no function: only one is tried at a time.
  bool Single = false;
};

} // namespace

/// The text with what is accepted, and what comes next.
std::string Adopter::textOf(bool WithNext) const {
  Edits E;
  bool Taken = false;
  for (const auto &Each : Functions) {
    bool Next = WithNext && !Each.second.done() && !(Single && Taken);
    Taken |= Next;
    for (const TextChange &Change :
         Next ? Each.second.next() : Each.second.accepted())
      E.replace(Change.Begin, Change.End, Change.With);
  }
  return E.render(Old.Text, 0, Old.Text.size());
}

/// Tries what comes next; false if there is nothing.
bool Adopter::round() {
  if (llvm::all_of(Functions,
                   [](const auto &Each) { return Each.second.done(); }))
    return false;
  Trial T = tryText(Run, Old, textOf(true));
  bool Any = false;
  for (auto &Each : Functions) {
    if (Each.second.done())
      continue;
    auto It = T.Different.find(Each.first);
    if (It != T.Different.end()) {
      WhyNot.try_emplace(Each.first, It->second);
      Each.second.refuse();
      Any = true;
    } else if (Single && !T.Elsewhere.empty()) {
      unsigned Place = Old.Units.front().Functions[Each.first].Where.Begin;
      WhyNot.try_emplace(Each.first, AdoptRemark{Place, T.Elsewhere});
      Each.second.refuse();
      Any = true;
    } else if (!T.Stopped && T.Elsewhere.empty()) {
      Each.second.accept();
      Any = true;
    }
    if (Single)
      break;
  }
  if (!Any) {
    if (Single)
      return false;
    Single = true;
  }
  return true;
}

void Adopter::say(AdoptedUnit &Unit) const {
  for (const auto &Each : Old.Units.front().Functions) {
    auto Known = Functions.find(Each.first);
    const FunctionPlans &Plans = Each.second.Plans;
    auto Why = WhyNot.find(Each.first);
    if (Known != Functions.end() && !Known->second.accepted().empty())
      Unit.Remarks.push_back(
          {Each.second.Where.Begin, "'" + Each.first + "' is offered"});
    else if (Why != WhyNot.end())
      Unit.Remarks.push_back(
          {Why->second.Place,
           "'" + Each.first + "' is not offered: " + Why->second.Text});
    else if (Plans.Releases && !Plans.WhyNot.empty())
      Unit.Remarks.push_back(
          {Plans.WhyNot.front().Place, "'" + Each.first + "' is not offered: " +
                                           Plans.WhyNot.front().Text});
  }
  llvm::sort(Unit.Remarks, [](const AdoptRemark &X, const AdoptRemark &Y) {
    return X.Place < Y.Place;
  });
}

AdoptedUnit Adopter::run() {
  AdoptedUnit Unit;
  bool Done =
      Run([&] { return createReadAction(Old, true); }, "", nullptr, nullptr);
  Unit.Main = Old.Path;
  Unit.Old = Unit.New = Old.Text;
  Unit.Failed = !Done || Old.Units.empty();
  for (const ReadUnit &Each : Old.Units)
    Unit.Failed |= Each.Failed;
  if (Unit.Failed)
    return Unit;
  for (const auto &Each : Old.Units.front().Functions)
    if (!Each.second.Plans.Pieces.empty())
      Functions.try_emplace(Each.first, Each.second.Plans.Pieces);
  // More rounds than any function needs that somebody wrote.
  for (unsigned Rounds = 0; Rounds < 100 && round(); ++Rounds)
    ;
  Unit.New = textOf(false);
  // What was tried last had more in it, perhaps.
  if (Unit.New != Unit.Old) {
    Trial T = tryText(Run, Old, Unit.New);
    if (T.Stopped || !T.Different.empty() || !T.Elsewhere.empty()) {
      Unit.New = Unit.Old;
      Functions.clear();
    }
  }
  say(Unit);
  return Unit;
}

AdoptedUnit defer::adopt(const RunsAction &Run) { return Adopter(Run).run(); }
