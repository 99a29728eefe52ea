//===- FunctionRewriter.cpp - a function as plain C -----------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FunctionRewriter.h"

#include "defer/Analysis/Diagnoser.h"
#include "defer/Support/TextCompat.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/Expr.h"
#include "clang/Lex/Preprocessor.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;
using namespace defer;

FunctionRewriter::FunctionRewriter(const FunctionDeferrals &F, ASTContext &Ctx,
                                   Preprocessor &PP, const MacroTokens &Macros,
                                   const RuntimeCalls &Calls,
                                   llvm::ArrayRef<SourceRange> Skipped,
                                   Diagnoser &Diags)
    : F(F), Ctx(Ctx), PP(PP), Calls(Calls), Skipped(Skipped), Diags(Diags),
      T(cast<CompoundStmt>(F.Function->getBody())->getLBracLoc(),
        cast<CompoundStmt>(F.Function->getBody())->getRBracLoc(), Macros,
        Ctx.getSourceManager(), Ctx.getLangOpts()),
      Policy(Ctx.getLangOpts()) {
  Policy.AnonymousTagLocations = false;
  Policy.Bool = false; // C99's name of it
}

void FunctionRewriter::fail(SourceLocation Loc, llvm::StringRef Why) {
  if (!Failed)
    Diags.error(Loc, ("this cannot be rewritten: " + Why).str());
  Failed = true;
}

std::optional<Rewritten> FunctionRewriter::run() {
  do {
    build();
    if (T.elsewhere().isValid())
      fail(T.elsewhere(), "it is a part of a function, but in another file");
    if (Failed)
      return std::nullopt;
    if (T.missed()) {
      T.build();
      continue;
    }
    break;
  } while (true);
  Rewritten Out{T.file(),    T.fileBegin(),
                T.fileEnd(), Changes.render(T.text(), 0, T.text().size()),
                UsesRuntime, UsesMemcpy};
  return Out;
}

void FunctionRewriter::build() {
  Changes.clear();
  Queue.clear();
  Bodies.clear();
  States.clear();
  CleanupFlags.clear();
  KeptNames.clear();
  Tags.clear();
  Numbers.clear();
  Result.clear();
  Labels.clear();
  for (const std::string &Label : Ladders::allLabels(F.Function->getBody()))
    Labels.insert(Label);
  Head.clear();
  One.clear();
  OfName.clear();
  UsesRuntime = UsesMemcpy = false;

  Fresh = std::make_unique<Names>([this](llvm::StringRef Word) {
    auto Known = PP.getIdentifierTable().find(Word);
    return Known != PP.getIdentifierTable().end() &&
           Known->second->hasMacroDefinition();
  });
  Fresh->addWordsOf(T.text());
  T.forEachMacroWord([this](llvm::StringRef Word) { Fresh->addWordsOf(Word); });
  for (const ParmVarDecl *Param : F.Function->parameters())
    Fresh->addWordsOf(Param->getName());

  L = std::make_unique<Ladders>(F, Ctx);
  Vars = std::make_unique<Variables>(F, *L, Ctx, *Fresh);
  for (const auto &D : F.Deferrals)
    if (!L->Deferrals.count(D.get()))
      return fail(D->Loc, "it stands in a type");
  if (Vars->Hides)
    return fail(
        Vars->Hides->getLocation(),
        "it hides what a deferred statement names where that would run");
  if (Vars->Unevaluated)
    return fail(keywordLocation(Vars->Unevaluated, Ctx),
                "it stands where nothing is evaluated");
  for (const auto &Moved : Vars->Moved)
    for (const Decl *D : Moved.first->decls())
      if (auto *Named = dyn_cast<NamedDecl>(D))
        if (Named->getIdentifier() &&
            !Vars->Out.count(dyn_cast<VarDecl>(Named)) && Vars->hasOther(Named))
          return fail(D->getLocation(),
                      "a deferred statement needs it, and another one has its "
                      "name");
  if (L->Unknown)
    return fail(
        L->Unknown->getBeginLoc(),
        "where it leads to is not known, and deferrals of its block are "
        "pending");
  auto *Block = cast<CompoundStmt>(F.Function->getBody());
  llvm::StringRef Outer = T.indentAt(0);
  Unit = "    ";
  if (!Block->body_empty()) {
    llvm::StringRef Inner =
        T.indentAt(T.begin(Block->body_front()->getBeginLoc()));
    if (Inner.size() > Outer.size() && Inner.take_front(Outer.size()) == Outer)
      Unit = Inner.drop_front(Outer.size()).str();
  }
  for (const SourceRange &Range : Skipped)
    checkSkipped(Range);
  defineRecords();
  nameRungs();
  editNames();
  editDeclarations();
  editSites();
  editWays();
  editUses();
  editKeptBlocks();
  editBodies();
  settle(0, ~0u);
}

/// What is not compiled stays as it is, so it must not leave a block.
void FunctionRewriter::checkSkipped(SourceRange Range) {
  const SourceManager &SM = Ctx.getSourceManager();
  SourceLocation From = Range.getBegin();
  if (!From.isFileID() || SM.getFileID(From) != T.file())
    return;
  unsigned Begin = SM.getFileOffset(From),
           End = SM.getFileOffset(Range.getEnd());
  if (Begin < T.fileBegin() || End > T.fileEnd())
    return;
  llvm::StringRef Text = SM.getBufferData(T.file()).slice(Begin, End);
  Names Words([](llvm::StringRef) { return false; });
  Words.addWordsOf(Text);
  for (const char *Word :
       {"return", "goto", "break", "continue", "__defer", "_Defer", "defer",
        "__defer_capture", "__defer_named", "defer_run", "defer_cancel"})
    if (Words.has(Word))
      return fail(From, ("it is not compiled with these options, and has a '" +
                         llvm::StringRef(Word) + "' in it")
                            .str());
}

/// What runs under the conditions of its deferral.
std::string FunctionRewriter::guarded(SourceLocation Loc, std::string Text) {
  std::vector<std::string> Conditions = T.conditionsAt(Loc);
  if (Conditions.empty() || Text.empty())
    return Text;
  std::string Out, Break = T.newline().str();
  unsigned Open = 0;
  for (const std::string &Line : Conditions) {
    Out += Line + Break;
    Open += llvm::StringRef(Line).drop_front().ltrim().take_front(2) == "if";
  }
  Out += Text;
  for (; Open; --Open)
    Out += "#endif" + Break;
  return Out;
}

/// Makes the edits that begin in a part of the text, those further behind
/// first: what is rendered must have all that are in it.
void FunctionRewriter::settle(unsigned Begin, unsigned End) {
  for (;;) {
    auto Last = Queue.lower_bound(End);
    if (Last == Queue.begin())
      return;
    --Last;
    if (Last->first < Begin)
      return;
    unsigned At = Last->first;
    auto Edit = std::move(Last->second);
    Queue.erase(Last);
    InProgress.push_back(At);
    Edit();
    InProgress.pop_back();
  }
}

