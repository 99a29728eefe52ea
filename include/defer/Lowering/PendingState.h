//===- PendingState.h - what is pending where control is --------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What is pending at a point of a body is a stack, newest on top.  Static
// deferrals and segments (the cleanup variables of the outermost block) are
// its *bounds*: their order is known from the source, so a state is a list of
// bounds with falling order.  A bound that is pending on some ways to the
// point and not on others is a *maybe*.  Dynamic deferrals have no place of
// their own: `DynAbove` of a bound says that records may be pending that are
// newer than it and older than the next bound up.  The bottom of each state
// is a root bound, which nothing removes.
//
//   if (c) __defer A;    [root, A?]
//   for (...) __defer B; [root, A?+]        '+': records above
//   __defer C;           [root, A?+, C]
//
// States are immutable and shared: two equal ones are the same pointer, and a
// state and the one with one bound more share all the rest, so that a body of
// n deferrals has O(n) of them.
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_LOWERING_PENDINGSTATE_H
#define DEFER_LOWERING_PENDINGSTATE_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/Allocator.h"

namespace defer {

class PendingState {
public:
  static constexpr unsigned Root = 0;

  /// The order number of the bound on top; Root (0) for an empty stack.
  unsigned order() const { return Order; }
  bool isRoot() const { return Order == Root; }
  bool isMaybe() const { return Maybe; }
  bool dynAbove() const { return DynAbove; }
  const PendingState *below() const { return Below; }
  /// Whether records may be pending anywhere in it.
  bool anyDynamic() const { return AnyDynamic; }

private:
  friend class PendingStates;
  unsigned Order;
  bool Maybe;
  bool DynAbove;
  bool AnyDynamic;
  const PendingState *Below;
  /// The newest definite bound at or below this one.
  const PendingState *Definite;
};

/// A bound of several states at once.
struct PendingBound {
  unsigned Order;
  bool Maybe;    ///< or in one of the states only
  bool DynAbove; ///< in one of them at least
  bool DynBelow; ///< records may be pending that are older than the bound
};

/// How far down from the top several states have been walked, the newest bound
/// first.  States that have come to the same one go on as one, so that states
/// that share what is below are walked in the time of one of them.
class PendingFront {
public:
  void add(const PendingState *S);
  void add(PendingFront &&Other);

  bool empty() const { return Heap.empty(); }
  llvm::ArrayRef<const PendingState *> states() const { return Heap; }
  size_t size() const { return Heap.size(); }
  /// One of the states that have the newest bound on top.
  const PendingState *top() const { return Heap.front(); }
  /// Of two states, the other one.
  const PendingState *last() const { return Heap.back(); }

  /// The newest bound.
  PendingBound newest();
  /// Goes on to what is below it, where it is on top.
  void pass();

private:
  void pop();

  llvm::SmallVector<const PendingState *, 4> Heap, Newest;
  llvm::SmallPtrSet<const PendingState *, 4> Known;
};

/// Makes and joins states.  Owns them; not thread safe.
class PendingStates {
public:
  PendingStates();

  const PendingState *empty() const { return Empty; }

  /// The bound `Order` (> 0) becomes pending; as a maybe, if it may cease to be
  /// where the flow does not see it.
  const PendingState *push(const PendingState *S, unsigned Order,
                           bool Maybe = false);
  /// A dynamic deferral becomes pending.
  const PendingState *pushDynamic(const PendingState *S);
  /// All that is newer than the bound `Order` has run, and the bound is gone.
  const PendingState *popThrough(const PendingState *S, unsigned Order);
  /// The bound `Order` is gone, what is newer than it stays.
  const PendingState *remove(const PendingState *S, unsigned Order);
  /// What is pending where ways meet.  All at once, because ways that left a
  /// body of n deferrals one after the other share what is below: together they
  /// have O(n) bounds, and two by two O(n^2).
  const PendingState *join(llvm::ArrayRef<const PendingState *> Ways);

private:
  const PendingState *get(unsigned Order, bool Maybe, bool DynAbove,
                          const PendingState *Below);

  llvm::DenseMap<std::pair<const PendingState *, unsigned long long>,
                 const PendingState *>
      Unique;
  llvm::SpecificBumpPtrAllocator<PendingState> Allocator;
  const PendingState *Empty;
};

} // namespace defer

#endif // DEFER_LOWERING_PENDINGSTATE_H
