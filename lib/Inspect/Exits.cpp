//===- Exits.cpp - what stands on the ways out ----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The way from a `return` goes on to where the function returns.  That from a
// `break`, a block's end or the like goes on to the first instruction of what
// comes behind; but the optimizer may have put such a one before or between
// those that are looked for.  Then nothing is said.
//
//===----------------------------------------------------------------------===//

#include "Exits.h"

#include "llvm/ADT/STLExtras.h"

#include <algorithm>

using namespace llvm;
using namespace defer;

namespace {

class Counter {
public:
  Counter(const DisassembledFunction &F, const MachineFlow &Flow,
          const FunctionFacts &Facts, const Members &M,
          const std::vector<Owner> &Owners, FunctionCopy &Out)
      : F(F), Flow(Flow), Facts(Facts), M(M), Owners(Owners), Out(Out) {}

  void run() {
    Out.ExitHasCode.assign(Facts.Exits.size(), false);
    // What is too large for a look at each way of each deferral.
    size_t Blocks = Flow.blocks().size(), Code = F.Code.size();
    if (Blocks * Facts.Deferrals.size() > 4000000 ||
        Code * Facts.Exits.size() > 400000000) {
      Out.ExitsCounted = false;
      return;
    }
    NumberIn.assign(Code, NotIn);
    for (unsigned I = 0; I < M.Code.size(); ++I)
      NumberIn[M.Code[I].first] = I;
    for (ExitStarts &Each : findStarts(F, Flow, Facts, M, Owners, NumberIn))
      Starts.push_back(startsOf(Facts.Exits[Starts.size()], std::move(Each)));
    for (const DeferralFacts &D : Facts.Deferrals)
      count(D);
  }

private:
  /// What the instructions of one deferral weigh.
  struct Weights {
    MachineFlow::Weights Own, Statement, OwnBytes, StatementBytes;
    explicit Weights(size_t Count)
        : Own(Count), Statement(Count), OwnBytes(Count), StatementBytes(Count) {
    }
  };

  /// Adds to the first ones those that no way from another comes by before it
  /// ends: of a loop that is unrolled, each round has the exit.
  std::vector<FlowPlace> startsOf(const ExitFacts &Exit,
                                  ExitStarts From) const {
    if (From.Behind.empty() || (Exit.leavesFunction() && !M.Call))
      return std::move(From.First);
    std::vector<bool> Passed(F.Code.size() + 1, false);
    auto Pass = [&](const FlowPlace &At) {
      std::vector<unsigned> Stopped;
      MachineFlow Part = Flow.from(
          At, [&](unsigned I) { return isBehind(I, Exit); }, Stopped);
      for (const FlowBlock &B : Part.blocks())
        std::fill(Passed.begin() + B.Begin, Passed.begin() + B.End, true);
    };
    for (const FlowPlace &At : From.First)
      Pass(At);
    for (const FlowPlace &At : From.Behind)
      if (!Passed[At.Next]) {
        From.First.push_back(At);
        Pass(At);
      }
    return std::move(From.First);
  }

