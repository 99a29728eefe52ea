//===- ExitStarts.cpp - where the ways out begin --------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An exit is found by its position.  Control leaves a block, or the function,
// at its end with no instruction that says so: what has that position, where
// the block goes on, may stand behind some of the statements.  And before the
// jump of a `break` the number may be stored that says where control goes on.
// So the way begins with the first of what belongs to the exit and is due
// there, also where something of the rest stands between that calls nothing:
//
//     call s2        of the `_Defer` of line 5    <- here
//     mov  $0, n     of line 4's, at the brace
//     call s1        of the `_Defer` of line 4
//
// Shown by: test/Inspect/exits-of-blocks.c
//
//===----------------------------------------------------------------------===//

#include "Exits.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"

#include <map>
#include <set>

using namespace llvm;
using namespace defer;

bool defer::isAround(const ExitFacts &Exit, const Owner &Of) {
  return Exit.In.empty() ? Of.Of == Kind::Rest
                         : Of == Owner{Kind::Statement, Exit.In.back()};
}

/// Whether an instruction is of an exit, which it has the position of: at a
/// block's end there may be only what goes on to the statements.
static bool isOf(const ExitFacts &Exit, const Owner &Of) {
  return isAround(Exit, Of) || (Exit.Of == ExitFacts::BlockEnd &&
                                (Of.Of == Kind::Left || Of.Of == Kind::Shared));
}

namespace {

class Finder {
public:
  Finder(const DisassembledFunction &F, const MachineFlow &Flow,
         const FunctionFacts &Facts, const Members &M,
         const std::vector<Owner> &Owners,
         const std::vector<unsigned> &NumberIn)
      : F(F), Flow(Flow), Facts(Facts), M(M), Owners(Owners),
        NumberIn(NumberIn), PredecessorsOf(Flow.blocks().size()) {
    for (unsigned B = 0; B < PredecessorsOf.size(); ++B)
      for (unsigned To : Flow.blocks()[B].Next)
        PredecessorsOf[To].push_back(B);
  }

