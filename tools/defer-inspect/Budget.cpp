//===- Budget.cpp - what deferrals may cost -------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Budget.h"

#include "Inputs.h"
#include "Output.h"

#include "defer/Inspect/Binary.h"

#include "llvm/ADT/Twine.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/YAMLTraits.h"
#include "llvm/Support/raw_ostream.h"

#include <algorithm>
#include <map>
#include <set>

using namespace defer;
using namespace llvm;

namespace {
constexpr uint64_t NoLimit = ~uint64_t(0);

struct Entry {
  std::string Function, File;
  uint64_t Instructions = NoLimit, Bytes = NoLimit, Stack = NoLimit;
  bool Dynamic = false;
  bool Known = true; ///< what is the deferrals' own
  bool Whole = true; ///< nothing was taken out of the function
  bool StackIsKnown = true;
};

struct Budget {
  std::vector<Entry> Functions;
};
} // namespace

LLVM_YAML_IS_SEQUENCE_VECTOR(Entry)

namespace llvm {
namespace yaml {
template <> struct MappingTraits<Entry> {
  static void mapping(IO &In, Entry &E) {
    In.mapRequired("function", E.Function);
    In.mapOptional("file", E.File, std::string());
    In.mapOptional("instructions", E.Instructions, NoLimit);
    In.mapOptional("bytes", E.Bytes, NoLimit);
    In.mapOptional("stack", E.Stack, NoLimit);
    In.mapOptional("dynamic", E.Dynamic, false);
  }
};
template <> struct MappingTraits<Budget> {
  static void mapping(IO &In, Budget &B) {
    In.mapRequired("functions", B.Functions);
  }
};
} // namespace yaml
} // namespace llvm

/// What the deferrals of a function cost.
static Entry costOf(const FunctionReport &F) {
  Entry E;
  E.Function = F.Facts.Name;
  E.File = shownPath(F.Facts.At.File);
  E.Instructions = E.Bytes = E.Stack = 0;
  std::map<unsigned, uint64_t> Frames; // of the bodies
  for (unsigned I = 0; I < F.Facts.Deferrals.size(); ++I) {
    DeferralCost Cost = sumOf(F, I);
    Amount Own = Cost.own();
    E.Known &= Cost.Known;
    E.Instructions += Own.Instructions;
    E.Bytes += Own.Bytes;
    E.Dynamic |= F.Facts.Deferrals[I].isDynamic();
    if (F.Lowered[I].Frame)
      Frames[F.Facts.Deferrals[I].Body] = *F.Lowered[I].Frame;
    E.StackIsKnown &=
        !F.Facts.Deferrals[I].isDynamic() || !F.Lowered[I].How.empty();
  }
  // What serves several of them is theirs, too.
  for (const FunctionCopy &C : F.Copies) {
    E.Instructions += C.Shared.Instructions;
    E.Bytes += C.Shared.Bytes;
    E.Whole &= !C.Outlined;
  }
  for (const auto &Each : Frames)
    E.Stack += Each.second;
  return E;
}

/// "The deferrals of 'f' ..."
static constexpr char NotKnown[] = "take what is not known: build it with "
                                   "-fplugin-arg-defer-locations=keyword";

static constexpr char NoStack[] =
    "take stack that is not known: build it with -fsave-optimization-record, "
    "and name what that writes with --remarks";

/// Says what is wrong at a place of the source.
static void sayAt(const Position &At, const Twine &What) {
  outs().flush();
  errs() << shown(At) << ": error: " << What << "\n";
}

static std::string nameOf(const Entry &E) {
  return "'" + E.Function + "'" + (E.File.empty() ? "" : " of " + E.File);
}

static bool same(const Entry &A, const Entry &B) {
  return A.Function == B.Function && A.File == B.File;
}

/// Reads a list in which each function has one entry.
static bool readBudget(const std::string &Path, Budget &To) {
  auto Buffer = MemoryBuffer::getFile(Path);
  if (!Buffer) {
    sayError(Path + ": " + Buffer.getError().message());
    return false;
  }
  // Of what has nothing in it there is an error, but no report.
  bool Reported = false;
  auto Report = [](const SMDiagnostic &D, void *Reported) {
    D.print("defer-inspect", errs());
    *static_cast<bool *>(Reported) = true;
  };
  yaml::Input In((*Buffer)->getMemBufferRef(), nullptr, Report, &Reported);
  In >> To;
  if (!In.error() && !Reported && In.nextDocument()) {
    sayError(Path + ": there is more than one document in it");
    return false;
  }
  if (In.error() || Reported) {
    if (!Reported)
      sayError(Path + ": there is no list in it, `functions:`");
    return false;
  }
  for (auto E = To.Functions.begin(); E != To.Functions.end(); ++E)
    if (std::any_of(To.Functions.begin(), E,
                    [&](const Entry &O) { return same(*E, O); })) {
      sayError(Path + ": " + nameOf(*E) + " is there twice");
      return false;
    }
  return true;
}

