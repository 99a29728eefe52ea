//===- Run.h - a tool that reads the new text -------------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Runs a command on the new text of the sources it names.  That is in a tree
// of its own, with all files that the sources include (but for system headers),
// laid as the originals are; directives in them name the originals:
//
//   gcc -fanalyzer -Iinclude -c src/f.c
//     ->  gcc -fanalyzer -I<tree>/home/me/include -Iinclude -c
//           <tree>/home/me/src/f.c
//
// Shown by: defer-rewrite --run gcc -fanalyzer -Iinclude -c src/f.c
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_TOOLS_REWRITE_RUN_H
#define DEFER_TOOLS_REWRITE_RUN_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

#include <string>
#include <vector>

namespace llvm {
class raw_ostream;
}

namespace defer {

class Command {
public:
  /// Its words, the program's name first.
  explicit Command(llvm::ArrayRef<const char *> Words)
      : Words(Words.begin(), Words.end()) {}
  ~Command();
  Command(const Command &) = delete;
  Command &operator=(const Command &) = delete;

  bool empty() const { return Words.empty(); }
  /// The sources it names.
  std::vector<std::string> sources() const;
  /// Its options that say how a source is read, for Clang.
  std::vector<std::string> flags() const;

  /// Makes the tree, which is removed together with this.  Returns what went
  /// wrong, or nothing.
  std::string makeTree();
  /// Whether it is GCC or Clang, behind ccache or scan-build perhaps: what
  /// knows -ffile-prefix-map.
  bool isCompiler() const;
  /// Where a file or directory is in the tree.
  std::string placed(llvm::StringRef Path) const;

  /// Runs it on what is in the tree, and shows what it prints, with the names
  /// of the originals.
  /// \returns its exit status; 2, and says so, if it could not be run
  int run() const;

private:
  /// What a word is to the compilers and checkers there are.
  enum class Kind { Directory, Read, Written, Value, Flag, Source, Other };
  struct Word {
    Kind What;
    llvm::StringRef Option, Value; ///< "-I" and "dir", in one word or two
    unsigned Count;                ///< how many words that are
  };
  Word at(size_t Index) const;
  std::vector<std::string> wordsInTree() const;
  std::string ofOriginals(llvm::StringRef Text) const;
  void show(llvm::StringRef File, llvm::raw_ostream &To) const;
  std::string correctDependencies() const;

  std::vector<std::string> Words;
  std::string Root; ///< a temporary directory, with the tree in it
  std::string Tree;
};

} // namespace defer

#endif // DEFER_TOOLS_REWRITE_RUN_H
