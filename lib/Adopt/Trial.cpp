//===- Trial.cpp - a new text, read and compared --------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Trial.h"

#include "Same.h"

#include "clang/Basic/CharInfo.h"
#include "clang/Frontend/FrontendAction.h"

using namespace defer;

/// A label, for a message.
static std::string firstLine(llvm::StringRef Label) {
  std::string Out;
  for (size_t I = 0; I < Label.size() && Label[I] != '\n'; ++I) {
    Out += Label[I];
    // Without the numbers of the variables.
    if (Label[I] == '#' && I && I + 1 < Label.size() &&
        clang::isDigit(Label[I + 1])) {
      Out.pop_back();
      while (I + 1 < Label.size() && clang::isDigit(Label[I + 1]))
        ++I;
    }
  }
  return Out;
}

/// What to say of a difference.
static std::string whyOf(const Difference &D) {
  auto Starts = [](llvm::StringRef Text, llvm::StringRef With) {
    return Text.take_front(With.size()) == With;
  };
  if (Starts(D.Second, "the value ") && !Starts(D.First, "the value "))
    return "a value that is returned would be computed before the release, "
           "not after it";
  if (D.Second == "a deferral that is pending already" ||
      D.First == "a deferral that is pending already")
    return "a deferral would be reached more than once";
  return "here would come '" + firstLine(D.Second) + "', not '" +
         firstLine(D.First) + "'";
}

/// A warning that a function has only in the second reading.
static const std::string *newWarning(const ReadFunction &X,
                                     const ReadFunction &Y) {
  std::vector<std::string> Before = X.Warnings;
  for (const std::string &Each : Y.Warnings) {
    auto It = std::find(Before.begin(), Before.end(), Each);
    if (It == Before.end())
      return &Each;
    Before.erase(It);
  }
  return nullptr;
}

/// Why a function would not be the same, or an empty text.
static AdoptRemark differs(const ReadFunction &X, const ReadFunction &Y,
                           const std::string &Old, const std::string &New) {
  AdoptRemark Out{X.Where.Begin, ""};
  // What was not changed is the same.
  if (!Y.Events.Defers &&
      Old.substr(X.Where.Begin, X.Where.End - X.Where.Begin) ==
          New.substr(Y.Where.Begin, Y.Where.End - Y.Where.Begin))
    return Out;
  Difference D;
  if (const char *Cannot = X.Events.Cannot ? X.Events.Cannot : Y.Events.Cannot)
    Out.Text = Cannot;
  else if (X.Events.Events.empty() || Y.Events.Events.empty())
    Out.Text = "it is not read as a function";
  else if (Y.Dynamic)
    Out.Text = "a deferral would be reached more than once";
  else if ((D = compare(X.Events, Y.Events)).Found)
    Out = {D.Place ? D.Place : X.Where.Begin, whyOf(D)};
  else if (const std::string *Warning = newWarning(X, Y))
    Out.Text = "it would have a warning: " + *Warning;
  return Out;
}

Trial defer::tryText(const RunsAction &Run, const Reading &Old,
                     const std::string &Text) {
  Trial Out;
  Reading New;
  clang::IgnoringDiagConsumer Quiet;
  bool Done = Run([&] { return createReadAction(New, false); }, Old.Path, &Text,
                  &Quiet);
  Out.Stopped = !Done;
  for (const ReadUnit &Unit : New.Units)
    Out.Stopped |= Unit.Failed;
  if (New.Text != Text || New.Units.size() != Old.Units.size()) {
    Out.Elsewhere = "the new text cannot be read";
    return Out;
  }
  for (size_t I = 0; I < Old.Units.size(); ++I) {
    const ReadUnit &X = Old.Units[I], &Y = New.Units[I];
    if (!Y.OtherError.empty())
      Out.Elsewhere = "it would have an error: " + Y.OtherError;
    else if (!Out.Stopped && Y.OtherWarnings > X.OtherWarnings)
      Out.Elsewhere = "it would have a warning";
    for (const auto &Each : X.Functions) {
      AdoptRemark Here{Each.second.Where.Begin, ""};
      auto It = Y.Functions.find(Each.first);
      if (It != Y.Functions.end() && !It->second.FirstError.empty())
        Here.Text = "it would have an error: " + It->second.FirstError;
      else if (!Out.Stopped)
        Here = It == Y.Functions.end()
                   ? AdoptRemark{Each.second.Where.Begin,
                                 "it would not be read as a function"}
                   : differs(Each.second, It->second, Old.Text, Text);
      if (!Here.Text.empty())
        Out.Different.try_emplace(Each.first, Here);
    }
  }
  if (Out.Stopped && Out.Different.empty() && Out.Elsewhere.empty())
    Out.Elsewhere = "the new text has an error";
  return Out;
}
