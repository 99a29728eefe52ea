//===- FlowModel.h - a body in the order it runs in -------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Clang's warnings that follow control, and its analyser, see S where it
// stands in the source, as the arm of an `if`.  A flow model is a body for
// them to look at in its stead, in which each S stands where it runs.  Of
//
//   {                                {
//     mutex_lock(&m);                  mutex_lock(&m);
//     _Defer mutex_unlock(&m);         ;
//     if (n)                           if (n)
//       return f();                      { value = f(); goto way; }
//     g();                             g();
//   }                                  mutex_unlock(&m);
//                                      goto done;
//                                    way:
//                                      mutex_unlock(&m);
//                                      return value;
//                                    done:;
//                                    }
//
// the right side is made.  S itself is not copied but hangs in the tree as
// often as it is needed: once for each place that the ways out lead to, not
// for each way, so the model is about as large as the body.  (The analyser
// knows a node by its address, and has S once: FlowKind.)
//
// A function-scoped S runs where the function ends.  Of its being pending
// there one of three things is known: it is, it is not, or a flag tells.
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_FRONTEND_FLOWMODEL_H
#define DEFER_FRONTEND_FLOWMODEL_H

#include "defer/Analysis/Deferrals.h"
#include "defer/Frontend/NodeFactory.h"

#include <memory>

namespace defer {

class FlowBuilder;

enum class FlowKind {
  Warnings, ///< for a reader that follows control
  /// For one that follows the values of variables, too: S is there once, and a
  /// variable tells where control goes on from it.
  Values,
  /// With each function-scoped S at the end of the block it stands in.
  Blocks,
};

class FlowModel {
public:
  /// Changes the function's body in place where it can; the body is as it was
  /// once the model is destroyed, if it is not kept.
  FlowModel(const FunctionDeferrals &F, clang::ASTContext &Ctx,
            NodeFactory &Nodes, FlowKind Kind);
  ~FlowModel();

  /// The function's body from now on.
  void keep();

private:
  clang::FunctionDecl *Function;
  clang::Stmt *Original;
  std::unique_ptr<FlowBuilder> Builder;
};

} // namespace defer

#endif // DEFER_FRONTEND_FLOWMODEL_H
