//===- Exits.cpp - where bodies, blocks and statements are left -----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A part of FunctionModel: the exit markers.  Clang's cleanups emit the same
// call on the normal ways and on those of an exception; these are told apart by
// what leads there.
//
//===----------------------------------------------------------------------===//

#include "defer/Lowering/FunctionModel.h"

#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/IR/CFG.h"
#include "llvm/IR/Function.h"
#include "llvm/Transforms/Utils/BasicBlockUtils.h"

using namespace defer;
using namespace llvm;

/// The blocks that only an exception reaches.
static void findUnwindBlocks(SmallVectorImpl<BasicBlock *> &Work,
                             SmallPtrSetImpl<BasicBlock *> &Set) {
  while (!Work.empty()) {
    BasicBlock *BB = Work.pop_back_val();
    if (Set.insert(BB).second)
      Work.append(succ_begin(BB), succ_end(BB));
  }
}

/// Of all tokens.
void FunctionModel::readExits(ArrayRef<CallInst *> Calls) {
  struct Of {
    BodyModel *Body = nullptr;
    SegmentModel *Segment = nullptr;
    DeferralModel *Scoped = nullptr, *Statement = nullptr;
  };
  SmallDenseMap<Value *, Of, 8> ByToken;
  for (auto &Body : Bodies) {
    ByToken[Body->Token].Body = Body.get();
    for (auto &S : Body->Segments) {
      ByToken[S->Token].Body = Body.get();
      ByToken[S->Token].Segment = S.get();
    }
  }
  for (auto &D : Deferrals) {
    if (D->Token)
      ByToken[D->Token].Scoped = D.get();
    if (D->Statement)
      ByToken[tokenOf(D->Statement, 0)].Statement = D.get();
  }

  // Before blocks are split.
  SmallPtrSet<BasicBlock *, 8> Unwinding;
  SmallVector<BasicBlock *, 8> Starts;
  for (BasicBlock &BB : F)
    if (BB.isLandingPad())
      Starts.push_back(&BB);
  for (auto &Each : UnwindOfRun)
    if (Each.second)
      Starts.push_back(Each.second);
  findUnwindBlocks(Starts, Unwinding);
  std::vector<bool> OnUnwind;
  for (CallInst *Call : Calls)
    OnUnwind.push_back(Unwinding.count(Call->getParent()));

  for (unsigned I = 0; I < Calls.size(); ++I) {
    CallInst *Call = Calls[I];
    Of Found = ByToken.lookup(tokenOf(Call, 0));
    if (Found.Statement) {
      if (!OnUnwind[I]) {
        IdleExits.push_back(Call); // its end has a marker of its own
        continue;
      }
      SplitBlock(Call->getParent(), Call->getNextNode());
      Found.Statement->Outs.push_back(Call);
      continue;
    }
    if (!Found.Body && !Found.Scoped) {
      // Without its body's marker, the body has become unreachable.
      IdleExits.push_back(Call);
      continue;
    }
    if (OnUnwind[I] || Call != &Call->getParent()->front())
      SplitBlock(Call->getParent(), Call);
    if (OnUnwind[I])
      SplitBlock(Call->getParent(), Call->getNextNode());
    if (Found.Scoped)
      (OnUnwind[I] ? Found.Scoped->UnwindExits : Found.Scoped->Exits)
          .push_back(Call);
    else
      (OnUnwind[I] ? Found.Body->UnwindExits : Found.Body->Exits)
          .push_back({Call, Found.Segment});
  }
}
