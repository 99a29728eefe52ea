//===- Markers.h - what the front end says to the lowering ------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The front end leaves calls of these functions in the IR, and the lowering
// takes all of them out again.  None exists at run time.  A *body* is a
// function's body or a deferred statement that defers something itself; its
// *token* is a local variable (one byte) the front end puts first in it, with
// __defer_mark_exit as its cleanup, so that Clang's own code generator emits
// that call on every way out.
//
//   void __defer_mark_body(char *token);
//       The body starts here.
//   void __defer_mark_segment(char *token, char *segment, int order);
//       A cleanup variable of the body's outermost block was declared just
//       now; `segment` is one more token, whose cleanup comes just before it.
//   _Bool __defer_mark(char *token, int id, int reason, int order, ...);
//       The deferral `id` becomes pending here; the true edge leads to its
//       deferred statement, the false edge past it.  `order` grows with the
//       order of becoming pending among the static deferrals and segments of
//       a body.  Then come pairs (int block, T *variable): each automatic
//       variable the statement names, with the number of the block whose
//       executions each need an instance of it, or 0.
//   _Bool __defer_mark_again(char *token, int id, int reason, int order, ...);
//       The same for a deferral whose statement may run again before it has
//       ended, or is run by one that may: it becomes a function.
//   _Bool __defer_mark_scoped(int id, ...);
//       The same for a deferral whose statement runs when its block is left:
//       nothing is to be known of its order, and the pairs have no blocks.
//   void __defer_mark_scope(char *token, int id);
//       What the deferral `id` defers is due where the scope of `token`, which
//       was declared just now, is left: at its __defer_mark_exit.
//   void __defer_mark_statement(char *token, int id, int runs);
//       With exceptions: the deferred statement starts here.  The scope of
//       `token` is the statement; where an exception leaves it is its
//       __defer_mark_exit.  `runs`: the statement runs when an exception leaves
//       what it is deferred in.
//   void __defer_mark_end(int id);
//       The end of the deferred statement.
//   void __defer_mark_run(int id);
//   void __defer_mark_cancel(int id);
//       The statement of the deferral `id` runs here if it is pending, the
//       latest one if more are; or it is only taken off.  With exceptions the
//       first is an invoke: where it leads is where one in the statement goes.
//   void *__defer_mark_recover(int id);
//       In the statement of `id` (0: in none): what the panic that it runs for,
//       if it does, is recovered with.
//   _Bool __defer_mark_recovered(char *token);
//       Where the body starts, if a statement in it may recover; the true edge
//       leads to where it goes on then.
//   void __defer_mark_block(char *token, int block);
//       An execution of the block `block` starts here.
//   void __defer_mark_goto(char *token, int leaving);
//       1 before a `goto` that leaves a segment's scope but not the body, 0
//       where such a `goto` arrives.
//   void __defer_mark_tail(char *token);
//       Before the expression of a `musttail` return, with nothing pending.
//       (With the attribute, Clang refuses to leave a token's scope.)
//   void __defer_mark_exit(char *token_or_segment);
//       The body is left (token), or what became pending since the segment
//       was declared is due (segment), or what a deferral of the block defers.
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_SUPPORT_MARKERS_H
#define DEFER_SUPPORT_MARKERS_H

#include "llvm/ADT/StringRef.h"

namespace defer {
namespace marker {

constexpr const char *Body = "__defer_mark_body";
constexpr const char *Segment = "__defer_mark_segment";
constexpr const char *Deferral = "__defer_mark";
constexpr const char *Again = "__defer_mark_again";
constexpr const char *Scoped = "__defer_mark_scoped";
constexpr const char *Scope = "__defer_mark_scope";
constexpr const char *Statement = "__defer_mark_statement";
constexpr const char *End = "__defer_mark_end";
constexpr const char *Run = "__defer_mark_run";
constexpr const char *Cancel = "__defer_mark_cancel";
constexpr const char *Recover = "__defer_mark_recover";
constexpr const char *Recovered = "__defer_mark_recovered";
constexpr const char *Block = "__defer_mark_block";
constexpr const char *Goto = "__defer_mark_goto";
constexpr const char *Tail = "__defer_mark_tail";
constexpr const char *Exit = "__defer_mark_exit";

constexpr const char *All[] = {
    Body,   Deferral, Again, Scoped, Scope, End,       Segment, Run,
    Cancel, Block,    Goto,  Tail,   Exit,  Statement, Recover, Recovered};

/// Whether a call of `Name` is a deferral: the condition of a branch.
inline bool isDeferral(llvm::StringRef Name) {
  return Name == Deferral || Name == Again || Name == Scoped;
}

/// The number of fixed arguments of __defer_mark and __defer_mark_again, and of
/// __defer_mark_scoped, before the pairs.
constexpr unsigned DeferralFixedArgs = 4;
constexpr unsigned ScopedFixedArgs = 1;

} // namespace marker

/// Why a deferral is lowered as it is; the third argument of __defer_mark.
enum class Reason : int {
  Static = 0,  ///< can become pending at most once in an activation
  Loop = 1,    ///< its block lies on a cycle of the control flow graph
  SetJmp = 2,  ///< the function calls a function that returns twice
  Unknown = 3, ///< its control flow is not in Clang's graph
  Never = 4,   ///< constant conditions keep control from it
  Scoped = 5,  ///< runs when its block is left, not the function
};

} // namespace defer

#endif // DEFER_SUPPORT_MARKERS_H
