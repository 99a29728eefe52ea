//===- PendingState.cpp - what is pending where control is ----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "defer/Lowering/PendingState.h"

#include "llvm/ADT/SmallVector.h"

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

const PendingState *PendingStates::push(const PendingState *S,
                                        unsigned Order) {
  // Bounds that come later in the order, and the bound itself, can only be
  // here because ways were joined that no run takes one after the other: none
  // of them is pending when this one becomes so.  Records may be.
  bool Dyn = false;
  for (; S->order() >= Order; S = S->below())
    Dyn |= S->dynAbove();
  return get(Order, false, false, Dyn ? pushDynamic(S) : S);
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

const PendingState *PendingStates::join(const PendingState *A,
                                        const PendingState *B) {
  struct Bound {
    unsigned Order;
    bool Maybe, DynAbove;
  };
  llvm::SmallVector<Bound, 8> Above;
  while (A != B) {
    // Everything above the other's top is a maybe already: nothing to do.
    // Without this a long run of alternatives would be walked at each join.
    if (A->Definite == B && !A->isRoot()) {
      B = A;
      break;
    }
    if (B->Definite == A && !B->isRoot()) {
      A = B;
      break;
    }
    if (A->order() == B->order()) {
      Above.push_back({A->order(), A->isMaybe() || B->isMaybe(),
                       A->dynAbove() || B->dynAbove()});
      if (A->isRoot()) {
        A = B = get(PendingState::Root, false, Above.pop_back_val().DynAbove,
                    nullptr);
        break;
      }
      A = A->below();
      B = B->below();
      continue;
    }
    if (A->order() < B->order())
      std::swap(A, B);
    Above.push_back({A->order(), true, A->dynAbove()});
    A = A->below();
  }
  for (; !Above.empty(); Above.pop_back())
    A = get(Above.back().Order, Above.back().Maybe, Above.back().DynAbove, A);
  return A;
}
