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
    NumberIn.assign(Code, None);
    for (unsigned I = 0; I < M.Code.size(); ++I)
      NumberIn[M.Code[I].first] = I;
    for (const ExitFacts &Exit : Facts.Exits)
      Starts.push_back(firstOf(endsOf(Exit)));
    for (const DeferralFacts &D : Facts.Deferrals)
      count(D);
  }

private:
  static constexpr unsigned None = ~0u;

  /// What the instructions of one deferral weigh.
  struct Weights {
    MachineFlow::Weights Own, Statement, OwnBytes, StatementBytes;
    explicit Weights(size_t Count)
        : Own(Count), Statement(Count), OwnBytes(Count), StatementBytes(Count) {
    }
  };

  /// Whether an instruction is of an exit, which it has the position of: at a
  /// block's end there may be only what goes on to the statements.
  static bool isOf(const ExitFacts &Exit, const Owner &Of) {
    return isAround(Exit, Of) ||
           (Exit.Of == ExitFacts::BlockEnd &&
            (Of.Of == Kind::Left || Of.Of == Kind::Shared));
  }

  /// Whether an instruction is of what is around an exit: of the rest, or of
  /// the statement that the exit stands in.
  static bool isAround(const ExitFacts &Exit, const Owner &Of) {
    return Exit.In.empty() ? Of.Of == Kind::Rest
                           : Of == Owner{Kind::Statement, Exit.In.back()};
  }

  /// The last instructions of an exit in a row, in the order of the code.
  std::vector<unsigned> endsOf(const ExitFacts &Exit) const {
    std::vector<unsigned> Ends;
    for (size_t I = 0; I < Owners.size(); ++I) {
      unsigned Index = M.Code[I].first;
      if (!isOf(Exit, Owners[I]) || Flow.unwinds(Index) ||
          !Exit.At.contains(M.Code[I].second.At))
        continue;
      if (!Ends.empty() && Ends.back() + 1 == Index &&
          Flow.blockOf(Ends.back()) == Flow.blockOf(Index))
        Ends.back() = Index;
      else
        Ends.push_back(Index);
    }
    return Ends;
  }

  /// Without those that control comes to from others.
  std::vector<unsigned> firstOf(const std::vector<unsigned> &Ends) const {
    if (Ends.size() < 2)
      return Ends;
    std::vector<unsigned> First;
    std::set<unsigned> Behind; // those that another one leads to
    for (unsigned From : Ends) {
      if (Behind.count(From))
        continue;
      unsigned Own = Flow.blockOf(From);
      const auto &Next = Flow.blocks()[Own].Next;
      std::vector<bool> Seen = Flow.reachedFrom({Next.begin(), Next.end()});
      for (unsigned To : Ends)
        if (To != From &&
            (Seen[Flow.blockOf(To)] || (Flow.blockOf(To) == Own && To > From)))
          Behind.insert(To);
      First.push_back(From);
    }
    llvm::erase_if(First, [&](unsigned I) {
      return Behind.count(I) && Behind.size() < Ends.size();
    });
    return First;
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
      for (unsigned I : Starts[E]) {
        std::optional<ExitCost> Way;
        if (Exit.leavesFunction() && M.Call) {
          Way = outOfCopy(I, Of);
        } else if (Exit.leavesFunction()) {
          auto A = Flow.costAfter(I, Of.Own, Own);
          if (!A)
            continue; // no way from here returns
          Way.emplace();
          Way->Deferral = *A;
          Way->Statement = *Flow.costAfter(I, Of.Statement, Statement);
          Way->DeferralBytes = *Flow.costAfter(I, Of.OwnBytes, OwnBytes);
          Way->StatementBytes =
              *Flow.costAfter(I, Of.StatementBytes, StatementBytes);
        } else if (is_contained(Exit.Ends, D.Id))
          Way = outOfBlock(I, Exit, D, Of);
        if (!Way)
          continue;
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

  /// From behind an instruction on until one that `Stops`; nothing if control
  /// never comes to one.
  std::optional<ExitCost> until(unsigned From,
                                llvm::function_ref<bool(unsigned)> Stops,
                                const Weights &Of,
                                std::vector<unsigned> &Stopped) const {
    MachineFlow Part = Flow.after(From, Stops, Stopped);
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

  /// From behind an instruction of an inlined call on until control has left
  /// it: to where what is around it calls something or decides on a way (in a
  /// loop, to the same call once more).  Other instructions of that may stand
  /// between those of the call.
  std::optional<ExitCost> outOfCopy(unsigned From, const Weights &Of) const {
    std::vector<unsigned> Stopped;
    return until(
        From,
        [&](unsigned I) {
          const MachineInstruction &Is = F.Code[I];
          return NumberIn[I] == None && (Is.Call || Is.Branch || Is.Return);
        },
        Of, Stopped);
  }

  /// From behind an instruction on until control is behind the block; nothing
  /// if it never comes there.
  std::optional<ExitCost> outOfBlock(unsigned From, const ExitFacts &Exit,
                                     const DeferralFacts &D,
                                     const Weights &Of) const {
    auto Stops = [&](unsigned I) {
      unsigned Number = NumberIn[I];
      if (Number == None)
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
    };
    if (Exit.Computed) {
      ExitCost Way;
      Way.Known = false;
      return Way;
    }
    std::vector<unsigned> Stopped;
    std::optional<ExitCost> Found = until(From, Stops, Of, Stopped);
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
            NumberIn[I] == None || isAround(Exit, Owners[NumberIn[I]]);
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
      if (Seen[B] || NumberIn[Begin] == None ||
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
  std::vector<std::vector<unsigned>> Starts;
};

} // namespace

void defer::countExits(const DisassembledFunction &F, const MachineFlow &Flow,
                       const FunctionFacts &Facts, const Members &M,
                       const std::vector<Owner> &Owners, FunctionCopy &Out) {
  Counter(F, Flow, Facts, M, Owners, Out).run();
}
