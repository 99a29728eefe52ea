//===- Inputs.h - from what is named to a report ----------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A source is compiled for the purpose, with line tables in which all that a
// deferral adds has the position of its keyword.  Of an object, a library or a
// program the sources are those that its debug information names.
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_TOOLS_INSPECT_INPUTS_H
#define DEFER_TOOLS_INSPECT_INPUTS_H

#include "defer/Inspect/Report.h"

#include <memory>
#include <string>
#include <vector>

namespace clang {
namespace tooling {
class CompilationDatabase;
struct CompileCommand;
} // namespace tooling
} // namespace clang

namespace llvm {
class raw_ostream;
namespace object {
class ObjectFile;
}
} // namespace llvm

namespace defer {

class Binary;
class SourceIndex;
struct UnitFacts;

/// A file that is gone when this is, or when a signal ends the program, with
/// what a compiler puts beside it.
class TemporaryFile {
public:
  /// \returns null after an error, which was reported
  static std::unique_ptr<TemporaryFile> create(const char *Suffix);
  ~TemporaryFile();

  const std::string Path;

private:
  explicit TemporaryFile(std::string Path);
};

struct InputOptions {
  std::string Clang, Plugin; ///< or empty: those that belong to the tool
  std::string Remarks;       ///< of an object
  std::vector<std::string> ExtraFlags;
  bool HasFlags = false;          ///< behind `--`
  std::vector<std::string> Flags; ///< those
  std::string Build;              ///< with a compile_commands.json, or empty
  bool List = false;              ///< with all instructions
};

class Inputs {
public:
  /// `Program`: what the tool was called as.
  Inputs(InputOptions Opts, const char *Program);
  ~Inputs();

  /// Reads one input.  An error is reported; \returns whether there was none.
  bool read(const std::string &Path, Report &To);

  /// The llvm-mca beside the clang.
  std::string mca() const;

  /// Compares what the plugin makes of a source with what defer-rewrite does,
  /// compiled by the same clang.  \returns whether there was no error
  bool versus(const std::string &Path, llvm::raw_ostream &Out);

private:
  /// Whether it has a command for a file, and does not only guess one from
  /// those of other files.
  static bool knows(const clang::tooling::CompilationDatabase &Commands,
                    const std::string &Path);
  std::unique_ptr<clang::tooling::CompilationDatabase>
  prepare(const std::string &Path);
  clang::tooling::CompileCommand
  commandFor(const clang::tooling::CompilationDatabase &Commands,
             const std::string &Path) const;
  /// Runs a command, with its output in a file if there is a name of one.
  bool run(const clang::tooling::CompileCommand &Command,
           const std::string &Output = "");
  bool readSource(const std::string &Path, Report &To);
  /// Reads the source of a unit, if it is there and is what it was; why not is
  /// in the report.
  void readUnit(Binary &In, size_t Number, std::set<std::string> &Seen,
                SourceIndex &Index, Report &To) const;
  bool isSource(const std::string &Path) const; ///< it says why not
  bool readBinary(const std::string &Path, Report &To);
  bool readObjects(const std::string &Path,
                   const std::vector<const llvm::object::ObjectFile *> &Objects,
                   Report &To);
  std::unique_ptr<clang::tooling::CompilationDatabase>
  commandsFor(const std::string &Path, const std::string &Directory,
              std::string &Why) const;
  std::vector<clang::tooling::CompileCommand>
  commandsOf(const clang::tooling::CompilationDatabase &Commands,
             const std::string &Path) const;
  /// Notes that a unit may have been built with other flags than it is read.
  void noteDoubts(const clang::tooling::CompilationDatabase &Commands,
                  const std::string &Path, bool IsBuilt, Report &To) const;
  bool facts(const clang::tooling::CompilationDatabase &Commands,
             const std::string &Path, UnitFacts &Unit) const;
  bool compile(const clang::tooling::CompilationDatabase &Commands,
               const std::string &Path);

  InputOptions Opts;
  const char *Program;
  std::unique_ptr<TemporaryFile> Object, Remarks; ///< of a source
  std::string Built; ///< what is read, if it is not a source: its full path
};

/// The directory that the program's own, bin, is in.
std::string programRoot(const char *Program);

/// Says what is wrong.
void sayError(const std::string &Text);

} // namespace defer

#endif // DEFER_TOOLS_INSPECT_INPUTS_H
