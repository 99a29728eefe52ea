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

/// Notes the macros whose arguments are more than what they expand to.
class SpellingWatch : public PPCallbacks {
public:
  SpellingWatch(MacroTokens &To, const SourceManager &SM) : To(To), SM(SM) {}

  void MacroExpands(const Token &Name, const MacroDefinition &Macro,
                    SourceRange, const MacroArgs *) override {
    const MacroInfo *Info = Macro.getMacroInfo();
    if (!Info || !Info->isFunctionLike())
      return;
    for (const Token &T : Info->tokens())
      if (T.isOneOf(tok::hash, tok::hashhash)) {
        To.Spelling[SM.getExpansionLoc(Name.getLocation())] = true;
        return;
      }
  }

private:
  MacroTokens &To;
  const SourceManager &SM;
};

void MacroTokens::watch(Preprocessor &PP) {
  const SourceManager &SM = PP.getSourceManager();
  PP.addPPCallbacks(std::make_unique<SpellingWatch>(*this, SM));
  PP.setTokenWatcher([this, &SM](const clang::Token &T) {
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
    Tokens.push_back({Loc, T.hasLeadingSpace() || T.isAtStartOfLine()});
  });
}

llvm::ArrayRef<MacroTokens::Token> MacroTokens::at(SourceLocation Begin) const {
  auto Known = Uses.find(Begin);
  if (Known == Uses.end())
    return {};
  return llvm::ArrayRef<Token>(Tokens).slice(Known->second.First,
                                             Known->second.Number);
}

unsigned MacroTokens::madeOf(SourceLocation Begin, SourceLocation Spelled,
                             const SourceManager &SM) const {
  unsigned Number = 0;
  for (const Token &T : at(Begin))
    Number += SM.getSpellingLoc(T.Loc) == Spelled;
  return Number;
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
