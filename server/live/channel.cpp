// Channel names. Called by the hub and by net.
#include "live/channel.hpp"

namespace palabre::live {

namespace {

/// 32 hexadecimal digits: by following it a person's own page shows that it is there.
bool is_seat_token(std::string_view text) {
  return text.size() == 32 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

}  // namespace

bool is_channel(std::string_view name) {
  if (name == instance_channel) return true;
  if (name.starts_with("redesign:")) return RedesignId::parse(name.substr(9)).has_value();
  if (name.starts_with("idea:")) return IdeaId::parse(name.substr(5)).has_value();
  if (name.starts_with("round:")) return RoundId::parse(name.substr(6)).has_value();
  if (name.starts_with("table:")) return TableId::parse(name.substr(6)).has_value();
  return name.starts_with("seat:") && is_seat_token(name.substr(5));
}

bool is_instance_news(std::string_view type) {
  return type.starts_with("redesign.") || type.starts_with("phase.") || type == "idea.published";
}

std::vector<std::string> channels_of(const db::Event& event) {
  std::vector<std::string> channels{event.channel};
  if (!event.subject.empty() && event.subject != event.channel) channels.push_back(event.subject);
  if (event.channel != instance_channel && is_instance_news(event.type)) channels.emplace_back(instance_channel);
  return channels;
}

}  // namespace palabre::live
