# demarche_embed_files(TARGET name FILES path... [GENERATED path=file...])
#
# Links the files into a target: one assembler file with .incbin directives and one C++ table of (path, bytes), sorted by path.
# FILES are relative to the project; GENERATED ones are made by the build and are given as embedded-path=absolute-file.
function(demarche_embed_files)
  cmake_parse_arguments(ARG "" "TARGET" "FILES;GENERATED" ${ARGN})
  set(pairs "")
  foreach(file IN LISTS ARG_FILES)
    list(APPEND pairs "${file}=${PROJECT_SOURCE_DIR}/${file}")
  endforeach()
  list(APPEND pairs ${ARG_GENERATED})
  list(SORT pairs COMPARE STRING)
  set(assembler "    .section .rodata\n")
  set(declarations "")
  set(table "")
  set(depends "")
  set(n 0)
  foreach(pair IN LISTS pairs)
    string(FIND "${pair}" "=" at)
    string(SUBSTRING "${pair}" 0 ${at} path)
    math(EXPR from "${at} + 1")
    string(SUBSTRING "${pair}" ${from} -1 file)
    string(APPEND assembler "    .balign 16\n    .global demarche_embedded_${n}_begin, demarche_embedded_${n}_end\n    .hidden demarche_embedded_${n}_begin, demarche_embedded_${n}_end\ndemarche_embedded_${n}_begin:\n    .incbin \"${file}\"\ndemarche_embedded_${n}_end:\n    .byte 0\n")
    string(APPEND declarations "extern const char demarche_embedded_${n}_begin[], demarche_embedded_${n}_end[];\n")
    string(APPEND table "        {\"${path}\", {demarche_embedded_${n}_begin, static_cast<std::size_t>(demarche_embedded_${n}_end - demarche_embedded_${n}_begin)}},\n")
    list(APPEND depends "${file}")
    math(EXPR n "${n} + 1")
  endforeach()
  string(APPEND assembler "    .section .note.GNU-stack,\"\",%progbits\n")
  set(dir "${CMAKE_CURRENT_BINARY_DIR}/embedded")
  file(CONFIGURE OUTPUT "${dir}/${ARG_TARGET}_files.S" CONTENT "${assembler}" @ONLY)
  file(CONFIGURE OUTPUT "${dir}/${ARG_TARGET}_files.cpp" CONTENT
"#include \"base/embedded.h\"

#include <array>
#include <cstddef>

extern \"C\" {
${declarations}}

namespace demarche::base {

std::span<const EmbeddedFile> embedded_files() {
    static const std::array<EmbeddedFile, ${n}> files{{
${table}    }};
    return files;
}

}  // namespace demarche::base
" @ONLY)
  set_source_files_properties("${dir}/${ARG_TARGET}_files.S" PROPERTIES OBJECT_DEPENDS "${depends}")
  target_sources(${ARG_TARGET} PRIVATE "${dir}/${ARG_TARGET}_files.S" "${dir}/${ARG_TARGET}_files.cpp")
endfunction()
