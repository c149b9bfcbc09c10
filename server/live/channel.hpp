// Names of live channels, and which of them an event belongs to. Used by the hub, the polling route and the response cache's versions.
#pragma once
#include "db/tx.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace palabre::live {

/// What the home page follows: redesigns and phases changing, ideas appearing, wherever they do.
inline constexpr std::string_view instance_channel = "instance";

/// "redesign:12", "idea:40", "round:3", "table:8", "seat:TOKEN" or "instance"; nothing else is a channel.
bool is_channel(std::string_view name);

/// True for the types the instance channel carries besides its own events.
bool is_instance_news(std::string_view type);

/// True for the types after which nothing kept may be shown again: a name went out of every page.
bool concerns_everything(std::string_view type);

/// The channels `event` is heard on, the widest first, each once.
std::vector<std::string> channels_of(const db::Event& event);

}  // namespace palabre::live
