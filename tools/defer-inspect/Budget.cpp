//===- Budget.cpp - what deferrals may cost -------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Budget.h"

#include "Inputs.h"
#include "Output.h"

#include "llvm/ADT/Twine.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/YAMLTraits.h"
#include "llvm/Support/raw_ostream.h"

#include <map>

using namespace defer;
using namespace llvm;

namespace {
constexpr uint64_t NoLimit = ~uint64_t(0);

struct Entry {
  std::string Function, File;
  uint64_t Instructions = NoLimit, Bytes = NoLimit, Stack = NoLimit;
  bool Dynamic = false;
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
    Amount Own = sumOf(F, I).own();
    E.Instructions += Own.Instructions;
    E.Bytes += Own.Bytes;
    E.Dynamic |= F.Facts.Deferrals[I].isDynamic();
    if (F.Lowered[I].Frame)
      Frames[F.Facts.Deferrals[I].Body] = *F.Lowered[I].Frame;
  }
  // What serves several of them is theirs, too.
  for (const FunctionCopy &C : F.Copies) {
    E.Instructions += C.Shared.Instructions;
    E.Bytes += C.Shared.Bytes;
  }
  for (const auto &Each : Frames)
    E.Stack += Each.second;
  return E;
}

static const Entry *entryFor(const Budget &B, const Entry &Of) {
  const Entry *Others = nullptr;
  for (const Entry &E : B.Functions) {
    if (E.Function == Of.Function && (E.File.empty() || E.File == Of.File))
      return &E;
    if (E.Function == "*")
      Others = &E;
  }
  return Others;
}

bool defer::checkBudget(const std::string &Path,
                        const std::vector<Report> &All) {
  auto Buffer = MemoryBuffer::getFile(Path);
  if (!Buffer) {
    sayError(Path + ": " + Buffer.getError().message());
    return false;
  }
  Budget B;
  yaml::Input In((*Buffer)->getMemBufferRef());
  In >> B;
  if (In.error())
    return false; // it was reported, with its place
  bool Fits = true;
  for (const Report &R : All)
    for (const FunctionReport &F : R.Functions) {
      Entry Is = costOf(F);
      const Entry *Agreed = entryFor(B, Is);
      if (!Agreed)
        continue;
      auto Over = [&](const Twine &What) {
        outs().flush();
        errs() << shown(F.Facts.At) << ": error: the deferrals of '"
               << Is.Function << "' " << What << "\n";
        Fits = false;
      };
      auto Check = [&](const char *Of, uint64_t N, uint64_t Limit) {
        if (N > Limit)
          Over("take " + Twine(N) + Of + "; agreed are " + Twine(Limit));
      };
      Check(" instructions", Is.Instructions, Agreed->Instructions);
      Check(" bytes of code", Is.Bytes, Agreed->Bytes);
      Check(" bytes of stack for records", Is.Stack, Agreed->Stack);
      if (Is.Dynamic && !Agreed->Dynamic)
        Over("need records; agreed are none");
    }
  return Fits;
}

std::string defer::writeBudget(const std::string &Path,
                               const std::vector<Report> &All) {
  Budget B;
  for (const Report &R : All)
    for (const FunctionReport &F : R.Functions)
      B.Functions.push_back(costOf(F));
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
