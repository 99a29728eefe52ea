//===- AddedCode.h - what the lowering adds, by deferral --------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// With the plugin's argument `locations=keyword`, all that the lowering adds
// has the position of the keyword in the line table, and a *discriminator*
// (DWARF's number for parts of one line) that says which deferral of the
// function it serves, and where:
//
//   __defer free(p);      file 1, line 7, column 3, discriminator 4 * 2 + 1:
//                         the second deferral, where it is reached
//
// So what a deferral costs can be counted in the machine code, also where two
// deferrals, or one and its statement, come out of one macro and have the same
// position.  A debugger would stop at the keyword where the function is left,
// which is why it is not so otherwise (Lowering/Locations.h).
//
// What the code generator itself puts at a block's end, with the position of
// the closing brace, keeps that and has the discriminator only.
//
// The unit says that it is so, in its *producer*: a unit in which no deferral
// adds an instruction can be told from one whose instructions have no line.
//
// Shown by: defer-inspect f.c
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_SUPPORT_ADDEDCODE_H
#define DEFER_SUPPORT_ADDEDCODE_H

namespace defer {

/// The end of the producer of a unit in which code that was added is marked.
constexpr char AddedCodeIsMarked[] = " (defer: locations=keyword)";

/// What code that was added is for.
enum class AddedFor : unsigned {
  /// A deferral, where it becomes pending, as it has its position; the code
  /// generator made it, and where a macro has more there it may be of that.
  Found = 0,
  Reached = 1, ///< a deferral, where it becomes pending
  Left = 2,    ///< a deferral, where it is due
  Shared = 3,  ///< several deferrals of a body; the one named is the first
};

struct AddedCode {
  unsigned Deferral; ///< its number in the function, from 1 on
  AddedFor For;

  unsigned discriminator() const {
    return Deferral * 4 + static_cast<unsigned>(For);
  }
  static AddedCode of(unsigned Discriminator) {
    return {Discriminator / 4, static_cast<AddedFor>(Discriminator % 4)};
  }
  /// Whether a discriminator is one of these.
  static bool is(unsigned Discriminator) { return Discriminator >= 4; }
};

} // namespace defer

#endif // DEFER_SUPPORT_ADDEDCODE_H