std::string FunctionRewriter::render(unsigned Begin, unsigned End) {
  if (T.missed() || End < Begin)
    return "";
  // What is being made is not in the text yet.
  for (unsigned At : InProgress)
    if (At >= Begin && At < End)
      fail(F.Function->getLocation(),
           "deferred statements in it run one another by name");
  if (Failed)
    return "";
  settle(Begin, End);
  return Changes.render(T.text(), Begin, End);
}

//===--- Names and types --------------------------------------------------===//

/// A type with a name, as C writes a declaration of it; a type that has no tag
/// is given one.
static const TagDecl *tagOf(QualType Type) {
  for (;;) {
    if (const TagDecl *Tag = Type->getAsTagDecl())
      return Tag->getIdentifier() || Tag->getTypedefNameForAnonDecl() ? nullptr
                                                                      : Tag;
    QualType Inner = Type->getPointeeType();
    if (auto *Array = Type->getAsArrayTypeUnsafe())
      Inner = Array->getElementType();
    if (Inner.isNull())
      return nullptr;
    Type = Inner;
  }
}

const std::string &FunctionRewriter::nameTag(const TagDecl *Tag) {
  std::string &Name = Tags[Tag];
  if (Name.empty()) {
    Name = Fresh->fresh("tag");
    Changes.insert(T.end(Tag->getInnerLocStart()), " " + Name);
  }
  return Name;
}

std::string FunctionRewriter::written(QualType Type, llvm::StringRef Name,
                                      SourceLocation Loc) {
  if (Type->isVariablyModifiedType())
    fail(Loc, "its type has a size that is not known where it would be "
              "declared");
  std::string Text = Name.str();
  Type.getAsStringInternal(Text, Policy);
  for (;;) {
    size_t At = std::min(Text.find("(unnamed"), Text.find("(anonymous"));
    if (At == std::string::npos)
      return Text;
    const TagDecl *Tag = tagOf(Type);
    size_t End = Text.find(')', At);
    if (!Tag || End == std::string::npos) {
      fail(Loc, "its type has no name to declare it with elsewhere");
      return Text;
    }
    Text.replace(At, End + 1 - At, nameTag(Tag));
  }
}

/// A type as it must be for a variable that is assigned later.
QualType FunctionRewriter::withoutConst(QualType Type) const {
  Qualifiers Quals;
  QualType Plain = Ctx.getUnqualifiedArrayType(Type, Quals);
  Quals.removeConst();
  return Ctx.getQualifiedType(Plain, Quals);
}

std::string FunctionRewriter::declare(QualType Type, llvm::StringRef Name,
                                      const VarDecl *Of) {
  std::string Text = written(Type, Name, Of->getLocation());
  if (unsigned Align = Of->getMaxAlignment())
    if (Of->hasAttr<AlignedAttr>())
      Text = "_Alignas(" + std::to_string(Align / 8) + ") " + Text;
  return Text;
}

std::string FunctionRewriter::assign(const std::string &To, QualType Type,
                                     const std::string &From, bool IsList) {
  std::string Value = From;
  if (IsList) {
    Qualifiers Quals;
    QualType Plain = Ctx.getUnqualifiedArrayType(Type, Quals);
    Value = "(" + written(Plain, "", F.Function->getLocation()) + ")" + From;
  }
  if (!Type->isArrayType())
    return To + " = " + Value;
  UsesMemcpy = true;
  return "memcpy(" + To + ", " + Value + ", sizeof " + To + ")";
}

std::string FunctionRewriter::nameOf(const VarDecl *Var) const {
  auto Known = Vars->Out.find(Var);
  if (Known == Vars->Out.end())
    return Var->getName().str();
  if (Known->second.How == Variables::Kept)
    return KeptNames.at(Known->second.Block) + "->" + Known->second.Name;
  return Known->second.Name;
}

/// What a statement is about: the variable that is first in its argument.
static llvm::StringRef subject(const Expr *E) {
  E = E->IgnoreParenCasts();
  if (auto *Unary = dyn_cast<UnaryOperator>(E))
    return subject(Unary->getSubExpr());
  if (auto *Member = dyn_cast<MemberExpr>(E))
    return Member->getMemberDecl()->getIdentifier()
               ? Member->getMemberDecl()->getName()
               : "";
  if (auto *Element = dyn_cast<ArraySubscriptExpr>(E))
    return subject(Element->getBase());
  if (auto *Ref = dyn_cast<DeclRefExpr>(E))
    if (Ref->getDecl()->getIdentifier())
      return Ref->getDecl()->getName();
  return "";
}

static std::string statementName(const Stmt *S) {
  if (auto *If = dyn_cast<IfStmt>(S))
    if (!If->getElse())
      return statementName(If->getThen());
  if (auto *Block = dyn_cast<CompoundStmt>(S))
    if (Block->size() == 1)
      return statementName(Block->body_front());
  auto *E = dyn_cast<Expr>(S);
  auto *Call = E ? dyn_cast<CallExpr>(E->IgnoreParenCasts()) : nullptr;
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  if (!Callee || !Callee->getIdentifier())
    return "cleanup";
  llvm::StringRef Name = Callee->getName().ltrim('_');
  if (Name.contains('_'))
    Name = Name.rsplit('_').second;
  std::string Text = Name.empty() ? "cleanup" : Name.str();
  if (Call->getNumArgs())
    if (llvm::StringRef About = subject(Call->getArg(0)); !About.empty())
      Text += "_" + About.str();
  return Text;
}

void FunctionRewriter::nameStatement(Rung &R) {
  R.Label = R.D         ? statementName(R.D->S)
            : R.Cleanup ? "cleanup_" + R.Cleanup->getNameAsString()
                        : "run_deferred";
}

const std::string &FunctionRewriter::variable(std::string &Name,
                                              llvm::StringRef Wish,
                                              const std::string &Type,
                                              const Body *In,
                                              llvm::StringRef Init) {
  if (Name.empty()) {
    Name = Fresh->fresh(Wish);
    Bodies[In].Top.push_back(
        (Type + Name + (Init.empty() ? "" : " = " + Init) + ";").str());
  }
  return Name;
}

/// The name of a variable that is in a block of its own wherever it is.
const std::string &FunctionRewriter::shared(std::string &Name,
                                            llvm::StringRef Wish) {
  if (Name.empty())
    Name = Fresh->fresh(Wish);
  return Name;
}

/// Where ways that pass a ladder lead to, as a number: a variable of each body,
/// since a statement runs while its body's ladder is passed.
const std::string &FunctionRewriter::leaving(const Body *In) {
  return variable(Bodies[In].Leaving, "leaving", "int ", In, "0");
}

const std::string &FunctionRewriter::flagOf(const Deferral &D) {
  return variable(States[&D].Flag, "pending_" + statementName(D.S), "int ",
                  D.Owner, "0");
}

bool FunctionRewriter::isFunction(const Body *B) const { return !B->Of; }

const std::string &FunctionRewriter::resultName() {
  if (!Result.empty())
    return Result;
  if (F.Result)
    return Result = nameOf(F.Result);
  Result = Fresh->fresh("result");
  Bodies[L->bodyOf(F.Function->getBody())].Top.push_back(
      written(F.Function->getReturnType().getUnqualifiedType(), Result,
              F.Function->getLocation()) +
      ";");
  return Result;
}

