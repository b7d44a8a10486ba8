include(CMakePackageConfigHelpers)
install(TARGETS demarche EXPORT demarche-targets)
install(DIRECTORY include/demarche DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