  std::vector<ExitStarts> run() {
    std::vector<std::vector<unsigned>> AllEnds;
    for (const ExitFacts &Exit : Facts.Exits)
      AllEnds.push_back(endsOf(Exit));
    std::vector<ExitStarts> Out;
    for (const ExitFacts &Exit : Facts.Exits) {
      std::vector<unsigned> &Ends = AllEnds[Out.size()], First = firstOf(Ends);
      llvm::erase_if(Ends, [&](unsigned I) { return is_contained(First, I); });
      Out.push_back({startsOf(Exit, First), startsOf(Exit, Ends)});
    }
    return Out;
  }

private:
  /// The last instructions of an exit in a row, in the order of the code.
  std::vector<unsigned> endsOf(const ExitFacts &Exit) {
    std::vector<unsigned> Ends;
    for (size_t I = 0; I < Owners.size(); ++I) {
      unsigned Index = M.Code[I].first;
      if (!isOf(Exit, Owners[I]) || Flow.unwinds(Index) ||
          !Exit.At.contains(M.Code[I].second.At))
        continue;
      OfExits.insert(Index);
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

  /// Whether an instruction is of an exit, or of what is due there.
  bool belongsTo(const ExitFacts &Exit, unsigned Index) const {
    unsigned Number = NumberIn[Index];
    if (Number == NotIn)
      return false;
    const Owner &Of = Owners[Number];
    if (isOf(Exit, Of) && Exit.At.contains(M.Code[Number].second.At))
      return true;
    // A statement that stands before a `return` is another's.
    if (Of.Of != Kind::Left &&
        (Of.Of != Kind::Statement || Exit.Of == ExitFacts::Return))
      return false;
    if (Exit.mayRun(Of.Deferral))
      return true;
    const Position &Keyword = Facts.Deferrals[Of.Deferral - 1].Keyword;
    return any_of(Exit.Ends, [&](unsigned Id) {
      return Facts.Deferrals[Id - 1].Statement.contains(Keyword);
    });
  }

  /// What an instruction is to the ways of an exit.
  enum Sort {
    Belongs,
    Between, ///< there may be more before: it may have been moved there
    Before   ///< all that is before is before the exit
  };

  Sort sortOf(const ExitFacts &Exit, unsigned Index) const {
    if (belongsTo(Exit, Index))
      return Belongs;
    // Others have an instruction that says where they are.
    bool AtEnd =
        Exit.Of == ExitFacts::BlockEnd || Exit.Of == ExitFacts::FunctionEnd;
    unsigned Number = NumberIn[Index];
    if (!AtEnd || Number == NotIn)
      return Before;
    const Owner &Of = Owners[Number];
    if (Of.Of == Kind::LineZero || Of.Of == Kind::SamePosition ||
        Of.Of == Kind::Shared)
      return Between;
    // A call is not moved to before another one; and what is another exit's is
    // on a way from that.
    return isAround(Exit, Of) && !F.Code[Index].Call && !OfExits.count(Index)
               ? Between
               : Before;
  }

  SmallVector<unsigned, 2> beforeThat(unsigned Index) const {
    unsigned Block = Flow.blockOf(Index);
    if (Index != Flow.blocks()[Block].Begin)
      return {Index - 1};
    SmallVector<unsigned, 2> From;
    for (unsigned Each : PredecessorsOf[Block])
      From.push_back(Flow.blocks()[Each].End - 1);
    return From;
  }

  /// Where the ways begin that come to some instructions of an exit.
  std::vector<FlowPlace> startsOf(const ExitFacts &Exit,
                                  const std::vector<unsigned> &Ends) const {
    std::map<unsigned, Sort> Sorts; // what control comes from, on such a way
    std::map<unsigned, SmallVector<unsigned, 2>> Behind;
    std::set<unsigned> Entered; // where it is before the exit, until there
    std::vector<unsigned> Work = Ends, Free;
    for (unsigned I : Ends)
      Sorts[I] = Belongs;
    while (!Work.empty()) {
      unsigned I = Work.back();
      Work.pop_back();
      SmallVector<unsigned, 2> From = beforeThat(I);
      bool First = From.empty();
      for (unsigned Each : From) {
        auto Known = Sorts.find(Each);
        if (Known == Sorts.end()) {
          Known = Sorts.insert({Each, sortOf(Exit, Each)}).first;
          if (Known->second != Before)
            Work.push_back(Each);
        }
        First |= Known->second == Before;
        Behind[Each].push_back(I);
      }
      if (First && Entered.insert(I).second)
        Free.push_back(I);
    }
    std::vector<FlowPlace> Starts;
    while (!Free.empty()) {
      unsigned I = Free.back();
      Free.pop_back();
      if (Sorts[I] == Belongs) {
        Starts.push_back(Flow.before(I));
        continue;
      }
      for (unsigned Next : Behind[I])
        if (Entered.insert(Next).second)
          Free.push_back(Next);
    }
    return Starts;
  }

  const DisassembledFunction &F;
  const MachineFlow &Flow;
  const FunctionFacts &Facts;
  const Members &M;
  const std::vector<Owner> &Owners;
  const std::vector<unsigned> &NumberIn;
  std::set<unsigned> OfExits; ///< instructions
  /// Of each block, those that control comes to it from.
  std::vector<std::vector<unsigned>> PredecessorsOf;
};

} // namespace

std::vector<ExitStarts>
defer::findStarts(const DisassembledFunction &F, const MachineFlow &Flow,
                  const FunctionFacts &Facts, const Members &M,
                  const std::vector<Owner> &Owners,
                  const std::vector<unsigned> &NumberIn) {
  return Finder(F, Flow, Facts, M, Owners, NumberIn).run();
}
