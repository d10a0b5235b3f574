#include "tests/twonode/loopback/running_node.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>

#include <stdexcept>
#include <thread>

#include "app/node/node.hpp"

namespace alongside::test {

namespace asio = boost::asio;

namespace {

std::unique_ptr<app::PersonSide> unlocked_person(const PersonHome& home, crypto::RandomSource& random,
                                                 const items::Clock& clock) {
  auto person = app::PersonSide::open(home.path(), random, clock).value();
  person->unlock(crypto::Passphrase(std::string(kPassphrase)), {}).value();
  return person;
}

}  // namespace

class RunningNode::Inside {
 public:
  explicit Inside(const PersonHome& home)
      : node_(network_, unlocked_person(home, random_, clock_), random_, app::Node::Life::running),
        work_(asio::make_work_guard(network_)) {
    const bool first_time = !std::filesystem::exists(home.path() / "listen");
    const auto listen = first_time ? app::Addresses{"127.0.0.1:0"} : app::listening_addresses(home.path(), random_);
    thread_ = std::thread([this] { network_.run(); });
    asio::co_spawn(network_, node_.start(listen), asio::use_future).get().value();
  }

  ~Inside() {
    asio::co_spawn(network_, node_.stop(), asio::use_future).get();
    work_.reset();
    thread_.join();
  }

  app::ApiReply call(std::string_view method, BytesView body, const app::OnProgress& on_progress) {
    return asio::co_spawn(network_, node_.call(method, body, on_progress), asio::use_future).get();
  }

 private:
  crypto::SystemRandom random_;
  items::SystemClock clock_;
  asio::io_context network_;
  app::Node node_;
  asio::executor_work_guard<asio::io_context::executor_type> work_;
  std::thread thread_;
};

RunningNode::RunningNode(const PersonHome& home) : inside_(std::make_unique<Inside>(home)) {}
RunningNode::~RunningNode() = default;

app::ApiReply RunningNode::call(std::string_view method, BytesView body, const app::OnProgress& on_progress) {
  return inside_->call(method, body, on_progress);
}

void TwoPeople::start() {
  mira = std::make_unique<RunningNode>(mira_home);
  noor = std::make_unique<RunningNode>(noor_home);
}

void TwoPeople::stop() {
  mira.reset();
  noor.reset();
}

api::AcceptReply TwoPeople::pair() {
  api::AcceptRequest accept;
  accept.set_invite(ask<api::InviteReply>(*mira, "invite").reply.invite());
  auto said = ask<api::AcceptReply>(*noor, "accept", accept);
  if (!said.problem.empty()) throw std::runtime_error("not paired: " + said.message);
  return said.reply;
}

void TwoPeople::verify() {
  api::VerifyRequest confirm;
  confirm.set_confirm(true);
  for (auto* node : {mira.get(), noor.get()}) {
    const auto said = ask<api::VerifyReply>(*node, "verify", confirm);
    if (!said.problem.empty()) throw std::runtime_error("not verified: " + said.message);
  }
}

bool in_step(app::Api& node) {
  api::SyncRequest sync;
  sync.set_timeout_seconds(30);
  return ask<api::SyncReply>(node, "sync", sync).reply.in_step();
}

std::string share_note(app::Api& node, std::string_view text, std::vector<std::string> welcome) {
  api::ShareRequest share;
  share.set_id(write_note(node, text));
  for (const auto& word : welcome) share.add_welcome(word);
  const auto said = ask<api::ShareReply>(node, "share", share);
  if (!said.problem.empty()) throw std::runtime_error("not shared: " + said.message);
  return share.id();
}

std::vector<std::string> texts_of_partner(app::Api& node) {
  api::ListRequest theirs;
  theirs.set_author("partner");
  return texts_of(node, theirs);
}

}  // namespace alongside::test
