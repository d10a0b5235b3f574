#include <map>

#include "app/node/error.hpp"
#include "app/node/json.hpp"
#include "app/node/partner_acts.hpp"

namespace alongside::app {

namespace asio = boost::asio;

namespace {

using Method = asio::awaitable<Result<std::string>> (*)(Node&, BytesView);

template <class>
struct RequestOf;
template <class Reply, class Request>
struct RequestOf<asio::awaitable<Result<Reply>> (*)(Node&, Request)> {
  using type = Request;
};

template <auto kAct>
asio::awaitable<Result<std::string>> in_json(Node& node, BytesView body) {
  typename RequestOf<decltype(kAct)>::type request;
  if (auto read = read_json(body, request); !read) co_return read.error();
  auto reply = co_await kAct(node, std::move(request));
  if (!reply) co_return reply.error();
  co_return json_text(*reply);
}

asio::awaitable<Result<api::Empty>> stop(Node& node, api::Empty) {
  if (!node.ask_to_stop()) co_return AppErrc::not_running;
  co_return api::Empty();
}

const std::map<std::string_view, Method> kMethods = {
    {"status", &in_json<&status>}, {"lock", &in_json<&lock>},     {"stop", &in_json<&stop>},
    {"invite", &in_json<&invite>}, {"accept", &in_json<&accept>}, {"verify", &in_json<&verify>},
    {"sync", &in_json<&sync>},     {"leave", &in_json<&leave>},
};

}  // namespace

asio::awaitable<Result<std::string>> partner_method(Node& node, std::string_view method, BytesView body) {
  const auto known = kMethods.find(method);
  if (known == kMethods.end()) co_return AppErrc::no_such_method;
  co_return co_await known->second(node, body);
}

}  // namespace alongside::app
