#include "core/crypto/sealed_box.hpp"

#include <gtest/gtest.h>

#include "tests/support/seeded_random.hpp"

namespace alongside::crypto {
namespace {

TEST(SealedBox, OpensForItsReceiverOnly) {
  test::SeededRandom random(4);
  const auto receiver = KeyPair::generate(random);
  const auto other = KeyPair::generate(random);
  const Bytes sealed = seal_to(receiver.open, as_bytes("rain"));
  EXPECT_EQ(sealed.size(), 4 + kSealedBoxOverheadBytes);
  EXPECT_EQ(as_text(open_sealed(receiver, sealed).value()), "rain");
  EXPECT_EQ(open_sealed(other, sealed).error(), CryptoErrc::not_authentic);
}

TEST(SealedBox, RefusesDamageAndTruncation) {
  test::SeededRandom random(4);
  const auto receiver = KeyPair::generate(random);
  const Bytes sealed = seal_to(receiver.open, as_bytes("rain"));
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    Bytes damaged = sealed;
    damaged[i] ^= 1;
    EXPECT_EQ(open_sealed(receiver, damaged).error(), CryptoErrc::not_authentic) << i;
    EXPECT_EQ(open_sealed(receiver, BytesView(sealed).first(i)).error(), CryptoErrc::not_authentic) << i;
  }
}

}  // namespace
}  // namespace alongside::crypto