void FunctionRewriter::nameRungs() {
  unsigned Id = 0;
  for (const auto &D : F.Deferrals)
    if (L->isRecord(D.get()))
      States[D.get()].Id = ++Id;
  // Ways that share a destination share the jump out of a ladder.
  for (auto &W : L->Ways)
    for (unsigned I = 1; I < W->Passes.size(); ++I) {
      Way::Pass &P = W->Passes[I];
      for (const Ladder::Passing &Other : W->Passes[I - 1].L->Passings) {
        if (Other.W->To < W->To || W->To < Other.W->To)
          continue;
        for (const Way::Pass &Q : Other.W->Passes)
          if (Q.L == P.L && Q.First < P.First) {
            for (unsigned R = Q.First; R != P.First; ++R)
              P.L->Rungs[R].Unsure = true;
            P.First = Q.First;
          }
      }
    }
  for (auto &Each : L->All)
    for (unsigned I = 0; I != Each->Rungs.size(); ++I) {
      Rung &R = Each->Rungs[I];
      nameStatement(R);
      if (Fresh->has(R.Label))
        R.Label = "do_" + R.Label;
      R.Label = R.Entered ? Fresh->fresh(R.Label) : "";
      Labels.insert(R.Label);
      if (R.D && ((R.Unsure && R.Runs) || R.D->IsUsed))
        R.Flag = flagOf(*R.D);
      if (R.Cleanup && R.Unsure && R.Runs)
        R.Flag = variable(CleanupFlags[R.Cleanup],
                          "pending_" + R.Cleanup->getNameAsString(), "int ",
                          Each->In, "0");
      if (!R.Drained.empty()) {
        UsesRuntime = true;
        variable(Bodies[Each->In].Frame, "deferred",
                 std::string(Calls.Frame) + " ", Each->In, Calls.Empty);
      }
    }
  for (auto &W : L->Ways)
    for (const Way::Pass &P : W->Passes)
      if (needsVariable(*P.L) && !endsBlock(*W, *P.L))
        number(W->To);
  // Where what is on the list comes before and after something else, that notes
  // how far the list was; for all that is further up, too, because what stands
  // there may not come to it.
  for (auto &Each : L->All) {
    std::vector<std::string> Above;
    for (unsigned I = 0; I != Each->Rungs.size(); ++I) {
      Rung &R = Each->Rungs[I];
      bool Below = llvm::any_of(
          llvm::drop_begin(Each->Rungs, I + 1),
          [](const Rung &Other) { return !Other.Drained.empty(); });
      if (!R.Drained.empty()) {
        if (Below)
          Above.push_back(variable(R.Mark, "before",
                                   std::string(Calls.Record) + " *", Each->In,
                                   "0"));
      } else
        R.Marks = Above;
    }
  }
}

/// The structures that records and instances are.
void FunctionRewriter::defineRecords() {
  std::map<unsigned, const Body *> Wanted;
  for (const auto &D : F.Deferrals) {
    auto Known = Vars->Records.find(D.get());
    if (Known != Vars->Records.end())
      for (unsigned Block : Known->second.Blocks)
        Wanted[Block] = D->Owner;
  }
  for (const auto &Each : Wanted) {
    const std::string &Name = KeptNames[Each.first] = Fresh->fresh("kept");
    std::vector<std::string> Fields;
    for (const auto &Var : Vars->Out)
      if (Var.second.How == Variables::Kept && Var.second.Block == Each.first)
        Fields.push_back(declare(withoutConst(Var.first->getType()),
                                 Var.second.Name, Var.first));
    BodyState &B = Bodies[Each.second];
    B.Types.push_back(structure(Name, Fields));
    B.Top.push_back("struct " + Name + " *" + Name + ";");
  }
  for (const auto &Var : Vars->Out)
    if (Vars->CaptureOf.count(Var.first) &&
        Var.second.How == Variables::Hoisted)
      Bodies[Var.second.In].Top.push_back(
          declare(withoutConst(Var.first->getType()), Var.second.Name,
                  Var.first) +
          ";");
  for (const auto &D : F.Deferrals) {
    auto Known = Vars->Records.find(D.get());
    if (Known == Vars->Records.end())
      continue;
    std::vector<std::string> Fields;
    if (Head.empty())
      Head = Fresh->fresh("record");
    Fields.push_back(std::string(Calls.Record) + " " + Head);
    for (const VarDecl *Var : Known->second.Copies)
      Fields.push_back(
          declare(withoutConst(Var->getType()), Var->getName(), Var));
    for (unsigned Block : Known->second.Blocks)
      Fields.push_back("struct " + KeptNames[Block] + " *" + KeptNames[Block]);
    std::string &Tag = States[D.get()].Tag;
    Tag = Fresh->fresh(statementName(D->S));
    Bodies[D->Owner].Types.push_back(structure(Tag, Fields));
  }
}

std::string FunctionRewriter::structure(llvm::StringRef Tag,
                                        llvm::ArrayRef<std::string> Fields) {
  std::string Indent = T.indentAt(0).str() + Unit;
  std::string Out = ("struct " + Tag + " {").str();
  for (const std::string &Field : Fields)
    Out += T.newline().str() + Indent + Unit + Field + ";";
  return Out + T.newline().str() + Indent + "};";
}

//===--- Edits ------------------------------------------------------------===//

void FunctionRewriter::editNames() {
  for (const auto &Var : Vars->Out)
    if (Var.second.How == Variables::Renamed)
      Changes.replace(T.begin(Var.first->getLocation()),
                      T.end(Var.first->getLocation()), Var.second.Name);
  for (const DeclRefExpr *Ref : Vars->Refs) {
    auto *Var = dyn_cast<VarDecl>(Ref->getDecl());
    if (!Var || !Vars->Out.count(Var))
      continue;
    std::string Name = nameOf(Var);
    if (Name == Var->getName())
      continue;
    unsigned Begin = T.begin(Ref->getLocation());
    Changes.replace(Begin, T.end(Ref->getLocation()), Name);
  }
}

std::string FunctionRewriter::source(SourceRange Range) {
  unsigned Begin = T.begin(Range.getBegin()), End = T.end(Range.getEnd());
  return render(Begin, End);
}

/// Puts something in the place of a statement; nothing leaves no trace of it
/// where it may.
void FunctionRewriter::replaceStatement(unsigned Begin, unsigned End,
                                        bool InBlock, std::string With) {
  if (!With.empty() || !InBlock) {
    Changes.replace(Begin, End, With.empty() ? ";" : std::move(With));
    return;
  }
  llvm::StringRef Text = T.text();
  unsigned Line = T.lineBegin(Begin);
  size_t Break = Text.find('\n', End);
  bool Alone = Line && Text.slice(Line, Begin).trim().empty() &&
               Break != llvm::StringRef::npos &&
               Text.slice(End, Break).trim().empty();
  if (!Alone) {
    // Nothing is left at the end of a line.
    if (Break != llvm::StringRef::npos && Text.slice(End, Break).trim().empty())
      while (Begin && (Text[Begin - 1] == ' ' || Text[Begin - 1] == '\t'))
        --Begin;
    Changes.replace(Begin, End, "");
    return;
  }
  unsigned To = Break + 1;
  // One empty line is left of two.
  unsigned Above = T.lineBegin(Line - 1);
  llvm::StringRef Before = Text.slice(Above, Line).trim();
  size_t Next = Text.find('\n', To);
  if ((Before.empty() || compat::endsWith(Before, "{")) &&
      Next != llvm::StringRef::npos && Text.slice(To, Next).trim().empty())
    To = Next + 1;
  Changes.replace(Line, To, "");
}

