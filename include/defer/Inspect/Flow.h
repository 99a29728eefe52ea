//===- Flow.h - where control goes in machine code --------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The control flow graph of a function's machine code.  A block *unwinds* if
// control comes to it from a landing pad only.
//
// The *cost* from a place on is how many instructions of a kind stand on the
// way from there to where the function returns, at least and at most; what is
// in a loop counts once.  Ways that do not return (to abort, say) do not count.
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_INSPECT_FLOW_H
#define DEFER_INSPECT_FLOW_H

#include "defer/Inspect/Binary.h"

#include "llvm/ADT/SmallVector.h"

#include <optional>

namespace defer {

struct FlowBlock {
  unsigned Begin = 0, End = 0; ///< instructions of the function
  llvm::SmallVector<unsigned, 2> Next;
  bool Leaves = false; ///< it may end the function: it returns, or goes away
  bool Unwinds = false;
  unsigned Component = 0; ///< loops are one; none leads to a higher number
};

/// In a block, before an instruction of it or at its end.
struct FlowPlace {
  unsigned Block = 0, Next = 0;
};

/// How many, at least and at most.
struct Cost {
  unsigned Least = 0, Most = 0;

  /// Of this way or that; `First`: there was none before.
  void join(const Cost &O, bool First) {
    Least = First ? O.Least : std::min(Least, O.Least);
    Most = First ? O.Most : std::max(Most, O.Most);
  }
};

class MachineFlow {
public:
  MachineFlow(const DisassembledFunction &F,
              const std::set<std::string> &NoReturn);

  const std::vector<FlowBlock> &blocks() const { return Blocks; }
  unsigned blockOf(unsigned Instruction) const { return BlockOf[Instruction]; }
  bool unwinds(unsigned Instruction) const {
    return Blocks[BlockOf[Instruction]].Unwinds;
  }
  /// For each block, whether control comes there from some of them, themselves
  /// included.
  std::vector<bool> reachedFrom(std::vector<unsigned> Work) const;
  /// A jump leads to a place that is computed.
  bool hasComputedJump() const { return ComputedJump; }

  /// Of each instruction of the function.
  using Weights = std::vector<unsigned>;
  /// What instructions cost that weigh something: for each block, from its
  /// start on.  Nothing where no way from there returns.
  using Costs = std::vector<std::optional<Cost>>;
  Costs costs(const Weights &Of) const;
  /// The same from a place on.
  std::optional<Cost> costFrom(const FlowPlace &Place, const Weights &Of,
                               const Costs &From) const;

  FlowPlace before(unsigned Instruction) const {
    return {BlockOf[Instruction], Instruction};
  }

  /// The part that control comes to from a place on, up to those instructions
  /// that `Stops` says yes to, which are put into `Stopped`.  Its first block
  /// is what is left of the place's own, which may be there as a whole as well,
  /// where control comes to it again.
  MachineFlow from(const FlowPlace &Place,
                   llvm::function_ref<bool(unsigned)> Stops,
                   std::vector<unsigned> &Stopped) const;

private:
  MachineFlow() = default;
  void split(const DisassembledFunction &F,
             const std::set<std::string> &NoReturn);
  void findUnwinding(const DisassembledFunction &F);
  void findComponents();

  std::vector<FlowBlock> Blocks;
  std::vector<unsigned> BlockOf; ///< of instructions
  bool ComputedJump = false;
  /// In a part: the block whose end is the first one, where it is there.
  std::optional<unsigned> FirstAsWhole;
};

} // namespace defer

#endif // DEFER_INSPECT_FLOW_H
