// A theme as people set it: thirteen colours by day, the same by night if it knows the night, a font of a list, a radius.
// What it may hold and the style sheet it becomes. No database, no HTTP.
#pragma once
#include "base/refusal.hpp"

#include <nlohmann/json_fwd.hpp>

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace palabre::instance {

/// The colours among the fifteen reference tokens, in the order people meet them.
inline constexpr std::array<std::string_view, 13> colour_names{"brand", "brand-strong", "brand-soft", "on-brand", "accent", "accent-soft", "ink",
                                                                "ink-soft", "paper", "surface", "line", "focus", "focus-halo"};
inline constexpr int radius_px_max = 24;

/// Name and stack; nothing a person types becomes a font.
struct Font {
  std::string_view name;
  std::string_view stack;
};
inline constexpr std::array<Font, 5> fonts{{
    {"system", "system-ui, -apple-system, \"Segoe UI\", Roboto, \"Noto Sans\", \"Liberation Sans\", sans-serif"},
    {"grotesque", "\"Helvetica Neue\", Arial, \"Liberation Sans\", \"Noto Sans\", sans-serif"},
    {"humanist", "Seravek, \"Gill Sans Nova\", Ubuntu, Calibri, \"DejaVu Sans\", \"Noto Sans\", sans-serif"},
    {"wide", "Verdana, \"DejaVu Sans\", \"Noto Sans\", sans-serif"},
    {"serif", "Charter, \"Bitstream Charter\", Georgia, \"Liberation Serif\", \"Noto Serif\", serif"},
}};

/// By name without "--co-".
using Tokens = std::map<std::string, std::string, std::less<>>;

struct Theme {
  Tokens light;                // the thirteen colours, "#rrggbb"
  std::optional<Tokens> dark;  // the same by night; nothing: it stays as by day
  std::string font = "system";
  int radius_px = 12;

  friend bool operator==(const Theme&, const Theme&) = default;
};

/// Every colour there and "#rrggbb", a font of the list, a radius of 0 to 24 px: nothing else reaches a style sheet.
/// Refuses: missing_field, bad_field; the field is "light.brand", "dark.ink", "font" or "radius".
Result<void> check_theme(const Theme& theme);

/// The sheet that stands after the core styles. `paper_deep`: the two values the editor does not offer, by day and by night.
/// Shape: as themeCss() of web/themes/theme.mjs. Only of a theme that check_theme accepts.
std::string theme_css(const Theme& theme, std::string_view paper_deep_light, std::string_view paper_deep_dark);

/// Two blocks for a preview: each under its selector, with nothing of the page around it touched.
std::string preview_css(const Theme& theme, std::string_view light_selector, std::string_view dark_selector);

/// The colours of a stored {"brand": "#rrggbb", …}.
Tokens tokens_of(const nlohmann::json& stored);
/// {light, dark | null, font, radius}; the form that is stored and that the API speaks.
nlohmann::json theme_json(const Theme& theme);
/// Throws std::runtime_error for what theme_json did not write.
Theme parse_theme(std::string_view stored);

}  // namespace palabre::instance