/// Whether an entry is for a file: by its whole path, or as it is from here or
/// from where the budget is.
static bool isFor(const Entry &E, StringRef File, StringRef Budget) {
  if (E.File.empty())
    return true;
  return File == pathOf("", E.File) ||
         File == pathOf(sys::path::parent_path(Budget), E.File);
}

/// The one that says most: of the function in that file, of the function, of
/// all in that file, of all.
static const Entry *entryFor(const Budget &B, const FunctionReport &F,
                             StringRef Path, std::set<const Entry *> &Used) {
  const Entry *Found = nullptr;
  auto Says = [](const Entry &E) {
    return (E.Function == "*" ? 0 : 2) + (E.File.empty() ? 0 : 1);
  };
  for (const Entry &E : B.Functions)
    if ((E.Function == F.Facts.Name || E.Function == "*") &&
        isFor(E, F.Facts.At.File, Path)) {
      Used.insert(&E);
      if (!Found || Says(E) > Says(*Found))
        Found = &E;
    }
  return Found;
}

bool defer::checkBudget(const std::string &Path,
                        const std::vector<Report> &All) {
  Budget B;
  if (!readBudget(Path, B))
    return false;
  bool Fits = true;
  std::set<const Entry *> Used;
  for (const Report &R : All) {
    for (const UnreadUnit &Unit : R.Unread)
      if (Unit.Missed) {
        sayError(shownPath(Unit.Path) + ": not read: " + Unit.Why);
        Fits = false;
      }
    for (const UnreadUnit &Unit : R.Doubtful) {
      sayError(shownPath(Unit.Path) + ": " + Unit.Why);
      Fits = false;
    }
    for (const FunctionReport &F : R.Functions) {
      Entry Is = costOf(F);
      const Entry *Agreed = entryFor(B, F, Path, Used);
      if (!Agreed)
        continue;
      auto Over = [&](const Twine &What) {
        sayAt(F.Facts.At, "the deferrals of '" + Is.Function + "' " + What);
        Fits = false;
      };
      auto Check = [&](const char *Of, uint64_t N, uint64_t Limit) {
        if (N > Limit)
          Over("take " + Twine(N) + Of + "; agreed are " + Twine(Limit));
      };
      bool Counted =
          Agreed->Instructions != NoLimit || Agreed->Bytes != NoLimit;
      if (!Is.Whole && Counted)
        Over("may take more than is counted, as code was taken out of the "
             "function: build it with -mno-outline");
      if (Is.Known) {
        Check(" instructions", Is.Instructions, Agreed->Instructions);
        Check(" bytes of code", Is.Bytes, Agreed->Bytes);
      } else if (Counted)
        Over(NotKnown);
      if (Is.StackIsKnown)
        Check(" bytes of stack for records", Is.Stack, Agreed->Stack);
      else if (Agreed->Stack != NoLimit)
        Over(NoStack);
      if (Is.Dynamic && !Agreed->Dynamic)
        Over("need records; agreed are none");
    }
  }
  for (const Entry &E : B.Functions)
    if ((E.Function != "*" || !E.File.empty()) && !Used.count(&E)) {
      outs().flush();
      errs() << "defer-inspect: warning: " << Path << ": nothing that was read "
             << "has a function " << nameOf(E) << " with deferrals\n";
    }
  return Fits;
}

std::string defer::writeBudget(const std::string &Path,
                               const std::vector<Report> &All) {
  Budget B;
  for (const Report &R : All)
    for (const FunctionReport &F : R.Functions) {
      B.Functions.push_back(costOf(F));
      Entry &Is = B.Functions.back();
      if (!Is.Known)
        return shown(F.Facts.At) + ": the deferrals of '" + F.Facts.Name +
               "' " + NotKnown;
      if (Is.StackIsKnown)
        continue;
      Is.Stack = NoLimit;
      errs() << shown(F.Facts.At) << ": warning: no limit of stack for '"
             << F.Facts.Name << "', whose deferrals " << NoStack << "\n";
    }
  std::error_code Error;
  raw_fd_ostream Out(Path, Error);
  if (Error)
    return Path + ": " + Error.message();
  yaml::Output Written(Out);
  Written << B;
  Out.close();
  if (!Out.has_error())
    return "";
  std::string Why = Path + ": " + Out.error().message();
  Out.clear_error();
  return Why;
}
