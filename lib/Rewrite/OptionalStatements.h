//===- OptionalStatements.h - what other options leave out ------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What is rewritten is to be right with other options, too, that leave out what
// is under an #if.  So where control flow changes there, it is as if that was
// asked about at run time:
//
//     __defer f();                    __defer f();
//   #if FAST                          if (<unknown>)
//     return 0;               ->        return 0;
//   #endif
//     __defer g();                    __defer g();
//     return 1;                       return 1;
//
// Terms.  A statement is *optional* if a group of #if and #endif has it, but
// not all of what it is a part of.
//
// Shown by: defer-rewrite test/Rewrite/optional.c -- -DFAST
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_LIB_REWRITE_OPTIONALSTATEMENTS_H
#define DEFER_LIB_REWRITE_OPTIONALSTATEMENTS_H

namespace clang {
class FunctionDecl;
class IfStmt;
class Stmt;
} // namespace clang

namespace defer {

class NodeChanges;
class NodeFactory;

/// Puts an `if` around each optional statement of a function that control may
/// not come out of, or that changes what is pending.
/// \returns whether there are any
bool markOptional(clang::FunctionDecl *F, NodeFactory &Nodes,
                  NodeChanges &Changes);

/// Whether it is such an `if`, which nobody wrote.
bool isOptional(const clang::IfStmt *If);

/// Whether control may not come out of a statement at its end, or what is
/// pending, or with `Deferrals` what may be, is another thing there.
/// \param S or null
bool changesFlow(const clang::Stmt *S, bool Deferrals);

} // namespace defer

#endif // DEFER_LIB_REWRITE_OPTIONALSTATEMENTS_H