std::string FunctionRewriter::statements(const Stmt *At, bool InBlock,
                                         unsigned Begin,
                                         llvm::ArrayRef<std::string> Lines) {
  (void)At;
  std::string Break = T.newline().str() + T.indentAt(Begin).str();
  std::string Out;
  if (InBlock || Lines.size() == 1) {
    for (const std::string &Line : Lines)
      Out += (Out.empty() ? "" : Break) + Line;
    return Out;
  }
  Out = "{";
  for (const std::string &Line : Lines)
    Out += Break + Unit + Line;
  return Out + Break + "}";
}

void FunctionRewriter::editDeclarations() {
  for (const DeclStmt *Decls : Vars->Assigned)
    queue(T.begin(Decls->getBeginLoc()),
          [this, Decls] { assignDeclaration(Decls); });
  for (const auto &Moved : Vars->Moved)
    queue(T.begin(Moved.first->getBeginLoc()),
          [this, &Moved] { moveDeclaration(Moved.first, Moved.second); });
  if (F.Result) {
    // The word in front of it.
    auto Known = L->Declarations.find(F.Result);
    if (Known != L->Declarations.end() &&
        !Vars->Assigned.contains(Known->second.Decls)) {
      unsigned Begin = T.begin(Known->second.Decls->getBeginLoc());
      T.forEachWord("__defer_result", Begin, T.begin(F.Result->getLocation()),
                    [&](unsigned From, unsigned To) {
                      Changes.replace(From, T.skipSpace(To), "");
                    });
    }
  }
  // What is noted where a cleanup variable is there.
  for (auto &Each : L->All)
    for (const Rung &R : Each->Rungs) {
      if (!R.Cleanup)
        continue;
      std::string After;
      for (const std::string &Mark : R.Marks)
        After += " " + Mark + " = " + Calls.Mark + "(&" +
                 Bodies[Each->In].Frame + ");";
      if (!R.Flag.empty())
        After += " " + R.Flag + " = 1;";
      const DeclStmt *Decls = L->Declarations.lookup(R.Cleanup).Decls;
      if (!After.empty())
        Changes.insert(T.end(Decls->getEndLoc()), After);
    }
  // A cleanup that is on a ladder is the compiler's no longer.
  for (auto &Each : L->All)
    for (const Rung &R : Each->Rungs)
      if (R.Cleanup &&
          !Vars->Assigned.contains(L->Declarations.lookup(R.Cleanup).Decls))
        if (auto *A = R.Cleanup->getAttr<CleanupAttr>()) {
          unsigned From, To;
          unsigned Begin = T.begin(A->getLocation());
          if (!T.missed() && T.attributeAround(Begin, From, To))
            Changes.replace(From, To, "");
          else if (!T.missed())
            fail(A->getLocation(), "the attribute is not on its own");
        }
}

void FunctionRewriter::assignDeclaration(const DeclStmt *Decls) {
  const Standing &Here = L->Declarations.find(*Decls->decl_begin())->second;
  std::vector<std::string> Lines;
  // A type that has no name is given one if a variable needs it.
  for (const Decl *D : Decls->decls())
    if (auto *Var = dyn_cast<VarDecl>(D))
      if (const TagDecl *Tag = tagOf(Var->getType()))
        nameTag(Tag);
  for (const Decl *D : Decls->decls()) {
    if (auto *Tag = dyn_cast<TagDecl>(D)) {
      if (Tag->isCompleteDefinition() &&
          (Tag->getIdentifier() || Tags.count(Tag)))
        Bodies[Here.In].Types.insert(Bodies[Here.In].Types.begin(),
                                     Changes.render(T.text(),
                                                    T.begin(Tag->getBeginLoc()),
                                                    T.end(Tag->getEndLoc())) +
                                         ";");
      continue;
    }
    auto *Var = dyn_cast<VarDecl>(D);
    if (!Var) {
      fail(D->getLocation(), "it is declared together with a variable that a "
                             "deferred statement names");
      return;
    }
    auto Known = Vars->Out.find(Var);
    if (Known == Vars->Out.end()) {
      fail(Var->getLocation(), "it is declared together with a variable that "
                               "a deferred statement names");
      return;
    }
    if (Known->second.How == Variables::Hoisted)
      Bodies[Here.In].Top.push_back(
          declare(withoutConst(Var->getType()), Known->second.Name, Var) + ";");
    if (const Expr *Init = Var->getInit()) {
      if (isa<ImplicitValueInitExpr>(Init))
        continue;
      Lines.push_back(assign(nameOf(Var), Var->getType(),
                             source(Init->getSourceRange()),
                             isa<InitListExpr>(Init)));
    }
  }
  unsigned Begin = T.begin(Decls->getBeginLoc());
  unsigned End = T.end(Decls->getEndLoc());
  if (T.missed())
    return;
  if (Here.For) {
    std::string All;
    for (const auto &Kept : KeptNames)
      if (F.KeptBlocks[Kept.first - 1].Scope == Here.For)
        All = startOf(Kept.first);
    for (const std::string &Line : Lines)
      All += (All.empty() ? "" : ", ") + Line;
    Changes.replace(Begin, End, All + ";");
    return;
  }
  for (std::string &Line : Lines)
    Line += ";";
  std::string All =
      Lines.empty() ? "" : statements(Decls, Here.InBlock, Begin, Lines);
  replaceStatement(Begin, End, Here.InBlock, All);
}

void FunctionRewriter::moveDeclaration(const DeclStmt *Decls, const Body *To) {
  const Standing &Here = L->Declarations.find(*Decls->decl_begin())->second;
  unsigned Begin = T.begin(Decls->getBeginLoc());
  unsigned End = T.end(Decls->getEndLoc());
  if (T.missed())
    return;
  auto &Types = Bodies[To].Types;
  settle(Begin, End);
  Types.insert(Types.begin(), reindent(Changes.render(T.text(), Begin, End),
                                       T.indentAt(Begin), T.indentAt(0)));
  replaceStatement(Begin, End, Here.InBlock, "");
}

void FunctionRewriter::editSites() {
  for (const auto &D : F.Deferrals)
    queue(T.begin(D->Site->getIfLoc()), [this, &D] { site(*D); });
}

/// A comment behind a statement, on its line.
static llvm::StringRef commentBehind(llvm::StringRef Text, unsigned End) {
  llvm::StringRef Rest = Text.drop_front(End);
  Rest = Rest.take_front(std::min(Rest.find('\n'), Rest.size()));
  llvm::StringRef Comment = Rest.trim();
  bool Whole = compat::startsWith(Comment, "//") ||
               (compat::startsWith(Comment, "/*") &&
                Comment.find("*/") == Comment.size() - 2);
  return Whole ? Rest.rtrim() : "";
}

