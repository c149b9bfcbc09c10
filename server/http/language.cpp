// Matches Accept-Language with the languages we speak. Called by net, screens and the API.
#include "http/language.hpp"
#include "base/ascii.hpp"

#include <algorithm>

namespace palabre::http {
namespace {

std::string_view trim_spaces(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

/// "0.8" as 800; a missing or broken weight counts as 1000.
int weight_of(std::string_view parameters) {
  const auto at = parameters.find("q=");
  if (at == std::string_view::npos) return 1000;
  const auto text = trim_spaces(parameters.substr(at + 2));
  if (text.empty() || (text[0] != '0' && text[0] != '1') || (text[0] == '1')) return 1000;
  int weight = 0;
  int scale = 100;
  for (std::size_t i = 2; i < text.size() && scale > 0 && text[i] >= '0' && text[i] <= '9'; ++i, scale /= 10) {
    weight += (text[i] - '0') * scale;
  }
  return weight;
}

bool matches(std::string_view range, std::string_view language) {
  const auto primary = range.substr(0, range.find('-'));
  return primary.size() == language.size() &&
         std::equal(primary.begin(), primary.end(), language.begin(), [](char a, char b) { return lower_ascii(a) == b; });
}

}  // namespace

std::string_view choose_language(std::string_view accept_language, std::span<const std::string> known, std::string_view fallback) {
  std::string_view best = fallback;
  int best_weight = 0;
  for (auto rest = accept_language.substr(0, 512); !rest.empty();) {
    const auto comma = rest.find(',');
    const auto item = trim_spaces(rest.substr(0, comma));
    rest = comma == std::string_view::npos ? std::string_view{} : rest.substr(comma + 1);
    const auto semicolon = item.find(';');
    const auto range = trim_spaces(item.substr(0, semicolon));
    const int weight = semicolon == std::string_view::npos ? 1000 : weight_of(item.substr(semicolon + 1));
    if (weight <= best_weight) continue;
    for (const auto& language : known) {
      if (!matches(range, language)) continue;
      best = language;
      best_weight = weight;
    }
  }
  return best;
}

std::string_view choose_language(const Request& request, std::span<const std::string> known, std::string_view fallback) {
  const auto chosen = request.cookie_value(language_cookie);
  for (const auto& language : known) {
    if (language == chosen) return language;
  }
  return choose_language(request.accept_language, known, fallback);
}

}  // namespace palabre::http
