# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Finds LLVM. In this order: LLVM_DIR or LLVM_ROOT as given, the version named
# by DEFER_LLVM, the version of the clang on PATH, any llvm-config on PATH.

set(DEFER_SUPPORTED_LLVM 14 15 16 19 22)
set(DEFER_OLDEST_LLVM 14)
set(DEFER_NEWEST_LLVM 22)

# The cmake directory of the LLVM that <config> (an llvm-config) belongs to.
function(defer_ask_llvm_config config out)
  execute_process(COMMAND "${config}" --cmakedir
    OUTPUT_VARIABLE dir OUTPUT_STRIP_TRAILING_WHITESPACE
    ERROR_QUIET RESULT_VARIABLE status)
  if(status EQUAL 0 AND EXISTS "${dir}/LLVMConfig.cmake")
    set(${out} "${dir}" PARENT_SCOPE)
  endif()
endfunction()

# find_program without a trace in the cache: what is on PATH may change.
macro(defer_find_program out)
  unset(${out} CACHE)
  find_program(${out} NAMES ${ARGN})
  set(defer_found "${${out}}")
  unset(${out} CACHE)
  set(${out} "${defer_found}")
endmacro()

set(defer_llvm_how "as given")
if(NOT LLVM_DIR AND NOT LLVM_ROOT AND DEFER_LLVM)
  set(defer_llvm_how "DEFER_LLVM=${DEFER_LLVM}")
  defer_find_program(defer_llvm_config llvm-config-${DEFER_LLVM})
  if(defer_llvm_config)
    defer_ask_llvm_config("${defer_llvm_config}" LLVM_DIR)
  endif()
  if(NOT LLVM_DIR)
    message(FATAL_ERROR
      "LLVM ${DEFER_LLVM}: no llvm-config-${DEFER_LLVM} with its CMake files. "
      "On Debian: apt install llvm-${DEFER_LLVM}-dev libclang-${DEFER_LLVM}-dev")
  endif()
elseif(NOT LLVM_DIR AND NOT LLVM_ROOT)
  defer_find_program(defer_clang clang)
  if(defer_clang)
    set(defer_llvm_how "the version of ${defer_clang}")
    get_filename_component(defer_clang "${defer_clang}" REALPATH)
    get_filename_component(defer_clang_bin "${defer_clang}" DIRECTORY)
    if(EXISTS "${defer_clang_bin}/../lib/cmake/llvm/LLVMConfig.cmake")
      get_filename_component(LLVM_DIR "${defer_clang_bin}/../lib/cmake/llvm" ABSOLUTE)
    else()
      execute_process(COMMAND "${defer_clang}" --version
        OUTPUT_VARIABLE defer_clang_version ERROR_QUIET)
      if(defer_clang_version MATCHES "clang version ([0-9]+)")
        set(defer_clang_major "${CMAKE_MATCH_1}")
        defer_find_program(defer_llvm_config llvm-config-${defer_clang_major})
        if(defer_llvm_config)
          defer_ask_llvm_config("${defer_llvm_config}" LLVM_DIR)
        endif()
        if(NOT LLVM_DIR)
          message(FATAL_ERROR
            "The clang on PATH is version ${defer_clang_major}, but the CMake files of LLVM "
            "${defer_clang_major} are not installed. On Debian: apt install "
            "llvm-${defer_clang_major}-dev libclang-${defer_clang_major}-dev; or choose another "
            "version with -DDEFER_LLVM=N or -DLLVM_DIR=DIR")
        endif()
      endif()
    endif()
  endif()
  if(NOT LLVM_DIR)
    defer_find_program(defer_llvm_config llvm-config)
    if(defer_llvm_config)
      set(defer_llvm_how "the version of ${defer_llvm_config}")
      defer_ask_llvm_config("${defer_llvm_config}" LLVM_DIR)
    endif()
  endif()
  if(LLVM_DIR)
    set(LLVM_DIR "${LLVM_DIR}" CACHE PATH "Directory of LLVMConfig.cmake")
  endif()
endif()

find_package(LLVM REQUIRED CONFIG)
message(STATUS "LLVM ${LLVM_PACKAGE_VERSION} (${defer_llvm_how}): ${LLVM_DIR}")

if(DEFER_LLVM AND NOT DEFER_LLVM VERSION_EQUAL LLVM_VERSION_MAJOR)
  message(FATAL_ERROR "DEFER_LLVM is ${DEFER_LLVM}, but LLVM_DIR names LLVM ${LLVM_VERSION_MAJOR}")
