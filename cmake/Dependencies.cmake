# What we build on, each as a target. All of it comes from Debian's packages (./dev setup).

find_package(PkgConfig REQUIRED)
pkg_check_modules(sodium REQUIRED IMPORTED_TARGET libsodium>=1.0.18)
pkg_check_modules(sqlite REQUIRED IMPORTED_TARGET sqlite3>=3.40)
pkg_check_modules(qrencode REQUIRED IMPORTED_TARGET libqrencode)
find_package(Threads REQUIRED)
find_package(Protobuf REQUIRED)

# Debian keeps CLI11 and Boost as headers; found by one header of each.
find_path(CLI11_INCLUDE_DIR CLI/CLI.hpp REQUIRED)
add_library(alongside_cli11 INTERFACE)
target_include_directories(alongside_cli11 SYSTEM INTERFACE ${CLI11_INCLUDE_DIR})

find_package(Boost 1.81 REQUIRED)
add_library(alongside_boost INTERFACE)
target_include_directories(alongside_boost SYSTEM INTERFACE ${Boost_INCLUDE_DIRS})
# Asio is compiled once, in net/reach/asio.cpp; every other file sees declarations.
target_compile_definitions(alongside_boost INTERFACE
  BOOST_ASIO_SEPARATE_COMPILATION BOOST_ASIO_NO_DEPRECATED BOOST_ERROR_CODE_HEADER_ONLY)
