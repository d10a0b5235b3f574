// The waits of proto/PROTOCOL.md, "Timers".
#pragma once

#include <chrono>

namespace alongside::net {

using namespace std::chrono_literals;

inline constexpr auto kHeadStart = 300ms;       // between dialling one address and the next beside it
inline constexpr auto kConnectLimit = 10s;      // resolving and connecting
inline constexpr auto kPairAttemptLimit = 5s;   // of one pairing, once connected
inline constexpr auto kFirstPause = 1s;         // after a failed round of dialling, doubled each time
inline constexpr auto kLongestPause = 300s;
inline constexpr auto kStorePause = 2s;         // before a store that had no room is asked again
inline constexpr auto kSoundSession = 30s;      // after which a lost session is dialled again at once
inline constexpr auto kPingAfter = 15s;         // of silence
inline constexpr auto kDeadAfter = 45s;         // of silence
inline constexpr auto kProbeLimit = 5s;         // for a sign of life, when there is reason for doubt
inline constexpr auto kRivalLimit = 2s;         // for the winner of two connections to answer
inline constexpr auto kFarewellLimit = 2s;      // for a sign of life of the partner to whom a farewell is said
inline constexpr auto kCloseLimit = 2s;         // to hand over what is left before closing
inline constexpr auto kSessionLife = 24h;       // then a new handshake
inline constexpr auto kLookAround = 10s;        // how often to notice that the machine has slept
inline constexpr auto kSleepNoticed = 5s;       // by how much the clocks must have come apart
inline constexpr auto kLastSyncedStep = 5s;     // how exact "last synced" is kept

}  // namespace alongside::net
