//===- LLVMCompat.h - differences between LLVM versions ---------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What differs between LLVM 14 and 22 in the interfaces the lowering uses.
// Each entry names the upstream change it follows; an entry whose old side is
// below the oldest supported version can go.  ClangCompat.h is the same for
// Clang's interfaces, which the lowering does not include.
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_SUPPORT_LLVMCOMPAT_H
#define DEFER_SUPPORT_LLVMCOMPAT_H

#include "llvm/Config/llvm-config.h"
#include "llvm/IR/DIBuilder.h"
#include "llvm/IR/DebugInfo.h"
#include "llvm/IR/DerivedTypes.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/OptBisect.h"
#include "llvm/Pass.h"

// TargetParser became a library of its own in 16, and ADT's header went in 17.
#if LLVM_VERSION_MAJOR >= 17
#include "llvm/TargetParser/Triple.h"
#else
#include "llvm/ADT/Triple.h"
#endif

static_assert(LLVM_VERSION_MAJOR >= 14 && LLVM_VERSION_MAJOR <= 22,
              "supported are LLVM 14 to 22");

namespace defer {
namespace compat {

/// Pointers lost their element type in 15 (opaque pointers on by default,
/// upstream D126689); the ways to name one by its element type went in 17.
inline llvm::PointerType *plainPointer(llvm::LLVMContext &C) {
#if LLVM_VERSION_MAJOR >= 15
  return llvm::PointerType::get(C, 0);
#else
  return llvm::Type::getInt8PtrTy(C);
#endif
}

/// A pointer as an operand of a load or store of a `T`.
inline llvm::Value *pointerTo(llvm::IRBuilderBase &B, llvm::Value *P,
                              llvm::Type *T) {
#if LLVM_VERSION_MAJOR >= 15
  (void)B, (void)T;
  return P;
#else
  return B.CreateBitCast(P, T->getPointerTo());
#endif
}

/// Up to 15 x86's registers are given out so that a long value that no other
/// depends on gets one of its own (ExceptionPieces.h).  No single change
/// upstream is known that ended it: it is what code before and since shows.
constexpr bool GivesLongestFirst = LLVM_VERSION_MAJOR < 16;

/// SimplifyCFG makes one of calls with landing pads that differ in arguments
/// from 15 on (upstream c8ba2b67a0ad and before, "merge compatible invokes").
constexpr bool MergesInvokes = LLVM_VERSION_MAJOR >= 15;

/// Lifetime markers lost their size argument in 22 (upstream #150248).
inline llvm::Value *lifetimeObject(const llvm::IntrinsicInst &I) {
#if LLVM_VERSION_MAJOR >= 22
  return I.getArgOperand(0)->stripPointerCasts();
#else
  return I.getArgOperand(1)->stripPointerCasts();
#endif
}

/// llvm.stacksave became overloaded by its pointer's address space in 18
/// (upstream D156666), and the builder has had a function for it since.
inline llvm::Value *stackPointer(llvm::IRBuilderBase &B) {
#if LLVM_VERSION_MAJOR >= 18
  return B.CreateStackSave();
#else
  return B.CreateIntrinsic(llvm::Intrinsic::stacksave, {}, {});
#endif
}

/// What is known of `Of` in a debugger is known of `Copy`, too, which is the
/// same from where it stands.  Debug values became records in 19, and what
/// finds them has returned those alone since 22 (upstream #149310).
inline void copyDebugValues(llvm::Instruction &Of, llvm::Instruction &Copy) {
#if LLVM_VERSION_MAJOR >= 19
  llvm::SmallVector<llvm::DbgVariableRecord *, 2> Records;
#if LLVM_VERSION_MAJOR >= 22
  llvm::findDbgValues(&Of, Records);
#else
  llvm::SmallVector<llvm::DbgValueInst *, 2> Values;
  llvm::findDbgValues(Values, &Of, &Records);
#endif
  for (llvm::DbgVariableRecord *Record : Records) {
    auto *New = llvm::cast<llvm::DbgVariableRecord>(Record->clone());
    New->replaceVariableLocationOp(&Of, &Copy);
    Copy.getParent()->insertDbgRecordAfter(New, &Copy);
  }
#else
  llvm::SmallVector<llvm::DbgValueInst *, 2> Values;
  llvm::findDbgValues(Values, &Of);
  for (llvm::DbgValueInst *Value : Values) {
    auto *New = llvm::cast<llvm::DbgValueInst>(Value->clone());
    New->replaceVariableLocationOp(&Of, &Copy);
    New->insertAfter(&Copy);
  }
#endif
}

/// Up to 14 the labels of an `asm goto` are addresses of blocks among its
/// arguments, too (upstream D129288), and a block whose address is taken is not
/// extracted.  While this lives, they are taken out.
class LabelArguments {
public:
#if LLVM_VERSION_MAJOR >= 15
  explicit LabelArguments(llvm::ArrayRef<llvm::BasicBlock *>) {}
#else
  explicit LabelArguments(llvm::ArrayRef<llvm::BasicBlock *> Blocks) {
    for (llvm::BasicBlock *BB : Blocks)
      if (auto *Asm = llvm::dyn_cast<llvm::CallBrInst>(BB->getTerminator()))
        for (llvm::Use &Arg : Asm->args())
          if (auto *Address = llvm::dyn_cast<llvm::BlockAddress>(Arg)) {
            Taken.push_back({&Arg, Address->getBasicBlock()});
            Arg.set(llvm::Constant::getNullValue(Address->getType()));
            if (Address->use_empty())
              Address->destroyConstant();
          }
  }
  ~LabelArguments() {
    for (auto &Each : Taken)
      Each.first->set(llvm::BlockAddress::get(Each.second));
  }

private:
  llvm::SmallVector<std::pair<llvm::Use *, llvm::BasicBlock *>, 4> Taken;
#endif
};

/// What is declared to debuggers as being in `Of` is in `Storage` from `Before`
/// on, too.  Such declarations became records beside the instructions in 19
/// (upstream RFC "RemoveDIs"), and the intrinsics went in 20; positions are
/// iterators there.
inline void declareAs(llvm::AllocaInst *Storage, llvm::AllocaInst *Of,
                      llvm::Instruction *Before) {
  llvm::DIBuilder Builder(*Before->getModule(), /*AllowUnresolved=*/false);
#if LLVM_VERSION_MAJOR >= 19
  for (llvm::DbgVariableRecord *Known : llvm::findDVRDeclares(Of))
#if LLVM_VERSION_MAJOR >= 20
    Builder.insertDeclare(Storage, Known->getVariable(), Known->getExpression(),
                          Known->getDebugLoc(), Before->getIterator());
#else
    Builder.insertDeclare(Storage, Known->getVariable(), Known->getExpression(),
                          Known->getDebugLoc(), Before);
#endif
#endif
#if LLVM_VERSION_MAJOR < 20
#if LLVM_VERSION_MAJOR >= 19
  auto Declares = llvm::findDbgDeclares(Of);
#else
  auto Declares = llvm::FindDbgDeclareUses(Of);
#endif
  for (llvm::DbgDeclareInst *Known : Declares)
    Builder.insertDeclare(Storage, Known->getVariable(), Known->getExpression(),
                          Known->getDebugLoc(), Before);
#endif
}

/// Whether an always_inline function is inlined where a call of it is noinline,
/// as before 15 (upstream "[AlwaysInliner] Respect noinline call site
/// attribute").
constexpr bool InlinesAgainstCalls = LLVM_VERSION_MAJOR < 15;

/// nocapture became a kind of captures(...) in 21 (upstream #116990).
inline llvm::Attribute noCapture(llvm::LLVMContext &C) {
#if LLVM_VERSION_MAJOR >= 21
  return llvm::Attribute::getWithCaptureInfo(C, llvm::CaptureInfo::none());
#else
  return llvm::Attribute::get(C, llvm::Attribute::NoCapture);
#endif
}

/// The name that a gate knows PostRAMachineSinking by: its argument since 22
/// (upstream #145059).
constexpr const char *PostRASinkName =
    LLVM_VERSION_MAJOR >= 22 ? "postra-machine-sink" : "PostRA Machine Sink";

/// Says which passes run, together with the gate that was there `before`.  It
/// is asked with a pass's name since 16 (upstream D137149), as a constant since
/// 22 (upstream #145059).
class PassGate : public llvm::OptPassGate {
public:
#if LLVM_VERSION_MAJOR >= 22
  bool shouldRunPass(llvm::StringRef Pass, llvm::StringRef On) const override {
    return runs(Pass, Pass, On);
  }
#elif LLVM_VERSION_MAJOR >= 16
  bool shouldRunPass(const llvm::StringRef Pass, llvm::StringRef On) override {
    return runs(Pass, Pass, On);
  }
#else
  bool shouldRunPass(const llvm::Pass *P, llvm::StringRef On) override {
    return runs(P, P->getPassName(), On);
  }
#endif

private:
  virtual bool shouldRun(llvm::StringRef Pass, llvm::StringRef On) const = 0;
  virtual llvm::OptPassGate &before() const = 0;

  /// The other gate counts the passes that it is asked about, so that it is not
  /// asked about others.
  template <typename PassT>
  bool runs(PassT Pass, llvm::StringRef Name, llvm::StringRef On) const {
    if (!shouldRun(Name, On))
      return false;
    return !before().isEnabled() || before().shouldRunPass(Pass, On);
  }
};

} // namespace compat
} // namespace defer

#endif // DEFER_SUPPORT_LLVMCOMPAT_H