void FunctionRewriter::site(const Deferral &D) {
  const Standing &Here = L->Deferrals[&D];
  unsigned Begin = T.begin(D.Site->getIfLoc());
  unsigned End = T.end(D.S);
  if (T.missed())
    return;
  if (D.MayRunAgain)
    return fail(D.Loc, "the statement may run itself by name");
  std::string Break = T.newline().str() + T.indentAt(Begin).str();
  if (D.isScoped() && !D.Block) {
    // The substatement of an `if` or the like: a block of its own.
    std::string Text = statementText(D, T.indentAt(Begin).str() + Unit);
    return Changes.replace(Begin, End, "{" + Break + Unit + Text + Break + "}");
  }
  std::vector<std::string> Lines;
  bool Block = false;
  for (auto &Each : L->All)
    for (Rung &R : Each->Rungs)
      if (R.D == &D)
        for (const std::string &Mark : R.Marks)
          Lines.push_back(Mark + " = " + Calls.Mark + "(&" +
                          Bodies[Each->In].Frame + ");");
  if (D.Why == Reason::Never)
    return replaceStatement(Begin, End, Here.InBlock, "");
  if (L->isRecord(&D)) {
    const std::string &Frame = Bodies[D.Owner].Frame;
    const auto &Record = Vars->Records[&D];
    std::string Id = std::to_string(States[&D].Id);
    if (Record.Copies.empty() && Record.Blocks.empty()) {
      Lines.push_back(std::string(Calls.Push) + "(&" + Frame + ", sizeof(" +
                      Calls.Record + "), " + Id + ");");
    } else {
      const std::string &Name = shared(One, "one");
      std::string Tag = States[&D].Tag;
      Lines.push_back("struct " + Tag + " *" + Name + " = " + Calls.Push +
                      "(&" + Frame + ", sizeof *" + Name + ", " + Id + ");");
      for (const VarDecl *Var : Record.Copies) {
        const VarDecl *From =
            Vars->CaptureOf.count(Var) ? Vars->CaptureOf[Var] : Var;
        std::string FromName =
            Vars->Out.count(From) ? nameOf(From) : From->getName().str();
        Lines.push_back(assign(Name + "->" + Var->getName().str(),
                               Var->getType(), FromName, false) +
                        ";");
      }
      for (unsigned Kept : Record.Blocks)
        Lines.push_back(Name + "->" + KeptNames[Kept] + " = " +
                        KeptNames[Kept] + ";");
      Block = true;
    }
  } else if (D.Captures) {
    for (const NamedVar &N : D.Names)
      if (Vars->CaptureOf.count(N.Var) && N.Var->getLocation() == D.Loc)
        Lines.push_back(assign(nameOf(N.Var), N.Var->getType(),
                               nameOf(Vars->CaptureOf[N.Var]), false) +
                        ";");
  }
  if (!L->isRecord(&D) && !States[&D].Flag.empty())
    Lines.push_back(States[&D].Flag + " = 1;");
  // A comment behind it goes with the statement.
  llvm::StringRef Comment = commentBehind(T.text(), End);
  if (Lines.empty() && !Comment.empty() && Here.InBlock) {
    States[&D].Comment = Comment.str();
    End += Comment.size();
  }
  std::string With =
      Lines.empty() ? ""
                    : statements(D.Site, Here.InBlock && !Block, Begin, Lines);
  replaceStatement(Begin, End, Here.InBlock, With);
}

void FunctionRewriter::editKeptBlocks() {
  for (const auto &Each : KeptNames) {
    const Stmt *Scope = F.KeptBlocks[Each.first - 1].Scope;
    if (!isa<ForStmt>(Scope))
      queue(T.begin(Scope->getBeginLoc()),
            [this, Block = Each.first] { startBlock(Block); });
  }
}

/// An execution of a block begins.
std::string FunctionRewriter::startOf(unsigned Block) {
  const std::string &Name = KeptNames[Block];
  unsigned Align = 1;
  for (const auto &Var : Vars->Out)
    if (Var.second.How == Variables::Kept && Var.second.Block == Block)
      Align =
          std::max<unsigned>(Align, Ctx.getDeclAlign(Var.first).getQuantity());
  return Name + " = " + Calls.Block + "(&" +
         Bodies[F.KeptBlocks[Block - 1].Owner].Frame + ", sizeof *" + Name +
         ", " + std::to_string(Align) + ")";
}

void FunctionRewriter::startBlock(unsigned Block) {
  const Stmt *Scope = F.KeptBlocks[Block - 1].Scope;
  if (const SwitchStmt *Switch = L->SwitchOf.lookup(Scope)) {
    // Control enters its body at a case.
    Changes.insert(T.begin(Switch->getCond()->getBeginLoc()),
                   startOf(Block) + ", ");
    return;
  }
  auto *Compound = dyn_cast<CompoundStmt>(Scope);
  if (!Compound)
    return fail(Scope->getBeginLoc(), "its variables are kept by a deferral");
  unsigned At = T.end(Compound->getLBracLoc());
  std::string Indent = T.indentAt(T.begin(Compound->getRBracLoc())).str();
  if (!Compound->body_empty())
    Indent = T.indentAt(T.begin(Compound->body_front()->getBeginLoc())).str();
  if (T.missed())
    return;
  Changes.insert(T.pastLocalLabels(At),
                 T.newline().str() + Indent + startOf(Block) + ";");
}

//===--- Ways -------------------------------------------------------------===//

/// A jump that leads where falling off the block does.
bool FunctionRewriter::endsBlock(const Way &W, const Ladder &On) const {
  if (W.To.What == Destination::Return)
    return On.Of && isFunction(On.Of);
  if (W.To.What != Destination::Continue || W.Passes.back().L != &On)
    return false;
  auto *Loop = static_cast<const Stmt *>(W.To.Target);
  const Stmt *Body = nullptr;
  if (auto *For = dyn_cast<ForStmt>(Loop))
    Body = For->getBody();
  else if (auto *While = dyn_cast<WhileStmt>(Loop))
    Body = While->getBody();
  else if (auto *Do = dyn_cast<DoStmt>(Loop))
    Body = Do->getBody();
  return Body == On.Block;
}

/// Whether ways that pass a ladder go on to more than one place.
bool FunctionRewriter::needsVariable(const Ladder &On) const {
  bool Ends = On.FallsOff;
  const Destination *Other = nullptr;
  for (const Ladder::Passing &P : On.Passings) {
    if (endsBlock(*P.W, On)) {
      Ends = true;
      continue;
    }
    if (Other && (*Other < P.W->To || P.W->To < *Other))
      return true;
    Other = &P.W->To;
  }
  return Other && Ends;
}

unsigned FunctionRewriter::number(const Destination &To) {
  return Numbers.try_emplace(To, Numbers.size() + 1).first->second;
}

void FunctionRewriter::editWays() {
  for (const auto &Each : L->Ways) {
    const Way &W = *Each;
    queue(T.begin(W.Jump->getBeginLoc()), [this, &W] { way(W); });
  }
}

static bool isComma(const Expr *E) {
  auto *Binary = dyn_cast<BinaryOperator>(E->IgnoreImpCasts());
  return Binary && Binary->getOpcode() == BO_Comma;
}

