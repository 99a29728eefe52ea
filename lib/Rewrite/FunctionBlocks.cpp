//===- FunctionBlocks.cpp - what is written into the blocks of a function -===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A block that something is pending in has its ladder at its end.  What must be
// last in it goes behind that:
//
//   case 0: {                              case 0: {
//     _Defer puts("end");                    puts("zero");
//     puts("zero");                 ->       puts("end");
//     __attribute__((fallthrough));          __attribute__((fallthrough));
//   }                                      }
//   case 1:                                case 1:
//
// Shown by: defer-rewrite test/Regressions/rewrite-fallthrough.c --
//
//===----------------------------------------------------------------------===//

#include "FunctionRewriter.h"

#include "defer/Support/TextCompat.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/Expr.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SetVector.h"

using namespace clang;
using namespace defer;

/// The `fallthrough` statements that a block may end with.
/// \param InBlock whether S is a block's statement
static void
forEachLastFallthrough(const Stmt *S, bool InBlock,
                       llvm::function_ref<void(const Stmt *, bool)> Do) {
  if (auto *Attributed = dyn_cast<AttributedStmt>(S)) {
    if (hasSpecificAttr<FallThroughAttr>(Attributed->getAttrs()))
      Do(S, InBlock);
  } else if (auto *Block = dyn_cast<CompoundStmt>(S)) {
    if (!Block->body_empty())
      forEachLastFallthrough(Block->body_back(), true, Do);
  } else if (auto *If = dyn_cast<IfStmt>(S)) {
    forEachLastFallthrough(If->getThen(), false, Do);
    if (If->getElse())
      forEachLastFallthrough(If->getElse(), false, Do);
  } else if (auto *Label = dyn_cast<LabelStmt>(S)) {
    forEachLastFallthrough(Label->getSubStmt(), false, Do);
  } else if (auto *Case = dyn_cast<SwitchCase>(S)) {
    forEachLastFallthrough(Case->getSubStmt(), false, Do);
  }
}

void FunctionRewriter::editBodies() {
  llvm::SmallSetVector<const Stmt *, 8> Blocks;
  for (const auto *Of : {&F.Bodies, &F.OtherBodies})
    for (const auto &B : *Of)
      Blocks.insert(B->Root);
  for (const auto &Each : L->All)
    Blocks.insert(Each->Block);
  // Of nested blocks that end with one and have something pending, it ends the
  // outermost.
  const SourceManager &SM = Ctx.getSourceManager();
  llvm::MapVector<const Stmt *, std::pair<const Stmt *, bool>> Falls;
  for (const Stmt *Block : Blocks)
    if (L->isBlock(Block) && L->ofBlock(Block))
      forEachLastFallthrough(Block, false, [&](const Stmt *S, bool InBlock) {
        auto &Of = Falls.insert({S, {Block, InBlock}}).first->second.first;
        if (SM.isBeforeInTranslationUnit(Block->getBeginLoc(),
                                         Of->getBeginLoc()))
          Of = Block;
      });
  for (const Stmt *Block : Blocks) {
    if (!L->isBlock(Block))
      continue;
    Fallthroughs Last;
    for (const auto &Fall : Falls)
      if (Fall.second.first == Block)
        Last.push_back({Fall.first, Fall.second.second});
    queue(T.begin(Block->getBeginLoc()), // its brace
          [this, Block, Last] { endBlock(cast<CompoundStmt>(Block), Last); });
  }
}

/// Takes the `fallthrough` statements away that must stand behind what is
/// pending.
/// \returns one that stands for all of them
std::string FunctionRewriter::takeAway(const Fallthroughs &Last,
                                       const std::string &Indent) {
  std::string Out;
  for (const auto &[S, InBlock] : Last) {
    auto [Begin, End] = T.range(S);
    if (T.missed() || losesDirectives(Begin, End, S->getBeginLoc()))
      return "";
    if (Out.empty())
      Out = guarded(S->getBeginLoc(),
                    Indent + marked(S->getBeginLoc(), render(Begin, End)) +
                        T.newline().str());
    replaceStatement(Begin, End, InBlock, "");
  }
  return Out;
}

