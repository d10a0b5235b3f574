#include "net/noise/cipher_state.hpp"

#include <gtest/gtest.h>
#include <sodium.h>

#include <limits>

#include "net/error.hpp"
#include "tests/support/seeded_random.hpp"

namespace alongside::net::noise {
namespace {

constexpr auto kReserved = std::numeric_limits<std::uint64_t>::max();

class CipherStates : public ::testing::Test {
 protected:
  test::SeededRandom random{11};
  CipherKey key = CipherKey::random(random);
  CipherState sending{key.duplicate()};
  CipherState receiving{key.duplicate()};
  const Bytes ad{1, 2, 3};
  const Bytes plaintext = Bytes(100, 0x42);
};

// Sealed by libsodium itself, with the nonce's 12 bytes written out.
Bytes sealed_by_libsodium(const CipherKey& key, std::array<unsigned char, 12> nonce, BytesView ad,
                          BytesView plaintext) {
  Bytes out(plaintext.size() + kTagBytes);
  crypto_aead_chacha20poly1305_ietf_encrypt(out.data(), nullptr, plaintext.data(), plaintext.size(), ad.data(),
                                            ad.size(), nullptr, nonce.data(), key.expose().data());
  return out;
}

TEST_F(CipherStates, CountsItsNonceLittleEndianAfterFourZeroBytes) {
  sending.set_nonce(0x0102030405060708);
  EXPECT_EQ(sending.encrypt(ad, plaintext).value(),
            sealed_by_libsodium(key, {0, 0, 0, 0, 8, 7, 6, 5, 4, 3, 2, 1}, ad, plaintext));
  EXPECT_EQ(sending.nonce(), 0x0102030405060709u);
}

TEST_F(CipherStates, OpensInOrderWhatTheOtherSealed) {
  for (int i = 0; i < 3; ++i)
    EXPECT_EQ(receiving.decrypt(ad, sending.encrypt(ad, plaintext).value()).value(), plaintext);
}

TEST_F(CipherStates, WorksInPlace) {
  Bytes record = plaintext;
  record.resize(plaintext.size() + kTagBytes);
  const auto body = std::span(record).first(plaintext.size());
  ASSERT_TRUE(sending.encrypt_into(record, ad, body));
  EXPECT_EQ(record, sealed_by_libsodium(key, {}, ad, plaintext));
  ASSERT_TRUE(receiving.decrypt_into(body, ad, record));
  EXPECT_TRUE(std::ranges::equal(body, plaintext));
}

TEST_F(CipherStates, RefusesAReplayedAReorderedAndAReflectedMessage) {
  const auto first = sending.encrypt(ad, plaintext).value();
  const auto second = sending.encrypt(ad, plaintext).value();
  ASSERT_TRUE(receiving.decrypt(ad, first));
  CipherState skipping{key.duplicate()};
  EXPECT_EQ(skipping.decrypt(ad, second).error(), NetErrc::message_not_authentic);
  EXPECT_EQ(receiving.decrypt(ad, first).error(), NetErrc::message_not_authentic);
}

TEST_F(CipherStates, IsDeadAfterAFailureEvenForGoodMessages) {
  auto damaged = sending.encrypt(ad, plaintext).value();
  const auto good = sending.encrypt(ad, plaintext).value();
  damaged[0] ^= 1;
  EXPECT_EQ(receiving.decrypt(ad, damaged).error(), NetErrc::message_not_authentic);
  EXPECT_EQ(receiving.decrypt(ad, good).error(), NetErrc::state_is_dead);
  EXPECT_EQ(receiving.encrypt(ad, plaintext).error(), NetErrc::state_is_dead);
  EXPECT_EQ(receiving.rekey().error(), NetErrc::state_is_dead);
}

TEST_F(CipherStates, GivesNothingOfThePlaintextBeforeTheTagIsChecked) {
  auto damaged = sending.encrypt(ad, plaintext).value();
  damaged.back() ^= 1;
  Bytes out(plaintext.size(), 0xee);
  ASSERT_FALSE(receiving.decrypt_into(out, ad, damaged));
  EXPECT_EQ(std::ranges::count(out, plaintext[0]), 0);
}

TEST_F(CipherStates, RefusesOtherAssociatedData) {
  EXPECT_EQ(receiving.decrypt({}, sending.encrypt(ad, plaintext).value()).error(), NetErrc::message_not_authentic);
}

TEST_F(CipherStates, NeverUsesTheReservedNonce) {
  sending.set_nonce(kReserved - 1);
  receiving.set_nonce(kReserved - 1);
  EXPECT_EQ(receiving.decrypt(ad, sending.encrypt(ad, plaintext).value()).value(), plaintext);
  const auto under_reserved =
      sealed_by_libsodium(key, {0, 0, 0, 0, 255, 255, 255, 255, 255, 255, 255, 255}, ad, plaintext);
  EXPECT_EQ(sending.encrypt(ad, plaintext).error(), NetErrc::nonce_exhausted);
  EXPECT_EQ(receiving.decrypt(ad, under_reserved).error(), NetErrc::nonce_exhausted);
  EXPECT_EQ(sending.encrypt(ad, plaintext).error(), NetErrc::state_is_dead);
  EXPECT_EQ(receiving.decrypt(ad, under_reserved).error(), NetErrc::state_is_dead);
}

TEST_F(CipherStates, TakesAMessageOf65535BytesAndNoLongerOne) {
  const Bytes largest(kMaxMessageBytes - kTagBytes, 1);
  const auto message = sending.encrypt({}, largest).value();
  EXPECT_EQ(message.size(), 65535u);
  EXPECT_EQ(receiving.decrypt({}, message).value(), largest);
  EXPECT_EQ(sending.encrypt({}, Bytes(largest.size() + 1)).error(), NetErrc::message_too_long);
  EXPECT_EQ(receiving.decrypt({}, Bytes(65536)).error(), NetErrc::message_too_long);
}

TEST_F(CipherStates, RefusesAMessageShorterThanATag) {
  for (std::size_t size = 0; size < kTagBytes; ++size) {
    CipherState fresh{key.duplicate()};
    EXPECT_EQ(fresh.decrypt({}, Bytes(size)).error(), NetErrc::message_too_short) << size;
  }
}

TEST_F(CipherStates, RekeysToTheEncryptionOfZerosUnderTheReservedNonceAndGoesOnCounting) {
  ASSERT_TRUE(sending.encrypt(ad, plaintext));
  ASSERT_TRUE(sending.rekey());
  EXPECT_EQ(sending.nonce(), 1u);

  Bytes next = sealed_by_libsodium(key, {0, 0, 0, 0, 255, 255, 255, 255, 255, 255, 255, 255}, {}, Bytes(32));
  CipherState by_hand{CipherKey(std::span(next).first<32>())};
  by_hand.set_nonce(1);
  const auto message = sending.encrypt(ad, plaintext).value();
  EXPECT_EQ(by_hand.decrypt(ad, message).value(), plaintext);

  receiving.set_nonce(1);
  EXPECT_EQ(receiving.decrypt(ad, message).error(), NetErrc::message_not_authentic);
}

}  // namespace
}  // namespace alongside::net::noise
