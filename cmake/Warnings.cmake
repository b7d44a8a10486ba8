# Warnings for our own code only: an INTERFACE target that is never exported.
add_library(demarche_warnings INTERFACE)
target_compile_options(demarche_warnings INTERFACE
  $<$<COMPILE_LANGUAGE:CXX>:-Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Wold-style-cast -Wcast-qual -Woverloaded-virtual -Wextra-semi>)
if(DEMARCHE_WERROR)
  target_compile_options(demarche_warnings INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-Werror>)
endif()
