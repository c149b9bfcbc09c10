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

bool concerns_everything(std::string_view type) { return type == "person.erased"; }

namespace {
/// What every page shows: themes, texts of the instance, names of organisations. Kept pages depend on "look" (instance/look.hpp).
bool is_look_news(std::string_view type) { return type == "theme.changed" || type == "text.changed" || type.starts_with("organisation."); }
constexpr std::string_view look_channel = "look";
}  // namespace
std::vector<std::string> channels_of(const db::Event& event) {
  std::vector<std::string> channels{event.channel};
  if (!event.subject.empty() && event.subject != event.channel) channels.push_back(event.subject);
  if (event.channel != instance_channel && is_instance_news(event.type)) channels.emplace_back(instance_channel);
  if (is_look_news(event.type)) channels.emplace_back(look_channel);
  return channels;
}

}  // namespace palabre::live
