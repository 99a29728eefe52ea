//===- Flow.cpp - where control goes in machine code ----------------------===//
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

/// Functions that do not return, where nothing declares them.
static bool neverReturns(StringRef Name, const std::set<std::string> &Known) {
  return Name == "_Unwind_Resume" || Name == "__stack_chk_fail" ||
         Name == "abort" || Name == "__defer_panic" ||
         Known.count(Name.str()) != 0;
}

MachineFlow::MachineFlow(const MachineFunction &F,
                         const std::set<std::string> &NoReturn) {
  split(F, NoReturn);
  findUnwinding(F);
  findComponents();
}

void MachineFlow::split(const MachineFunction &F,
                        const std::set<std::string> &NoReturn) {
  size_t Count = F.Code.size();
  DenseMap<uint64_t, unsigned> At;
  for (size_t I = 0; I < Count; ++I)
    At[F.Code[I].Address] = I;
  std::vector<bool> Starts(Count + 1, false), Ends(Count, false);
  Starts[0] = true;
  auto Inside = [&](const MachineInstruction &I) -> std::optional<unsigned> {
    if (!I.Branch || !I.To)
      return std::nullopt;
    auto Found = At.find(*I.To);
    if (Found == At.end())
      return std::nullopt;
    return Found->second;
  };
  for (size_t I = 0; I < Count; ++I) {
    const MachineInstruction &Each = F.Code[I];
    if (auto To = Inside(Each))
      Starts[*To] = true;
    bool Gap =
        I + 1 < Count && F.Code[I + 1].Address != Each.Address + Each.Size;
    Ends[I] = Each.Branch || Each.Return || Each.Stops || Gap ||
              (Each.Call && neverReturns(Each.Symbol, NoReturn));
    if (Ends[I])
      Starts[I + 1] = true;
  }
  for (uint64_t Pad : F.LandingPads) {
    auto Found = At.find(Pad);
    if (Found != At.end())
      Starts[Found->second] = true;
  }
  BlockOf.resize(Count);
  for (size_t I = 0; I < Count; ++I) {
    if (Starts[I]) {
      Blocks.emplace_back();
      Blocks.back().Begin = I;
    }
    Blocks.back().End = I + 1;
    BlockOf[I] = Blocks.size() - 1;
  }
  for (FlowBlock &B : Blocks) {
    unsigned Index = B.End - 1;
    const MachineInstruction &Last = F.Code[Index];
    bool Falls = Index + 1 < Count;
    if (Ends[Index]) {
      if (Last.Return)
        B.Leaves = true;
      else if (Last.Branch) {
        if (auto To = Inside(Last))
          B.Next.push_back(BlockOf[*To]);
        else
          B.Leaves = true; // to another function, or where one cannot know
        ComputedJump |= Last.Indirect;
      }
      Falls &= Last.Conditional;
    }
    // No way but an exception's leads to a landing pad: what is before one
    // does not come back.
    if (Falls && !std::binary_search(F.LandingPads.begin(), F.LandingPads.end(),
                                     F.Code[Index + 1].Address))
      B.Next.push_back(BlockOf[Index + 1]);
  }
}

void MachineFlow::findUnwinding(const MachineFunction &F) {
  if (F.LandingPads.empty())
    return;
  auto Reach = [&](std::vector<unsigned> Work) {
    std::vector<bool> Seen(Blocks.size(), false);
    while (!Work.empty()) {
      unsigned B = Work.back();
      Work.pop_back();
      if (Seen[B])
        continue;
      Seen[B] = true;
      Work.insert(Work.end(), Blocks[B].Next.begin(), Blocks[B].Next.end());
    }
    return Seen;
  };
  std::vector<unsigned> Pads, Others{0};
  for (unsigned I = 0; I < Blocks.size(); ++I)
    if (std::binary_search(F.LandingPads.begin(), F.LandingPads.end(),
                           F.Code[Blocks[I].Begin].Address))
      Pads.push_back(I);
  std::vector<bool> Unwound = Reach(Pads);
  // What is reached from neither is reached by a computed jump.
  std::vector<bool> Entered = Reach(Others);
  for (unsigned I = 0; I < Blocks.size(); ++I)
    if (!Unwound[I] && !Entered[I])
      Others.push_back(I);
  if (Others.size() > 1)
    Entered = Reach(Others);
  for (unsigned I = 0; I < Blocks.size(); ++I)
    Blocks[I].Unwinds = Unwound[I] && !Entered[I];
}

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

MachineFlow::Costs MachineFlow::costs(const std::vector<bool> &Counts,
                                      const std::vector<bool> &Within) const {
  unsigned Count = Blocks.size();
  std::vector<unsigned> Weight(Count, 0);
  for (unsigned B = 0; B < Count; ++B)
    for (unsigned I = Blocks[B].Begin; I < Blocks[B].End; ++I)
      Weight[B] += Counts[I];
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
      if (!Within[B]) {
        Most = Most.value_or(0);
        continue;
      }
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
      if (!Within[B])
        return 0;
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
  return Out;
}

std::optional<Cost> MachineFlow::costAfter(unsigned Instruction,
                                           const std::vector<bool> &Counts,
                                           const Costs &Of) const {
  const FlowBlock &B = Blocks[BlockOf[Instruction]];
  unsigned Here = 0;
  for (unsigned I = Instruction + 1; I < B.End; ++I)
    Here += Counts[I];
  std::optional<Cost> Out;
  if (B.Leaves)
    Out = Cost{Here, Here};
  for (unsigned To : B.Next)
    if (Of[To]) {
      unsigned Least = Of[To]->Least + Here, Most = Of[To]->Most + Here;
      if (!Out)
        Out = Cost{Least, Most};
      Out->Least = std::min(Out->Least, Least);
      Out->Most = std::max(Out->Most, Most);
    }
  return Out;
}
