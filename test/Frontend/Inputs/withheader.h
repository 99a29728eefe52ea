/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#include <defer.h>
#include "lib.h"
