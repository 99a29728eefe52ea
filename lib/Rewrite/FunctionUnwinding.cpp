//===- FunctionUnwinding.cpp - what runs for a panic, as plain C ----------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// With unwind=chain, each body that may have something pending says so to the
// runtime while it is active (defer_chain.h), and has a function that runs all
// that is pending, whatever that is: each statement has a flag, or a record.
//
//   int f(void) {                  static void f_unwind(
//     lock(&m);                        struct __defer_activation *active) {
//     __defer unlock(&m);            struct f_shared *shared =
//     return work();          ->         (struct f_shared *)active;
//   }                                if (shared->pending_unlock_m) {
//                                      shared->pending_unlock_m = 0;
//                                      f_unlock_m(shared);
//                                    }
//                                  }
//
// A body that may recover has a place that the runtime comes back to then.
//
// Shown by: defer-rewrite f.c -- -fplugin-arg-defer-unwind=chain
//
//===----------------------------------------------------------------------===//

#include "FunctionRewriter.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/Decl.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;
using namespace defer;

/// What would not be run, or would be where it must not, is said.
void FunctionRewriter::checkUnwinding() {
  if (!F.Unwinds)
    return;
  for (const auto &Each : L->All)
    for (const Rung &R : Each->Rungs) {
      if (!R.ByPlace || !mayComeBack(Each->In))
        continue;
      fail(R.D ? R.D->Loc : R.Cleanup->getLocation(),
           "a setjmp in the function may lead out of its block, and a panic "
           "would still run it");
    }
}

/// After all else that the top of a body says.
void FunctionRewriter::activateBodies() {
  if (!F.Unwinds)
    return;
  std::string Name = F.Function->getNameAsString();
  for (const auto *Of : {&F.Bodies, &F.OtherBodies})
    for (const auto &B : *Of) {
      BodyState &State = Bodies[B.get()];
      if (!L->ofBlock(B->Root))
        continue; // nothing of it is ever pending
      UsesRuntime = true;
      State.Unwinding = freshOutside(Name + "_unwind");
      // The runtime is given the first member's address.
      auto First = State.SharedFields.begin();
      First = State.SharedFields.insert(First, "struct __defer_activation " +
                                                   shared(Active, "active")) +
              1;
      // What its statements take of what is around it.
      for (const Parameter &Each : outsideOf(*B)) {
        First =
            State.SharedFields.insert(First, Each.first + " *" + Each.second) +
            1;
        State.Top.push_back(State.Shared + "->" + Each.second + " = " +
                            Each.second + ";");
      }
      if (B->Recovers) {
        if (isFunction(B.get()) && F.Function->hasAttr<AlwaysInlineAttr>())
          fail(F.Function->getLocation(),
               "it recovers from panics with setjmp, and so cannot always be "
               "inlined");
        State.Stopped = Fresh->fresh("stopped");
        State.SharedFields.push_back("jmp_buf " + State.Stopped);
        std::string Leaves = "return;";
        QualType Returned = F.Function->getReturnType();
        if (isFunction(B.get()) && !Returned->isVoidType()) {
          Leaves = "return 0;";
          if (F.Result) {
            // A longjmp leaves it what it is only because it is volatile.
            State.Returned = Fresh->fresh("returned");
            State.SharedFields.push_back(written(
                Returned.getUnqualifiedType().withVolatile(), State.Returned,
                F.Function->getLocation(), Place::outside()));
            Leaves = "return " + State.Shared + "->" + State.Returned + ";";
          } else if (!Returned->isScalarType() ||
                     Returned->isAnyComplexType()) {
            std::string Nothing = Fresh->fresh("nothing");
            State.Top.push_back("static const " +
                                written(Returned.getUnqualifiedType(), Nothing,
                                        F.Function->getLocation(),
                                        Place::top(B.get())) +
                                ";");
            Leaves = "return " + Nothing + ";";
          }
        }
        State.Top.push_back("if (setjmp(" + State.Shared + "->" +
                            State.Stopped + ") != 0)");
        State.Top.push_back(Unit + Leaves);
      }
      State.Top.push_back("__defer_activate(&" + State.Shared + "->" + Active +
                          ", " + State.Unwinding + ", " +
                          (State.Stopped.empty()
                               ? "0"
                               : "&" + State.Shared + "->" + State.Stopped) +
                          ");");
    }
}

