//===- Words.h - the names the dialect's words expand to --------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_ANALYSIS_WORDS_H
#define DEFER_ANALYSIS_WORDS_H

namespace defer {
namespace words {

/// The functions whose calls `__defer` and `_Defer` expand to tests of; see
/// defer.h.
constexpr const char *Marker = "__defer_marker";
constexpr const char *BlockMarker = "__defer_marker_block";
/// And `__defer_capture`: its variables are the arguments behind the first.
constexpr const char *CaptureMarker = "__defer_marker_capture";
/// And `__defer_named`, with the name as a string; so have the two that say
/// what becomes of what is pending under it.
constexpr const char *NamedMarker = "__defer_marker_named";
constexpr const char *RunMarker = "__defer_marker_run";
constexpr const char *CancelMarker = "__defer_marker_cancel";

/// `defer_recover`.
constexpr const char *RecoverMarker = "__defer_marker_recover";

/// What `__defer_result` marks a variable with, beside a cleanup function that
/// there is none of.
constexpr const char *ResultMark = "__defer_result";
constexpr const char *ResultMarker = "__defer_marker_result";

} // namespace words
} // namespace defer

#endif // DEFER_ANALYSIS_WORDS_H
