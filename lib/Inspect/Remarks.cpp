//===- Remarks.cpp - what the compiler said of each deferral --------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reads what -fsave-optimization-record has written.  The plugin's remarks have
// the position of the keyword; of deferrals at one position they come in the
// order of their numbers.
//
//===----------------------------------------------------------------------===//

#include "defer/Inspect/Inspector.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Remarks/Remark.h"
#include "llvm/Remarks/RemarkFormat.h"
#include "llvm/Remarks/RemarkParser.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

using namespace llvm;
using namespace defer;

static const char *howOf(StringRef Name) {
  if (Name == "OpenCoded")
    return "static";
  if (Name == "Flagged")
    return "flag";
  if (Name == "Recorded")
    return "record";
  if (Name == "Scoped")
    return "scoped";
  return "removed";
}

namespace {

class Reader {
public:
  explicit Reader(Report &To) {
    for (FunctionReport &F : To.Functions) {
      std::set<std::string> Symbols;
      for (const FunctionCopy &C : F.Copies)
        if (C.InlinedAt.empty())
          Symbols.insert(C.Symbol);
      for (const std::string &Symbol : Symbols)
        Functions[Symbol].push_back(&F);
      for (size_t I = 0; I < F.Lowered.size(); ++I) {
        const Position &At = F.Facts.Deferrals[I].Keyword;
        Deferrals[{At.Line, At.Column, F.Facts.Symbol}].push_back(
            {&At, &F.Lowered[I]});
      }
    }
  }

  void take(const remarks::Remark &R) {
    if (R.PassName == "prologepilog" && R.RemarkName == "StackSize")
      takeStack(R);
    else if (R.PassName == "defer" && R.Loc)
      takeDeferral(R);
  }

private:
  void takeStack(const remarks::Remark &R) {
    auto Found = Functions.find(R.FunctionName.str());
    // Which of several it is of is not known.
    if (Found != Functions.end() && Found->second.size() == 1)
      Found->second.front()->Stack = number(R, "NumStackBytes");
  }

  void takeDeferral(const remarks::Remark &R) {
    bool First = R.RemarkName != "NotOpenCoded" && R.RemarkName != "Frame" &&
                 R.RemarkName != "Variables";
    auto Found = Deferrals.find(
        {R.Loc->SourceLine, R.Loc->SourceColumn, R.FunctionName.str()});
    if (Found == Deferrals.end())
      return;
    for (const auto &Each : Found->second) {
      if (!isIn(Each.first->File, R.Loc->SourceFilePath))
        continue;
      Lowering *L = Each.second;
      if (First && L->How.empty()) {
        L->How = howOf(R.RemarkName);
        L->Text = text(R);
        L->Record = number(R, "RecordSize");
        return;
      }
      if (R.RemarkName == "Frame" && !L->Frame) {
        L->Frame = number(R, "FrameSize");
        return;
      }
      if (R.RemarkName == "Variables" && !L->Variables) {
        L->Variables = number(R, "VariablesSize");
        return;
      }
      if (R.RemarkName == "NotOpenCoded" && L->Missed.empty()) {
        L->Missed = text(R);
        return;
      }
    }
  }

  /// Whether it is the file that a remark names, which may be relative to some
  /// directory or other.
  static bool isIn(const std::string &File, StringRef Named) {
    SmallString<128> Path = Named;
    sys::path::remove_dots(Path, /*remove_dot_dot=*/true);
    StringRef Rest = Path;
    while (Rest.consume_front("../"))
      ;
    StringRef Full = File;
    return Full == Rest || (Full.consume_back(Rest) && Full.consume_back("/"));
  }

  static std::string text(const remarks::Remark &R) {
    std::string Out;
    for (const remarks::Argument &Arg : R.Args)
      Out += Arg.Val.str();
    return Out;
  }

  static std::optional<uint64_t> number(const remarks::Remark &R,
                                        StringRef Key) {
    uint64_t Value;
    for (const remarks::Argument &Arg : R.Args)
      if (Arg.Key == Key && to_integer(Arg.Val, Value))
        return Value;
    return std::nullopt;
  }

  std::map<std::string, std::vector<FunctionReport *>> Functions;
  /// By line, column and function.
  std::map<std::tuple<unsigned, unsigned, std::string>,
           std::vector<std::pair<const Position *, Lowering *>>>
      Deferrals;
};

} // namespace

std::string defer::readRemarks(StringRef Path, Report &To) {
  auto Buffer = MemoryBuffer::getFile(Path);
  if (!Buffer)
    return (Path + ": " + Buffer.getError().message()).str();
  if ((*Buffer)->getBuffer().trim().empty())
    return "";
  // What is none of it would come back in the parser's message.
  if ((*Buffer)->getBuffer().trim().take_front(3) != "---")
    return (Path + ": it has no remarks in YAML, as -fsave-optimization-record "
                   "writes them")
        .str();
  auto Parser = remarks::createRemarkParser(remarks::Format::YAML,
                                            (*Buffer)->getBuffer());
  if (!Parser)
    return (Path + ": " + toString(Parser.takeError())).str();
  Reader R(To);
  while (true) {
    auto Next = (*Parser)->next();
    if (Next) {
      R.take(**Next);
      continue;
    }
    Error E = Next.takeError();
    if (E.isA<remarks::EndOfFileError>()) {
      consumeError(std::move(E));
      return "";
    }
    return (Path + ": " + toString(std::move(E))).str();
  }
}