void FunctionRewriter::way(const Way &W) {
  if (W.To.What == Destination::Goto &&
      compat::startsWith(static_cast<const LabelDecl *>(W.To.Target)->getName(),
                         "__defer_"))
    return fail(W.Jump->getBeginLoc(),
                "a 'break' or 'continue' with a name leaves what is pending");
  unsigned Begin = T.begin(W.Jump->getBeginLoc());
  unsigned End = T.end(W.Jump);
  if (T.missed())
    return;
  std::vector<std::string> Lines;
  if (auto *Return = dyn_cast<ReturnStmt>(W.Jump))
    if (const Expr *Value = Return->getRetValue()) {
      std::string Text = source(Value->getSourceRange());
      if (F.Function->getReturnType()->isVoidType())
        Lines.push_back(Text + ";");
      else
        Lines.push_back(resultName() + " = " +
                        (isComma(Value) ? "(" + Text + ")" : Text) + ";");
    }
  const Way::Pass &First = W.Passes.front();
  // Several ladders on the way may each lead on to more than one place.
  for (const Way::Pass &P : W.Passes)
    if (needsVariable(*P.L)) {
      unsigned To =
          endsBlock(W, *P.L) && P.L == W.Passes.back().L && W.Passes.size() == 1
              ? 0
              : number(W.To);
      const Body *In = W.In;
      Lines.push_back(leaving(In) + " = " + std::to_string(To) + ";");
      break;
    }
  // What stands last in its block comes to the ladder by itself.
  auto *Block = dyn_cast<CompoundStmt>(First.L->Block);
  bool Last = Block && L->isBlock(Block) && !Block->body_empty() &&
              Block->body_back() == W.Jump && First.First == 0;
  if (!Last)
    Lines.push_back("goto " + First.L->Rungs[First.First].Label + ";");
  if (Lines.empty())
    return replaceStatement(Begin, End, W.InBlock, "");
  if (W.InBlock || Lines.size() == 1) {
    Changes.replace(Begin, End, statements(W.Jump, W.InBlock, Begin, Lines));
    return;
  }
  // Braces for the substatement of an `if` or the like.
  llvm::StringRef Text = T.text();
  unsigned From = Begin;
  while (From && isspace(static_cast<unsigned char>(Text[From - 1])))
    --From;
  bool Comment = false;
  llvm::StringRef Line = Text.slice(T.lineBegin(From), From);
  Comment = Line.contains("//") || compat::endsWith(Line, "*/") ||
            compat::startsWith(Line, "#");
  std::string Outer = T.indentAt(Comment ? Begin : From ? From - 1 : 0).str();
  std::string Break = T.newline().str();
  std::string Out = Comment ? "{" : " {";
  for (const std::string &Each : Lines)
    Out += Break + Outer + Unit + Each;
  Out += Break + Outer + "}";
  Changes.replace(Comment ? Begin : From, End, Out);
}

/// Where a way goes on from a ladder.
std::string FunctionRewriter::action(const Way &W, const Ladder &From) {
  for (unsigned I = 0; I + 1 < W.Passes.size(); ++I)
    if (W.Passes[I].L == &From) {
      const Way::Pass &Next = W.Passes[I + 1];
      return "goto " + Next.L->Rungs[Next.First].Label + ";";
    }
  switch (W.To.What) {
  case Destination::Return:
    return F.Function->getReturnType()->isVoidType()
               ? "return;"
               : "return " + resultName() + ";";
  case Destination::Break:
    return "break;";
  case Destination::Continue:
    return "continue;";
  case Destination::Goto:
    return "goto " +
           static_cast<const LabelDecl *>(W.To.Target)->getNameAsString() + ";";
  }
  return "";
}

/// What stands behind a rung, for the ways that go on from there.
std::string FunctionRewriter::dispatch(Ladder &On, unsigned After,
                                       const std::string &Indent) {
  std::string Out;
  std::map<Destination, const Way *> Here;
  for (const Ladder::Passing &P : On.Passings)
    if (P.Last == After && !endsBlock(*P.W, On))
      Here.try_emplace(P.W->To, P.W);
  bool Tests = needsVariable(On);
  for (const auto &Each : Here) {
    std::string What = action(*Each.second, On);
    if (Tests)
      Out += Indent + "if (" + leaving(On.In) +
             " == " + std::to_string(number(Each.first)) + ")" +
             T.newline().str() + Indent + Unit + What + T.newline().str();
    else
      Out += Indent + What + T.newline().str();
  }
  return Out;
}

//===--- Uses by name -----------------------------------------------------===//

void FunctionRewriter::editUses() {
  for (const HandleUse &Use : F.Uses)
    queue(T.begin(Use.Call->getBeginLoc()), [this, &Use] { use(Use); });
  for (const Recovery &R : F.Recoveries) {
    unsigned Begin = T.begin(R.Call->getBeginLoc());
    unsigned End = T.end(R.Call->getEndLoc());
    // Nothing runs for a panic where there is no unwinding.
    Changes.replace(Begin, End, "((void *)0)");
  }
}

void FunctionRewriter::use(const HandleUse &Use) {
  auto Known = L->Uses.find(Use.Call);
  unsigned Begin = T.begin(Use.Call->getBeginLoc());
  unsigned End = T.end(static_cast<const Stmt *>(Use.Call));
  if (T.missed())
    return;
  if (Known == L->Uses.end())
    return; // it is not evaluated
  bool Inside = Known->second.InExpression;
  if (Inside && !Ctx.getLangOpts().GNUMode)
    return fail(Use.Loc, "it is a part of an expression");
  // As a statement in an expression, where the source is allowed that, too.
  const char *Opens = Inside ? "({ " : "", *Closes = Inside ? " })" : "";
  if (Inside)
    End = T.end(Use.Call->getEndLoc());
  const Deferral &D = *Use.Of;
  std::string Indent = T.indentAt(Begin).str(), Break = T.newline().str();
  if (D.Why == Reason::Never)
    return Inside ? Changes.replace(Begin, End, "(void)0")
                  : replaceStatement(Begin, End, Known->second.InBlock, "");
  std::string Out;
  // In its own statement, and in those in that, it is not pending any more.
  for (const Deferral *In = Use.In; In && !D.isDynamic(); In = In->Owner->Of)
    if (In == &D)
      return Inside ? Changes.replace(Begin, End, "(void)0")
                    : replaceStatement(Begin, End, Known->second.InBlock, "");
  if (!L->isRecord(&D)) {
    const std::string &Flag = flagOf(D);
    if (!Use.Runs)
      return Changes.replace(
          Begin, End, Inside ? "(void)(" + Flag + " = 0)" : Flag + " = 0;");
    Out = Opens + ("if (" + Flag) + ") {" + Break + Indent + Unit + Flag +
          " = 0;" + Break + Indent + Unit + statementText(D, Indent + Unit) +
          Break + Indent + "}" + Closes;
    return Changes.replace(Begin, End, Out);
  }
  const std::string &Name = shared(One, "one");
  const std::string &Frame = Bodies[D.Owner].Frame;
  std::string Inner = Indent + Unit;
  Out = (Inside ? "({" : "{") + Break + Inner + Calls.Record + " *" + Name +
        " = " + Frame + ".top;" + Break + Inner + "while (" + Name + " && " +
        Name + "->id != " + std::to_string(States[&D].Id) + ")" + Break +
        Inner + Unit + Name + " = " + Name + "->below;" + Break + Inner +
        "if (" + Name + ")";
  std::string Drop =
      std::string(Calls.Drop) + "(&" + Frame + ", " + Name + ");";
  if (!Use.Runs) {
    Out += Break + Inner + Unit + Drop;
  } else {
    Out += " {" + Break + Inner + Unit + Drop + Break +
           recordCase(D, Name, Inner + Unit) + Inner + "}";
  }
  Changes.replace(Begin, End, Out + Break + Indent + (Inside ? "})" : "}"));
}

