//===- Handles.cpp - names of deferrals -----------------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Handles.h"

#include "defer/Analysis/Diagnoser.h"
#include "defer/Analysis/Words.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"

using namespace clang;
using namespace defer;

static llvm::StringRef calleeName(const CallExpr *Call) {
  const FunctionDecl *Callee = Call->getDirectCallee();
  return Callee && Callee->getIdentifier() ? Callee->getName() : "";
}

const CallExpr *defer::handleMarker(const Stmt *S) {
  auto *Call = dyn_cast<CallExpr>(S);
  if (!Call || Call->getNumArgs() != 1)
    return nullptr;
  llvm::StringRef Name = calleeName(Call);
  return Name == words::RunMarker || Name == words::CancelMarker ? Call
                                                                 : nullptr;
}

/// Whether the parser would take it for a name.
static bool isIdentifier(llvm::StringRef Name, ASTContext &Ctx) {
  std::string Text = Name.str(); // the lexer needs its end to be zero
  Lexer L(SourceLocation(), Ctx.getLangOpts(), Text.data(), Text.data(),
          Text.data() + Text.size());
  Token T;
  L.LexFromRawLexer(T);
  return T.is(tok::raw_identifier) && T.getLength() == Text.size() &&
         Ctx.Idents.get(Name).getTokenID() == tok::identifier;
}

llvm::StringRef Handles::nameIn(const CallExpr *Marker, const char *Word,
                                SourceLocation Loc) {
  auto *Text =
      dyn_cast<StringLiteral>(Marker->getArg(0)->IgnoreParenImpCasts());
  llvm::StringRef Name =
      Text && Text->getCharByteWidth() == 1 ? Text->getString() : "";
  if (isIdentifier(Name, Ctx))
    return Name;
  Diags.error(Loc, "'%0' needs the name of a deferral in its parentheses")
      << Word;
  return "";
}

void Handles::declare(Deferral &D, const Body &In) {
  if (calleeName(D.Marker) != words::NamedMarker)
    return;
  D.Handle = nameIn(D.Marker, "__defer_named", D.Loc);
  if (D.Handle.empty())
    return; // reported
  Declared.push_back(&D);
  auto Inserted = Known.insert({{&In, D.Handle}, &D});
  if (Inserted.second)
    return;
  Diags.error(D.Loc, "the name '%0' is given to two deferrals") << D.Handle;
  Diags.note(Inserted.first->second->Loc, "it is given here first");
}

void Handles::use(const CallExpr *Call, Deferral *In) {
  HandleUse Use;
  Use.Call = const_cast<CallExpr *>(Call);
  Use.Runs = calleeName(Call) == words::RunMarker;
  Use.In = In;
  Use.Loc = wordLocation(Call, Ctx);
  llvm::StringRef Name = nameIn(Call, Use.word(), Use.Loc);
  if (!Name.empty())
    Uses.push_back({Use, Name});
}

void Handles::reportUnknown(const HandleUse &Use, llvm::StringRef Name,
                            const llvm::DenseMap<Deferral *, Body *> &BodyOf) {
  Diags.error(Use.Loc, "no deferral is named '%0' here") << Name;
  for (const Deferral *D : Declared)
    if (D->Handle == Name) {
      Diags.note(D->Loc, "this one is, for use in the deferred statement that "
                         "it stands in only");
      return;
    }
  // One that is nearly it?
  const Deferral *Near = nullptr;
  unsigned Best = Name.size() / 3 + 1;
  for (Deferral *In = Use.In;; In = In->Owner->Of) {
    for (const Deferral *D : BodyOf.lookup(In)->Deferrals) {
      unsigned Distance = Name.edit_distance(D->Handle, true, Best);
      if (D->Handle.empty() || Distance >= Best)
        continue;
      Best = Distance;
      Near = D;
    }
    if (!In)
      break;
  }
  if (Near)
    Diags.note(Near->Loc, "did you mean '%0', which is this one?")
        << Near->Handle;
}

void Handles::resolve(FunctionDeferrals &F,
                      const llvm::DenseMap<Deferral *, Body *> &BodyOf) {
  for (NamedUse &Each : Uses) {
    HandleUse &Use = Each.Use;
    for (Deferral *In = Use.In;; In = In->Owner->Of) {
      Use.Of = Known.lookup({BodyOf.lookup(In), Each.Name});
      if (Use.Of || !In)
        break;
    }
    if (!Use.Of) {
      reportUnknown(Use, Each.Name, BodyOf);
      continue;
    }
    Use.Of->IsUsed = true;
    Use.Of->UsedInside |= Use.In != Use.Of->Owner->Of;
    F.Uses.push_back(Use);
  }
}
