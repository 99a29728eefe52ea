//===- CompareResult.cpp - reading what --json has written ----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A field that is missing or of another kind is an error that says where; more
// fields than there are known may be there.
//
//===----------------------------------------------------------------------===//

#include "Compare.h"

#include "llvm/Support/JSON.h"

#include <limits>

using namespace defer;
using namespace llvm;

/// What may be null is null if it is not known.
template <typename T>
static bool mapKnown(const json::Value &From, StringLiteral Name,
                     std::optional<T> &To, json::Path P) {
  const json::Value *Value = From.getAsObject()->get(Name);
  if (!Value) {
    P.field(Name).report("missing value");
    return false;
  }
  To.reset();
  return Value->getAsNull() || fromJSON(*Value, To.emplace(), P.field(Name));
}

static bool mapNumber(json::ObjectMapper &Map, StringLiteral Name, unsigned &To,
                      json::Path P) {
  int64_t Number = 0;
  if (!Map.map(Name, Number))
    return false;
  if (Number < 0 || Number > std::numeric_limits<unsigned>::max()) {
    P.field(Name).report("expected a line or column");
    return false;
  }
  To = static_cast<unsigned>(Number);
  return true;
}

static bool mapPlace(json::ObjectMapper &Map, Position &To, json::Path P) {
  return Map.map("file", To.File) && mapNumber(Map, "line", To.Line, P) &&
         mapNumber(Map, "column", To.Column, P);
}

namespace defer {

static bool mapAmount(json::ObjectMapper &Map, StringLiteral Name, int64_t &To,
                      json::Path P) {
  if (!Map.map(Name, To))
    return false;
  if (To < 0)
    P.field(Name).report("expected no negative number");
  return To >= 0;
}

static bool fromJSON(const json::Value &From, Figure &To, json::Path P) {
  json::ObjectMapper Map(From, P);
  return Map && mapAmount(Map, "instructions", To.Instructions, P) &&
         mapAmount(Map, "bytes", To.Bytes, P);
}

static bool fromJSON(const json::Value &From, DeferralResult &To,
                     json::Path P) {
  json::ObjectMapper Map(From, P);
  return Map && mapPlace(Map, To.At, P) && Map.map("word", To.Word) &&
         Map.mapOptional("handle", To.Handle) &&
         Map.map("lowered", To.Lowered) && Map.mapOptional("text", To.Text) &&
         mapKnown(From, "own", To.Own, P) &&
         Map.map("statement", To.Statement) &&
         mapAmount(Map, "statement_places", To.Places, P);
}

} // namespace defer

namespace {

struct Copy {
  Figure All;
};

bool fromJSON(const json::Value &From, Copy &To, json::Path P) {
  json::ObjectMapper Map(From, P);
  return Map && Map.map("all", To.All);
}

} // namespace

namespace defer {

static bool fromJSON(const json::Value &From, FunctionResult &To,
                     json::Path P) {
  json::ObjectMapper Map(From, P);
  std::vector<Copy> Copies;
  if (!Map || !Map.map("name", To.Name) || !mapPlace(Map, To.At, P) ||
      !mapKnown(From, "stack", To.Stack, P) || !Map.map("copies", Copies) ||
      !Map.map("deferrals", To.Deferrals))
    return false;
  for (const Copy &Each : Copies)
    To.All.add(Each.All);
  return true;
}

} // namespace defer

namespace {

struct NotRead {
  std::string Unit, Reason;
};
struct Input {
  std::string Triple;
  std::vector<FunctionResult> Functions;
  std::vector<NotRead> Unread;
};

bool fromJSON(const json::Value &From, NotRead &To, json::Path P) {
  json::ObjectMapper Map(From, P);
  return Map && Map.map("unit", To.Unit) && Map.map("reason", To.Reason);
}

bool fromJSON(const json::Value &From, Input &To, json::Path P) {
  json::ObjectMapper Map(From, P);
  return Map && Map.map("triple", To.Triple) &&
         Map.map("functions", To.Functions) && Map.map("not_read", To.Unread);
}

} // namespace

/// A function in a header is there in each input that has it.
static bool addTo(std::vector<FunctionResult> &All, const FunctionResult &F) {
  for (FunctionResult &O : All) {
    if (O.Name != F.Name || !(O.At == F.At) ||
        O.Deferrals.size() != F.Deferrals.size())
      continue;
    O.All.add(F.All);
    // The same function in two objects need not have one frame.
    if (O.Stack != F.Stack)
      O.Stack.reset();
    for (size_t I = 0; I < F.Deferrals.size(); ++I) {
      auto &Own = O.Deferrals[I].Own;
      if (Own && F.Deferrals[I].Own)
        Own->add(*F.Deferrals[I].Own);
      else
        Own.reset();
      O.Deferrals[I].Statement.add(F.Deferrals[I].Statement);
      O.Deferrals[I].Places += F.Deferrals[I].Places;
      if (O.Deferrals[I].Lowered != F.Deferrals[I].Lowered)
        O.Deferrals[I].Lowered += "/" + F.Deferrals[I].Lowered;
    }
    return true;
  }
  return false;
}

std::string defer::readResult(StringRef Json, BuildResult &To) {
  auto Value = json::parse(Json);
  if (!Value)
    return toString(Value.takeError());
  json::Path::Root Root;
  json::ObjectMapper Map(*Value, Root);
  int64_t Version = 0;
  std::vector<Input> Inputs;
  bool Read = Map && Map.map("version", Version);
  if (Read && Version != 1)
    return "it is of version " + std::to_string(Version) +
           "; this program reads what has version 1";
  if (!Read || !Map.map("inputs", Inputs))
    return "it is no result that --json has written: " +
           toString(Root.getError());
  if (Inputs.empty())
    return "it is the result of a run that could read nothing";
  bool First = true;
  for (Input &In : Inputs) {
    if (To.Triple.find(In.Triple) == std::string::npos)
      To.Triple += (To.Triple.empty() ? "" : ", ") + In.Triple;
    // Within one input there are no two of one function.
    std::vector<FunctionResult> Here;
    for (FunctionResult &One : In.Functions)
      if (First || !addTo(To.Functions, One))
        Here.push_back(std::move(One));
    To.Functions.insert(To.Functions.end(), Here.begin(), Here.end());
    First = false;
    for (const NotRead &Unit : In.Unread)
      To.NotRead.push_back({Unit.Unit, Unit.Reason});
  }
  return "";
}
