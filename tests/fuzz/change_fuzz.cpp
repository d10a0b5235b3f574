// Any bytes as a change from the partner: refused, or stored and shown whole; what is mine stays as it was.
#include <stdlib.h>

#include <filesystem>

#include "core/items/correspondence.hpp"
#include "core/items/notebook.hpp"
#include "core/items/received.hpp"
#include "proto/check.hpp"
#include "tests/support/seeded_random.hpp"

namespace alongside::items {
namespace {

class StoppedClock final : public Clock {
 public:
  Moment now() const override { return {1'700'000'000'000, 0}; }
};

// One vault for the whole run, with one shared item of mine.
class Receiver {
 public:
  Receiver() {
    std::string pattern = (std::filesystem::temp_directory_path() / "alongside-fuzz-XXXXXX").string();
    folder_ = ::mkdtemp(pattern.data());
    auto made = vault::Vault::create({folder_ / "home"}, crypto::Passphrase("fuzz"), crypto::PasswordCost(), random_);
    vault_ = std::move(made.value().vault);
    notebook_ = std::make_unique<Notebook>(*vault_, attachments_, clock_);
    correspondence_ = std::make_unique<Correspondence>(*vault_, attachments_, *notebook_);
    require(notebook_->load({}).has_value());
    item::Body body;
    body.set_text("mine");
    mine_ = notebook_->write("note", std::move(body)).value();
    require(notebook_->share(mine_, {}, {}).has_value());
    require(correspondence_->follow(crypto::random_id<Epoch>(random_)).has_value());
  }
  ~Receiver() {
    correspondence_.reset();
    notebook_.reset();
    vault_.reset();
    std::filesystem::remove_all(folder_);
  }
  Receiver(const Receiver&) = delete;
  Receiver& operator=(const Receiver&) = delete;

  void receive(BytesView bytes) {
    const auto checked = check_change(bytes);
    require(checked.received.has_value() != checked.refused.has_value());
    // A refused change writes nothing, so the disk is spared.
    if (checked.refused) return;
    const auto next = correspondence_->incoming()->received.next();
    const auto refusals = correspondence_->store_batch(next, {bytes});
    require(refusals.has_value());
    require(notebook_->item(mine_)->body.text() == "mine");
    require(notebook_->item(mine_)->sharing.has_value());
    require(notebook_->list({}).has_value());
    // Not to fill the disk: what was shown is removed again, if this input did not only repeat an old revision.
    if (checked.received->item != mine_) static_cast<void>(notebook_->remove(checked.received->item));
  }

 private:
  test::SeededRandom random_{1};
  StoppedClock clock_;
  std::filesystem::path folder_;
  std::unique_ptr<vault::Vault> vault_;
  vault::Attachments attachments_{std::filesystem::temp_directory_path() / "alongside-fuzz-none"};
  std::unique_ptr<Notebook> notebook_;
  std::unique_ptr<Correspondence> correspondence_;
  ItemId mine_;
};

}  // namespace
}  // namespace alongside::items

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  static alongside::items::Receiver receiver;
  receiver.receive({data, size});
  return 0;
}
