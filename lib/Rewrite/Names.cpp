//===- Names.cpp - names that are not used yet ----------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Names.h"

#include "clang/Basic/CharInfo.h"

#include <cctype>

using namespace defer;

void Names::addWordsOf(llvm::StringRef Text) {
  auto IsWord = [](char C) {
    return std::isalnum(static_cast<unsigned char>(C)) || C == '_';
  };
  while (!Text.empty()) {
    llvm::StringRef Word = Text.take_while(IsWord);
    if (Word.empty()) {
      Text = Text.drop_front();
      continue;
    }
    Used.insert(Word);
    Text = Text.drop_front(Word.size());
  }
}

std::string Names::fresh(llvm::StringRef Wish) {
  std::string Name = Wish.str();
  for (unsigned N = 2; Used.count(Name) || IsMacro(Name); ++N)
    Name = Wish.str() + "_" + std::to_string(N);
  Used.insert(Name);
  return Name;
}
