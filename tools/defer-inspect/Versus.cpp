//===- Versus.cpp - against the ladder that one would write ---------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// defer-rewrite writes what a deferral means by hand: gotos, flags, and calls
// of the same runtime.  Compiled by the same clang with the same flags, that is
// what the plugin's code is measured by.
//
// Shown by: defer-inspect --versus f.c -- -O2
//
//===----------------------------------------------------------------------===//

#include "Inputs.h"

#include "defer/Inspect/Inspector.h"
#include "defer/Support/TextCompat.h"

#include "clang/Tooling/CompilationDatabase.h"
#include "llvm/BinaryFormat/Magic.h"
#include "llvm/Object/ObjectFile.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

using namespace clang::tooling;
using namespace defer;
using namespace llvm;

using Sizes = std::map<std::string, std::pair<unsigned, uint64_t>>;

static bool readSizes(const std::string &Path, Sizes &To) {
  auto Object = object::ObjectFile::createObjectFile(Path);
  if (!Object) {
    sayError(Path + ": " + toString(Object.takeError()));
    return false;
  }
  std::string Why;
  std::unique_ptr<Binary> In = Binary::open(*Object->getBinary(), Why);
  if (!In) {
    sayError(Path + ": " + Why);
    return false;
  }
  To = In->sizes();
  return true;
}

static std::string shownSize(const Sizes &In, const std::string &Name) {
  auto Known = In.find(Name);
  if (Known == In.end())
    return "-";
  return formatv("{0} ({1} B)", Known->second.first, Known->second.second)
      .str();
}

bool Inputs::versus(const std::string &Path, raw_ostream &Out) {
  file_magic Magic;
  if (std::error_code Error = identify_magic(Path, Magic)) {
    sayError(Path + ": " + Error.message());
    return false;
  }
  if (Magic != file_magic::unknown) {
    sayError(Path + ": it is no source, which --versus writes the ladder of");
    return false;
  }
  if (!isSource(Path))
    return false;
  auto Commands = prepare(Path);
  UnitFacts Unit;
  if (!Commands || !facts(*Commands, Path, Unit) || !compile(*Commands, Path))
    return false;
  auto Ladder = TemporaryFile::create("c"), Code = TemporaryFile::create("o");
  if (!Ladder || !Code)
    return false;
  std::string Root = programRoot(Program);
  CompileCommand Compile = commandFor(*Commands, Path);
  CompileCommand Rewrite = Compile;
  Rewrite.CommandLine = {Root + "/bin/defer-rewrite", "--line-directives", Path,
                         "--"};
  SmallString<128> Full = StringRef(Path);
  sys::fs::make_absolute(Full);
  Rewrite.CommandLine[2] = std::string(Full.str());
  for (size_t I = 1; I < Compile.CommandLine.size(); ++I)
    Rewrite.CommandLine.push_back(Compile.CommandLine[I]);
  if (!run(Rewrite, Ladder->Path))
    return false; // it has said why
  erase_if(Compile.CommandLine, [](const std::string &Arg) {
    return compat::startsWith(Arg, "-fplugin-arg-defer-");
  });
  std::string Include = Root + "/" DEFER_INCLUDE_DIR;
  if (!sys::fs::exists(Include + "/defer_rt.h"))
    Include = DEFER_SOURCE_INCLUDE_DIR;
  for (std::string Each :
       {std::string("-w"), std::string("-x"), std::string("c"),
        std::string("-iquote"), sys::path::parent_path(Full).str(),
        "-I" + Include, std::string("-c"), Ladder->Path, std::string("-o"),
        Code->Path})
    Compile.CommandLine.push_back(Each);
  Sizes Plugin, Hand;
  if (!run(Compile) || !readSizes(Object->Path, Plugin) ||
      !readSizes(Code->Path, Hand))
    return false;
  Out << formatv("{0,-24} {1,16} {2,16}\n", "function", "defer", "ladder");
  std::set<std::string> Names;
  for (const FunctionFacts &F : Unit.Functions)
    Names.insert(F.Symbol);
  // Those that one was inlined into differ, too.
  for (const auto &Each : Plugin) {
    auto Other = Hand.find(Each.first);
    if (Other == Hand.end() || Other->second != Each.second)
      Names.insert(Each.first);
  }
  std::pair<unsigned, uint64_t> Sums[2];
  auto Add = [](std::pair<unsigned, uint64_t> &To, const Sizes &From,
                const std::string &Name) {
    auto Known = From.find(Name);
    if (Known == From.end())
      return;
    To.first += Known->second.first;
    To.second += Known->second.second;
  };
  for (const std::string &Name : Names) {
    Out << formatv("{0,-24} {1,16} {2,16}\n", Name, shownSize(Plugin, Name),
                   shownSize(Hand, Name));
    Add(Sums[0], Plugin, Name);
    Add(Sums[1], Hand, Name);
  }
  Out << formatv("{0,-24} {1,16} {2,16}\n", "all",
                 formatv("{0} ({1} B)", Sums[0].first, Sums[0].second).str(),
                 formatv("{0} ({1} B)", Sums[1].first, Sums[1].second).str());
  return true;
}
