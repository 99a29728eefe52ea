//===- Comments.h - the comments within a text ------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What is replaced has comments in it that a person wrote and wants to keep:
//
//   return /* of bytes */ n;     ->     result = /* of bytes */ n;
//                                       goto fclose_f;
//
// Shown by: defer-rewrite test/Rewrite/comments.c --
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_TEXT_COMMENTS_H
#define DEFER_TEXT_COMMENTS_H

#include "clang/Basic/LangOptions.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"

#include <string>

namespace defer {

/// As they are written, without the break behind one that goes to the end of
/// its line.
using Comments = llvm::SmallVector<llvm::StringRef, 2>;

/// Those that begin in a part of a text, which begins and ends between tokens.
Comments commentsIn(llvm::StringRef Text, unsigned Begin, unsigned End,
                    const clang::LangOptions &Lang);

/// Whether nothing can follow it on its line.
bool endsLine(llvm::StringRef Comment);

/// All of them, for something to follow.
/// \param Break what comes behind those that end their line
std::string leading(llvm::ArrayRef<llvm::StringRef> All, llvm::StringRef Break);

} // namespace defer

#endif // DEFER_TEXT_COMMENTS_H
