// The conversation's windows and counts (proto/PROTOCOL.md, "Limits"). A change of one is a change of wire version.
#pragma once

#include <cstddef>
#include <cstdint>

namespace alongside::net {

inline constexpr std::uint64_t kBatchWindow = 4;  // batches under way that are not acknowledged
inline constexpr std::size_t kMaxBatchChanges = 1024;
inline constexpr std::size_t kFirstBatchChanges = 64;  // of a run of batches; each may have twice as many as the one before
inline constexpr std::size_t kBatchBytesAim = 1024 * 1024;  // a batch is closed when it has this much

inline constexpr std::uint64_t kChunkWindow = 32;  // chunks asked for and not stored
inline constexpr std::uint32_t kChunksPerRequest = 16;
inline constexpr std::size_t kMaxSealedChunkBytes = 65536 + 16;

inline constexpr std::size_t kMaxPageHoldings = 1024;
inline constexpr std::size_t kMaxReturnItems = 64;  // asked back at once
inline constexpr std::size_t kSealBytes = 16;

// Fields of one message at any level; bounds what parsing allocates, before it does.
inline constexpr std::size_t kMaxFieldsPerMessage = 2048;
inline constexpr int kMaxMessageDepth = 8;

}  // namespace alongside::net
