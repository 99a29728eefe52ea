//===- Inspector.cpp - finding deferrals in machine code ------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Exits.h"

#include "defer/Inspect/Inspector.h"

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/EquivalenceClasses.h"
#include "llvm/ADT/STLExtras.h"

#include <algorithm>

using namespace llvm;
using namespace defer;

namespace {

/// Looks at one function of the machine code.
class Inspection {
public:
  Inspection(Binary &In, const SourceIndex &Index, bool List,
             DisassembledFunction &F, Report &To)
      : In(In), Index(Index), List(List), F(F), To(To),
        Flow(F, Index.noReturn()) {}

  void run() {
    collect();
    for (auto &Each : Copies)
      To.Functions[Each.second.Function].Copies.push_back(copy(Each.second));
  }

private:
  /// The function with deferrals that a place in it belongs to.
  std::optional<unsigned> functionOf(const LineRow &Row, unsigned Call) const {
    return Index.functionOf(Row.At, F.Calls[Call].Function, F.Calls[Call].Unit);
  }

  void collect() {
    for (unsigned I = 0; I < F.Code.size(); ++I) {
      const LineRow *Row = &F.Rows[F.Code[I].Row];
      bool Once = true;
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
          M.Once.push_back(Once);
          Once = false;
        }
        if (Call == 0)
          break;
        if (!Row->HasNoPlace)
          Row = &F.Calls[Call].From;
      }
    }
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
    Out.InParts = F.IsPart;
    Out.Deferrals.resize(facts(M).Deferrals.size());
    bool Marked = F.Calls[M.Call].Marked;
    for (DeferralCost &D : Out.Deferrals)
      D.Known = Marked;
    Out.Once.Known = Marked;
    std::map<std::pair<Position, unsigned>, Owner> Cache;
    std::vector<Owner> Owners;
    for (size_t N = 0; N < M.Code.size(); ++N) {
      const auto &Each = M.Code[N];
      auto Known = Cache.find({Each.second.At, Each.second.Discriminator});
      if (Known == Cache.end())
        Known = Cache
                    .insert({{Each.second.At, Each.second.Discriminator},
                             Index.ownerOf(M.Function, Each.second, Marked)})
                    .first;
      Owner Of = Known->second;
      // A function's first row has no column.
      if (M.Call == 0 && Each.second.At.Line && !Each.second.At.Column &&
          F.Code[Each.first].Row == F.Code.front().Row)
        Of = {};
      Owners.push_back(Of);
      if (isOutlined(F.Code[Each.first]))
        ++Out.Outlined;
      count(Out, F.Code[Each.first], Of, Flow.unwinds(Each.first));
      if (M.Once[N])
        countOnce(Out.Once, F.Code[Each.first].Size, Of.Of);
    }
    places(M, Owners, Out);
    countExits(F, Flow, facts(M), M, Owners, Out);
    if (List)
      list(M, Owners, Out);
    return Out;
  }

  /// What the machine outliner takes out has neither lines nor an end that says
  /// what it was of.
  static bool isOutlined(const MachineInstruction &I) {
    return (I.Call || I.Branch) &&
           StringRef(I.Symbol).find("OUTLINED_FUNCTION_") == 0;
  }

  static void countOnce(Totals &To, unsigned Size, Kind Of) {
    To.All.add(Size);
    Amount &A = isDeferrals(Of)         ? To.Own
                : Of == Kind::Statement ? To.Statement
                : Of == Kind::Rest      ? To.Rest
                                        : To.NotAttributed;
    A.add(Size);
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
  /// with instructions of it, and calls nothing of something else in between.
  void places(const Members &M, const std::vector<Owner> &Owners,
              FunctionCopy &Out) {
    std::vector<std::vector<Piece>> Of(Out.Deferrals.size());
    std::vector<unsigned> NumberIn(F.Code.size(), NotIn);
    for (size_t I = 0; I < Owners.size(); ++I)
      NumberIn[M.Code[I].first] = I;
    for (size_t I = 0; I < Owners.size(); ++I) {
      if (Owners[I].Of != Kind::Statement)
        continue;
      std::vector<Piece> &Pieces = Of[Owners[I].Deferral - 1];
      unsigned Index = M.Code[I].first, Block = Flow.blockOf(Index);
      auto Is = [&](unsigned Other) {
        return NumberIn[Other] != NotIn && Owners[NumberIn[Other]] == Owners[I];
      };
      // What is not attributed may be the statement's.
      auto Calls = [&](unsigned Begin, unsigned End) {
        for (unsigned Each = Begin; Each < End; ++Each)
          if (F.Code[Each].Call && !Is(Each) &&
              (NumberIn[Each] == NotIn || isAttributed(Owners[NumberIn[Each]])))
            return true;
        return false;
      };
      if (Pieces.empty() || Pieces.back().Block != Block ||
          Calls(Pieces.back().Last, Index)) {
        Pieces.emplace_back();
        Pieces.back().Block = Block;
        Pieces.back().Place.Address = F.Code[Index].Address;
        Pieces.back().Place.Unwinds = Flow.unwinds(Index);
        Pieces.back().Begins = !Calls(Flow.blocks()[Block].Begin, Index);
      }
      Piece &P = Pieces.back();
      P.Last = Index;
      P.Place.Size.add(F.Code[Index].Size);
      P.Ends = !Calls(Index, Flow.blocks()[Block].End);
    }
    for (size_t D = 0; D < Of.size(); ++D)
      Out.Deferrals[D].Places = join(Of[D]);
  }

  static bool isAttributed(const Owner &Of) {
    return Of.Of == Kind::Rest || Of.Deferral;
  }

  /// What a block has of a statement with no other call in between.
  struct Piece {
    unsigned Block = 0, Last = 0;
    StatementPlace Place;
    bool Begins = false,
         Ends = false; ///< the block, but for what calls nothing
  };

  std::vector<StatementPlace> join(const std::vector<Piece> &Pieces) const {
    std::map<unsigned, unsigned> BeginOf; // pieces, by block
    for (unsigned I = 0; I < Pieces.size(); ++I)
      if (Pieces[I].Begins)
        BeginOf.insert({Pieces[I].Block, I});
    EquivalenceClasses<unsigned> Same;
    for (unsigned I = 0; I < Pieces.size(); ++I) {
      Same.insert(I);
      if (Pieces[I].Ends)
        for (unsigned Next : Flow.blocks()[Pieces[I].Block].Next)
          if (auto To = BeginOf.find(Next); To != BeginOf.end())
            Same.unionSets(I, To->second);
    }
    std::map<unsigned, StatementPlace> Joined;
    for (unsigned I = 0; I < Pieces.size(); ++I) {
      auto Known = Joined.try_emplace(Same.getLeaderValue(I), Pieces[I].Place);
      if (Known.second)
        continue;
      StatementPlace &P = Known.first->second;
      P.Size.add(Pieces[I].Place.Size);
      P.Address = std::min(P.Address, Pieces[I].Place.Address);
      P.Unwinds &= Pieces[I].Place.Unwinds;
    }
    std::vector<StatementPlace> Out;
    for (auto &Each : Joined)
      Out.push_back(Each.second);
    llvm::sort(Out, [](const StatementPlace &A, const StatementPlace &B) {
      return A.Address < B.Address;
    });
    return Out;
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
  DisassembledFunction &F;
  Report &To;
  MachineFlow Flow;
  std::map<std::pair<unsigned, unsigned>, Members> Copies;
  std::map<std::pair<const LineRow *, unsigned>, std::optional<unsigned>>
      FunctionOf;
};

} // namespace

/// What LLVM takes out of a function that is seldom run and makes another one
/// of.
static bool isOutOfLine(StringRef Symbol) {
  return Symbol.find(".cold.") != StringRef::npos;
}

/// Control goes from one part to another, which is not followed: what stands on
/// an exit is not known of any of them.
static void forgetExitsOfParts(FunctionReport &F) {
  bool OutOfLine = any_of(
      F.Copies, [](const FunctionCopy &C) { return isOutOfLine(C.Symbol); });
  for (FunctionCopy &C : F.Copies) {
    C.InParts |= OutOfLine;
    if (!C.InParts)
      continue;
    C.ExitsCounted = false;
    C.ExitHasCode.assign(C.ExitHasCode.size(), false);
    for (DeferralCost &D : C.Deferrals)
      D.Exits.clear();
  }
}

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
  In.functions([&](StringRef File,
                   unsigned Line) { return Index.isInFunction(File, Line); },
               [&](DisassembledFunction F) {
                 Inspection(In, Index, List, F, To).run();
               });
  for (FunctionReport &F : To.Functions)
    forgetExitsOfParts(F);
}
