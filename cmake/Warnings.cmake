# Warnings for our own code only: an INTERFACE target that is never exported.
add_library(demarche_warnings INTERFACE)
target_compile_options(demarche_warnings INTERFACE
  $<$<COMPILE_LANGUAGE:CXX>:-Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Wold-style-cast -Wcast-qual -Woverloaded-virtual -Wextra-semi>)
# g++ 12 sees overlaps and out-of-bounds accesses in std::string and std::vector that cannot happen (GCC bugs 105329, 105651).
# clang-tidy reads the same command line and does not know these flags.
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13 AND NOT CMAKE_CXX_CLANG_TIDY)
  target_compile_options(demarche_warnings INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-Wno-restrict -Wno-array-bounds -Wno-stringop-overflow>)
endif()
if(DEMARCHE_WERROR)
  target_compile_options(demarche_warnings INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-Werror>)
endif()
