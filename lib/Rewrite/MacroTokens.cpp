//===- MacroTokens.cpp - what macros expand to ----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "MacroTokens.h"

#include "clang/Basic/SourceManager.h"
#include "clang/Lex/MacroArgs.h"
#include "clang/Lex/MacroInfo.h"
#include "clang/Lex/PPCallbacks.h"
#include "clang/Lex/Preprocessor.h"

using namespace clang;

namespace defer {

bool isWord(llvm::StringRef Name) {
  return llvm::is_contained(
      llvm::ArrayRef<llvm::StringRef>(
          {"__defer", "_Defer", "defer", "__defer_capture", "__defer_named",
           "__defer_result", "defer_run", "defer_cancel", "defer_recover"}),
      Name);
}

/// Notes the uses of macros: where they end, whether their arguments are more
/// than what they expand to, and what they make that is no token.
class UseWatch : public PPCallbacks {
public:
  UseWatch(MacroTokens &To, const SourceManager &SM) : To(To), SM(SM) {}

  void MacroExpands(const Token &Name, const MacroDefinition &Macro,
                    SourceRange Range, const MacroArgs *) override {
    if (Name.getLocation().isFileID())
      To.Ends[Name.getLocation()] = Range.getEnd();
    To.Names.emplace_back(SM.getExpansionLoc(Name.getLocation()),
                          Name.getIdentifierInfo());
    const MacroInfo *Info = Macro.getMacroInfo();
    if (!Info || !Info->isFunctionLike() ||
        isWord(Name.getIdentifierInfo()->getName()) ||
        Name.getIdentifierInfo()->isStr("__defer_spelled"))
      return;
    for (const Token &T : Info->tokens())
      if (T.isOneOf(tok::hash, tok::hashhash) ||
          (T.getIdentifierInfo() && T.getIdentifierInfo()->isStr("__VA_OPT__")))
        To.Spelling[SM.getExpansionLoc(Name.getLocation())] = true;
  }

  void MacroDefined(const Token &Name, const MacroDirective *) override {
    To.Changes.emplace_back(Name.getLocation(), Name.getIdentifierInfo());
  }
  void MacroUndefined(const Token &Name, const MacroDefinition &,
                      const MacroDirective *) override {
    To.Changes.emplace_back(Name.getLocation(), Name.getIdentifierInfo());
  }

  // Those about warnings are counted up, as all are, and down again.
  void PragmaDirective(SourceLocation Loc, PragmaIntroducerKind) override {
    count(Loc, 1);
  }
  void PragmaDiagnosticPush(SourceLocation Loc, llvm::StringRef) override {
    count(Loc, -1);
  }
  void PragmaDiagnosticPop(SourceLocation Loc, llvm::StringRef) override {
    count(Loc, -1);
  }
  void PragmaDiagnostic(SourceLocation Loc, llvm::StringRef, diag::Severity,
                        llvm::StringRef) override {
    count(Loc, -1);
  }

private:
  void count(SourceLocation Loc, int By) {
    To.Pragmas[SM.getExpansionLoc(Loc)] += By;
  }

  MacroTokens &To;
  const SourceManager &SM;
};

/// Whether a macro's expansion is its name and nothing else.
static bool isItself(const MacroInfo &Info, const IdentifierInfo *Name) {
  return Info.isObjectLike() && Info.getNumTokens() == 1 &&
         Info.getReplacementToken(0).getIdentifierInfo() == Name;
}

void MacroTokens::watch(Preprocessor &PP) {
  const SourceManager &SM = PP.getSourceManager();
  PP.addPPCallbacks(std::make_unique<UseWatch>(*this, SM));
  PP.setTokenWatcher([this, &SM, &PP](const clang::Token &T) {
    SourceLocation Loc = T.getLocation();
    if (!Loc.isMacroID() || T.isAnnotation())
      return;
    SourceLocation Begin = SM.getExpansionLoc(Loc);
    Use &Here =
        Uses.try_emplace(Begin, Use{unsigned(Tokens.size()), 0}).first->second;
    // What is looked at again (an inline function's body, say) is not counted
    // again.
    if (Here.First + Here.Number != Tokens.size())
      return;
    ++Here.Number;
    const IdentifierInfo *Name = T.getIdentifierInfo();
    const MacroInfo *Macro = Name ? PP.getMacroInfo(Name) : nullptr;
    if (Macro && isItself(*Macro, Name))
      Macro = nullptr;
    Tokens.push_back({Loc, T.hasLeadingSpace() || T.isAtStartOfLine(),
                      T.is(tok::semi), T.is(tok::l_paren), Macro != nullptr,
                      Macro && Macro->isFunctionLike()});
  });
}

llvm::ArrayRef<MacroTokens::Token> MacroTokens::at(SourceLocation Begin) const {
  auto Known = Uses.find(Begin);
  if (Known == Uses.end())
    return {};
  return llvm::ArrayRef<Token>(Tokens).slice(Known->second.First,
                                             Known->second.Number);
}

SourceLocation MacroTokens::endOf(SourceLocation Begin,
                                  const SourceManager &SM) const {
  llvm::ArrayRef<Token> Here = at(Begin);
  return Here.empty() ? Ends.lookup(Begin)
                      : SM.getExpansionRange(Here.back().Loc).getEnd();
}

llvm::SmallVector<SourceLocation, 4>
MacroTokens::pragmasBetween(SourceLocation First, SourceLocation Last,
                            const SourceManager &SM) const {
  llvm::SmallVector<SourceLocation, 4> Found;
  for (const auto &Each : Pragmas)
    if (Each.second > 0 && !SM.isBeforeInTranslationUnit(Each.first, First) &&
        !SM.isBeforeInTranslationUnit(Last, Each.first))
      Found.push_back(Each.first);
  return Found;
}

llvm::SmallPtrSet<const IdentifierInfo *, 4>
MacroTokens::changedBetween(SourceLocation First, SourceLocation Last,
                            const SourceManager &SM) const {
  llvm::SmallPtrSet<const IdentifierInfo *, 4> Found;
  for (const Named &Each : Changes)
    if (SM.isBeforeInTranslationUnit(First, Each.first) &&
        SM.isBeforeInTranslationUnit(Each.first, Last))
      Found.insert(Each.second);
  return Found;
}

void MacroTokens::forEachUse(
    SourceLocation File, unsigned Begin, unsigned End,
    llvm::function_ref<void(SourceLocation, const IdentifierInfo *)> Do) const {
  SourceLocation From = File.getLocWithOffset(Begin);
  SourceLocation To = File.getLocWithOffset(End);
  for (const Named &Each : Names)
    if (!(Each.first < From) && Each.first < To)
      Do(Each.first, Each.second);
}

void MacroTokens::forEachIn(SourceLocation File, unsigned Begin, unsigned End,
                            llvm::function_ref<void(SourceLocation)> Do) const {
  SourceLocation From = File.getLocWithOffset(Begin);
  SourceLocation To = File.getLocWithOffset(End);
  for (const auto &Each : Uses)
    if (!(Each.first < From) && Each.first < To)
      for (const Token &T : at(Each.first))
        Do(T.Loc);
}

} // namespace defer
