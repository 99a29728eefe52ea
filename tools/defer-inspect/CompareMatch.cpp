//===- CompareMatch.cpp - which is which in two builds --------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// See Compare.h for what counts as the same.
//
//===----------------------------------------------------------------------===//

#include "Compare.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/Path.h"

#include <algorithm>
#include <map>

using namespace defer;
using namespace llvm;

bool DeferralPair::changed() const {
  if (!Old || !New)
    return true;
  return otherStatement() || Old->Lowered != New->Lowered ||
         !(Old->Own == New->Own) || !(Old->Statement == New->Statement) ||
         Old->Places != New->Places;
}

bool DeferralPair::otherStatement() const {
  return Old && New && !Old->Text.empty() && !New->Text.empty() &&
         Old->Text != New->Text;
}

namespace {

/// The deferrals of a function that is there in both.
class Deferrals {
public:
  Deferrals(const FunctionResult &Old, const FunctionResult &New)
      : Old(Old), New(New), ToNew(Old.Deferrals.size(), None),
        ToOld(New.Deferrals.size(), None) {
    auto HasText = [](const DeferralResult &D) { return !D.Text.empty(); };
    Texts = all_of(Old.Deferrals, HasText) && all_of(New.Deferrals, HasText);
  }

  std::vector<DeferralPair> run() {
    // Which have as many of the same as there were.
    pairUp([&](const FunctionResult &, const DeferralResult &D) {
      return std::make_tuple(D.Word, D.Handle, Texts ? D.Text : "", 0u, 0u);
    });
    // What changed its word only.
    if (Texts)
      pairUp([&](const FunctionResult &, const DeferralResult &D) {
        return std::make_tuple(std::string(), std::string(), D.Text, 0u, 0u);
      });
    // What changed where it stands.
    pairUp([&](const FunctionResult &F, const DeferralResult &D) {
      return std::make_tuple(D.Word, D.Handle, std::string(),
                             D.At.Line - F.At.Line, D.At.Column);
    });
    pairUp([&](const FunctionResult &F, const DeferralResult &D) {
      return std::make_tuple(std::string(), std::string(), Texts ? D.Text : "",
                             D.At.Line - F.At.Line, D.At.Column);
    });
    return list();
  }

private:
  static constexpr unsigned None = ~0u;

  /// Pairs those that have a key as often in the old as in the new.
  template <typename Function> void pairUp(Function KeyOf) {
    using Key = decltype(KeyOf(Old, Old.Deferrals.front()));
    std::map<Key, std::pair<SmallVector<unsigned, 2>, SmallVector<unsigned, 2>>>
        By;
    for (unsigned I = 0; I < ToNew.size(); ++I)
      if (ToNew[I] == None)
        By[KeyOf(Old, Old.Deferrals[I])].first.push_back(I);
    for (unsigned I = 0; I < ToOld.size(); ++I)
      if (ToOld[I] == None)
        By[KeyOf(New, New.Deferrals[I])].second.push_back(I);
    for (const auto &Each : By) {
      const auto &Of = Each.second;
      if (Of.first.size() != Of.second.size())
        continue;
      for (unsigned I = 0; I < Of.first.size(); ++I) {
        ToNew[Of.first[I]] = Of.second[I];
        ToOld[Of.second[I]] = Of.first[I];
      }
    }
  }

  /// Whether one that is left may be this one.
  bool isUnsure(const DeferralResult &D, const FunctionResult &In,
                const std::vector<unsigned> &Taken) const {
    for (unsigned I = 0; I < Taken.size(); ++I)
      if (Taken[I] == None && (Texts ? In.Deferrals[I].Text == D.Text
                                     : In.Deferrals[I].Word == D.Word &&
                                           In.Deferrals[I].Handle == D.Handle))
        return true;
    return false;
  }

