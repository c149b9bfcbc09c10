// Writes the state block of a page. Called by Page::show.
#include "screens/client_state.hpp"

#include "db/event_log.hpp"
#include "people/settings.hpp"

#include <nlohmann/json.hpp>

namespace palabre::screens {

std::string script_safe(std::string json_text) {
  std::string safe;
  safe.reserve(json_text.size());
  for (const char c : json_text) {
    if (c == '<') safe += "\\u003c";
    else safe += c;
  }
  return safe;
}

std::string client_state_json(const Page& page, const std::vector<std::string>& channels) {
  const http::Call& call = page.call();
  nlohmann::json strings = nlohmann::json::object();
  constexpr std::string_view prefix = "js.";
  for (auto& [key, pattern] : call.services.catalogue->patterns(page.language(), prefix)) strings[key.substr(prefix.size())] = pattern;
  people::Settings settings;
  if (call.tx && page.is_signed_in()) settings = people::load_settings(*call.tx, page.person());
  const nlohmann::json state = {
      {"lang", page.language()},
      {"base", "/" + page.language()},
      {"channels", channels},
      {"seq", call.tx ? db::last_seq(*call.tx) : 0},
      {"signed_in", page.is_signed_in()},
      {"who", page.is_signed_in() ? page.person().text() : std::string()},
      {"counted", !settings.hides_presence},
      {"shortcuts", settings.has_shortcuts},
      {"strings", std::move(strings)},
  };
  return script_safe(state.dump());
}

}  // namespace palabre::screens
