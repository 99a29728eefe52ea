//===- Assembly.cpp - the machine code, with what each instruction is of --===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   7:3  exit       test  bl, 1        the deferral at 7:3 asks for its flag
//   7:3  statement  call  free         its statement
//        rest       ret
//
//===----------------------------------------------------------------------===//

#include "Output.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/raw_ostream.h"

using namespace defer;
using namespace llvm;

static const char *nameOf(Kind K) {
  switch (K) {
  case Kind::Rest:
    return "rest";
  case Kind::Reached:
    return "reached";
  case Kind::Left:
    return "exit";
  case Kind::Named:
    return "by name";
  case Kind::Keyword:
    return "somewhere";
  case Kind::Statement:
    return "statement";
  case Kind::LineZero:
    return "no line";
  case Kind::SamePosition:
    return "same position";
  case Kind::Shared:
    return "several";
  }
  return "";
}

void defer::writeAssembly(const FunctionReport &F, const FunctionCopy &C,
                          raw_ostream &Out) {
  for (const ListedInstruction &I : C.Listing) {
    std::string At;
    if (I.Of.Deferral) {
      const Position &P = F.Facts.Deferrals[I.Of.Deferral - 1].Keyword;
      At = utostr(P.Line) + ":" + utostr(P.Column);
    }
    StringRef Name, Rest;
    std::tie(Name, Rest) = StringRef(I.Text).split('\t');
    Out << "    " << format_hex_no_prefix(I.Address, 4) << "  "
        << left_justify(At, 7) << " " << left_justify(nameOf(I.Of.Of), 13)
        << (I.Unwinds ? " unwind " : "        ") << left_justify(Name, 8) << " "
        << Rest << "\n";
  }
}