  void count(const DeferralFacts &D) {
    Weights Of(F.Code.size());
    bool Any = false;
    for (size_t I = 0; I < Owners.size(); ++I) {
      if (Owners[I].Deferral != D.Id)
        continue;
      Any = true;
      unsigned Index = M.Code[I].first, Size = F.Code[Index].Size;
      bool S = Owners[I].Of == Kind::Statement;
      (S ? Of.Statement : Of.Own)[Index] = 1;
      (S ? Of.StatementBytes : Of.OwnBytes)[Index] = Size;
    }
    if (!Any)
      return;
    auto Own = Flow.costs(Of.Own), Statement = Flow.costs(Of.Statement),
         OwnBytes = Flow.costs(Of.OwnBytes),
         StatementBytes = Flow.costs(Of.StatementBytes);
    for (unsigned E = 0; E < Facts.Exits.size(); ++E) {
      const ExitFacts &Exit = Facts.Exits[E];
      ExitCost Sum;
      Sum.Exit = E;
      bool First = true;
      for (const FlowPlace &At : Starts[E]) {
        std::optional<ExitCost> Way;
        if (Exit.leavesFunction() && M.Call) {
          std::vector<unsigned> Stopped;
          Way = until(At, Exit, Of, Stopped);
        } else if (Exit.leavesFunction()) {
          auto A = Flow.costFrom(At, Of.Own, Own);
          if (!A)
            continue; // no way from here returns
          Way.emplace();
          Way->Deferral = *A;
          Way->Statement = *Flow.costFrom(At, Of.Statement, Statement);
          Way->DeferralBytes = *Flow.costFrom(At, Of.OwnBytes, OwnBytes);
          Way->StatementBytes =
              *Flow.costFrom(At, Of.StatementBytes, StatementBytes);
        } else if (Exit.mayRun(D.Id))
          Way = outOfBlock(At, Exit, D, Of);
        if (!Way)
          continue;
        if (!Exit.mayRun(D.Id))
          leaveOut(D, *Way);
        // Where it begins to be the exit's cannot be told.
        if (Exit.Mixed && (Way->Deferral.Most || Way->Statement.Most))
          Way->Known = false;
        // A closing brace is also where all ways end.
        if ((Exit.Of == ExitFacts::FunctionEnd ||
             Exit.Of == ExitFacts::BlockEnd) &&
            !Way->Deferral.Most && !Way->Statement.Most)
          continue;
        Sum.Deferral.join(Way->Deferral, First);
        Sum.Statement.join(Way->Statement, First);
        Sum.DeferralBytes.join(Way->DeferralBytes, First);
        Sum.StatementBytes.join(Way->StatementBytes, First);
        Sum.Known &= Way->Known;
        First = false;
      }
      if (First)
        continue;
      Out.ExitHasCode[E] = true;
      if (Sum.Deferral.Most || Sum.Statement.Most || !Sum.Known)
        Out.Deferrals[D.Id - 1].Exits.push_back(Sum);
    }
  }

  /// Ways that have a switch in common seem to lead to a statement that is
  /// never due there.  It may be asked for, all the same.
  void leaveOut(const DeferralFacts &D, ExitCost &Way) const {
    Way.Statement = Way.StatementBytes = {};
    if (D.Why == Reason::Static || D.Why == Reason::Scoped)
      Way.Deferral = Way.DeferralBytes = {};
  }

  /// From a place on until control is behind the exit, at what is put into
  /// `Stopped`; nothing if it never comes there.
  std::optional<ExitCost> until(const FlowPlace &From, const ExitFacts &Exit,
                                const Weights &Of,
                                std::vector<unsigned> &Stopped) const {
    MachineFlow Part = Flow.from(
        From, [&](unsigned I) { return isBehind(I, Exit); }, Stopped);
    auto A = Part.costs(Of.Own).front();
    if (!A)
      return std::nullopt;
    ExitCost Way;
    Way.Deferral = *A;
    Way.Statement = *Part.costs(Of.Statement).front();
    Way.DeferralBytes = *Part.costs(Of.OwnBytes).front();
    Way.StatementBytes = *Part.costs(Of.StatementBytes).front();
    return Way;
  }

  /// Whether the way from an exit ends at an instruction, which is of what
  /// comes behind.
  bool isBehind(unsigned I, const ExitFacts &Exit) const {
    return Exit.leavesFunction() ? isBehindCopy(I, Exit)
                                 : isBehindBlock(I, Exit);
  }

  /// Of an inlined call: what is around it calls something or decides on a way;
  /// other instructions of that may stand between those of the call.  Or, in a
  /// loop, the function calls something once more.
  bool isBehindCopy(unsigned I, const ExitFacts &Exit) const {
    const MachineInstruction &Is = F.Code[I];
    unsigned Number = NumberIn[I];
    // What has become one with code of the function itself has no line.
    if (Number == NotIn)
      return (Is.Call || Is.Branch || Is.Return) && F.Rows[Is.Row].At.Line;
    return Is.Call && isAround(Exit, Owners[Number]) &&
           !Exit.At.contains(M.Code[Number].second.At);
  }

