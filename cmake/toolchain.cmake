# Compiler flags, linker and cache, for every target of ours.
find_program(SITREP_CCACHE ccache)
if(SITREP_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER
      ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1
      CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime ${SITREP_CCACHE})
endif()
find_program(SITREP_MOLD mold)
if(SITREP_MOLD AND NOT SITREP_SANITIZE)
  add_link_options(-fuse-ld=mold)
endif()

find_package(Threads REQUIRED)
add_library(sitrep_flags INTERFACE)
target_compile_options(sitrep_flags INTERFACE -Wall -Wextra -Werror -Wnon-virtual-dtor -Woverloaded-virtual
                                              -Wimplicit-fallthrough -Wvla)
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  target_compile_options(sitrep_flags INTERFACE -Wthread-safety)
else()
  # g++ 12 reports these inside the standard library and Abseil when it inlines them.
  target_compile_options(sitrep_flags INTERFACE -Wshadow=local -Wno-maybe-uninitialized -Wno-restrict -Wno-stringop-overflow)
endif()
if(SITREP_SANITIZE)
  target_compile_options(sitrep_flags INTERFACE -fsanitize=${SITREP_SANITIZE} -fno-sanitize-recover=all)
  target_link_options(sitrep_flags INTERFACE -fsanitize=${SITREP_SANITIZE})
endif()
target_include_directories(sitrep_flags INTERFACE ${CMAKE_SOURCE_DIR} ${CMAKE_BINARY_DIR}/generated)
target_link_libraries(sitrep_flags INTERFACE Threads::Threads)
