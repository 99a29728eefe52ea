//===- Compare.cpp - what has changed between two builds ------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Compare.h"

#include "Output.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"

using namespace defer;
using namespace llvm;

/// No source, object or program begins like what --json writes.
static bool isResult(StringRef Text) {
  return Text.ltrim().substr(0, 1) == "{";
}

static bool read(const Side &From, const CompareOptions &Opts,
                 BuildResult &To) {
  To.Name = From.Name;
  auto Buffer = MemoryBuffer::getFile(From.File);
  if (!Buffer) {
    sayError(From.File + ": " + Buffer.getError().message());
    return false;
  }
  std::string Text;
  if (isResult((*Buffer)->getBuffer())) {
    Text = (*Buffer)->getBuffer().str();
  } else {
    std::vector<Report> One(1);
    Inputs In(From.Opts, Opts.Program);
    if (!In.read(From.File, One.front()) ||
        any_of(One.front().Unread,
               [](const UnreadUnit &U) { return U.Failed; }))
      return false; // it has said why
    raw_string_ostream Written(Text);
    writeJson(One, Opts.Tool, Written);
    Written.flush();
  }
  std::string Why = readResult(Text, To);
  if (!Why.empty())
    sayError(From.File + ": " + Why);
  if (!Opts.Functions.empty())
    erase_if(To.Functions, [&](const FunctionResult &F) {
      return !is_contained(Opts.Functions, F.Name);
    });
  return Why.empty();
}

static bool writePage(const Comparison &C, const std::string &To) {
  std::error_code Error;
  raw_fd_ostream Out(To, Error);
  if (!Error) {
    writeHtml(C, Out);
    Out.close();
    Error = Out.error();
    Out.clear_error();
  }
  if (Error)
    sayError(To + ": " + Error.message());
  return !Error;
}

bool defer::compare(const Side &Old, const Side &New,
                    const CompareOptions &Opts, raw_ostream &Out) {
  Comparison C;
  // Both are read, so that all errors are said at once.
  bool Fine = read(Old, Opts, C.Old);
  if (!read(New, Opts, C.New) || !Fine)
    return false;
  if (!Opts.Functions.empty() && C.Old.Functions.empty() &&
      C.New.Functions.empty()) {
    sayError("no such function defers, neither in the old nor in the new");
    return false;
  }
  match(C);
  if (Opts.Json)
    writeJson(C, Opts.Tool, Out);
  if (!Opts.Html.empty())
    Fine = writePage(C, Opts.Html);
  if (!Opts.Json && Opts.Html.empty())
    writeText(C, Out);
  return Fine;
}
