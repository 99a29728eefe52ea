//===- Instances.h - a block's variables, one set per execution -*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A dynamic deferral may name variables of a block that is executed again
// before the deferral runs.  The variables of such a block then live in an
// *instance*, found through a pointer, the block's *slot*.  The first instance
// is in the function's frame.  When the block starts again and the current
// instance has been named by a deferral since, a new one is made.  If there is
// one deferral that names it, once, it is *held* in that one's record: both are
// made together.
//
//   for (...) {                    for (...) {
//     int fd;                        if (named) slot = __deferblock(...),
//     ...fd...                                  named = false;
//     __defer close(fd);             ...slot->fd...
//   }                                record.slot = slot; named = true;
//                                  }
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_LOWERING_INSTANCES_H
#define DEFER_LOWERING_INSTANCES_H

#include "defer/Lowering/FunctionModel.h"
#include "defer/Lowering/IRTools.h"

#include "llvm/ADT/MapVector.h"

namespace defer {

struct KeptBlock {
  llvm::SmallSetVector<llvm::AllocaInst *, 4> Variables;
  llvm::SmallVector<uint64_t, 4> Offsets;
  uint64_t Size = 0;
  llvm::Align Align;
  /// What of the record that holds it is in front of the instance.
  uint64_t Front = 0;
  unsigned Deferrals = 0; ///< how many name it
  llvm::AllocaInst *Slot = nullptr;
  /// Whether the current instance is in a record, or, if one of those may be
  /// run or cancelled by name, in how many.
  llvm::AllocaInst *Named = nullptr;
  bool Counted = false;
};

class Instances {
public:
  Instances(FunctionModel &M, IRTools &IR);

  /// The blocks whose instance a dynamic deferral needs, in a fixed order.
  llvm::SmallVector<unsigned, 2> blocksOf(const DeferralModel &D) const;

  /// The current instance of a block.
  llvm::Value *current(llvm::IRBuilderBase &B, unsigned Block) const;

  /// The current instance is in a record from now on.
  void setNamed(llvm::IRBuilderBase &B, unsigned Block) const;

  /// The instance of a record is current while its statement runs.  Should the
  /// block start again after that, it needs another one.
  void setCurrent(llvm::IRBuilderBase &B, unsigned Block,
                  llvm::Value *Instance) const;

  /// A record that holds an instance of the block is gone.
  void release(llvm::IRBuilderBase &B, unsigned Block,
               llvm::Value *Instance) const;

  /// What is current, to go on with after a statement that ran by name.
  struct Current {
    unsigned Block;
    llvm::Value *Instance, *Named;
  };
  Current save(llvm::IRBuilderBase &B, unsigned Block) const;
  void restore(llvm::IRBuilderBase &B, const Current &C) const;

  /// Code before an instruction for one more instance in the frame of a body,
  /// of a size and an alignment, with the record that holds it, if one does.
  using MakeInstance = llvm::function_ref<llvm::Value *(
      llvm::Instruction *, BodyModel &, uint64_t, llvm::Align)>;

  /// Replaces the variables by their places in the instance and lowers the
  /// blocks' start markers.
  void lower(MakeInstance NewInstance);

  /// What a frame's buffer should have room for, for one record; what the
  /// record holds is not counted.
  uint64_t sizeOf(const DeferralModel &D) const;

  /// A block whose instances, if not larger than `Most`, can be held in the
  /// records of `D`, or 0.
  unsigned holdableIn(const DeferralModel &D, uint64_t Most) const;
  /// Holds them behind so many bytes or a few more; returns how many.
  uint64_t holdBehind(uint64_t Front, unsigned Block);
  uint64_t sizeOf(unsigned Block) const {
    return Kept.find(Block)->second.Size;
  }

private:
  void replace(unsigned Block, KeptBlock &K);

  FunctionModel &M;
  IRTools &IR;
  llvm::MapVector<unsigned, KeptBlock> Kept;
};

} // namespace defer

#endif // DEFER_LOWERING_INSTANCES_H
