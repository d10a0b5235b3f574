// A person with a vault and a node of their own inside the bench, driven from the bench's thread.
#pragma once

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>

#include <filesystem>
#include <future>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "app/node/node.hpp"
#include "core/crypto/random.hpp"
#include "core/items/item.hpp"

namespace alongside::bench {

// The passphrase of every vault that the bench makes.
crypto::Passphrase bench_passphrase();

class Person {
 public:
  // Makes the vault in `home`, at the least Argon2id cost, and unlocks it.
  Person(const std::filesystem::path& home, const std::string& name);
  ~Person();  // stops the node
  Person(const Person&) = delete;
  Person& operator=(const Person&) = delete;

  // Runs the node; with `listen` empty it only dials. Gives the address it listens at, if any.
  std::string start(std::vector<std::string> listen);
  void stop();
  // Unlocks again after stop(), so that start() is measured without it.
  void unlock();
  // Stops, and goes on in another folder: vaults are filled in memory, for each entry is a commit, and measured on the disk.
  void move_to(const std::filesystem::path& home);

  // Calls a method of the node and gives the string `field` of its reply; ends the bench with the problem if it fails.
  std::string call(const std::string& method, const std::string& json, const std::string& field = {});

  // Does `work` on the vault's thread and waits for it.
  template <class Work>
  auto on_vault(Work work) {
    auto job = [work = std::move(work)]() mutable -> boost::asio::awaitable<decltype(work())> { co_return work(); };
    return boost::asio::co_spawn(node_->vault_thread().executor(), std::move(job), boost::asio::use_future).get();
  }
  items::Notebook& notebook() { return node_->person().notebook(); }
  vault::Attachments& attachments() { return node_->person().attachments(); }

  // Writes private notes of `bytes` characters each.
  std::vector<ItemId> write_notes(std::size_t count, std::size_t bytes);
  std::size_t entries();
  // Returns when entries() is `count`.
  void wait_for_entries(std::size_t count);

 private:
  void open();
  template <class T>
  T wait(boost::asio::awaitable<T> act);

  std::filesystem::path home_;
  crypto::SystemRandom random_;
  items::SystemClock clock_;
  std::unique_ptr<boost::asio::io_context> network_;
  std::unique_ptr<app::Node> node_;
  std::thread thread_;
};

// Pairs both, through `address` if it is not where `inviter` listens, and confirms the words on both sides.
void pair(Person& inviter, Person& invited, const std::string& address);

// A folder in memory if this machine has one, else `place`; empty.
std::filesystem::path folder_to_fill(const std::filesystem::path& place);

// Ends the bench when `held` is false: a figure of something that failed is worth nothing.
void must(bool held, const std::string& what);

}  // namespace alongside::bench
