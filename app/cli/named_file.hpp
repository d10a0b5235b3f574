// Files that the person named: looked at before anybody types a passphrase or a long text, so that what is wrong with
// one is said at once, with its name as it was typed and the reason in plain words.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/cli/outcome.hpp"

namespace alongside::app {

// An ordinary file that can be read. cannot_read_file.
Outcome<void> be_readable(const std::string& given);
Outcome<void> be_readable(const std::vector<std::string>& given);

// Nothing is there yet, and a file can be made there. cannot_write_file.
Outcome<void> be_free_to_write(const std::string& given);

// `"photo.jpg"`, safe to print.
std::string as_typed(std::string_view given);

// Why the system refused, for a person: "there is no such file".
std::string reason_words(int error_number);

}  // namespace alongside::app
