// Any bytes as a frame: refused, or a message that reads back as it is said again.
#include "net/sync/frame.hpp"
#include "proto/check.hpp"

using namespace alongside;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const auto frame = net::read_frame({data, size});
  if (!frame || frame->ByteSizeLong() == 0) return 0;
  const auto again = net::read_frame(net::encode(*frame));
  require(again.has_value());
  require(again->body_case() == frame->body_case());
  return 0;
}
