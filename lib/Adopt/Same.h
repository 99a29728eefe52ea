//===- Same.h - whether two functions do the same ---------------*- C++ -*-===//
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Follows two graphs at once, along every way, with what is pending in each,
// and requires the same labels in the same order.  Two things do not matter:
//
//  - When a value is computed that is *still* (see Locals.h): `return rc;` may
//    compute it before what is deferred runs, or after the same by hand; unless
//    one of these statements writes what it is made of.
//  - Whether a private variable is set to a constant that nothing reads but the
//    `return` of it:
//
//      rc = -1;                 return -1;
//      goto out;                // fclose(f) runs
//      ...
//    out:
//      fclose(f);
//      return rc;
//
// A deferral that is reached while it is pending makes two functions different:
// what it would do twice is not compared.
//
//===----------------------------------------------------------------------===//

#ifndef DEFER_LIB_ADOPT_SAME_H
#define DEFER_LIB_ADOPT_SAME_H

#include "Events.h"

namespace defer {

struct Difference {
  bool Found = false;
  unsigned Place = 0;        ///< in the first one's source
  std::string First, Second; ///< what comes in each
};

Difference compare(const EventGraph &First, const EventGraph &Second);

} // namespace defer

#endif // DEFER_LIB_ADOPT_SAME_H
