//===- FlowWarnings.h - warnings that follow control ------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Clang gives the warnings that follow control (-Wuninitialized, -Wreturn-type,
// -Wthread-safety, -Wunreachable-code and others) at the end of a function's
// body, before a plugin gets to see it, and takes S to run in place:
//
//   int fd;
//   _Defer if (fd >= 0) close(fd);   // "fd is uninitialized": it is not yet
//   fd = open(...);
//
// So in a function that defers, Clang is kept from giving them, and made to
// give them when the function is known, of its flow model (FlowModel.h).
//
// How.  Where the parser meets a deferral, one more diagnostic is put with
// those that Clang holds back until it knows what is reachable, and gives
// first of all.  When it comes, all further ones are suppressed, up to the end
// of the function; those that Clang still held are given with the others.
//
// Shown by: clang -fplugin=defer.so -Wall -fsyntax-only f.c
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_FRONTEND_FLOWWARNINGS_H
#define DEFER_FRONTEND_FLOWWARNINGS_H

#include "clang/Basic/SourceLocation.h"

#include <memory>

namespace clang {
class CompilerInstance;
class FunctionDecl;
class Sema;
} // namespace clang

namespace defer {

class FlowWarnings {
public:
  explicit FlowWarnings(clang::CompilerInstance &CI);
  ~FlowWarnings();

  /// The parser begins, and ends.
  void start(clang::Sema &S);
  void stop();

  /// A function is at its end.  Diagnostics are given again.
  void functionEnds();
  /// Whether warnings were kept back of the function that was last.
  bool pending() const;
  /// Gives them, of the body that `F` has now.
  void give(const clang::FunctionDecl *F);

private:
  class Impl;
  std::unique_ptr<Impl> I;
};

} // namespace defer

#endif // DEFER_FRONTEND_FLOWWARNINGS_H
