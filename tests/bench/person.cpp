#include "tests/bench/person.hpp"

#include <stdlib.h>

#include <cstdlib>
#include <iostream>

#include "core/vault/vault.hpp"

namespace alongside::bench {

namespace asio = boost::asio;

void must(bool held, const std::string& what) {
  if (held) return;
  std::cerr << "the bench could not go on: " << what << '\n';
  std::exit(1);
}

crypto::Passphrase bench_passphrase() { return crypto::Passphrase(std::string("a passphrase of the bench")); }

Person::Person(const std::filesystem::path& home, const std::string& name) : home_(home) {
  {
    auto made = vault::Vault::create({home}, bench_passphrase(), crypto::PasswordCost{}, random_);
    must(made.has_value(), "make a vault");
    auto person = app::PersonSide::of(std::move(made->vault), clock_);
    must(person.has_value() && (*person)->rename(name).has_value(), "name a person");
  }
  open();
}

Person::~Person() { stop(); }

void Person::open() {
  auto person = app::PersonSide::open(home_, random_, clock_);
  must(person.has_value(), "open a vault");
  const auto never_stop = [](std::uint64_t, std::uint64_t) { return true; };
  must((*person)->unlock(bench_passphrase(), never_stop).has_value(), "unlock a vault");
  network_ = std::make_unique<asio::io_context>(1);
  node_ = std::make_unique<app::Node>(*network_, std::move(*person), random_, app::Node::Life::running);
  thread_ = std::thread([network = network_.get()] {
    const auto stays = asio::make_work_guard(*network);
    network->run();
  });
}

template <class T>
T Person::wait(asio::awaitable<T> act) {
  return asio::co_spawn(*network_, std::move(act), asio::use_future).get();
}

void Person::unlock() {
  if (!node_) open();
}

std::string Person::start(std::vector<std::string> listen) {
  unlock();
  const auto started = wait(node_->start(std::move(listen)));
  must(started.has_value(), "start a node");
  return node_->listening().empty() ? std::string() : node_->listening().front();
}

void Person::stop() {
  if (!node_) return;
  wait(node_->stop());
  network_->stop();
  thread_.join();
  node_.reset();
  network_.reset();
}

void Person::move_to(const std::filesystem::path& home) {
  stop();
  if (home == home_) return;
  std::filesystem::copy(home_, home, std::filesystem::copy_options::recursive);
  std::filesystem::remove_all(home_);
  home_ = home;
}

std::string Person::call(const std::string& method, const std::string& json, const std::string& field) {
  const app::ApiReply reply = wait(node_->call(method, as_bytes(json), {}));
  must(reply.ok(), method + ": " + reply.body);
  const std::string key = "\"" + field + "\":\"";
  const auto begin = reply.body.find(key);
  if (field.empty() || begin == std::string::npos) return {};
  const auto value = begin + key.size();
  return reply.body.substr(value, reply.body.find('"', value) - value);
}

std::vector<ItemId> Person::write_notes(std::size_t count, std::size_t bytes) {
  return on_vault([&] {
    std::vector<ItemId> ids;
    for (std::size_t note = 0; note < count; ++note) {
      item::Body body;
      body.set_text("entry " + std::to_string(note) + ' ');
      while (body.text().size() < bytes) body.mutable_text()->append("rain on the window again ");
      body.mutable_text()->resize(bytes);
      auto written = notebook().write("note", std::move(body));
      must(written.has_value(), "write");
      ids.push_back(*written);
    }
    return ids;
  });
}

std::size_t Person::entries() {
  return on_vault([this] { return notebook().size(); });
}

void Person::wait_for_entries(std::size_t count) {
  // Looked at rarely enough that the looking takes no processor time from what is measured.
  while (entries() != count) std::this_thread::sleep_for(std::chrono::microseconds(200));
}

std::filesystem::path folder_to_fill(const std::filesystem::path& place) {
  const std::filesystem::path memory = "/dev/shm";
  if (!std::filesystem::is_directory(memory)) return place;
  auto pattern = (memory / "alongside-bench-XXXXXX").string();
  must(mkdtemp(pattern.data()) != nullptr, "make a folder");
  return pattern;
}

void pair(Person& inviter, Person& invited, const std::string& address) {
  const std::string invite = inviter.call("invite", R"({"addresses":[")" + address + R"("]})", "invite");
  invited.call("accept", R"({"invite":")" + invite + R"("})");
  inviter.call("verify", R"({"confirm":true})");
  invited.call("verify", R"({"confirm":true})");
  inviter.call("sync", R"({"timeoutSeconds":20})");
}

}  // namespace alongside::bench
