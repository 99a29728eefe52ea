//===- CompareResult.cpp - reading what --json has written ----------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Compare.h"

#include "llvm/Support/JSON.h"

using namespace defer;
using namespace llvm;

static std::string text(const json::Object &In, StringRef Name) {
  auto Text = In.getString(Name);
  return Text ? Text->str() : "";
}

static int64_t number(const json::Object &In, StringRef Name) {
  auto Number = In.getInteger(Name);
  return Number ? *Number : 0;
}

static Figure figure(const json::Object &In, StringRef Name) {
  const json::Object *Amount = In.getObject(Name);
  if (!Amount)
    return {};
  return {number(*Amount, "instructions"), number(*Amount, "bytes")};
}

static Position place(const json::Object &In) {
  Position P;
  P.File = text(In, "file");
  P.Line = static_cast<unsigned>(number(In, "line"));
  P.Column = static_cast<unsigned>(number(In, "column"));
  return P;
}

/// Calls `Take` for each object of an array.
template <typename Function>
static void each(const json::Object &In, StringRef Name, Function Take) {
  if (const json::Array *All = In.getArray(Name))
    for (const json::Value &Each : *All)
      if (const json::Object *One = Each.getAsObject())
        Take(*One);
}

static FunctionResult readFunction(const json::Object &F) {
  FunctionResult To;
  To.Name = text(F, "name");
  To.At = place(F);
  if (auto Stack = F.getInteger("stack"))
    To.Stack = *Stack;
  each(F, "copies",
       [&](const json::Object &C) { To.All.add(figure(C, "all")); });
  each(F, "deferrals", [&](const json::Object &From) {
    DeferralResult D;
    D.At = place(From);
    D.Word = text(From, "word");
    D.Handle = text(From, "handle");
    D.Lowered = text(From, "lowered");
    D.Text = text(From, "text");
    D.Own = figure(From, "own");
    D.Statement = figure(From, "statement");
    D.Places = number(From, "statement_places");
    To.Deferrals.push_back(std::move(D));
  });
  return To;
}

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
      O.Deferrals[I].Own.add(F.Deferrals[I].Own);
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
  const json::Object *Top = Value->getAsObject();
  if (!Top || !Top->getArray("inputs") || number(*Top, "version") != 1)
    return "it is no result that --json has written";
  bool First = true;
  each(*Top, "inputs", [&](const json::Object &In) {
    std::string Triple = text(In, "triple");
    if (To.Triple.find(Triple) == std::string::npos)
      To.Triple += (To.Triple.empty() ? "" : ", ") + Triple;
    // Within one input there are no two of one function.
    std::vector<FunctionResult> Here;
    each(In, "functions", [&](const json::Object &F) {
      FunctionResult One = readFunction(F);
      if (First || !addTo(To.Functions, One))
        Here.push_back(std::move(One));
    });
    To.Functions.insert(To.Functions.end(), Here.begin(), Here.end());
    First = false;
    each(In, "not_read", [&](const json::Object &U) {
      To.NotRead.push_back({text(U, "unit"), text(U, "reason")});
    });
  });
  return "";
}