/// A statement that is there once more: with other labels.  No jump leaves it,
/// so all labels that it has to do with are its own.
std::string FunctionRewriter::again(llvm::StringRef Text) {
  auto IsWord = [](char C) { return isalnum((unsigned char)C) || C == '_'; };
  std::map<std::string, std::string> Others;
  std::string Out;
  while (!Text.empty()) {
    llvm::StringRef Word = Text.take_while(IsWord);
    Text = Text.drop_front(Word.empty() ? 1 : Word.size());
    if (Word.empty()) {
      Out += *(Text.data() - 1);
      continue;
    }
    if (!Labels.count(Word)) {
      Out += Word;
      continue;
    }
    std::string &Other = Others[Word.str()];
    if (Other.empty()) {
      Other = Fresh->fresh(Word);
      Labels.insert(Other);
    }
    Out += Other;
  }
  return Out;
}

//===--- Ladders ----------------------------------------------------------===//

/// A statement that runs, at an indentation; the first line has none.  It is
/// there more than once where it runs by name.
std::string FunctionRewriter::statementText(const Deferral &D,
                                            const std::string &Indent) {
  std::string Text = onceText(D, Indent);
  // Each place where a statement runs by name has it once more, with those that
  // run in it: that may double at each step.
  if (Text.size() > 65536 + 16 * T.text().size()) {
    fail(D.Loc, "with all that it runs by name, the statement is too long");
    return "";
  }
  if (States[&D].Emitted)
    return again(Text);
  States[&D].Emitted = true;
  return Text;
}

std::string FunctionRewriter::onceText(const Deferral &D,
                                       const std::string &Indent) {
  unsigned Begin = T.begin(D.S->getBeginLoc());
  unsigned End = T.end(D.S);
  if (T.missed())
    return "";
  std::string From = T.indentAt(T.begin(D.Site->getIfLoc())).str();
  std::string Text = render(Begin, End);
  auto *Block = L->isBlock(D.S) ? cast<CompoundStmt>(D.S) : nullptr;
  auto Own = Bodies.find(L->bodyOf(D.S));
  bool Declares = Own != Bodies.end() &&
                  !(Own->second.Top.empty() && Own->second.Types.empty());
  if (!Block) {
    // What it defers itself runs behind it.
    std::string Ends = endOf(D.S, Indent + Unit);
    if (!Ends.empty() || Declares)
      return "{" + topOf(L->bodyOf(D.S), Indent + Unit) + T.newline().str() +
             Indent + Unit + reindent(Text, From, Indent + Unit) +
             T.newline().str() + Ends + Indent + "}";
    return reindent(Text, From, Indent) + States[&D].Comment;
  }
  for (const Stmt *Child : Block->body()) {
    while (auto *Label = dyn_cast<LabelStmt>(Child))
      Child = Label->getSubStmt();
    Declares |= isa<DeclStmt>(Child);
  }
  size_t Break = Text.find('\n');
  llvm::StringRef Inside = llvm::StringRef(Text).drop_front().drop_back();
  if (Declares || Inside.contains("\n#"))
    return reindent(Text, From, Indent) + States[&D].Comment;
  if (Break == std::string::npos)
    return (Inside.trim() + States[&D].Comment).str();
  // Without its braces.
  llvm::StringRef First =
      Inside.drop_front(std::min(Inside.find('\n') + 1, Inside.size()));
  llvm::StringRef Opening = Inside.take_front(Inside.find('\n')).trim();
  if (!Opening.empty())
    return reindent(Text, From, Indent) + States[&D].Comment;
  llvm::StringRef Old =
      First.take_while([](char C) { return C == ' ' || C == '\t'; });
  return reindent(First.trim(), Old, Indent) + States[&D].Comment;
}

std::string FunctionRewriter::recordCase(const Deferral &D,
                                         const std::string &From,
                                         const std::string &Indent) {
  std::string Break = T.newline().str(), Out;
  auto Known = Vars->Records.find(&D);
  if (Known != Vars->Records.end()) {
    std::string Of = From;
    if (!Known->second.Copies.empty() || !Known->second.Blocks.empty()) {
      Of = shared(OfName, "of");
      Out += Indent + "struct " + States[&D].Tag + " *" + Of + " = (struct " +
             States[&D].Tag + " *)" + From + ";" + Break;
    }
    std::string Copies;
    for (const VarDecl *Var : Known->second.Copies) {
      std::string Field = Of + "->" + Var->getName().str();
      if (Var->getType()->isArrayType()) {
        Out += Indent +
               declare(withoutConst(Var->getType()), nameOf(Var), Var) + ";" +
               Break;
        Copies += Indent + assign(nameOf(Var), Var->getType(), Field, false) +
                  ";" + Break;
      } else
        Out += Indent + declare(Var->getType(), nameOf(Var), Var) + " = " +
               Field + ";" + Break;
    }
    for (unsigned Block : Known->second.Blocks)
      Out += Indent + "struct " + KeptNames[Block] + " *" + KeptNames[Block] +
             " = " + Of + "->" + KeptNames[Block] + ";" + Break;
    Out += Copies;
  }
  return guarded(D.Loc, Out + Indent + statementText(D, Indent) + Break);
}

std::string FunctionRewriter::drainText(Ladder &On, Rung &R,
                                        const std::string &Indent) {
  std::string Break = T.newline().str();
  BodyState &B = Bodies[On.In];
  const std::string &Next =
      variable(B.Next, "next", std::string(Calls.Record) + " *", On.In);
  std::string Out = Indent + "while ((" + Next + " = " + Calls.Pop + "(&" +
                    B.Frame + ", " + (R.Mark.empty() ? "0" : R.Mark) +
                    ")) != 0) {" + Break;
  if (R.Drained.size() == 1) {
    Out += recordCase(*R.Drained.front(), Next, Indent + Unit);
    return Out + Indent + "}" + Break;
  }
  std::string Inner = Indent + Unit;
  Out += Inner + "switch (" + Next + "->id) {" + Break;
  for (const Deferral *D : R.Drained) {
    Out += Inner + "case " + std::to_string(States[D].Id) + ": {" + Break;
    Out += recordCase(*D, Next, Inner + Unit);
    Out += Inner + Unit + "break;" + Break + Inner + "}" + Break;
  }
  return Out + Inner + "}" + Break + Indent + "}" + Break;
}

