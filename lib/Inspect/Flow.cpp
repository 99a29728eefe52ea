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

MachineFlow::MachineFlow(const DisassembledFunction &F,
                         const std::set<std::string> &NoReturn) {
  split(F, NoReturn);
  findUnwinding(F);
  findComponents();
}

void MachineFlow::split(const DisassembledFunction &F,
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

std::vector<bool> MachineFlow::reachedFrom(std::vector<unsigned> Work) const {
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
}

void MachineFlow::findUnwinding(const DisassembledFunction &F) {
  if (F.LandingPads.empty())
    return;
  std::vector<unsigned> Pads, Others{0};
  for (unsigned I = 0; I < Blocks.size(); ++I)
    if (std::binary_search(F.LandingPads.begin(), F.LandingPads.end(),
                           F.Code[Blocks[I].Begin].Address))
      Pads.push_back(I);
  std::vector<bool> Unwound = reachedFrom(Pads);
  // What is reached from neither is reached by a computed jump.
  std::vector<bool> Entered = reachedFrom(Others);
  for (unsigned I = 0; I < Blocks.size(); ++I)
    if (!Unwound[I] && !Entered[I])
      Others.push_back(I);
  if (Others.size() > 1)
    Entered = reachedFrom(Others);
  for (unsigned I = 0; I < Blocks.size(); ++I)
    Blocks[I].Unwinds = Unwound[I] && !Entered[I];
}
