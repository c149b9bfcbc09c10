// Reads and writes the socket's small messages. Called by net's socket session and the hub.
#include "live/messages.hpp"

#include "live/channel.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace palabre::live {
namespace {

using nlohmann::json;

Text text_of(const json& message) {
  return std::make_shared<const std::string>(message.dump(-1, ' ', false, json::error_handler_t::replace));
}

Result<std::vector<std::string>> read_channels(const json& message, const Limits& limits) {
  const auto found = message.find("channels");
  if (found == message.end() || !found->is_array()) return refuse(Reason::missing_field, "channels must be a list of channel names", "channels");
  if (found->size() > limits.subscriptions_per_socket_max) {
    return refuse(Reason::too_long, "at most " + std::to_string(limits.subscriptions_per_socket_max) + " channels", "channels");
  }
  std::vector<std::string> channels;
  for (const auto& name : *found) {
    if (!name.is_string() || !is_channel(name.get_ref<const std::string&>())) {
      return refuse(Reason::bad_field, "a channel is redesign:ID, idea:ID or instance", "channels");
    }
    auto channel = name.get<std::string>();
    if (std::find(channels.begin(), channels.end(), channel) == channels.end()) channels.push_back(std::move(channel));
  }
  return channels;
}

/// Deep nesting costs the parser memory and serves nobody here.
bool is_flat(std::string_view text) {
  int depth = 0;
  for (const char c : text) {
    if (c == '[' || c == '{') ++depth;
    if (depth > 8) return false;
    if (c == ']' || c == '}') --depth;
  }
  return true;
}

}  // namespace

Result<Op> parse_op(std::string_view text, const Limits& limits) {
  const json message = is_flat(text) ? json::parse(text, nullptr, false) : json(json::value_t::discarded);
  if (!message.is_object()) return refuse(Reason::bad_json, "send one JSON object");
  const auto name = message.find("op");
  if (name == message.end() || !name->is_string()) return refuse(Reason::missing_field, "op is required", "op");
  const auto& op_name = name->get_ref<const std::string&>();
  Op op;
  if (op_name == "ping") op.kind = OpKind::ping;
  else if (op_name == "pong") op.kind = OpKind::pong;
  else if (op_name == "subscribe") op.kind = OpKind::subscribe;
  else if (op_name == "unsubscribe") op.kind = OpKind::unsubscribe;
  else return refuse(Reason::bad_field, "op is subscribe, unsubscribe, ping or pong", "op");
  if (op.kind == OpKind::ping || op.kind == OpKind::pong) return op;

  auto channels = read_channels(message, limits);
  if (!channels) return channels.error();
  op.channels = std::move(*channels);
  if (const auto since = message.find("since"); since != message.end() && !since->is_null()) {
    if (!since->is_number_integer() || since->get<std::int64_t>() < 0) return refuse(Reason::bad_field, "since is an event number", "since");
    op.since = since->get<std::int64_t>();
  }
  if (const auto counted = message.find("counted"); counted != message.end()) {
    if (!counted->is_boolean()) return refuse(Reason::bad_field, "counted is true or false", "counted");
    op.is_counted = counted->get<bool>();
  }
  return op;
}

Text subscribed_text(const std::vector<std::string>& channels, std::int64_t seq) {
  return text_of({{"op", "subscribed"}, {"channels", channels}, {"seq", seq}});
}
Text unsubscribed_text(const std::vector<std::string>& channels) { return text_of({{"op", "unsubscribed"}, {"channels", channels}}); }
Text resync_text(std::string_view channel) { return text_of({{"op", "resync"}, {"channel", channel}}); }
Text presence_text(std::string_view channel, std::int64_t count) {
  return text_of({{"op", "presence"}, {"channel", channel}, {"count", count}});
}
Text error_text(std::string_view code, std::string_view detail) { return text_of({{"op", "error"}, {"code", code}, {"detail", detail}}); }
Text ping_text() { return text_of({{"op", "ping"}}); }
Text pong_text() { return text_of({{"op", "pong"}}); }

}  // namespace palabre::live
