// A text as a QR code for a terminal.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace alongside::app {

// Lines of half blocks, dark on light whatever the terminal's colours (`with_colours`), else drawn so that the light
// parts are the terminal's foreground, which fits the usual dark background. Nothing when the text is too long for a
// code or the code wider than `width`.
std::optional<std::string> qr_code(std::string_view text, int width, bool with_colours);

}  // namespace alongside::app
