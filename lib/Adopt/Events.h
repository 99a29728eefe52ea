//===- Events.h - what a function does, as a graph --------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The statements that a function executes, in their order, with all choices:
// jumps and labels are edges only, and what is deferred, or the cleanup of a
// variable, is a part that is entered where the language says that it runs.
// Two functions whose graphs go through the same labels do the same; see
// Same.h.
//
//   f = fopen(n, "r");        Do(f = fopen(n, "r"))
//   if (!f)                   Test(!f)   true: Return(-1) Exit
//     return -1;
//   __defer fclose(f);        Defer      (its part: Do(fclose(f)) End)
//   return 0;                 Return(0) Exit
//
// It is made of texts, and so outlives the AST it was made from.
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_LIB_ADOPT_EVENTS_H
#define DEFER_LIB_ADOPT_EVENTS_H

#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"

#include <string>
#include <utility>
#include <vector>

namespace clang {
class ASTContext;
class FunctionDecl;
} // namespace clang

namespace defer {

class Locals;

struct Event {
  enum Kind {
    Nothing, ///< only leads on
    Do,      ///< an expression or a declaration
    Choose,  ///< edges by the value of an expression
    Return,  ///< a value to return is computed
    Defer,   ///< a deferral or a cleanup variable is reached
    Leave,   ///< a block is left, from one of its statements on; its label
             ///< is what is gone then that a pointer may lead to
    Exit,    ///< the function is left
    End,     ///< of a part that is deferred
    Never    ///< what is before does not return
  };
  Kind Is = Nothing;
  std::string Label;
  unsigned Place = 0; ///< offset in the main file
  unsigned Next = 0;
  /// Choose: where to go, by what is found.
  std::vector<std::pair<std::string, unsigned>> Ways;

  llvm::SmallVector<unsigned, 2> Named, Written; ///< private variables
  /// Do: the variable that becomes the constant, or 0, if it has the type that
  /// the function returns.  Return: the variable that is returned, or 0.
  unsigned Variable = 0;
  std::string Constant;
  bool Still = false; ///< Return: see Locals.h

  unsigned Entry = 0; ///< Defer: of its part
  unsigned Block = 0; ///< Defer, Leave: the block, or 0 for the function
  unsigned Index = 0; ///< the statement of the block
};

struct EventGraph {
  std::vector<Event> Events;
  unsigned Entry = 0;
  /// What is in the function that the graph cannot hold, or null, and where.
  const char *Cannot = nullptr;
  unsigned Place = 0;
  bool Defers = false;   ///< it uses a word
  bool Cleanups = false; ///< it has a variable with a cleanup
};

EventGraph eventsOf(const clang::FunctionDecl *F, const Locals &All,
                    const clang::ASTContext &Ctx);

} // namespace defer

#endif // DEFER_LIB_ADOPT_EVENTS_H
