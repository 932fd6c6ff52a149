# Writes preflight_files.cc: readiness rules and targets as constants.
# cmake -DOUT=... -DDIRECTORY=... -P embed_preflight.cmake
function(embed function pattern out_body)
  file(GLOB files ${DIRECTORY}/${pattern})
  list(SORT files)
  set(body "const std::vector<BuiltInFile>& ${function}() {\n")
  string(APPEND body "  static const auto* files = new std::vector<BuiltInFile>{\n")
  foreach(file ${files})
    get_filename_component(name ${file} NAME)
    file(READ ${file} text)
    string(APPEND body "      {\"${name}\", R\"file(${text})file\"},\n")
  endforeach()
  string(APPEND body "  };\n  return *files;\n}\n\n")
  set(${out_body} "${body}" PARENT_SCOPE)
endfunction()

embed(PreflightRuleFiles preflight/*.sql rules)
embed(TargetFiles targets/*.target targets)
file(WRITE ${OUT} "#include \"checks/preflight_files.h\"\n\nnamespace sitrep::checks {\n\n"
     "${rules}${targets}}  // namespace sitrep::checks\n")
