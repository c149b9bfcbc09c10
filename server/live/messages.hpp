// The small JSON messages of the socket besides events: what a client asks and what it is told.
#pragma once
#include "base/limits.hpp"
#include "base/refusal.hpp"
#include "live/outbox.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace palabre::live {

enum class OpKind { subscribe, unsubscribe, ping, pong };

struct Op {
  OpKind kind{};
  std::vector<std::string> channels;
  std::optional<std::int64_t> since;
  bool is_counted = true;   // false: its reader does not want to be counted among those present
};

/// Refuses bad_json, missing_field, bad_field (not a channel, a negative number) and too_long (too many channels).
Result<Op> parse_op(std::string_view text, const Limits& limits);

Text subscribed_text(const std::vector<std::string>& channels, std::int64_t seq);
Text unsubscribed_text(const std::vector<std::string>& channels);
Text resync_text(std::string_view channel);
Text presence_text(std::string_view channel, std::int64_t count);
Text error_text(std::string_view code, std::string_view detail);
Text ping_text();
Text pong_text();

}  // namespace palabre::live
