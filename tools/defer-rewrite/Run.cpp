//===- Run.cpp - a tool that reads the new text ---------------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Run.h"

#include "Output.h"

#include "defer/Support/TextCompat.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Program.h"
#include "llvm/Support/raw_ostream.h"

using namespace defer;
using llvm::StringRef;
namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

Command::~Command() {
  if (!Root.empty())
    fs::remove_directories(Root);
}

static bool isSource(StringRef Word) {
  return !compat::startsWith(Word, "-") && path::extension(Word) == ".c" &&
         fs::exists(Word) && !fs::is_directory(Word);
}

Command::Word Command::at(size_t Index) const {
  StringRef Here = Words[Index];
  // What has a value, in the same word or the next one.
  static const struct {
    StringRef Option;
    Kind What;
  } WithValue[] = {{"-I", Kind::Directory},
                   {"-iquote", Kind::Directory},
                   {"-idirafter", Kind::Directory},
                   {"-isystem", Kind::Directory},
                   {"-include", Kind::Read},
                   {"-imacros", Kind::Read},
                   {"-o", Kind::Written},
                   {"-MF", Kind::Written},
                   {"-MT", Kind::Written},
                   {"-MQ", Kind::Written},
                   {"-D", Kind::Value},
                   {"-U", Kind::Value},
                   {"-x", Kind::Value}};
  for (const auto &Each : WithValue) {
    StringRef Value = Here;
    if (!Value.consume_front(Each.Option))
      continue;
    if (!Value.empty())
      return {Each.What, Each.Option, Value, 1};
    if (Index + 1 < Words.size())
      return {Each.What, Each.Option, Words[Index + 1], 2};
  }
  // How the language is read; the second dash is cppcheck's.
  static const StringRef Flags[] = {"-std=",
                                    "--std=",
                                    "-ansi",
                                    "-m",
                                    "-O",
                                    "-fexceptions",
                                    "-fno-exceptions",
                                    "-fplugin-arg-defer-",
                                    "-fsigned-char",
                                    "-funsigned-char",
                                    "-fshort-enums",
                                    "-fgnu89-inline",
                                    "-fopenmp",
                                    "-fms-extensions",
                                    "-pthread",
                                    "-nostdinc"};
  for (StringRef Flag : Flags)
    if (compat::startsWith(Here, Flag))
      return {Kind::Flag, Here, "", 1};
  return {isSource(Here) ? Kind::Source : Kind::Other, Here, "", 1};
}

std::vector<std::string> Command::sources() const {
  std::vector<std::string> Found;
  Word Here;
  for (size_t I = 1; I < Words.size(); I += Here.Count) {
    Here = at(I);
    if (Here.What == Kind::Source)
      Found.push_back(Here.Option.str());
  }
  return Found;
}

std::vector<std::string> Command::flags() const {
  std::vector<std::string> Found;
  Word Here;
  for (size_t I = 1; I < Words.size(); I += Here.Count) {
    Here = at(I);
    switch (Here.What) {
    case Kind::Directory:
    case Kind::Read:
    case Kind::Value:
      Found.push_back(Here.Option.str());
      Found.push_back(Here.Value.str());
      break;
    case Kind::Flag:
      Found.push_back(
          Here.Option.drop_front(compat::startsWith(Here.Option, "--")).str());
      break;
    case Kind::Written:
    case Kind::Source:
    case Kind::Other:
      break;
    }
  }
  return Found;
}

std::string Command::makeTree() {
  llvm::SmallString<128> Made;
  if (std::error_code Error = fs::createUniqueDirectory("defer-rewrite", Made))
    return "cannot make a temporary directory: " + Error.message();
  Root = Made.str().str();
  Tree = Root + "/tree";
  return "";
}

std::string Command::placed(StringRef Path) const {
  llvm::SmallString<128> Whole(Path), Place(Tree);
  fs::make_absolute(Whole);
  path::remove_dots(Whole, /*remove_dot_dot=*/true);
  path::append(Place, path::relative_path(Whole));
  return std::string(Place.str());
}

std::vector<std::string> Command::wordsInTree() const {
  std::vector<std::string> Out;
  Word Here;
  for (size_t I = 0; I < Words.size(); I += Here.Count) {
    Here = I ? at(I) : Word{Kind::Other, Words[0], "", 1};
    std::string Place;
    if (Here.What == Kind::Directory || Here.What == Kind::Read)
      Place = placed(Here.Value);
    if (Here.What == Kind::Source) {
      Out.push_back(placed(Here.Option));
      continue;
    }
    // What is said to the plugin is of no use to who knows no word of it.
    StringRef Plugin = Here.Option;
    if (compat::startsWith(Plugin, "-fplugin-arg-defer-") ||
        (Plugin.consume_front("-fplugin=") &&
         path::stem(path::filename(Plugin)) == "defer"))
      continue;
    // A directory that has something in the tree is looked into first.
    if (!Place.empty() && fs::exists(Place)) {
      Out.push_back(Here.Option.str());
      if (Here.Option == "-I") // the only form that all know
        Out.back() += Place;
      else
        Out.push_back(Place);
      if (Here.What == Kind::Read)
        continue;
    }
    Out.insert(Out.end(), Words.begin() + I, Words.begin() + I + Here.Count);
  }
  return Out;
}

int Command::run() const {
  auto Program = llvm::sys::findProgramByName(Words[0]);
  if (!Program) {
    llvm::errs() << "defer-rewrite: error: there is no program '" << Words[0]
                 << "'\n";
    return 2;
  }
  std::vector<std::string> All = wordsInTree();
  if (isCompiler())
    All.push_back("-ffile-prefix-map=" + Tree + "=");
  std::vector<StringRef> Refs(All.begin(), All.end());
  std::string Out = Root + "/out", Err = Root + "/err", Error;
  StringRef OutRef = Out, ErrRef = Err;
  int Status = llvm::sys::ExecuteAndWait(*Program, Refs, {},
                                         {{}, OutRef, ErrRef}, 0, 0, &Error);
  show(Out, llvm::outs());
  show(Err, llvm::errs());
  Error += correctDependencies();
  if (Status >= 0 && Error.empty())
    return Status;
  llvm::errs() << "defer-rewrite: error: " << Words[0] << ": " << Error << "\n";
  return 2;
}