std::string FunctionRewriter::rungText(Ladder &On, Rung &R,
                                       const std::string &Indent) {
  std::string Break = T.newline().str();
  std::vector<std::string> Tests;
  for (const Destination &To : R.SkippedBy)
    Tests.push_back(leaving(On.In) + " != " + std::to_string(number(To)));
  llvm::sort(Tests);
  Tests.erase(std::unique(Tests.begin(), Tests.end()), Tests.end());
  if (!R.Flag.empty())
    Tests.push_back(R.Flag);
  if (!R.Drained.empty()) {
    std::string Inner = Tests.empty() ? Indent : Indent + Unit;
    std::string Text = drainText(On, R, Inner);
    if (Tests.empty())
      return Text;
    return Indent + "if (" + llvm::join(Tests, " && ") + ") {" + Break + Text +
           Indent + "}" + Break;
  }
  // It may become pending, and be known to be, more than once.
  bool Clears = !R.Flag.empty() && (R.ByPlace || (R.D && R.D->UsedInside));
  bool Simple = Tests.empty() || (R.D && isa<Expr>(R.D->S) && !Clears);
  std::string Inner = Tests.empty() ? Indent : Indent + Unit;
  std::string Text = R.D ? statementText(*R.D, Inner)
                         : R.Cleanup->getAttr<CleanupAttr>()
                                   ->getFunctionDecl()
                                   ->getNameAsString() +
                               "(&" + nameOf(R.Cleanup) + ");";
  if (Tests.empty())
    return Indent + Text + Break;
  if (Clears)
    Text = R.Flag + " = 0;" + Break + Inner + Text;
  return Indent + "if (" + llvm::join(Tests, " && ") + ")" +
         (Simple ? "" : " {") + Break + Inner + Text + Break +
         (Simple ? "" : Indent + "}" + Break);
}

/// The ladder of a block or statement, line by line.
std::string FunctionRewriter::endOf(const Stmt *Block,
                                    const std::string &Indent) {
  Ladder *On = L->ofBlock(Block);
  std::string Break = T.newline().str(), Out;
  bool Outermost = On && On->Of && isFunction(On->Of);
  if (On) {
    bool Tests = needsVariable(*On);
    if (On->FallsOff && Tests)
      Out += Indent + leaving(On->In) + " = 0;" + Break;
    if (On->FallsOff && Outermost && F.Function->isMain() && !F.Result &&
        !Result.empty())
      Out += Indent + Result + " = 0;" + Break;
    std::string Outdent =
        Indent.substr(0, Indent.size() - std::min(Unit.size(), Indent.size()));
    unsigned Depth = On->Arrays.size();
    for (unsigned I = 0; I != On->Rungs.size(); ++I) {
      Rung &R = On->Rungs[I];
      for (; On->Crossed && Depth > R.Depth; --Depth)
        Out += Outdent + "}" + Break;
      if (!R.Label.empty() && isTargeted(*On, I))
        Out += Outdent + R.Label + ":" + Break;
      std::string Text = R.Runs ? rungText(*On, R, Indent) : "";
      SourceLocation Loc = R.D         ? R.D->Loc
                           : R.Cleanup ? R.Cleanup->getLocation()
                                       : SourceLocation();
      if (Loc.isValid() && !T.conditionsAt(Loc).empty())
        Text = Indent + ";" + Break + guarded(Loc, Text);
      if (R.Runs)
        Out += Text;
      else if (!R.Label.empty())
        Out += Indent + ";" + Break;
      Out += dispatch(*On, I, Indent);
    }
    for (; On->Crossed && Depth; --Depth)
      Out += Outdent + "}" + Break;
  }
  if (Block == F.Function->getBody() &&
      (F.Result || (On && !Result.empty() && On->Passings.size())))
    Out += Indent + "return " + resultName() + ";" + Break;
  return Out;
}

/// What is declared at the top of a body.
std::string FunctionRewriter::topOf(const Body *B, const std::string &Indent) {
  auto Known = Bodies.find(B);
  if (Known == Bodies.end())
    return "";
  std::string Out;
  for (const auto *Lines : {&Known->second.Types, &Known->second.Top})
    for (const std::string &Line : *Lines)
      Out += T.newline().str() + Indent + Line;
  return Out;
}

void FunctionRewriter::editBodies() {
  llvm::SmallPtrSet<const Stmt *, 8> Blocks;
  for (const auto *Of : {&F.Bodies, &F.OtherBodies})
    for (const auto &B : *Of)
      Blocks.insert(B->Root);
  for (const auto &Each : L->All)
    Blocks.insert(Each->Block);
  for (const Stmt *Block : Blocks)
    if (L->isBlock(Block))
      queue(T.begin(Block->getBeginLoc()),
            [this, Block] { endBlock(cast<CompoundStmt>(Block)); });
}

void FunctionRewriter::endBlock(const CompoundStmt *Block) {
  unsigned Opens = T.begin(Block->getLBracLoc());
  unsigned Closes = T.begin(Block->getRBracLoc());
  std::string Outer = T.indentAt(Closes).str();
  unsigned First = Closes;
  if (!Block->body_empty())
    First = T.begin(Block->body_front()->getBeginLoc());
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
  if (On && On->Value && !On->Value->getType()->isVoidType()) {
    // The value is read before what is pending runs.
    auto *Last = cast<Expr>(Block->body_back());
    unsigned Begin = T.begin(Last->getBeginLoc());
    unsigned End = T.end(static_cast<const Stmt *>(Last));
    std::string Name = Fresh->fresh("value");
    std::string Declared = written(withoutConst(On->Value->getType()), Name,
                                   On->Value->getBeginLoc());
    Changes.insert(Opens + 1, " " + Declared + ";");
    std::string Read = source(Last->getSourceRange());
    Changes.replace(Begin, End, Name + " = " + Read + ";");
    Value = Indent + Name + ";" + Break;
  }
  // A jump to a rung must not pass the declaration of a variable length array.
  if (On && On->Crossed)
    for (unsigned Index : On->Arrays)
      Changes.insert(T.begin(Block->body_begin()[Index]->getBeginLoc()),
                     "{" + Break + Indent);
  Ends = endOf(Block, Indent) + Value;
  const Body *B = L->bodyOf(Block);
  std::string Top = B ? topOf(B, Indent) : "";
  if (!Top.empty())
    Changes.insert(T.pastLocalLabels(Opens + 1), Top);
  if (Ends.empty())
    return;
  if (OwnLine)
    Changes.insert(T.lineBegin(Closes), Ends);
  else
    Changes.insert(Closes, Break + Ends + Outer);
}

/// Whether some jump leads to a rung.
bool FunctionRewriter::isTargeted(const Ladder &On, unsigned Number) const {
  for (const Ladder::Passing &P : On.Passings)
    for (unsigned I = 0; I != P.W->Passes.size(); ++I) {
      const Way::Pass &Pass = P.W->Passes[I];
      if (Pass.L != &On || Pass.First != Number)
        continue;
      if (I)
        return true;
      auto *Block = dyn_cast<CompoundStmt>(On.Block);
      if (!(Block && Block->body_back() == P.W->Jump && Number == 0))
        return true;
    }
  return false;
}
