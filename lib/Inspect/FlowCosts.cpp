//===- FlowCosts.cpp - what stands on the ways of control -----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "defer/Inspect/Flow.h"

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLExtras.h"

#include <algorithm>

using namespace llvm;
using namespace defer;

/// Tarjan's algorithm, without recursion.
void MachineFlow::findComponents() {
  unsigned Count = Blocks.size(), Next = 1, Component = 0;
  std::vector<unsigned> Number(Count, 0), Low(Count, 0), Stack;
  std::vector<bool> On(Count, false);
  std::vector<std::pair<unsigned, unsigned>> Work;
  for (unsigned Root = 0; Root < Count; ++Root) {
    if (Number[Root])
      continue;
    Work.push_back({Root, 0});
    while (!Work.empty()) {
      unsigned B = Work.back().first;
      if (Work.back().second == 0 && !Number[B]) {
        Number[B] = Low[B] = Next++;
        Stack.push_back(B);
        On[B] = true;
      }
      if (Work.back().second < Blocks[B].Next.size()) {
        unsigned To = Blocks[B].Next[Work.back().second++];
        if (!Number[To])
          Work.push_back({To, 0});
        else if (On[To])
          Low[B] = std::min(Low[B], Number[To]);
        continue;
      }
      Work.pop_back();
      if (!Work.empty())
        Low[Work.back().first] = std::min(Low[Work.back().first], Low[B]);
      if (Low[B] != Number[B])
        continue;
      for (unsigned Top = Count; Top != B;) {
        Top = Stack.back();
        Stack.pop_back();
        On[Top] = false;
        Blocks[Top].Component = Component;
      }
      ++Component;
    }
  }
}

MachineFlow::Costs MachineFlow::costs(const Weights &Of) const {
  unsigned Count = Blocks.size();
  std::vector<unsigned> Weight(Count, 0);
  for (unsigned B = 0; B < Count; ++B)
    for (unsigned I = Blocks[B].Begin; I < Blocks[B].End; ++I)
      Weight[B] += Of[I];
  std::vector<std::vector<unsigned>> Members;
  for (unsigned B = 0; B < Count; ++B) {
    if (Blocks[B].Component >= Members.size())
      Members.resize(Blocks[B].Component + 1);
    Members[Blocks[B].Component].push_back(B);
  }
  Costs Out(Count);
  // Components are numbered in the order that control comes out of them last.
  for (const auto &In : Members) {
    unsigned Sum = 0;
    std::optional<unsigned> Most;
    for (unsigned B : In) {
      Sum += Weight[B];
      if (Blocks[B].Leaves)
        Most = Most.value_or(0);
      for (unsigned To : Blocks[B].Next)
        if (Blocks[To].Component != Blocks[B].Component && Out[To])
          Most = std::max(Most.value_or(0), Out[To]->Most);
    }
    if (!Most)
      continue; // no way from here returns
    // The shortest ways, which may go through a loop's blocks in any order.
    DenseMap<unsigned, unsigned> Best;
    auto Behind = [&](unsigned B) -> std::optional<unsigned> {
      std::optional<unsigned> Least;
      auto Take = [&](unsigned N) { Least = std::min(Least.value_or(N), N); };
      if (Blocks[B].Leaves)
        Take(0);
      for (unsigned To : Blocks[B].Next) {
        if (Blocks[To].Component == Blocks[B].Component) {
          auto Known = Best.find(To);
          if (Known != Best.end())
            Take(Known->second);
        } else if (Out[To])
          Take(Out[To]->Least);
      }
      return Least;
    };
    for (bool Changed = true; Changed;) {
      Changed = false;
      for (unsigned B : llvm::reverse(In))
        if (auto Least = Behind(B)) {
          unsigned With = *Least + Weight[B];
          auto Known = Best.find(B);
          if (Known == Best.end() || With < Known->second) {
            Best[B] = With;
            Changed = true;
          }
        }
    }
    for (unsigned B : In)
      Out[B] = Cost{Best.lookup(B), Sum + *Most};
  }
  // What is of a loop counts once, also where the way begins inside of it.
  if (FirstAsWhole && Out.front())
    Out.front()->Most = std::min(Out.front()->Most, Out[*FirstAsWhole]->Most);
  return Out;
}

std::optional<Cost> MachineFlow::costFrom(const FlowPlace &Place,
                                          const Weights &Of,
                                          const Costs &From) const {
  const FlowBlock &B = Blocks[Place.Block];
  unsigned Here = 0;
  for (unsigned I = Place.Next; I < B.End; ++I)
    Here += Of[I];
  std::optional<Cost> Out;
  if (B.Leaves)
    Out = Cost{Here, Here};
  for (unsigned To : B.Next)
    if (From[To]) {
      Cost C{From[To]->Least + Here, From[To]->Most + Here};
      if (!Out)
        Out = C;
      Out->join(C, false);
    }
  // As in costs().
  if (Out)
    Out->Most = std::min(Out->Most, From[Place.Block]->Most);
  return Out;
}

MachineFlow MachineFlow::from(const FlowPlace &Place,
                              function_ref<bool(unsigned)> Stops,
                              std::vector<unsigned> &Stopped) const {
  MachineFlow Out;
  DenseMap<unsigned, unsigned> Numbers; // of blocks that are there as a whole
  auto Add = [&](const FlowBlock &From, unsigned Begin) {
    FlowBlock B = From;
    B.Begin = Begin;
    for (unsigned I = Begin; I < From.End; ++I)
      if (Stops(I)) {
        B.End = I;
        B.Next.clear();
        B.Leaves = true;
        Stopped.push_back(I);
        break;
      }
    Out.Blocks.push_back(B);
  };
  Add(Blocks[Place.Block], Place.Next);
  for (unsigned Next = 0; Next < Out.Blocks.size(); ++Next) {
    SmallVector<unsigned, 2> To = Out.Blocks[Next].Next;
    for (unsigned &Each : To) {
      auto Known = Numbers.try_emplace(Each, Out.Blocks.size());
      if (Known.second)
        Add(Blocks[Each], Blocks[Each].Begin);
      Each = Known.first->second;
    }
    Out.Blocks[Next].Next = To;
  }
  // One that is cut before the place does not go on to it.
  auto Whole = Numbers.find(Place.Block);
  if (Whole != Numbers.end() &&
      Out.Blocks[Whole->second].End == Out.Blocks.front().End)
    Out.FirstAsWhole = Whole->second;
  Out.findComponents();
  return Out;
}