  std::vector<DeferralPair> list() const {
    std::vector<DeferralPair> Out;
    unsigned Next = 0; // of the old ones
    auto Gone = [&](unsigned End) {
      for (; Next < End; ++Next)
        if (ToNew[Next] == None) {
          DeferralPair P;
          P.Old = &Old.Deferrals[Next];
          P.Unsure = isUnsure(*P.Old, New, ToOld);
          Out.push_back(P);
        }
    };
    for (unsigned I = 0; I < ToOld.size(); ++I) {
      DeferralPair P;
      P.New = &New.Deferrals[I];
      if (ToOld[I] != None) {
        Gone(ToOld[I]);
        P.Old = &Old.Deferrals[ToOld[I]];
      } else
        P.Unsure = isUnsure(*P.New, Old, ToNew);
      Out.push_back(P);
    }
    Gone(ToNew.size());
    return Out;
  }

  const FunctionResult &Old, &New;
  bool Texts = false; ///< both results have the texts of the statements
  std::vector<unsigned> ToNew, ToOld;
};

/// The functions of one name.
class Functions {
public:
  std::vector<const FunctionResult *> Old, New;

  void run(std::vector<FunctionPair> &To) {
    if (Old.size() == 1 && New.size() == 1)
      pair(0, 0, To);
    // Of several, those that are alike and like no other.
    for (bool Changed = true; Changed;) {
      Changed = false;
      for (unsigned O = 0; O < Old.size() && !Changed; ++O)
        if (auto N = best(*Old[O], New))
          if (best(*New[*N], Old) == O) {
            pair(O, *N, To);
            Changed = true;
          }
    }
    auto Left = [&](const FunctionResult *F, bool IsOld) {
      FunctionPair P;
      (IsOld ? P.Old : P.New) = F;
      P.Unsure = any_of(IsOld ? New : Old, [&](const FunctionResult *O) {
        return alike(*F, *O) > 0;
      });
      for (const DeferralResult &D : F->Deferrals) {
        DeferralPair Each;
        (IsOld ? Each.Old : Each.New) = &D;
        Each.Unsure = P.Unsure;
        P.Deferrals.push_back(Each);
      }
      To.push_back(std::move(P));
    };
    for (const FunctionResult *F : Old)
      Left(F, true);
    for (const FunctionResult *F : New)
      Left(F, false);
  }

private:
  void pair(unsigned O, unsigned N, std::vector<FunctionPair> &To) {
    FunctionPair P;
    P.Old = Old[O];
    P.New = New[N];
    P.Deferrals = Deferrals(*P.Old, *P.New).run();
    To.push_back(std::move(P));
    Old.erase(Old.begin() + O);
    New.erase(New.begin() + N);
  }

  /// How many names at the ends of their paths are the same; more than there
  /// are if the place is, too.
  static unsigned alike(const FunctionResult &A, const FunctionResult &B) {
    if (A.At == B.At)
      return ~0u;
    auto I = sys::path::rbegin(A.At.File), J = sys::path::rbegin(B.At.File);
    unsigned Same = 0;
    for (; I != sys::path::rend(A.At.File) && J != sys::path::rend(B.At.File) &&
           *I == *J;
         ++I, ++J)
      ++Same;
    return Same;
  }

  /// The one that is more alike than each other one.
  static std::optional<unsigned>
  best(const FunctionResult &F, const std::vector<const FunctionResult *> &In) {
    std::optional<unsigned> Found;
    unsigned Most = 0;
    for (unsigned I = 0; I < In.size(); ++I) {
      unsigned Same = alike(F, *In[I]);
      if (Same > Most)
        Found = I;
      else if (Same == Most)
        Found.reset();
      Most = std::max(Most, Same);
    }
    return Found;
  }
};

} // namespace

void defer::match(Comparison &C) {
  std::map<std::string, Functions> ByName;
  for (const FunctionResult &F : C.Old.Functions)
    ByName[F.Name].Old.push_back(&F);
  for (const FunctionResult &F : C.New.Functions)
    ByName[F.Name].New.push_back(&F);
  for (auto &Each : ByName)
    Each.second.run(C.Functions);
  llvm::sort(C.Functions, [](const FunctionPair &A, const FunctionPair &B) {
    return std::tie(A.any().At, A.any().Name) <
           std::tie(B.any().At, B.any().Name);
  });
}
