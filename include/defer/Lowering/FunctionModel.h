//===- FunctionModel.h - a function's deferrals, read from the IR -*- C++ -*-=//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The markers of one function (defer/Support/Markers.h) as structures.
//
// The *region* of a deferral is the blocks of its deferred statement: one
// entry, left only at its end marker.  After `detach`, a deferral falls
// through to what follows it and its region is an island that nothing
// enters; the lowering then enters it from the epilogues.
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_LOWERING_FUNCTIONMODEL_H
#define DEFER_LOWERING_FUNCTIONMODEL_H

#include "defer/Support/Markers.h"

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/IR/Instructions.h"

#include <memory>
#include <vector>

namespace defer {

struct BodyModel;

/// The token that the I-th argument of a marker is.
inline llvm::Value *tokenOf(const llvm::CallInst *Call, unsigned I) {
  return Call->getArgOperand(I)->stripPointerCasts();
}

/// An automatic variable that a deferred statement names.
struct NamedVariable {
  unsigned Block; ///< block whose executions need an instance each, or 0
  llvm::Value *Address;
};

struct DeferralModel {
  unsigned Id = 0; ///< unique in the function, from 1 on
  Reason Why = Reason::Static;
  unsigned Order = 0;
  llvm::CallInst *Mark = nullptr;
  llvm::BasicBlock *Entry = nullptr; ///< of the region
  llvm::BasicBlock *After = nullptr; ///< where control goes on
  llvm::CallInst *End = nullptr;     ///< null if the statement never ends
  /// With exceptions: where the statement starts, what says that one leaves it,
  /// and where; each of these is last in its block, but for a branch.
  llvm::CallInst *Statement = nullptr;
  llvm::SmallVector<llvm::CallInst *, 1> Outs;
  bool Unwinds = false; ///< it runs when an exception passes
  llvm::SmallVector<llvm::CallInst *, 1> Recoveries; ///< in it
  /// The exception that it runs for, or null; if there is anything to do with
  /// it, and the statement is one that an exception's way leads to.
  llvm::AllocaInst *InFlight = nullptr;
  bool hasInFlight() const { return !Outs.empty() || !Recoveries.empty(); }
  /// How many statements stand in each other in it, itself included.
  unsigned Height = 1;
  bool HasAddresses = false; ///< of labels in it
  /// It runs others of bodies it is in by their names, or cancels one whose
  /// body is lowered after it.
  bool UsesOthers = false;
  /// What is not copied for the way of an exception, but entered from there as
  /// well: a function, what would be too many copies of copies, what has labels
  /// that are known by their address, and at the end of a scope what uses the
  /// names of others, of which not all is known by then.
  bool isShared() const {
    return MayRunAgain || Height > 3 || HasAddresses ||
           (isScoped() && UsesOthers);
  }
  /// If scoped: where one goes that leaves the statement, by its exit.
  llvm::DenseMap<llvm::CallInst *, llvm::BasicBlock *> Landings;
  llvm::SmallSetVector<llvm::BasicBlock *, 8> Region;
  llvm::SmallVector<NamedVariable, 4> Names;
  BodyModel *Owner = nullptr; ///< the body it stands in; null if scoped
  BodyModel *Inner = nullptr; ///< its statement, if that defers itself
  /// The deferral whose statement it stands in, or null.
  DeferralModel *Around = nullptr;
  /// If scoped: what its block's end is known by, and where that is.
  llvm::Value *Token = nullptr;
  llvm::CallInst *Scope = nullptr;
  llvm::SmallVector<llvm::CallInst *, 1> Exits; ///< each first in its block
  llvm::SmallVector<llvm::CallInst *, 1> UnwindExits; ///< and in a block alone
  llvm::DebugLoc Loc;                                 ///< of the keyword
  /// For what is added where it is reached, and where it is due.
  llvm::DebugLoc SiteLoc, ExitLoc;
  /// For what is added for it where the body begins.
  llvm::DebugLoc BeginLoc;

  bool isScoped() const { return Why == Reason::Scoped; }
  bool isDynamic() const {
    return Why != Reason::Static && Why != Reason::Never && !isScoped();
  }
  bool HasUses = false;     ///< by name
  bool UsedInside = false;  ///< in a deferred statement
  bool MayRunAgain = false; ///< before it has ended, or is run by one that may
  /// The block that ends with the branch on Mark.
  llvm::BasicBlock *at() const { return Mark->getParent(); }
  /// The last block of the region, or null.
  llvm::BasicBlock *endBlock() const {
    return End ? End->getParent() : nullptr;
  }
};

/// A cleanup variable of a body's outermost block.
struct SegmentModel {
  llvm::CallInst *Mark = nullptr;
  llvm::Value *Token = nullptr;
  unsigned Order = 0;
};

/// A place where a deferral is run or cancelled by name.
struct UseModel {
  llvm::CallInst *Call = nullptr; ///< last in its block, but for a branch
  DeferralModel *Of = nullptr;
  DeferralModel *In = nullptr; ///< the innermost one in whose region it is
  bool Runs = false;
  /// Where an exception goes that comes from the statement, or null.
  llvm::BasicBlock *Unwind = nullptr;

