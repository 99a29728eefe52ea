// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The C++ around the C of replaced-cxx.c.

#include <cstdio>
#include <exception>
#include <string>

extern "C" {
void pass(void (*f)(void), void (*s)(void));
int stop(void (*f)(void), void (*s)(void));
void panics(void);
void run(void);
}

namespace {
int Alive;
struct Thrown {
  std::string Text;
  explicit Thrown(const char *T) : Text(T) { ++Alive; }
  Thrown(const Thrown &O) : Text(O.Text) { ++Alive; }
  ~Thrown() { --Alive; }
};

void again() { throw; }
void first() { throw Thrown("the first exception, which is on the heap"); }
void other() { throw 7; }

void say(const char *What) {
  std::printf("%s: %d alive, %d not caught\n", What, Alive,
              std::uncaught_exceptions());
}
} // namespace

void run() {
  // Its own handler, or none, has what is replaced.
  try {
    pass(first, other);
  } catch (int N) {
    std::printf("%d\n", N);
  } catch (const Thrown &) {
    // There must be one for it, too.
  }
  say("thrown once");
  try {
    first();
  } catch (const Thrown &T) {
    try {
      pass(again, other);
    } catch (int N) {
      std::printf("%d\n", N);
    } catch (const Thrown &) {
    }
    std::printf("%s\n", T.Text.c_str());
    say("in the handler");
    try {
      std::printf("%d\n", stop(again, panics));
    } catch (const Thrown &) {
    }
    std::printf("%s\n", T.Text.c_str());
    // It can be thrown again after that.
    try {
      again();
    } catch (const Thrown &Same) {
      std::printf("%d\n", &Same == &T);
    }
  }
  say("behind it");
  std::exception_ptr Kept;
  try {
    first();
  } catch (...) {
    Kept = std::current_exception();
  }
  static std::exception_ptr *Of;
  Of = &Kept;
  try {
    pass([] { std::rethrow_exception(*Of); }, other);
  } catch (int N) {
    std::printf("%d\n", N);
  } catch (const Thrown &) {
  }
  say("kept");
  Kept = nullptr;
  say("not any more");
}
