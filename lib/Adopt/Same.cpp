//===- Same.cpp - whether two functions do the same -----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Same.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/raw_ostream.h"

using namespace defer;

namespace {

/// A private variable that was set to a constant, which nothing has read.
struct Held {
  unsigned Variable;
  std::string Constant, Label;
};

struct State {
  unsigned At = 0;
  llvm::SmallVector<unsigned, 8> Pending; ///< deferrals, oldest first
  llvm::SmallVector<unsigned, 4> Resume;  ///< where to go on after a part
  std::vector<Held> Helds;
  bool Returns = false; ///< a value was computed
  bool Still = false;   ///< and may as well be computed now
  std::string Value;
  unsigned Variable = 0; ///< that it is, or 0
  llvm::SmallVector<unsigned, 2> MadeOf;

  std::string key() const {
    std::string Out;
    llvm::raw_string_ostream OS(Out);
    OS << At << ';';
    for (unsigned Each : Pending)
      OS << Each << ',';
    OS << ';';
    for (unsigned Each : Resume)
      OS << Each << ',';
    OS << ';' << Returns << Still << Variable << Value << ';';
    for (const Held &Each : Helds)
      OS << Each.Variable << '=' << Each.Constant << ',';
    return OS.str();
  }
};

/// What comes next that is to be compared.
struct Step {
  std::string Label;
  unsigned Place = 0;
  std::vector<std::pair<std::string, State>> Ways;
};

class Walk {
public:
  explicit Walk(const EventGraph &G) : G(G) {}

  State start() const {
    State S;
    S.At = G.Entry;
    return S;
  }
  Step next(State S) const;

private:
  /// What was held back comes out before something that names it.
  bool release(State &S, llvm::ArrayRef<unsigned> Named, Step &Out) const;
  /// And a value to return, before something that writes what it is made of.
  bool compute(State &S, llvm::ArrayRef<unsigned> Written, Step &Out) const;

  const EventGraph &G;
};

} // namespace

bool Walk::release(State &S, llvm::ArrayRef<unsigned> Named, Step &Out) const {
  for (auto It = S.Helds.begin(); It != S.Helds.end(); ++It)
    if (llvm::is_contained(Named, It->Variable)) {
      Out.Label = It->Label;
      S.Helds.erase(It);
      Out.Ways = {{"", S}};
      return true;
    }
  return false;
}

bool Walk::compute(State &S, llvm::ArrayRef<unsigned> Written,
                   Step &Out) const {
  if (!S.Returns || !S.Still)
    return false;
  for (unsigned Each : Written)
    if (llvm::is_contained(S.MadeOf, Each)) {
      if (release(S, S.MadeOf, Out))
        return true;
      Out.Label = "the value " + S.Value;
      S.Still = false;
      S.Variable = 0;
      S.Value.clear();
      S.MadeOf.clear();
      Out.Ways = {{"", S}};
      return true;
    }
  return false;
}

Step Walk::next(State S) const {
  Step Out;
  // As many steps without a label are a loop that does nothing.
  for (unsigned Count = 0; Count < 20 * G.Events.size() + 100; ++Count) {
    const Event &E = G.Events[S.At];
    if (E.Place)
      Out.Place = E.Place;
    switch (E.Is) {
    case Event::Nothing:
      S.At = E.Next;
      break;
    case Event::Defer:
      if (llvm::is_contained(S.Pending, S.At)) {
        Out.Label = "a deferral that is pending already";
        return Out;
      }
      S.Pending.push_back(S.At);
      S.At = E.Next;
      break;
    case Event::Leave:
    case Event::Exit: {
      auto Due = [&](unsigned Each) {
        const Event &D = G.Events[Each];
        return E.Is == Event::Exit ||
               (D.Block && D.Block == E.Block && D.Index >= E.Index);
      };
      unsigned I = S.Pending.size();
      while (I && !Due(S.Pending[I - 1]))
        --I;
      if (I) {
        unsigned D = S.Pending[I - 1];
        S.Pending.erase(S.Pending.begin() + (I - 1));
        S.Resume.push_back(S.At);
        S.At = G.Events[D].Entry;
      } else if (E.Is == Event::Exit) {
        // A constant that was held back is what is returned.
        auto It = llvm::find_if(S.Helds, [&](const Held &Each) {
          return Each.Variable == S.Variable;
        });
        if (S.Variable && It != S.Helds.end())
          S.Value = It->Constant;
        else if (release(S, S.MadeOf, Out))
          return Out;
        Out.Label = S.Returns ? "return " + S.Value : "return";
        return Out;
      } else {
        S.At = E.Next;
        if (E.Label.empty())
          break;
        Out.Label = "the end of" + E.Label;
        Out.Ways = {{"", S}};
        return Out;
      }
      break;
    }
    case Event::End:
      S.At = S.Resume.pop_back_val();
      break;
    case Event::Never:
      Out.Label = "no return";
      return Out;
    case Event::Return:
      if (!E.Still && release(S, E.Named, Out))
        return Out;
      S.Returns = true;
      S.Still = E.Still;
      S.At = E.Next;
      if (E.Still) {
        S.Value = E.Label;
        S.Variable = E.Variable;
        S.MadeOf.assign(E.Named.begin(), E.Named.end());
        break;
      }
      Out.Label = "the value " + E.Label;
      Out.Ways = {{"", S}};
      return Out;
    case Event::Do:
    case Event::Choose: {
      if (compute(S, E.Written, Out))
        return Out;
      if (E.Is == Event::Do && E.Variable) {
        llvm::erase_if(S.Helds, [&](const Held &Each) {
          return Each.Variable == E.Variable;
        });
        S.Helds.push_back({E.Variable, E.Constant, E.Label});
        S.At = E.Next;
        break;
      }
      if (release(S, E.Named, Out))
        return Out;
      Out.Label = E.Label;
      if (E.Is == Event::Do) {
        S.At = E.Next;
        Out.Ways = {{"", S}};
        return Out;
      }
      for (const auto &Way : E.Ways) {
        S.At = Way.second;
        Out.Ways.push_back({Way.first, S});
      }
      return Out;
    }
    }
  }
  Out.Label = "a loop that does nothing";
  return Out;
}

Difference defer::compare(const EventGraph &First, const EventGraph &Second) {
  Difference Out;
  Walk X(First), Y(Second);
  std::vector<std::pair<State, State>> Work{{X.start(), Y.start()}};
  llvm::StringSet<> Seen;
  while (!Work.empty()) {
    auto Here = std::move(Work.back());
    Work.pop_back();
    if (!Seen.insert(Here.first.key() + "|" + Here.second.key()).second)
      continue;
    Step A = X.next(std::move(Here.first)), B = Y.next(std::move(Here.second));
    bool Same = A.Label == B.Label && A.Ways.size() == B.Ways.size() &&
                A.Label != "a deferral that is pending already";
    for (unsigned I = 0; Same && I < A.Ways.size(); ++I)
      Same = A.Ways[I].first == B.Ways[I].first;
    // More ways than anybody reads.
    if (!Same || Seen.size() > 200000) {
      Out.Found = true;
      Out.Place = A.Place;
      Out.First = A.Label;
      Out.Second = B.Label;
      return Out;
    }
    for (unsigned I = 0; I < A.Ways.size(); ++I)
      Work.push_back(
          {std::move(A.Ways[I].second), std::move(B.Ways[I].second)});
  }
  return Out;
}
