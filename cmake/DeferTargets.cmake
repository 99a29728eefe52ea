# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Helpers for the targets in lib/.

# Warnings and visibility that all targets share.
function(defer_common_options target)
  set_target_properties(${target} PROPERTIES
    C_VISIBILITY_PRESET hidden
    CXX_VISIBILITY_PRESET hidden
    VISIBILITY_INLINES_HIDDEN ON
    POSITION_INDEPENDENT_CODE ON)
  target_include_directories(${target} PRIVATE "${PROJECT_SOURCE_DIR}/include")
  target_compile_options(${target} PRIVATE -Wall -Wextra
    "$<$<BOOL:${DEFER_WERROR}>:-Werror>")
  # With CMAKE_UNITY_BUILD each file is included in another one, where GCC finds
  # fault with its anonymous namespaces.
  if(CMAKE_UNITY_BUILD AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    target_compile_options(${target} PRIVATE
      "$<$<COMPILE_LANGUAGE:CXX>:-Wno-subobject-linkage>")
  endif()
endfunction()

# defer_add_precompiled(name header...): with DEFER_PCH, headers that are
# precompiled once for all targets that name them: what every source includes is
# most of what it costs to compile.
function(defer_add_precompiled name)
  if(DEFER_PCH)
    set(source "${CMAKE_CURRENT_BINARY_DIR}/${name}.cpp")
    file(CONFIGURE OUTPUT "${source}" CONTENT "")
    add_library(${name} OBJECT "${source}")
    defer_common_options(${name})
    target_link_libraries(${name} PRIVATE deferLLVM)
    target_precompile_headers(${name} PRIVATE ${ARGN})
  endif()
endfunction()

# defer_add_objects(name PRECOMPILED headers SOURCES source...): C++ objects
# compiled against LLVM, with what defer_add_precompiled(headers) has.
function(defer_add_objects name)
  cmake_parse_arguments(arg "" "PRECOMPILED" "SOURCES" ${ARGN})
  add_library(${name} OBJECT ${arg_SOURCES})
  defer_common_options(${name})
  target_link_libraries(${name} PRIVATE deferLLVM)
  if(DEFER_PCH AND arg_PRECOMPILED)
    target_precompile_headers(${name} REUSE_FROM ${arg_PRECOMPILED})
  endif()
endfunction()

# defer_add_module(name output objects...): a module without the prefix "lib",
# made of object libraries, that is loaded by clang or opt.
function(defer_add_module name output)
  add_library(${name} MODULE)
  foreach(objects IN LISTS ARGN)
    if(TARGET ${objects})
      target_sources(${name} PRIVATE $<TARGET_OBJECTS:${objects}>)
    endif()
  endforeach()
  set_target_properties(${name} PROPERTIES
    PREFIX "" SUFFIX ".so" OUTPUT_NAME ${output} LINKER_LANGUAGE CXX)
endfunction()

# defer_add_tool(name OBJECTS library... PRECOMPILED headers SOURCES source...):
# a program that uses Clang's libraries, the shared ones that clang itself is
# made of.
function(defer_add_tool name)
  cmake_parse_arguments(arg "" "PRECOMPILED" "OBJECTS;SOURCES" ${ARGN})
  # Objects of their own, as precompiled headers are for code of one kind only,
  # and that of a program's own sources is position independent in another way.
  defer_add_objects(${name}Main
    PRECOMPILED ${arg_PRECOMPILED} SOURCES ${arg_SOURCES})
  add_executable(${name})
  foreach(objects IN LISTS arg_OBJECTS ITEMS ${name}Main)
    target_sources(${name} PRIVATE $<TARGET_OBJECTS:${objects}>)
  endforeach()
  defer_common_options(${name})
  target_link_libraries(${name} PRIVATE deferLLVM ${DEFER_CLANG_LIBRARY} LLVM
    Threads::Threads)
  set_target_properties(${name} PROPERTIES LINKER_LANGUAGE CXX)
  install(TARGETS ${name}
    RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}" COMPONENT tools)
endfunction()
