//===- Inspector.cpp - finding deferrals in machine code ------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "defer/Inspect/Inspector.h"

#include "defer/Support/AddedCode.h"

#include "llvm/ADT/DenseMap.h"

#include <algorithm>

using namespace llvm;
using namespace defer;

namespace {

/// The instructions of a copy of a function, in the function it stands in.
struct Members {
  unsigned Function = 0; ///< number in the index
  unsigned Call = 0;     ///< the inlined call that it is, or 0
  std::vector<std::pair<unsigned, LineRow>> Code;
};

/// Looks at one function of the machine code.
class Inspection {
public:
  Inspection(Binary &In, const SourceIndex &Index, bool List,
             MachineFunction &F, Report &To)
      : In(In), Index(Index), List(List), F(F), To(To),
        Flow(F, Index.noReturn()) {}

  void run() {
    // Once in a unit is enough.
    if (!To.Marked && isMarked())
      To.MarkedUnits.insert(F.Unit);
    Marked = To.Marked || To.MarkedUnits.count(F.Unit);
    collect();
    for (auto &Each : Copies)
      To.Functions[Each.second.Function].Copies.push_back(copy(Each.second));
  }

private:
  /// The function with deferrals that a place in it belongs to.
  std::optional<unsigned> functionOf(const LineRow &Row, unsigned Call) const {
    if (Row.At.Line)
      return Index.functionAt(Row.At);
    return Index.functionNamed(F.Calls[Call].Function, F.Unit);
  }

  void collect() {
    for (unsigned I = 0; I < F.Code.size(); ++I) {
      const LineRow *Row = &F.Rows[F.Code[I].Row];
      for (unsigned Call = F.Code[I].Within;; Call = F.Calls[Call].Parent) {
        auto Key = std::make_pair(Row, Call);
        auto Known = FunctionOf.find(Key);
        if (Known == FunctionOf.end())
          Known = FunctionOf.insert({Key, functionOf(*Row, Call)}).first;
        if (Known->second) {
          Members &M = Copies[{*Known->second, Call}];
          M.Function = *Known->second;
          M.Call = Call;
          M.Code.push_back({I, *Row});
        }
        if (Call == 0)
          break;
        Row = &F.Calls[Call].From;
      }
    }
  }

  bool isMarked() const {
    auto Is = [&](const LineRow &Row) {
      if (!Row.At.Line || !AddedCode::is(Row.Discriminator))
        return false;
      auto In = Index.functionAt(Row.At);
      return In && llvm::any_of(Index.functions()[*In].Deferrals,
                                [&](const DeferralFacts &D) {
                                  return D.Keyword == Row.At;
                                });
    };
    return llvm::any_of(F.Rows, Is);
  }

  const FunctionFacts &facts(const Members &M) const {
    return Index.functions()[M.Function];
  }

  FunctionCopy copy(const Members &M) {
    FunctionCopy Out;
    Out.Symbol = F.Name;
    Out.Address = F.Code[M.Code.front().first].Address;
    for (unsigned Call = M.Call; Call; Call = F.Calls[Call].Parent)
      Out.InlinedAt.push_back(
          {F.Calls[F.Calls[Call].Parent].Function, F.Calls[Call].From.At});
    Out.ComputedJump = Flow.hasComputedJump();
    Out.Deferrals.resize(facts(M).Deferrals.size());
    std::map<std::pair<Position, unsigned>, Owner> Cache;
    std::vector<Owner> Owners;
    for (const auto &Each : M.Code) {
      auto Known = Cache.find({Each.second.At, Each.second.Discriminator});
      if (Known == Cache.end())
        Known = Cache
                    .insert({{Each.second.At, Each.second.Discriminator},
                             Index.ownerOf(M.Function, Each.second, Marked)})
                    .first;
      Owners.push_back(Known->second);
      count(Out, F.Code[Each.first], Known->second, Flow.unwinds(Each.first));
    }
    places(M, Owners, Out);
    exits(M, Owners, Out);
    if (List)
      list(M, Owners, Out);
    return Out;
  }

