//===- MarkingOfJumps.cpp - gotos between segments, and musttail ----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Marker.h"

using namespace clang;
using namespace defer;

Stmt *Marker::gotoMark(Body &B, const Stmt *S, bool Leaving) {
  SourceLocation Loc = S->getBeginLoc();
  return Nodes.mark(
      marker::Goto,
      {Nodes.addressOf(tokenOf(B), Loc), Nodes.number(Leaving, Loc)}, Loc);
}

void Marker::markGoto(Body &B, const Stmt *S, bool Leaving) {
  SourceLocation Loc = S->getBeginLoc();
  Stmt *Mark = gotoMark(B, S, Leaving);
  if (Leaving) {
    Stmt *Now = current(S);
    become(S, Nodes.block({Mark, Now}, Loc, Now->getEndLoc()));
    return;
  }
  auto *Label = const_cast<LabelStmt *>(cast<LabelStmt>(S));
  Stmt *Sub = Label->getSubStmt();
  // A declaration after a label is in the scope around it (C23), and must stay
  // where it is; see markBody.
  Stmt *Inner = Sub;
  while (auto *Other = dyn_cast<LabelStmt>(Inner))
    Inner = Other->getSubStmt();
  if (isa<DeclStmt>(Inner))
    return;
  Stmt *New = Nodes.block({Mark, Sub}, Loc, Sub->getEndLoc());
  Label->setSubStmt(New);
}

/// The attribute goes, the lowering sees to what it asks for.
void Marker::markTail(const AttributedStmt *Tail) {
  SourceLocation Loc = Tail->getBeginLoc();
  auto *Return = const_cast<Stmt *>(Tail->getSubStmt());
  // The function's own body comes first, if it has deferrals of its own; else
  // no token is in scope, and the attribute can stay.
  if (F.Bodies.empty())
    return;
  Body &B = *F.Bodies.front();
  if (B.Of)
    return;
  Stmt *Mark =
      Nodes.mark(marker::Tail, {Nodes.addressOf(tokenOf(B), Loc)}, Loc);
  become(Tail, Nodes.block({Mark, Return}, Loc, Return->getEndLoc()));
}