endif()
if(DEFER_CONFIGURED_LLVM AND NOT DEFER_CONFIGURED_LLVM STREQUAL LLVM_VERSION_MAJOR)
  message(FATAL_ERROR
    "This build directory is for LLVM ${DEFER_CONFIGURED_LLVM}: use another one for LLVM "
    "${LLVM_VERSION_MAJOR}")
endif()
set(DEFER_CONFIGURED_LLVM "${LLVM_VERSION_MAJOR}" CACHE INTERNAL "")
if(LLVM_VERSION_MAJOR LESS DEFER_OLDEST_LLVM OR LLVM_VERSION_MAJOR GREATER DEFER_NEWEST_LLVM)
  message(FATAL_ERROR
    "LLVM ${LLVM_VERSION_MAJOR} is not supported; supported are ${DEFER_SUPPORTED_LLVM}")
elseif(NOT LLVM_VERSION_MAJOR IN_LIST DEFER_SUPPORTED_LLVM)
  message(WARNING
    "LLVM ${LLVM_VERSION_MAJOR} is not one of the tested versions (${DEFER_SUPPORTED_LLVM})")
endif()

set(defer_clang_headers FALSE)
foreach(dir IN LISTS LLVM_INCLUDE_DIRS)
  if(EXISTS "${dir}/clang/Basic/Version.inc")
    set(defer_clang_headers TRUE)
  endif()
endforeach()
if(NOT defer_clang_headers)
  message(FATAL_ERROR
    "The headers of Clang ${LLVM_VERSION_MAJOR} are missing from ${LLVM_INCLUDE_DIRS}. "
    "On Debian: apt install libclang-${LLVM_VERSION_MAJOR}-dev")
endif()

# What every file that includes LLVM's or Clang's headers is compiled with. No
# library is linked: the modules resolve LLVM's symbols in the program that
# loads them, which must be of the very same version.
add_library(deferLLVM INTERFACE)
target_include_directories(deferLLVM SYSTEM INTERFACE ${LLVM_INCLUDE_DIRS})
separate_arguments(defer_llvm_definitions NATIVE_COMMAND "${LLVM_DEFINITIONS}")
target_compile_options(deferLLVM INTERFACE ${defer_llvm_definitions}
  -fno-exceptions -fno-strict-aliasing
  "$<$<COMPILE_LANGUAGE:CXX>:-fno-rtti>"
  "$<$<CONFIG:Release>:-O2>"
  # Warnings of GCC that are about inlined code of LLVM's headers.
  "$<$<CXX_COMPILER_ID:GNU>:-Wno-nonnull;-Wno-maybe-uninitialized>")
# Some classes of LLVM differ with NDEBUG: follow the LLVM that loads the
# module, whatever the type of this build is.
if(LLVM_ENABLE_ASSERTIONS)
  target_compile_options(deferLLVM INTERFACE -UNDEBUG)
else()
  target_compile_options(deferLLVM INTERFACE -DNDEBUG)
endif()

# What the tools are linked with: the library that clang itself uses. Its name
# without a version is in no package that is needed otherwise.
file(GLOB DEFER_CLANG_LIBRARY "${LLVM_LIBRARY_DIR}/libclang-cpp.so"
  "${LLVM_LIBRARY_DIR}/libclang-cpp.so.${LLVM_VERSION_MAJOR}*")
if(NOT DEFER_CLANG_LIBRARY)
  message(FATAL_ERROR
    "libclang-cpp of LLVM ${LLVM_VERSION_MAJOR} is missing from ${LLVM_LIBRARY_DIR}. "
    "On Debian: apt install libclang-cpp${LLVM_VERSION_MAJOR}")
endif()
list(GET DEFER_CLANG_LIBRARY 0 DEFER_CLANG_LIBRARY)

# Clang's own headers (stddef.h and the like), for the tools to find.
file(GLOB DEFER_RESOURCE_DIR
  "${LLVM_LIBRARY_DIR}/clang/${LLVM_VERSION_MAJOR}"
  "${LLVM_LIBRARY_DIR}/clang/${LLVM_VERSION_MAJOR}.*")
if(DEFER_RESOURCE_DIR)
  list(GET DEFER_RESOURCE_DIR 0 DEFER_RESOURCE_DIR)
endif()