  void count(FunctionCopy &Out, const MachineInstruction &I, const Owner &Of,
             bool Unwinds) {
    Out.Total.add(I.Size);
    if (Unwinds)
      Out.Unwinding.add(I.Size);
    DeferralCost *D = Of.Deferral ? &Out.Deferrals[Of.Deferral - 1] : nullptr;
    switch (Of.Of) {
    case Kind::Rest:
      Out.Rest.add(I.Size);
      break;
    case Kind::LineZero:
      Out.LineZero.add(I.Size);
      break;
    case Kind::SamePosition:
      Out.SamePosition.add(I.Size);
      break;
    case Kind::Shared:
      Out.Shared.add(I.Size);
      break;
    case Kind::Statement:
      (Unwinds ? D->UnwindingStatement : D->Statement).add(I.Size);
      break;
    case Kind::Reached:
      (Unwinds ? D->Unwinding : D->Reached).add(I.Size);
      break;
    case Kind::Left:
      (Unwinds ? D->Unwinding : D->Left).add(I.Size);
      break;
    case Kind::Named:
      (Unwinds ? D->Unwinding : D->Named).add(I.Size);
      break;
    case Kind::Keyword:
      (Unwinds ? D->Unwinding : D->Keyword).add(I.Size);
      break;
    }
  }

  /// A statement is in one place as long as control goes from block to block
  /// with instructions of it.
  void places(const Members &M, const std::vector<Owner> &Owners,
              FunctionCopy &Out) {
    std::map<unsigned, std::map<unsigned, StatementPlace>> Blocks;
    for (size_t I = 0; I < Owners.size(); ++I) {
      if (Owners[I].Of != Kind::Statement)
        continue;
      unsigned Index = M.Code[I].first, Block = Flow.blockOf(Index);
      auto Known = Blocks[Owners[I].Deferral].try_emplace(Block);
      StatementPlace &P = Known.first->second;
      if (Known.second) {
        P.Address = F.Code[Index].Address;
        P.Unwinds = Flow.unwinds(Index);
      }
      P.Size.add(F.Code[Index].Size);
    }
    for (auto &Of : Blocks) {
      std::map<unsigned, unsigned> Leader;
      for (auto &Each : Of.second)
        Leader[Each.first] = Each.first;
      auto Find = [&](unsigned B) {
        while (Leader[B] != B)
          B = Leader[B] = Leader[Leader[B]];
        return B;
      };
      for (auto &Each : Of.second)
        for (unsigned Next : Flow.blocks()[Each.first].Next)
          if (Of.second.count(Next))
            Leader[Find(Next)] = Find(Each.first);
      std::map<unsigned, StatementPlace> Joined;
      for (auto &Each : Of.second) {
        auto Known = Joined.try_emplace(Find(Each.first), Each.second);
        if (Known.second)
          continue;
        StatementPlace &P = Known.first->second;
        P.Size.add(Each.second.Size);
        P.Address = std::min(P.Address, Each.second.Address);
        P.Unwinds &= Each.second.Unwinds;
      }
      for (auto &Each : Joined)
        Out.Deferrals[Of.first - 1].Places.push_back(Each.second);
    }
  }

