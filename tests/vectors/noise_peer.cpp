// Our Noise on a line protocol, for test_noise_differential.py: a command a line on standard input, an answer a line on
// standard output. Two handshakes may be under way at once, one of each role. ROLE is `initiator` or `responder`; byte
// strings are hexadecimal, `-` stands for none.
//
//   ROLE begin PROTOCOL PROLOGUE STATIC EPHEMERAL REMOTE_STATIC PSK...   ok -
//   ROLE write PAYLOAD        ok MESSAGE             the next handshake message
//   ROLE read MESSAGE         ok PAYLOAD
//   ROLE try MESSAGE          ok PAYLOAD             as read, for a responder's first; a failure does not end it
//   ROLE hash                 ok HANDSHAKE_HASH
//   ROLE remote               ok REMOTE_STATIC
//   ROLE split                ok -
//   ROLE seal AD PLAINTEXT    ok CIPHERTEXT          a transport message, after split
//   ROLE open AD CIPHERTEXT   ok PLAINTEXT
//
// What fails is answered by `refused`, or by `dead` if an earlier failure has ended it.
#include <sodium.h>

#include <algorithm>
#include <array>
#include <iostream>
#include <optional>
#include <sstream>
#include <stdexcept>

#include "net/error.hpp"
#include "net/noise/handshake_state.hpp"
#include "tests/support/hex.hpp"

namespace alongside::test {
namespace {

using namespace net::noise;

class Fixed final : public crypto::RandomSource {
 public:
  explicit Fixed(Bytes bytes) : bytes_(std::move(bytes)) {}
  void fill(std::span<unsigned char> out) override {
    if (out.size() != bytes_.size()) throw std::invalid_argument("an ephemeral key of the wrong length");
    std::ranges::copy(bytes_, out.begin());
  }

 private:
  Bytes bytes_;
};

struct End {
  HandshakeState handshake;
  Fixed ephemeral;
  std::optional<Transport> transport;
};

Bytes next_bytes(std::istream& words) {
  std::string word;
  if (!(words >> word)) throw std::invalid_argument("too few words");
  return word == "-" ? Bytes() : from_hex(word);
}

template <class SecretType>
SecretType secret_of(Bytes bytes) {
  if (bytes.size() != SecretType::kSize) throw std::invalid_argument("a key of the wrong length");
  return SecretType(std::span<unsigned char, SecretType::kSize>(bytes));
}

End begun(Role role, std::istream& words) {
  std::string protocol;
  words >> protocol;
  const auto prologue = next_bytes(words);
  auto own_static = next_bytes(words);
  auto ephemeral = next_bytes(words);
  const auto remote_static = next_bytes(words);
  HandshakeKeys keys;
  if (!own_static.empty())
    keys.own_static = crypto::KeyPair::from(secret_of<crypto::PrivateKey>(std::move(own_static)));
  if (!remote_static.empty()) keys.remote_static = crypto::PublicKey::from(BytesView(remote_static)).value();
  while (words >> std::ws && !words.eof()) keys.psks.push_back(secret_of<Psk>(next_bytes(words)));
  return End{HandshakeState(ProtocolName::parse(protocol).value(), role, prologue, std::move(keys)),
             Fixed(std::move(ephemeral)), std::nullopt};
}

std::string answer(BytesView bytes) {
  std::string hex(2 * bytes.size() + 1, '\0');
  sodium_bin2hex(hex.data(), hex.size(), bytes.data(), bytes.size());
  hex.pop_back();
  return "ok " + (hex.empty() ? "-" : hex);
}

std::string answer(const error_code& failure) {
  return failure == error_code(net::NetErrc::state_is_dead) ? "dead" : "refused";
}

std::string answer(const Result<Bytes>& bytes) { return bytes ? answer(BytesView(*bytes)) : answer(bytes.error()); }

std::string split(End& end) {
  auto transport = end.handshake.split();
  if (!transport) return answer(transport.error());
  end.transport = std::move(*transport);
  return answer(BytesView());
}

std::string carry_out(End& end, const std::string& command, std::istream& words) {
  if (command == "write") return answer(end.handshake.write_message(next_bytes(words), end.ephemeral));
  if (command == "read") return answer(end.handshake.read_message(next_bytes(words)));
  if (command == "try") return answer(end.handshake.try_first(next_bytes(words)));
  if (command == "hash") return answer(BytesView(end.handshake.handshake_hash()));
  if (command == "remote") {
    const auto& remote = end.handshake.remote_static();
    return answer(remote ? BytesView(remote->bytes()) : BytesView());
  }
  if (command == "split") return split(end);
  const auto ad = next_bytes(words);
  if (command == "seal") return answer(end.transport.value().send.encrypt(ad, next_bytes(words)));
  if (command == "open") return answer(end.transport.value().receive.decrypt(ad, next_bytes(words)));
  throw std::invalid_argument("an unknown command: " + command);
}

void serve() {
  std::array<std::optional<End>, 2> ends;
  for (std::string line; std::getline(std::cin, line);) {
    std::istringstream words(line);
    std::string name, command;
    words >> name >> command;
    const auto role = name == "initiator" ? Role::initiator : Role::responder;
    auto& end = ends[role == Role::initiator ? 0 : 1];
    if (command == "begin") {
      end.reset();
      end.emplace(begun(role, words));
      std::cout << "ok -" << std::endl;
    } else {
      std::cout << carry_out(end.value(), command, words) << std::endl;
    }
  }
}

}  // namespace
}  // namespace alongside::test

int main() {
  try {
    alongside::test::serve();
  } catch (const std::exception& wrong) {
    std::cerr << "noise_peer: " << wrong.what() << '\n';
    return 1;
  }
}
