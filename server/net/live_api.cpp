// GET /api/v1/events (polling instead of a socket) and GET /api/v1/health. Added to the routes by Server.
#include "db/event_log.hpp"
#include "http/paging.hpp"
#include "live/channel.hpp"
#include "live/missed_events.hpp"
#include "net/server.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>

namespace palabre::net {
namespace {

using http::Call;
using http::Response;

Result<std::vector<std::string>> read_channels(const Call& call) {
  const auto text = call.request.param("channels");
  if (!text || text->empty()) return refuse(Reason::missing_field, "name the channels: channels=redesign:12,idea:40", "channels");
  std::vector<std::string> channels;
  for (std::string_view rest = *text;;) {
    const auto comma = rest.find(',');
    const auto name = rest.substr(0, comma);
    if (!live::is_channel(name)) return refuse(Reason::bad_field, "a channel is redesign:ID, idea:ID or instance", "channels");
    if (call.services.may_follow != nullptr && !call.services.may_follow(call.db(), name)) {
      return refuse(Reason::not_found, "no such channel", "channels");
    }
    if (std::find(channels.begin(), channels.end(), name) == channels.end()) channels.emplace_back(name);
    if (channels.size() > call.services.limits->subscriptions_per_socket_max) return refuse(Reason::too_long, "too many channels", "channels");
    if (comma == std::string_view::npos) return channels;
    rest.remove_prefix(comma + 1);
  }
}

Result<std::int64_t> read_since(const Call& call) {
  const auto text = call.request.param("since");
  if (!text) return std::int64_t{0};
  std::int64_t since = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), since);
  if (error == std::errc{} && end == text->data() + text->size() && since >= 0) return since;
  return refuse(Reason::bad_field, "since is an event number", "since");
}

/// What a client without a socket missed: {"events":[…],"seq":N}; ask again with since=N.
Result<Response> get_events(const Call& call) {
  const auto channels = read_channels(call);
  if (!channels) return channels.error();
  const auto since = read_since(call);
  if (!since) return since.error();
  const auto limit = http::read_limit(call.request, *call.services.limits);
  if (!limit) return limit.error();
  const auto events = live::load_missed(call.db(), *since, *channels, *limit);
  auto seq = db::last_seq(call.db());
  if (events.size() == *limit) seq = events.back().seq;
  std::string body = R"({"events":[)";
  for (const auto& event : events) {
    const auto heard_on = live::channels_of(event);
    const auto match = std::find_first_of(heard_on.begin(), heard_on.end(), channels->begin(), channels->end());
    if (body.back() != '[') body += ',';
    body += db::event_json(event, match == heard_on.end() ? event.channel : *match);
  }
  body += "],\"seq\":" + std::to_string(seq) + "}";
  auto response = http::text_response(std::move(body), "application/json; charset=utf-8");
  response.depends_on = *channels;
  return response;
}

Result<Response> get_health(const Call& call) {
  const nlohmann::json body = {{"status", "ok"}, {"seq", db::last_seq(call.db())}, {"at", iso_text(call.now)}};
  return http::json_response(body);
}

}  // namespace

http::Routes net_routes() {
  using namespace http;
  return {
      {Method::get, "/api/v1/events", Who::anyone, Kind::read, Cost::cheap, Audience::everyone, get_events},
      {Method::get, "/api/v1/health", Who::anyone, Kind::read, Cost::cheap, Audience::mine, get_health},
  };
}

}  // namespace palabre::net
