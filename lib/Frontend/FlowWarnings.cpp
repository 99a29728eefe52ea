//===- FlowWarnings.cpp - warnings that follow control --------------------===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "defer/Frontend/FlowWarnings.h"

#include "defer/Support/ClangCompat.h"
#include "defer/Support/SemaCompat.h"

#include "clang/Basic/PartialDiagnostic.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Lex/Preprocessor.h"
#include "clang/Sema/ScopeInfo.h"
#include "clang/Sema/Sema.h"
#include "llvm/ADT/SmallString.h"

#include <set>
#include <tuple>

using namespace clang;
using namespace defer;

namespace {

/// Stands before the compilation's own consumer of diagnostics for a while.
/// Knows the one that was planted, and drops what was given before.
class Watch : public DiagnosticConsumer {
public:
  Watch(DiagnosticsEngine &Diags, unsigned Planted)
      : Diags(Diags), Planted(Planted) {}

  void install() {
    if (Behind)
      return;
    Owned = Diags.takeClient();
    Behind = Diags.getClient();
    Diags.setClient(this, /*ShouldOwnClient=*/false);
  }

  void uninstall() {
    if (!Behind)
      return;
    bool Owns = Owned != nullptr;
    Diags.setClient(Owns ? Owned.release() : Behind, Owns);
    Behind = nullptr;
  }

  void forget() { Given.clear(); }
  void giving(bool Is) { Giving = Is; }

  void HandleDiagnostic(DiagnosticsEngine::Level Level,
                        const Diagnostic &Info) override {
    if (Info.getID() == Planted) {
      if (OnPlanted)
        OnPlanted();
      return;
    }
    // A note goes with what it is a note of.
    if (Level != DiagnosticsEngine::Note) {
      llvm::SmallString<64> Text;
      Info.FormatDiagnostic(Text);
      Drops = !Given
                   .insert({Info.getID(), Info.getLocation().getRawEncoding(),
                            std::string(Text)})
                   .second &&
              Giving;
    }
    if (!Drops)
      Behind->HandleDiagnostic(Level, Info);
  }

  void clear() override { Behind->clear(); }
  bool IncludeInDiagnosticCounts() const override {
    return Behind->IncludeInDiagnosticCounts();
  }

  std::function<void()> OnPlanted;

private:
  DiagnosticsEngine &Diags;
  unsigned Planted;
  std::unique_ptr<DiagnosticConsumer> Owned;
  DiagnosticConsumer *Behind = nullptr;
  std::set<std::tuple<unsigned, unsigned, std::string>> Given;
  bool Drops = false, Giving = false;
};

/// What Clang keeps of a function until it is at its end.
struct Kept : sema::FunctionScopeInfo {
  explicit Kept(const FunctionScopeInfo &Of) : FunctionScopeInfo(Of) {}
};

} // namespace

class FlowWarnings::Impl {
public:
  explicit Impl(CompilerInstance &CI)
      : CI(CI), Diags(CI.getDiagnostics()),
        Planted(Diags.getCustomDiagID(DiagnosticsEngine::Remark,
                                      "warnings of a function that defers")),
        Consumer(Diags, Planted) {}

  void plant(SourceLocation Loc);
  void reached();

  CompilerInstance &CI;
  DiagnosticsEngine &Diags;
  unsigned Planted;
  Watch Consumer;
  Sema *S = nullptr;
  sema::FunctionScopeInfo *In = nullptr; ///< the function planted in
  std::unique_ptr<Kept> Held;
  bool Suppressing = false;
};

namespace {
/// The words expand to a pair of pragmas, which are there in preprocessed
/// input, too.
class AtDeferral : public compat::Callbacks {
public:
  explicit AtDeferral(std::function<void(SourceLocation)> Plant)
      : Plant(std::move(Plant)) {}
  void PragmaDiagnosticPush(SourceLocation Loc, llvm::StringRef) override {
    Plant(Loc);
  }

private:
  std::function<void(SourceLocation)> Plant;
};
} // namespace

void FlowWarnings::Impl::plant(SourceLocation Loc) {
  if (!S)
    return;
  sema::FunctionScopeInfo *Function = nullptr;
  for (sema::FunctionScopeInfo *Each : llvm::reverse(S->FunctionScopes)) {
    // A captured region is a part of the function around it.
    if (isa<sema::CapturedRegionScopeInfo>(Each))
      continue;
    if (Each->isPlainFunction())
      Function = Each;
    break;
  }
  if (!Function)
    return; // a pragma outside of functions; in block literals nothing defers
  if (!In)
    Consumer.forget();
  Consumer.install();
  In = Function;
  sema::PossiblyUnreachableDiag Diag(
      PartialDiagnostic(Planted, CI.getASTContext().getDiagAllocator()), Loc,
      {});
  Function->PossiblyUnreachableDiags.push_back(Diag);
}

/// Clang has begun to give warnings of the function.
void FlowWarnings::Impl::reached() {
  if (Held || !In)
    return;
  Held = std::make_unique<Kept>(*In);
  // It has given those before the first that was planted.
  Held->PossiblyUnreachableDiags.clear();
  bool Before = true;
  for (const sema::PossiblyUnreachableDiag &Each :
       In->PossiblyUnreachableDiags) {
    if (Each.PD.getDiagID() == Planted)
      Before = false;
    else if (!Before)
      Held->PossiblyUnreachableDiags.push_back(Each);
  }
  Suppressing = true;
  Diags.setSuppressAllDiagnostics(true);
}

FlowWarnings::FlowWarnings(CompilerInstance &CI)
    : I(std::make_unique<Impl>(CI)) {
  I->Consumer.OnPlanted = [this] { I->reached(); };
  CI.getPreprocessor().addPPCallbacks(std::make_unique<AtDeferral>(
      [this](SourceLocation Loc) { I->plant(Loc); }));
}

FlowWarnings::~FlowWarnings() { I->Consumer.uninstall(); }

void FlowWarnings::start(Sema &S) { I->S = &S; }

void FlowWarnings::stop() {
  functionEnds();
  I->S = nullptr;
}

void FlowWarnings::functionEnds() {
  if (I->Suppressing)
    I->Diags.setSuppressAllDiagnostics(false);
  I->Suppressing = false;
  I->In = nullptr;
  I->Consumer.uninstall();
}

bool FlowWarnings::pending() const { return I->Held != nullptr; }

void FlowWarnings::give(const FunctionDecl *F) {
  if (!I->Held || !I->S)
    return;
  I->Consumer.install();
  I->Consumer.giving(true);
  compat::issueFlowWarnings(*I->S, *I->Held, F);
  I->Consumer.giving(false);
  I->Consumer.uninstall();
  I->Held.reset();
}
