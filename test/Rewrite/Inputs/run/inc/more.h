// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#pragma once
#define MORE 3
static int more(void) { return MORE; }
