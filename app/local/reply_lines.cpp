#include "app/local/reply_lines.hpp"

#include <charconv>

#include "app/node/json.hpp"

namespace alongside::app {

namespace {

constexpr std::string_view kProgress = R"({"progress":)";
constexpr std::string_view kStatus = R"({"status":)";
constexpr std::string_view kReply = R"(,"reply":)";

bool take(std::string_view& line, std::string_view prefix) {
  if (!line.starts_with(prefix)) return false;
  line.remove_prefix(prefix.size());
  return true;
}

bool take_end(std::string_view& line) {
  if (!line.ends_with('}')) return false;
  line.remove_suffix(1);
  return true;
}

}  // namespace

std::string progress_line(const api::Progress& progress) {
  return std::string(kProgress) + json_text(progress) + "}\n";
}

std::string reply_line(const ApiReply& reply) {
  std::string line(kStatus);
  line.append(std::to_string(reply.status)).append(kReply).append(reply.body).append("}\n");
  return line;
}

std::optional<api::Progress> read_progress_line(std::string_view line) {
  api::Progress progress;
  if (!take(line, kProgress) || !take_end(line) || !read_json(as_bytes(line), progress)) return std::nullopt;
  return progress;
}

std::optional<ApiReply> read_reply_line(std::string_view line) {
  ApiReply reply;
  if (!take(line, kStatus) || !take_end(line)) return std::nullopt;
  const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), reply.status);
  if (error != std::errc{}) return std::nullopt;
  line.remove_prefix(static_cast<std::size_t>(end - line.data()));
  if (!take(line, kReply)) return std::nullopt;
  reply.body = line;
  return reply;
}

}  // namespace alongside::app
