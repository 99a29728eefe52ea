//===- PendingState.cpp - what is pending where control is ----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "defer/Lowering/PendingState.h"

#include <algorithm>

using namespace defer;

PendingStates::PendingStates() {
  Empty = get(PendingState::Root, false, false, nullptr);
}

const PendingState *PendingStates::get(unsigned Order, bool Maybe,
                                       bool DynAbove,
                                       const PendingState *Below) {
  unsigned long long Bits =
      (static_cast<unsigned long long>(Order) << 2) | (Maybe << 1) | DynAbove;
  const PendingState *&Entry = Unique[{Below, Bits}];
  if (!Entry) {
    auto *S = new (Allocator.Allocate()) PendingState();
    S->Order = Order;
    S->Maybe = Maybe;
    S->DynAbove = DynAbove;
    S->AnyDynamic = DynAbove || (Below && Below->AnyDynamic);
    S->Below = Below;
    S->Definite = Maybe ? Below->Definite : S;
    Entry = S;
  }
  return Entry;
}

// Below, the bounds above a point are taken down into `Above`, and put back
// on what the point has become.
using Stack = llvm::SmallVector<const PendingState *, 8>;

const PendingState *PendingStates::push(const PendingState *S, unsigned Order,
                                        bool Maybe) {
  // Bounds that come later in the order, and the bound itself, can only be
  // here because ways were joined that no run takes one after the other: none
  // of them is pending when this one becomes so.  Records may be.
  bool Dyn = false;
  for (; S->order() >= Order; S = S->below())
    Dyn |= S->dynAbove();
  return get(Order, Maybe, false, Dyn ? pushDynamic(S) : S);
}

const PendingState *PendingStates::pushDynamic(const PendingState *S) {
  return get(S->order(), S->isMaybe(), true, S->below());
}

const PendingState *PendingStates::popThrough(const PendingState *S,
                                              unsigned Order) {
  while (S->order() > Order)
    S = S->below();
  return S->order() == Order && !S->isRoot() ? S->below() : S;
}

const PendingState *PendingStates::remove(const PendingState *S,
                                          unsigned Order) {
  Stack Above;
  for (; S->order() > Order; S = S->below())
    Above.push_back(S);
  if (S->order() == Order && !S->isRoot()) {
    bool Dyn = S->dynAbove();
    S = S->below();
    if (Dyn)
      S = pushDynamic(S);
  }
  for (; !Above.empty(); Above.pop_back())
    S = get(Above.back()->order(), Above.back()->isMaybe(),
            Above.back()->dynAbove(), S);
  return S;
}

const PendingState *
PendingStates::join(llvm::ArrayRef<const PendingState *> Ways) {
  PendingFront Front;
  for (const PendingState *S : Ways)
    Front.add(S);
  llvm::SmallVector<PendingBound, 8> Above;
  const PendingState *Joined = nullptr;
  while (!Joined) {
    // Where everything above the other's top is a maybe already there is
    // nothing to do.  Without this a long run of alternatives would be walked
    // at each join.
    if (Front.size() == 1 || (Front.size() == 2 && !Front.top()->isRoot() &&
                              Front.top()->Definite == Front.last())) {
      Joined = Front.top();
      break;
    }
    PendingBound B = Front.newest();
    if (B.Order == PendingState::Root) {
      Joined = get(B.Order, false, B.DynAbove, nullptr);
      break;
    }
    Above.push_back(B);
    Front.pass();
  }
  for (; !Above.empty(); Above.pop_back())
    Joined = get(Above.back().Order, Above.back().Maybe, Above.back().DynAbove,
                 Joined);
  return Joined;
}

static bool older(const PendingState *A, const PendingState *B) {
  return A->order() < B->order();
}

void PendingFront::add(const PendingState *S) {
  if (!Known.insert(S).second)
    return;
  Heap.push_back(S);
  std::push_heap(Heap.begin(), Heap.end(), older);
}

void PendingFront::add(PendingFront &&Other) {
  if (Heap.size() < Other.Heap.size())
    std::swap(*this, Other);
  for (const PendingState *S : Other.Heap)
    add(S);
}

void PendingFront::pop() {
  std::pop_heap(Heap.begin(), Heap.end(), older);
  Heap.pop_back();
}

PendingBound PendingFront::newest() {
  PendingBound B{top()->order(), false, false, false};
  Newest.clear();
  for (; !empty() && top()->order() == B.Order; pop()) {
    B.Maybe |= top()->isMaybe();
    B.DynAbove |= top()->dynAbove();
    B.DynBelow |= !top()->isRoot() && top()->below()->anyDynamic();
    Newest.push_back(top());
  }
  // A state that is further down already does not have it.
  B.Maybe |= !empty();
  for (const PendingState *S : Newest) {
    Heap.push_back(S);
    std::push_heap(Heap.begin(), Heap.end(), older);
  }
  return B;
}

void PendingFront::pass() {
  unsigned Order = top()->order();
  Newest.clear();
  for (; !empty() && top()->order() == Order; pop())
    Newest.push_back(top());
  for (const PendingState *S : Newest)
    add(S->below());
}
