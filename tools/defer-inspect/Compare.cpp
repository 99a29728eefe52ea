//===- Compare.cpp - what has changed between two results -----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Compare.h"

#include "Inputs.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

#include <map>

using namespace defer;
using namespace llvm;

namespace {

/// What is compared of a deferral.
struct Figures {
  std::string Place, Word, Lowered;
  int64_t Own = 0, OwnBytes = 0, Statement = 0, StatementBytes = 0, Places = 0;
};

/// By the file's name, the function's and the deferral's number.
using Key = std::tuple<std::string, std::string, unsigned>;
using Result = std::map<Key, Figures>;

} // namespace

static int64_t number(const json::Object &In, StringRef Name) {
  auto Number = In.getInteger(Name);
  return Number ? *Number : 0;
}

static int64_t number(const json::Object &In, StringRef Of, StringRef Name) {
  const json::Object *Amount = In.getObject(Of);
  return Amount ? number(*Amount, Name) : 0;
}

static std::string text(const json::Object &In, StringRef Name) {
  auto Text = In.getString(Name);
  return Text ? Text->str() : "";
}

static void readFunction(const json::Object &F, Result &To) {
  const json::Array *Deferrals = F.getArray("deferrals");
  if (!Deferrals)
    return;
  std::string File = sys::path::filename(text(F, "file")).str();
  for (unsigned I = 0; I < Deferrals->size(); ++I) {
    const json::Object *D = (*Deferrals)[I].getAsObject();
    if (!D)
      continue;
    Figures &N = To[{File, text(F, "name"), I}];
    N.Place = File + ":" + itostr(number(*D, "line")) + ":" +
              itostr(number(*D, "column"));
    N.Word = text(*D, "word");
    N.Lowered = text(*D, "lowered");
    N.Own += number(*D, "own", "instructions");
    N.OwnBytes += number(*D, "own", "bytes");
    N.Statement += number(*D, "statement", "instructions");
    N.StatementBytes += number(*D, "statement", "bytes");
    N.Places += number(*D, "statement_places");
  }
}

static bool readResult(const std::string &Path, Result &To) {
  auto Buffer = MemoryBuffer::getFile(Path);
  if (!Buffer) {
    sayError(Path + ": " + Buffer.getError().message());
    return false;
  }
  auto Value = json::parse((*Buffer)->getBuffer());
  if (!Value) {
    sayError(Path + ": " + toString(Value.takeError()));
    return false;
  }
  const json::Object *Top = Value->getAsObject();
  const json::Array *Inputs = Top ? Top->getArray("inputs") : nullptr;
  if (!Inputs || number(*Top, "version") != 1) {
    sayError(Path + ": it is no result that --json has written");
    return false;
  }
  for (const json::Value &In : *Inputs)
    if (const json::Object *Each = In.getAsObject())
      if (const json::Array *Functions = Each->getArray("functions"))
        for (const json::Value &F : *Functions)
          if (const json::Object *Of = F.getAsObject())
            readFunction(*Of, To);
  return true;
}

static std::string change(int64_t Old, int64_t New) {
  if (Old == New)
    return itostr(New);
  return itostr(Old) + " -> " + itostr(New);
}

bool defer::compare(const std::string &Old, const std::string &New,
                    raw_ostream &Out) {
  Result Before, After;
  if (!readResult(Old, Before) || !readResult(New, After))
    return false;
  int64_t Sums[4] = {};
  unsigned Changed = 0;
  auto Line = [&](const Key &Of, const Figures &N, const Twine &What) {
    Out << N.Place << ": " << std::get<1>(Of) << ": " << N.Word << ": " << What
        << "\n";
    ++Changed;
  };
  for (const auto &Each : Before) {
    Sums[0] += Each.second.Own;
    Sums[2] += Each.second.Statement;
    if (!After.count(Each.first))
      Line(Each.first, Each.second, "gone");
  }
  for (const auto &Each : After) {
    const Figures &N = Each.second;
    Sums[1] += N.Own;
    Sums[3] += N.Statement;
    auto Known = Before.find(Each.first);
    if (Known == Before.end()) {
      Line(Each.first, N,
           "new, " + N.Lowered + ", deferral " + Twine(N.Own) + " (" +
               Twine(N.OwnBytes) + " B), S " + Twine(N.Statement) + " (" +
               Twine(N.StatementBytes) + " B)");
      continue;
    }
    const Figures &O = Known->second;
    if (std::tie(O.Lowered, O.Own, O.OwnBytes, O.Statement, O.StatementBytes,
                 O.Places) == std::tie(N.Lowered, N.Own, N.OwnBytes,
                                       N.Statement, N.StatementBytes, N.Places))
      continue;
    std::string What =
        O.Lowered == N.Lowered ? N.Lowered : O.Lowered + " -> " + N.Lowered;
    What += ", deferral " + change(O.Own, N.Own) + " (" +
            change(O.OwnBytes, N.OwnBytes) + " B), S " +
            change(O.Statement, N.Statement) + " (" +
            change(O.StatementBytes, N.StatementBytes) + " B) in " +
            change(O.Places, N.Places) + (N.Places == 1 ? " place" : " places");
    Line(Each.first, N, What);
  }
  Out << Changed << " of " << std::max(Before.size(), After.size())
      << " changed: deferrals " << change(Sums[0], Sums[1]) << ", statements "
      << change(Sums[2], Sums[3]) << " instructions\n";
  return true;
}
