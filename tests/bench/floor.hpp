// The floors: the same bytes through libsodium, loopback TCP and SQLite, written as plainly as possible and with none
// of our code between. What our figures are held against.
#pragma once

#include <cstddef>
#include <filesystem>

namespace alongside::bench::floor {

inline constexpr std::size_t kRecordBytes = 4096;
inline constexpr std::size_t kEntriesPerCommit = 1000;

// Seconds to seal and to open `entries` texts of `entry_bytes` with XChaCha20-Poly1305.
struct SealTimes {
  double seal;
  double open;
};
SealTimes seal_and_open(std::size_t entries, std::size_t entry_bytes);

// Seconds to make one sealed row of `entry_bytes` durable, the mean of `writes`.
double write_one(const std::filesystem::path& folder, std::size_t writes, std::size_t entry_bytes);

// Seconds to read and open `entries` sealed rows.
double open_all(const std::filesystem::path& folder, std::size_t entries, std::size_t entry_bytes);

// Seconds from before one row's commit at one end until after its commit at the other, the mean of `shares`.
double share_one(const std::filesystem::path& folder, std::size_t shares, std::size_t entry_bytes);

// Seconds to move `entries` sealed rows to another database: read and open, seal in records, loopback TCP; open, seal,
// insert kEntriesPerCommit a commit. Sender and receiver are a thread each.
double catch_up(const std::filesystem::path& folder, std::size_t entries, std::size_t entry_bytes);

// Seconds to move a file of sealed 64 KiB chunks: read, seal in records, loopback TCP; open, check the chunk's own seal,
// write, sync at the end.
double attachment(const std::filesystem::path& folder, std::size_t bytes);

}  // namespace alongside::bench::floor