  llvm::BasicBlock *at() const { return Call->getParent(); }
  llvm::BasicBlock *next() const {
    return at()->getTerminator()->getSuccessor(0);
  }
  /// Whether it stands in the statement of `D`, however deep.
  bool isIn(const DeferralModel &D) const { return D.Region.count(at()); }
  /// A block for a part of what it does, in the regions that it is in itself.
  llvm::BasicBlock *newBlock(const char *Name) const;
  void adopt(llvm::BasicBlock *BB) const;
};

/// A place where a body is left, or a segment is.
struct ExitModel {
  llvm::CallInst *Call = nullptr; ///< first in its block
  SegmentModel *Segment = nullptr;
};

struct BodyModel {
  llvm::Value *Token = nullptr;
  llvm::CallInst *Begin = nullptr;
  DeferralModel *Of = nullptr; ///< null for the function's own body
  llvm::SmallVector<DeferralModel *, 8> Deferrals;
  llvm::SmallVector<std::unique_ptr<SegmentModel>, 2> Segments;
  llvm::SmallVector<ExitModel, 2> Exits;
  /// On the way of an exception: a block with one way in, which is a branch.
  llvm::SmallVector<ExitModel, 2> UnwindExits;
  llvm::SmallVector<llvm::CallInst *, 2> Gotos;
  llvm::SmallVector<llvm::CallInst *, 2> Tails;
  llvm::SmallVector<UseModel, 2> Uses; ///< of its deferrals
  /// Its true edge leads to where the body goes on after a recovery; or null.
  llvm::CallInst *RecoveredMark = nullptr;
  /// Of a statement that may recover: what passed when it started.
  llvm::AllocaInst *InFlight = nullptr;
  /// For what is added at its ends: for its records, if it has any, and for all
  /// of its deferrals.
  llvm::DebugLoc ExitLoc, LeaveLoc;
  llvm::DebugLoc StartLoc; ///< for what all need where it begins

  /// A block that the lowering adds to the body; it is in the regions that the
  /// body is in, too.
  llvm::BasicBlock *newBlock(const char *Name, llvm::BasicBlock *Before);

  /// Whether the way of an exception goes through the same drain of records as
  /// the normal one: a statement is shared, and that decides for all.
  bool sharesDrain() const {
    for (const DeferralModel *D : Deferrals)
      if (D->isDynamic() && D->isShared() && !D->MayRunAgain)
        return true;
    return false;
  }
  bool hasDynamic() const {
    for (const DeferralModel *D : Deferrals)
      if (D->isDynamic())
        return true;
    return false;
  }
};

struct BlockMark {
  llvm::CallInst *Call;
  BodyModel *Body;
};

class FunctionModel {
public:
  explicit FunctionModel(llvm::Function &F) : F(F) {}

  /// Reads and checks the markers of the function, splitting blocks so that
  /// an exit is first in its block and an end marker last.  Returns false,
  /// after a diagnostic, if they are not as the front end makes them.
  bool read();

  /// Takes the regions out of the control flow.
  void detach();

  /// The innermost region a block is in, or null.
  DeferralModel *regionOf(llvm::BasicBlock *BB) const {
    return Innermost.lookup(BB);
  }

  llvm::Function &F;
  /// Outer before inner, for both.
  std::vector<std::unique_ptr<BodyModel>> Bodies;
  std::vector<std::unique_ptr<DeferralModel>> Deferrals;
  /// Where executions of blocks with instances start, by block number.
  llvm::DenseMap<unsigned, BlockMark> Blocks;
  /// Exit markers of what is not reached, or where a statement ends as usual.
  llvm::SmallVector<llvm::CallInst *, 2> IdleExits;
  /// Uses of the names of deferrals that control never reaches.
  llvm::SmallVector<llvm::CallInst *, 2> IdleUses;
  /// Recoveries in no statement that may run for a panic.
  llvm::SmallVector<llvm::CallInst *, 2> IdleRecoveries;
  /// Clang's variable for the exception that passes, or null.
  llvm::AllocaInst *Exception = nullptr;
  /// The function calls one that returns twice: what the lowering keeps in
  /// variables of its own must survive that.
  bool ReturnsTwice = false;

  /// The copy of a region is where that is.
  void adopt(const DeferralModel &Copy, const DeferralModel &Of);

  /// `New` was split off `Old`.
  void splitOff(llvm::BasicBlock *New, llvm::BasicBlock *Old);

private:
  bool fail(llvm::Instruction *At, const char *What);
  bool readDeferral(llvm::CallInst *Call);
  bool readScoped(llvm::CallInst *Call);
  bool readBranch(llvm::CallInst *Call, DeferralModel &D);
  bool readNames(llvm::CallInst *Call, unsigned From, DeferralModel &D);
  bool findRegions();
  bool readUses(llvm::ArrayRef<llvm::CallInst *> Calls);
  bool readStatements(llvm::ArrayRef<llvm::CallInst *> Calls);
  void readExits(llvm::ArrayRef<llvm::CallInst *> Calls);
  bool readRecoveries(llvm::ArrayRef<llvm::CallInst *> Recoveries,
                      llvm::ArrayRef<llvm::CallInst *> Recovered);
  void findRegion(DeferralModel &D);
  static bool entersElsewhere(const DeferralModel &D, llvm::BasicBlock *BB);
  bool unshareDeadEnds(DeferralModel &D);
  bool checkRegion(const DeferralModel &D);
  bool checkOrders();

  llvm::DenseMap<llvm::Value *, BodyModel *> BodyOf;
  llvm::DenseMap<unsigned, DeferralModel *> ById;
  llvm::DenseMap<llvm::CallInst *, llvm::BasicBlock *> UnwindOfRun;
  llvm::DenseMap<llvm::BasicBlock *, DeferralModel *> Innermost;
};

} // namespace defer

#endif // DEFER_LOWERING_FUNCTIONMODEL_H
