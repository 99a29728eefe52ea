//===- Reading.h - a source as it is read -----------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What one reading of a unit gives: of each function of its main file what it
// does, what it could have, and the warnings in it.
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_LIB_ADOPT_READING_H
#define DEFER_LIB_ADOPT_READING_H

#include "Events.h"
#include "Plans.h"

#include "clang/Basic/Diagnostic.h"

#include <map>
#include <memory>

namespace clang {
class FrontendAction;
}

namespace defer {

struct ReadFunction {
  EventGraph Events;
  FunctionPlans Plans;
  Span Where{0, 0};
  bool Dynamic = false; ///< it has a deferral that needs the runtime
  std::vector<std::string> Warnings; ///< in it
  std::string FirstError;            ///< in it, or empty

  /// Nothing of it is offered.
  void refuse(unsigned Place, const char *Why) {
    Plans.Pieces.clear();
    Plans.WhyNot = {{Place, Why}};
  }
};

struct ReadUnit {
  std::map<std::string, ReadFunction> Functions;
  unsigned OtherWarnings = 0; ///< in no function of the main file
  bool Failed = false;        ///< after an error nothing is told but its place
  std::string OtherError;     ///< in no function, or empty
};

struct Reading {
  std::string Path, Text;
  /// One for each of the commands that compile the file.
  std::vector<ReadUnit> Units;
};

/// An action that fills `To`; with plans only if `WithPlans`.
std::unique_ptr<clang::FrontendAction> createReadAction(Reading &To,
                                                        bool WithPlans);

} // namespace defer

#endif // DEFER_LIB_ADOPT_READING_H
