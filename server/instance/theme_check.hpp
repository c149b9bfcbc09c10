// Measures a theme: every text and every sign on every ground it will stand on. The pairs and the colours a theme does not set come
// from the client's build (web/themes/pairs.json, web/base/modes.css), so that client and server measure the same.
#pragma once
#include "instance/theme.hpp"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace palabre::instance {

enum class ThemeMode : std::uint8_t { light, dark };
std::string_view mode_name(ThemeMode mode);

struct Pair {
  std::string ink;
  std::string on;       // "paper", or "paper-deep over surface"
  double least = 4.5;   // 4.5 of text, 3 of signs and edges
};

struct ThemeRules {
  std::vector<Pair> pairs;
  Tokens light, dark;                          // state colours and what follows from others: modes.css
  std::map<std::string, Theme> shipped;        // themes to begin from, by name
};

/// theme_rules.json of the built client. Throws when it is missing or damaged.
ThemeRules load_theme_rules(const std::filesystem::path& file);
ThemeRules parse_theme_rules(const nlohmann::json& rules);

struct Measure {
  ThemeMode mode{};
  std::string ink, on;
  double ratio = 0, least = 0;
  std::string field;    // the colour a person would change: "light.brand"
  std::string ink_hex, on_hex;

  [[nodiscard]] bool passes() const { return ratio >= least; }
};

/// All pairs in both modes (a theme without a night: by day only). Only of a theme that check_theme accepts.
std::vector<Measure> measure_theme(const Theme& theme, const ThemeRules& rules);

/// check_theme, then every pair. Refuses: what check_theme refuses, bad_field (the first pair that fails, with its field).
Result<void> decide_theme(const Theme& theme, const ThemeRules& rules);

/// "4.37": cut, never rounded up, so that what fails never reads as passed.
std::string ratio_text(double ratio);

}  // namespace palabre::instance
