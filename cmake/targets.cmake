# How every target of the project is declared: one interface target for flags, one function per sort of target.

add_library(dateline_flags INTERFACE)
target_include_directories(dateline_flags INTERFACE ${PROJECT_SOURCE_DIR} ${PROJECT_BINARY_DIR})
target_compile_options(dateline_flags INTERFACE -Wall -Wextra -Wpedantic -Wno-unused-parameter -fno-omit-frame-pointer)
find_program(DATELINE_MOLD mold)
if(DATELINE_MOLD AND NOT DATELINE_SANITIZE AND NOT DATELINE_FUZZERS)
  target_link_options(dateline_flags INTERFACE -fuse-ld=mold)
endif()
if(DATELINE_SANITIZE)
  # Global, so that generated code is instrumented too.
  add_compile_options(-fsanitize=${DATELINE_SANITIZE} -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${DATELINE_SANITIZE})
endif()
if(DATELINE_FUZZERS)
  # RapidJSON's stack adds an offset to its null pointer while it is empty.
  add_compile_options(-fsanitize=fuzzer-no-link,address,undefined -fno-sanitize=pointer-overflow
                      -fno-sanitize-recover=all)
  add_link_options(-fsanitize=address,undefined)
endif()

# What serves memory to the programs that allocate much in many threads: packs pieces of one size together, where glibc
# spreads them. Writing an index takes a tenth less processor time. Sanitizers bring an allocator of their own.
if(DATELINE_SANITIZE OR DATELINE_FUZZERS)
  set(dateline_allocator "")
else()
  set(dateline_allocator PkgConfig::JEMALLOC)
endif()

# dateline_library(<folder noun> SOURCES ... LINKS ... [EXTERNAL ...])
# LINKS names other layers as they appear in includes (dateline::article); the layer test reads these lines.
function(dateline_library noun)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINKS;EXTERNAL" ${ARGN})
  add_library(dateline_${noun} STATIC ${ARG_SOURCES})
  add_library(dateline::${noun} ALIAS dateline_${noun})
  target_link_libraries(dateline_${noun} PUBLIC ${ARG_LINKS} ${ARG_EXTERNAL} PRIVATE dateline_flags)
endfunction()

# dateline_binary(<name> SOURCES ... LINKS ... [ALLOCATES]): ALLOCATES says that it does so all the time.
function(dateline_binary name)
  cmake_parse_arguments(ARG "ALLOCATES" "" "SOURCES;LINKS" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  target_link_libraries(${name} PRIVATE ${ARG_LINKS} dateline_flags)
  if(ARG_ALLOCATES)
    target_link_libraries(${name} PRIVATE ${dateline_allocator})
  endif()
endfunction()

# dateline_timeout(<ctest> <seconds>): more under a sanitizer, whose programs are many times slower.
function(dateline_timeout name seconds)
  if(DATELINE_SANITIZE)
    math(EXPR seconds "${seconds} * 8")
  endif()
  set_tests_properties(${name} PROPERTIES TIMEOUT ${seconds})
endfunction()

# dateline_test(<name> SOURCES ... LINKS ... [TIMEOUT s] [ENVIRONMENT NAME=value...]): one GoogleTest binary; one ctest.
function(dateline_test name)
  cmake_parse_arguments(ARG "" "TIMEOUT" "SOURCES;LINKS;ENVIRONMENT" ${ARGN})
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 120)
  endif()
  add_executable(${name} ${ARG_SOURCES})
  target_compile_definitions(${name} PRIVATE DATELINE_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  target_link_libraries(${name} PRIVATE ${ARG_LINKS} GTest::gmock GTest::gtest_main dateline_flags)
  add_test(NAME ${name} COMMAND ${name})
  set_tests_properties(${name} PROPERTIES ENVIRONMENT "${ARG_ENVIRONMENT}")
  dateline_timeout(${name} ${ARG_TIMEOUT})
endfunction()
