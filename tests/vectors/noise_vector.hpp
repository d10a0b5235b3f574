// Noise test vectors in the JSON form of the cacophony project, which most published sets share.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "proto/bytes.hpp"

namespace alongside::test {

struct NoiseVectorSide {
  Bytes prologue;
  std::optional<Bytes> own_static;     // private
  std::optional<Bytes> ephemeral;      // private
  std::optional<Bytes> remote_static;  // public
  std::vector<Bytes> psks;
};

struct NoiseVectorMessage {
  Bytes payload;
  Bytes ciphertext;
};

struct NoiseVector {
  std::string protocol_name;
  bool expects_failure = false;  // "fail": true; a set's example of a handshake that must not work
  bool falls_back = false;       // "fallback": true
  NoiseVectorSide initiator;
  NoiseVectorSide responder;
  std::optional<Bytes> handshake_hash;
  std::vector<NoiseVectorMessage> messages;  // of the handshake, then of the transport
};

// The vectors of a file's text; nothing if it is not of this form: an object with "vectors", or an array, of objects
// with "protocol_name" or "name", and "messages". Other objects and unknown keys are ignored. Throws std::exception for
// a vector with a value that can't be read.
std::optional<std::vector<NoiseVector>> read_noise_vectors(const std::string& text);

}  // namespace alongside::test
