//===- Adopter.h - deferrals in place of cleanup by hand --------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Finds the functions of a source that release by hand what they acquired, on
// each way out, and writes them with deferrals, where it is sure that they then
// do the same:
//
//   f = fopen(name, "r");          f = fopen(name, "r");
//   if (!f)                        if (!f)
//     return -1;                     return -1;
//                                  __defer fclose(f);
//   if (!parse(f)) {               if (!parse(f)) {
//     fclose(f);
//     return -2;                     return -2;
//   }                              }
//   fclose(f);
//   return 0;                      return 0;
//
// How a change is found (Plans.h) is not what makes it sure: the new text is
// read again, with the words, and what each function then does, on every way,
// is compared with what it did (Events.h, Same.h).  It also must give no error
// and no warning that was not there.
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_ADOPT_ADOPTER_H
#define DEFER_ADOPT_ADOPTER_H

#include "llvm/ADT/StringRef.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace clang {
class DiagnosticConsumer;
class FrontendAction;
} // namespace clang

namespace defer {

struct TextChange {
  unsigned Begin, End; ///< offsets in the file as it was
  std::string With;
};

/// Something to say about a place of the file.
struct AdoptRemark {
  unsigned Place;
  std::string Text;
};

struct AdoptedUnit {
  std::string Main; ///< the path of the unit's own file
  std::string Old;  ///< its text
  std::string New;  ///< and with what is offered
  /// That functions with cleanup by hand are offered, or why they are not.
  std::vector<AdoptRemark> Remarks;
  bool Failed = false; ///< an error was reported
};

/// Runs an action on the unit, with a text in place of that of its file if
/// `Text` is not null, and all diagnostics to a consumer if that is not null.
/// False if there was an error.
using RunsAction = std::function<bool(
    std::function<std::unique_ptr<clang::FrontendAction>()> Create,
    const std::string &Path, const std::string *Text,
    clang::DiagnosticConsumer *Consumer)>;

AdoptedUnit adopt(const RunsAction &Run);

} // namespace defer

#endif // DEFER_ADOPT_ADOPTER_H
