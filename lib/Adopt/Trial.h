//===- Trial.h - a new text, read and compared ------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The one place that says whether a text does the same as the one before.
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_LIB_ADOPT_TRIAL_H
#define DEFER_LIB_ADOPT_TRIAL_H

#include "Reading.h"

#include "defer/Adopt/Adopter.h"

namespace defer {

struct Trial {
  /// The functions that are not the same, or have a new error or warning, with
  /// the place in the old text and why.
  std::map<std::string, AdoptRemark> Different;
  /// There was an error: only the functions that have one are in `Different`.
  bool Stopped = false;
  /// What is wrong in no function that is known, or empty.
  std::string Elsewhere;
};

Trial tryText(const RunsAction &Run, const Reading &Old,
              const std::string &Text);

} // namespace defer

#endif // DEFER_LIB_ADOPT_TRIAL_H