/// The value of a block is read before what is pending runs.
/// \returns what it is again, at the end
std::string FunctionRewriter::readValue(const CompoundStmt *Block,
                                        const Ladder &On,
                                        const std::string &Indent) {
  std::string Break = T.newline().str();
  // Behind a label, perhaps; some versions skip empty statements.
  const ValueStmt *Last = nullptr;
  for (const Stmt *Each : Block->body())
    if (!isa<NullStmt>(Each))
      Last = dyn_cast<ValueStmt>(Each);
  const Expr *Value = Last->getExprStmt();
  auto [Begin, End] = T.range(static_cast<const Stmt *>(Value));
  QualType Type = withoutConst(On.Value->getType());
  // The block may make its type, or another one of the name.
  Place Top = Place::before(Block->getLBracLoc()),
        Behind = Place::before(Last->getBeginLoc());
  bool AtTop = On.Crossed || sayable(Type, Top) || !sayable(Type, Behind);
  std::string Name = Fresh->fresh("value");
  Comments Kept;
  std::string Next = Break + T.indentAt(Begin).str();
  std::string Read = commented(Value, {Begin, End}, Next, Kept);
  std::string Declared =
      written(Type, Name, On.Value->getBeginLoc(), AtTop ? Top : Behind) + ";";
  if (AtTop)
    Changes.insert(T.pastLocalLabels(T.end(Block->getLBracLoc())),
                   " " + Declared);
  else
    Changes.insert(beginOf(Last),
                   Declared + Break + T.indentAt(beginOf(Last)).str());
  Changes.replace(Begin, End, leading(Kept, Next) + Name + " = " + Read + ";");
  return Indent + Name + ";" + Break;
}

void FunctionRewriter::endBlock(const CompoundStmt *Block,
                                const Fallthroughs &Last) {
  unsigned Opens = T.begin(Block->getLBracLoc());
  unsigned Closes = T.begin(Block->getRBracLoc());
  std::string Outer = T.indentAt(Closes).str();
  unsigned First = Closes;
  if (!Block->body_empty())
    First = beginOf(Block->body_front());
  if (T.missed())
    return;
  llvm::StringRef Text = T.text();
  bool OwnLine = Text.slice(T.lineBegin(Closes), Closes).trim().empty() &&
                 T.lineBegin(Closes) != 0;
  std::string Indent = Outer + Unit;
  if (!Block->body_empty() && T.lineBegin(First) > Opens)
    Indent = T.indentAt(First).str();
  Ladder *On = L->ofBlock(Block);
  std::string Break = T.newline().str(), Ends, Value;
  if (On && On->Value && !On->Value->getType()->isVoidType())
    Value = readValue(Block, *On, Indent);
  // A jump to a rung must not pass the declaration of a variable length array.
  if (On && On->Crossed)
    for (unsigned Index : On->Arrays)
      Changes.insert(beginOf(Block->body_begin()[Index]), "{" + Break + Indent);
  std::string Fall = takeAway(Last, Indent);
  Ends = endOf(Block, Indent) + Value + Fall;
  const Body *B = L->bodyOf(Block);
  std::string Top = B ? topOf(B, Indent) : "";
  // No directive can stand in a macro's argument.
  auto HasDirective = [](llvm::StringRef Text) {
    return compat::startsWith(Text, "#") || Text.contains("\n#");
  };
  if (HasDirective(Ends) || HasDirective(Top)) {
    T.writeOutAt(Block->getLBracLoc());
    T.writeOutAt(Block->getRBracLoc());
  }
  if (!Top.empty())
    Changes.insert(T.pastLocalLabels(T.end(Block->getLBracLoc())), Top);
  if (Ends.empty())
    return;
  if (OwnLine)
    Changes.insert(T.lineBegin(Closes), Ends);
  else
    Changes.insert(Closes, Break + Ends + Outer);
}
