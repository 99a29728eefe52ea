# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""The fuzzer behind utils/fuzz; docs/fuzzing.md says what is in which file."""
