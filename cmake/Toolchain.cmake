# Warnings, hardening and sanitizers as targets that each library links, and ccache where there is one.

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE_PROGRAM})
  if(ALONGSIDE_PRECOMPILE)
    # What ccache asks for before it caches what was compiled with precompiled headers.
    set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env
      CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime ${CCACHE_PROGRAM})
  endif()
endif()

find_program(LLD_PROGRAM NAMES ld.lld)
if(LLD_PROGRAM)
  add_link_options(-fuse-ld=lld)
endif()

add_library(alongside_warnings INTERFACE)
target_compile_options(alongside_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Woverloaded-virtual -Wold-style-cast
  -Wimplicit-fallthrough -Wconversion -Wno-sign-conversion -Werror)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # g++ 12 sees dangling and overlong accesses inside its own library where there are none.
  target_compile_options(alongside_warnings INTERFACE
    -Wno-restrict -Wno-stringop-overflow -Wno-array-bounds -Wno-maybe-uninitialized)
endif()

# Applied to every target of ours, so that all code in one program agrees.
add_library(alongside_build INTERFACE)
target_compile_options(alongside_build INTERFACE -fstack-protector-strong)
if(NOT ALONGSIDE_SANITIZE AND CMAKE_BUILD_TYPE STREQUAL "Release")
  target_compile_definitions(alongside_build INTERFACE _FORTIFY_SOURCE=2)
  target_link_options(alongside_build INTERFACE -Wl,-z,relro,-z,now)
endif()
if(ALONGSIDE_SANITIZE)
  target_compile_options(alongside_build INTERFACE
    -fsanitize=${ALONGSIDE_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(alongside_build INTERFACE -fsanitize=${ALONGSIDE_SANITIZE})
  if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang" AND ALONGSIDE_SANITIZE MATCHES "undefined")
    # clang 14's function check can't read coroutine frames.
    target_compile_options(alongside_build INTERFACE -fno-sanitize=function)
  endif()
endif()
if(ALONGSIDE_FUZZ)
  target_compile_options(alongside_build INTERFACE -fsanitize=fuzzer-no-link)
endif()
if(ALONGSIDE_COVERAGE)
  target_compile_options(alongside_build INTERFACE --coverage)
  target_link_options(alongside_build INTERFACE --coverage)
endif()

# A library of one room: warnings as errors, headers that each compile alone (target all_verify_interface_header_sets).
# PRECOMPILE: the foreign and generated headers that most of its files begin with.
#   alongside_library(NAME SOURCES ... HEADERS ... LINKS PUBLIC ... PRIVATE ... PRECOMPILE ...)
function(alongside_library name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;HEADERS;LINKS;PRECOMPILE")
  add_library(${name} STATIC ${arg_SOURCES})
  target_sources(${name} PUBLIC FILE_SET HEADERS BASE_DIRS ${PROJECT_SOURCE_DIR} FILES ${arg_HEADERS})
  set_target_properties(${name} PROPERTIES VERIFY_INTERFACE_HEADER_SETS ON)
  target_link_libraries(${name} ${arg_LINKS})
  target_link_libraries(${name} PUBLIC alongside_build PRIVATE alongside_warnings)
  alongside_precompile(${name} ${arg_PRECOMPILE})
endfunction()

# Halves the time of a build from nothing. Off with clang, so that a file that forgot an include is noticed.
function(alongside_precompile target)
  if(NOT ALONGSIDE_PRECOMPILE)
    return()
  endif()
  target_precompile_headers(${target} PRIVATE <algorithm> <array> <filesystem> <functional> <map> <memory> <optional>
    <span> <string> <string_view> <vector> <boost/system/result.hpp> ${ARGN})
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    target_compile_options(${target} PRIVATE -fpch-preprocess)
    # But not for the precompiled header itself: the one from before would take its place in what ccache looks at.
    set_source_files_properties(${CMAKE_CURRENT_BINARY_DIR}/CMakeFiles/${target}.dir/cmake_pch.hxx.cxx
      PROPERTIES COMPILE_OPTIONS -fno-pch-preprocess)
  endif()
endfunction()