  bool isBehindBlock(unsigned I, const ExitFacts &Exit) const {
    unsigned Number = NumberIn[I];
    if (Number == NotIn)
      return true; // of what the function was inlined into
    const Owner &Is = Owners[Number];
    switch (Is.Of) {
    case Kind::Rest:
      return !Exit.At.contains(M.Code[Number].second.At);
    case Kind::Statement:
      // What stands in a statement goes on with that.
      return is_contained(Exit.In, Is.Deferral) &&
             !Exit.At.contains(M.Code[Number].second.At);
    case Kind::Reached:
      return true;
    default:
      return false;
    }
  }

  /// From a place on until control is behind the block; nothing if it never
  /// comes there.
  std::optional<ExitCost> outOfBlock(const FlowPlace &From,
                                     const ExitFacts &Exit,
                                     const DeferralFacts &D,
                                     const Weights &Of) const {
    if (Exit.Computed) {
      ExitCost Way;
      Way.Known = false;
      return Way;
    }
    std::vector<unsigned> Stopped;
    std::optional<ExitCost> Found = until(From, Exit, Of, Stopped);
    if (!Found)
      return std::nullopt;
    ExitCost &Way = *Found;
    // It runs on each way, so one that has nothing of it was cut too early;
    // unless there is nothing of it.
    bool Elsewhere = any_of(Out.Deferrals[D.Id - 1].Places,
                            [](const StatementPlace &P) { return !P.Unwinds; });
    if ((!Way.Statement.Least && Elsewhere) || isMixed(Stopped, Of, Exit))
      Way.Known = false;
    return Way;
  }

  /// Whether there may be more of a deferral behind what the way was taken to
  /// end at.  A call is not moved before another one.
  bool isMixed(const std::vector<unsigned> &Stopped, const Weights &Of,
               const ExitFacts &Exit) const {
    std::vector<bool> Seen(Flow.blocks().size(), false);
    std::vector<unsigned> Work;
    // Returns whether it has found some; control goes on from what is in Work.
    auto Look = [&](unsigned Begin) {
      const FlowBlock &B = Flow.blocks()[Flow.blockOf(Begin)];
      for (unsigned I = Begin; I < B.End; ++I) {
        if (Of.Own[I] || Of.Statement[I])
          return true;
        bool Around =
            NumberIn[I] == NotIn || isAround(Exit, Owners[NumberIn[I]]);
        if (Around && F.Code[I].Call)
          return false;
      }
      Work.insert(Work.end(), B.Next.begin(), B.Next.end());
      return false;
    };
    for (unsigned I : Stopped) {
      // A block that begins with what comes behind is behind.
      if (I == Flow.blocks()[Flow.blockOf(I)].Begin)
        continue;
      if (Look(I))
        return true;
    }
    while (!Work.empty()) {
      unsigned B = Work.back();
      Work.pop_back();
      unsigned Begin = Flow.blocks()[B].Begin;
      if (Seen[B] || NumberIn[Begin] == NotIn ||
          isAround(Exit, Owners[NumberIn[Begin]]))
        continue;
      Seen[B] = true;
      if (Look(Begin))
        return true;
    }
    return false;
  }

  const DisassembledFunction &F;
  const MachineFlow &Flow;
  const FunctionFacts &Facts;
  const Members &M;
  const std::vector<Owner> &Owners;
  FunctionCopy &Out;
  std::vector<unsigned> NumberIn; ///< of instructions, in M
  std::vector<std::vector<FlowPlace>> Starts; ///< of exits
};

} // namespace

void defer::countExits(const DisassembledFunction &F, const MachineFlow &Flow,
                       const FunctionFacts &Facts, const Members &M,
                       const std::vector<Owner> &Owners, FunctionCopy &Out) {
  Counter(F, Flow, Facts, M, Owners, Out).run();
}