  /// The last instructions of an exit in a row, in the order of the code.
  std::vector<unsigned> endsOf(const Members &M,
                               const std::vector<Owner> &Owners,
                               const ExitFacts &Exit) const {
    std::vector<unsigned> Ends;
    for (size_t I = 0; I < Owners.size(); ++I) {
      unsigned Index = M.Code[I].first;
      if (Owners[I].Of != Kind::Rest || Flow.unwinds(Index) ||
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
    std::vector<unsigned> Out;
    std::set<unsigned> Behind; // those that another one leads to
    for (unsigned From : Ends) {
      if (Behind.count(From))
        continue;
      std::vector<bool> Seen(Flow.blocks().size(), false);
      unsigned Own = Flow.blockOf(From);
      std::vector<unsigned> Work(Flow.blocks()[Own].Next.begin(),
                                 Flow.blocks()[Own].Next.end());
      while (!Work.empty()) {
        unsigned B = Work.back();
        Work.pop_back();
        if (Seen[B])
          continue;
        Seen[B] = true;
        Work.insert(Work.end(), Flow.blocks()[B].Next.begin(),
                    Flow.blocks()[B].Next.end());
      }
      for (unsigned To : Ends)
        if (To != From &&
            (Seen[Flow.blockOf(To)] || (Flow.blockOf(To) == Own && To > From)))
          Behind.insert(To);
      Out.push_back(From);
    }
    llvm::erase_if(Out, [&](unsigned I) {
      return Behind.count(I) && Behind.size() < Ends.size();
    });
    return Out;
  }

  void exits(const Members &M, const std::vector<Owner> &Owners,
             FunctionCopy &Out) {
    const FunctionFacts &Facts = facts(M);
    Out.ExitHasCode.assign(Facts.Exits.size(), false);
    // What is too large for a look at each way of each deferral.
    if (Flow.blocks().size() * Facts.Deferrals.size() > 4000000) {
      Out.ExitsCounted = false;
      return;
    }
    std::vector<std::vector<unsigned>> Starts;
    for (const ExitFacts &Exit : Facts.Exits)
      Starts.push_back(firstOf(endsOf(M, Owners, Exit)));
    // An inlined call ends where control leaves its blocks.
    std::vector<bool> Within(Flow.blocks().size(), M.Call == 0);
    for (const auto &Each : M.Code)
      Within[Flow.blockOf(Each.first)] = true;
    std::vector<bool> Own(F.Code.size()), Statement(F.Code.size());
    std::vector<std::vector<ExitCost>> All(Facts.Deferrals.size());
    for (const DeferralFacts &D : Facts.Deferrals) {
      std::fill(Own.begin(), Own.end(), false);
      std::fill(Statement.begin(), Statement.end(), false);
      bool Any = false;
      for (size_t I = 0; I < Owners.size(); ++I) {
        if (Owners[I].Deferral != D.Id)
          continue;
        Any = true;
        (Owners[I].Of == Kind::Statement ? Statement : Own)[M.Code[I].first] =
            true;
      }
      if (!Any)
        continue;
      auto OwnCosts = Flow.costs(Own, Within);
      auto StatementCosts = Flow.costs(Statement, Within);
      for (unsigned E = 0; E < Facts.Exits.size(); ++E) {
        ExitCost Sum;
        Sum.Exit = E;
        bool First = true;
        for (unsigned I : Starts[E]) {
          auto A = Flow.costAfter(I, Own, OwnCosts);
          auto B = Flow.costAfter(I, Statement, StatementCosts);
          if (!A || !B)
            continue;
          // A closing brace is also where all ways end.
          if (Facts.Exits[E].Of != ExitFacts::Return && !A->Most && !B->Most)
            continue;
          Sum.Deferral.join(*A, First);
          Sum.Statement.join(*B, First);
          First = false;
        }
        if (First)
          continue;
        Out.ExitHasCode[E] = true;
        if (Sum.Deferral.Most || Sum.Statement.Most)
          Out.Deferrals[D.Id - 1].Exits.push_back(Sum);
      }
    }
  }

  void list(const Members &M, const std::vector<Owner> &Owners,
            FunctionCopy &Out) {
    for (size_t I = 0; I < Owners.size(); ++I) {
      const MachineInstruction &Each = F.Code[M.Code[I].first];
      ListedInstruction L;
      L.Address = Each.Address;
      L.Size = Each.Size;
      L.Text = In.target().text(In.bytes(F, Each), Each.Address, Each.Symbol);
      L.At = M.Code[I].second.At;
      L.Of = Owners[I];
      L.Unwinds = Flow.unwinds(M.Code[I].first);
      L.Call = Each.Call;
      L.Branch = Each.Branch || Each.Return;
      Out.Listing.push_back(std::move(L));
    }
  }

  Binary &In;
  const SourceIndex &Index;
  bool List;
  MachineFunction &F;
  Report &To;
  MachineFlow Flow;
  bool Marked = false; ///< what was added is known by its discriminators
  std::map<std::pair<unsigned, unsigned>, Members> Copies;
  std::map<std::pair<const LineRow *, unsigned>, std::optional<unsigned>>
      FunctionOf;
};

} // namespace

void defer::inspect(Binary &In, const SourceIndex &Index, bool List,
                    Report &To) {
  To.Triple = In.target().triple().str();
  // Those that are there already are of an object of the same archive.
  for (size_t I = To.Functions.size(); I < Index.functions().size(); ++I) {
    FunctionReport R;
    R.Facts = Index.functions()[I];
    R.Lowered.resize(R.Facts.Deferrals.size());
    To.Functions.push_back(std::move(R));
  }
  In.functions(
      [&](StringRef File, unsigned Line) {
        return Index.isInFunction(File, Line);
      },
      [&](MachineFunction F) { Inspection(In, Index, List, F, To).run(); });
}
