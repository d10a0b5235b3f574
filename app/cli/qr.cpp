#include "app/cli/qr.hpp"

#include <qrencode.h>

#include <memory>

namespace alongside::app {
namespace {

constexpr int kQuietZone = 4;  // modules of light around, as readers expect

struct FreeCode {
  void operator()(QRcode* code) const noexcept { QRcode_free(code); }
};
using Code = std::unique_ptr<QRcode, FreeCode>;

bool is_dark(const QRcode& code, int row, int column) noexcept {
  row -= kQuietZone;
  column -= kQuietZone;
  if (row < 0 || column < 0 || row >= code.width || column >= code.width) return false;
  return code.data[row * code.width + column] & 1;
}

// Two modules in one character, light ones drawn.
std::string_view half_blocks(bool upper_dark, bool lower_dark) noexcept {
  if (upper_dark) return lower_dark ? " " : "▄";
  return lower_dark ? "▀" : "█";
}

}  // namespace

std::optional<std::string> qr_code(std::string_view text, int width, bool with_colours) {
  const auto bytes = reinterpret_cast<const unsigned char*>(text.data());
  const Code code(QRcode_encodeData(static_cast<int>(text.size()), bytes, 0, QR_ECLEVEL_L));
  if (!code || code->width + 2 * kQuietZone > width) return std::nullopt;
  const int side = code->width + 2 * kQuietZone;
  std::string out;
  for (int row = 0; row < side; row += 2) {
    if (with_colours) out += "\x1b[97;40m";
    for (int column = 0; column < side; ++column)
      out += half_blocks(is_dark(*code, row, column), row + 1 < side ? is_dark(*code, row + 1, column) : false);
    if (with_colours) out += "\x1b[0m";
    out += '\n';
  }
  return out;
}

}  // namespace alongside::app