/// A function that is inlined into one that a longjmp leads back to would stay
/// on the chain: its frame has not been left, as the C library sees it.
void FunctionRewriter::keepOutOfLine(Rewritten &Out) const {
  auto Known = Bodies.find(L->bodyOf(F.Function->getBody()));
  if (Known == Bodies.end() || Known->second.Unwinding.empty())
    return;
  const SourceManager &SM = Ctx.getSourceManager();
  SourceLocation Loc = SM.getExpansionLoc(F.Function->getBeginLoc());
  unsigned At = SM.getFileOffset(Loc);
  if (SM.getFileID(Loc) != T.file() || At >= T.fileBegin())
    return; // a macro makes all of it
  if (F.Function->isInlineSpecified()) {
    if (F.Function->isExternallyVisible())
      return;
    llvm::StringRef Text = SM.getBufferData(T.file());
    Lexer Lex(SourceLocation(), Ctx.getLangOpts(), Text.begin(),
              Text.begin() + At, Text.end());
    Token Each;
    do
      Lex.LexFromRawLexer(Each);
    while (Each.is(tok::raw_identifier) &&
           !Each.getRawIdentifier().contains("inline"));
    if (Each.isNot(tok::raw_identifier))
      return; // a macro, perhaps
    Out.InlineEnd = Lex.getBufferLocation() - Text.begin();
    Out.InlineAt = Out.InlineEnd - Each.getLength();
    while (Out.InlineEnd < Text.size() && Text[Out.InlineEnd] == ' ')
      ++Out.InlineEnd;
  }
  Out.HeadAt = At;
  Out.Head = Out.InlineEnd ? "DEFER_ACTIVE_UNUSED " : "DEFER_ACTIVE ";
}

/// In `S`, what was passed with it.
std::string FunctionRewriter::recovery(const Recovery &R) {
  if (!F.Unwinds || !R.In || R.In->Why == Reason::Never)
    return "((void *)0)"; // nothing runs for a panic
  return "__defer_recover(" + shared(Passes, "passes") + ")";
}

std::string FunctionRewriter::unwindingRung(Ladder &On, Rung &R,
                                            const std::string &Indent) {
  std::string Break = T.newline().str(), Inner = Indent + Unit;
  const std::string &Shared = Bodies[On.In].Shared;
  std::string Passing = Shared + "->" + Active + ".passes";
  if (R.Leaves)
    return ""; // the runtime does that
  if (!R.Drained.empty())
    return drainText(On, R, Indent, Passing);
  std::string Text = R.D ? callOf(*R.D, "", Passing) : cleanupOf(R.Cleanup);
  return guarded(R.D ? R.D->Loc : R.Cleanup->getLocation(),
                 Indent + "if (" + R.Flag + ") {" + Break + Inner + R.Flag +
                     " = 0;" + Break + Inner + Text + Break + Indent + "}" +
                     Break);
}

/// How many statements one is in.
static void findDepths(const Stmt *S, unsigned Depth,
                       llvm::DenseMap<const Stmt *, unsigned> &Depths) {
  Depths[S] = Depth;
  for (const Stmt *Child : S->children())
    if (Child)
      findDepths(Child, Depth + 1, Depths);
}

/// Runs all that is pending: what the innermost blocks have first.  Of two
/// blocks, neither of which is in the other, one at most has something pending.
std::string FunctionRewriter::unwindingOf(const Body &B,
                                          const std::string &Indent) {
  std::string Break = T.newline().str(), Out;
  BodyState &State = Bodies[&B];
  llvm::DenseMap<const Stmt *, unsigned> Depths;
  findDepths(B.Root, 0, Depths);
  std::vector<Ladder *> All;
  bool Drains = false;
  for (auto &Each : L->All)
    if (Each->In == &B) {
      All.push_back(Each.get());
      Drains |= llvm::any_of(Each->Rungs,
                             [](const Rung &R) { return !R.Drained.empty(); });
    }
  llvm::stable_sort(All, [&](const Ladder *X, const Ladder *Y) {
    return Depths.lookup(X->Block) > Depths.lookup(Y->Block);
  });
  if (Drains && State.Next.empty())
    State.Next = Fresh->fresh("next");
  std::string Rungs;
  for (Ladder *On : All)
    for (Rung &R : On->Rungs)
      Rungs += unwindingRung(*On, R, Indent);
  if (!State.Returned.empty())
    Rungs += Indent + State.Shared + "->" + State.Returned + " = " +
             nameOf(F.Result) + ";" + Break;
  Names Words([](llvm::StringRef) { return false; });
  Words.addWordsOf(Rungs);
  auto Declare = [&](const Parameter &P, const std::string &From) {
    if (Words.has(P.second))
      Out += Indent + P.first + " *" + P.second + " = " + From + ";" + Break;
  };
  Declare({"struct " + State.SharedTag, State.Shared},
          "(struct " + State.SharedTag + " *)" + Active);
  std::vector<Parameter> Members = outsideOf(B);
  for (const auto &Kept : KeptNames)
    if (F.KeptBlocks[Kept.first - 1].Owner == &B)
      Members.push_back({"struct " + KeptTags[Kept.first], Kept.second});
  for (const Parameter &Each : Members)
    Declare(Each, State.Shared + "->" + Each.second);
  if (Drains)
    Out += Indent + Calls.Record + " *" + State.Next + ";" + Break;
  return Out + Rungs;
}
