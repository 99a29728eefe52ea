# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# What cmake --install installs beside the libraries: the headers, the CMake
# package and the file for pkg-config.

include(CMakePackageConfigHelpers)

install(FILES
    "${PROJECT_SOURCE_DIR}/include/defer.h"
    "${PROJECT_SOURCE_DIR}/include/defer_chain.h"
    "${PROJECT_SOURCE_DIR}/include/defer_rt.h"
    "${PROJECT_SOURCE_DIR}/include/stddefer.h"
  DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}" COMPONENT runtime)

set(defer_package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/Defer")
set(DEFER_LLVM_MAJOR "${LLVM_VERSION_MAJOR}")
set(DEFER_PLUGIN_DIR "${CMAKE_INSTALL_LIBDIR}/defer")

configure_package_config_file(
  "${PROJECT_SOURCE_DIR}/cmake/DeferConfig.cmake.in"
  "${PROJECT_BINARY_DIR}/package/DeferConfig.cmake"
  INSTALL_DESTINATION "${defer_package_dir}"
  PATH_VARS CMAKE_INSTALL_INCLUDEDIR CMAKE_INSTALL_LIBDIR DEFER_PLUGIN_DIR)
write_basic_package_version_file(
  "${PROJECT_BINARY_DIR}/package/DeferConfigVersion.cmake"
  COMPATIBILITY SameMajorVersion)
install(FILES
    "${PROJECT_BINARY_DIR}/package/DeferConfig.cmake"
    "${PROJECT_BINARY_DIR}/package/DeferConfigVersion.cmake"
  DESTINATION "${defer_package_dir}" COMPONENT plugin)

# The prefix in defer.pc follows from where the file is, so the installed tree
# can be moved.
if(IS_ABSOLUTE "${CMAKE_INSTALL_LIBDIR}")
  set(defer_pc_prefix "${CMAKE_INSTALL_PREFIX}")
  set(defer_pc_libdir "${CMAKE_INSTALL_LIBDIR}")
else()
  file(RELATIVE_PATH defer_pc_up
    "/${CMAKE_INSTALL_LIBDIR}/pkgconfig" "/")
  string(REGEX REPLACE "/$" "" defer_pc_up "${defer_pc_up}")
  set(defer_pc_prefix "\${pcfiledir}/${defer_pc_up}")
  set(defer_pc_libdir "\${prefix}/${CMAKE_INSTALL_LIBDIR}")
endif()
if(IS_ABSOLUTE "${CMAKE_INSTALL_INCLUDEDIR}")
  set(defer_pc_includedir "${CMAKE_INSTALL_INCLUDEDIR}")
else()
  set(defer_pc_includedir "\${prefix}/${CMAKE_INSTALL_INCLUDEDIR}")
endif()
configure_file(
  "${PROJECT_SOURCE_DIR}/cmake/defer.pc.in"
  "${PROJECT_BINARY_DIR}/package/defer.pc" @ONLY)
install(FILES "${PROJECT_BINARY_DIR}/package/defer.pc"
  DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig" COMPONENT plugin)
