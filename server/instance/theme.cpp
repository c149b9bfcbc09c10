// Checks themes and writes their style sheets. Called by the acts, routes and pages of themes.
#include "instance/theme.hpp"

#include "instance/contrast.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <stdexcept>

namespace palabre::instance {
namespace {

Result<void> check_colours(const Tokens& tokens, std::string_view mode) {
  for (const auto name : colour_names) {
    const std::string field = std::string(mode) + "." + std::string(name);
    const auto found = tokens.find(name);
    if (found == tokens.end() || found->second.empty()) return refuse(Reason::missing_field, "a colour like #14594a", field);
    if (!is_hex_colour(found->second)) return refuse(Reason::bad_field, "a colour is # and six hexadecimal digits, like #14594a", field);
  }
  for (const auto& [name, value] : tokens) {
    if (std::find(colour_names.begin(), colour_names.end(), name) == colour_names.end())
      return refuse(Reason::unknown_field, "no such colour", std::string(mode) + "." + name);
  }
  return {};
}

const Font* find_font(std::string_view name) {
  const auto found = std::find_if(fonts.begin(), fonts.end(), [name](const Font& font) { return font.name == name; });
  return found == fonts.end() ? nullptr : &*found;
}

/// 12 px as "0.75rem": it grows with the reader's letters. Sixteenths have at most four decimals.
std::string rem_text(int px) {
  std::string text = std::to_string(px * 625 / 10000) + ".";
  std::string decimals = std::to_string(px * 625 % 10000);
  decimals.insert(0, 4 - decimals.size(), '0');
  text += decimals;
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
  return text + "rem";
}

std::string colours_css(const Tokens& tokens) {
  std::string css;
  for (const auto name : colour_names) css += "--co-" + std::string(name) + ":" + tokens.find(name)->second + ";";
  return css;
}

std::string shape_css(const Theme& theme) {
  return "--co-font:" + std::string(find_font(theme.font)->stack) + ";--co-radius:" + rem_text(theme.radius_px) + ";";
}

}  // namespace

Tokens tokens_of(const nlohmann::json& stored) {
  Tokens tokens;
  for (const auto& [name, value] : stored.items()) tokens[name] = value.get<std::string>();
  return tokens;
}

Result<void> check_theme(const Theme& theme) {
  if (auto checked = check_colours(theme.light, "light"); !checked) return checked.error();
  if (theme.dark) {
    if (auto checked = check_colours(*theme.dark, "dark"); !checked) return checked.error();
  }
  if (!find_font(theme.font)) return refuse(Reason::bad_field, "one of the fonts offered", "font");
  if (theme.radius_px < 0 || theme.radius_px > radius_px_max) return refuse(Reason::bad_field, "0 to 24 pixels", "radius");
  return {};
}

std::string theme_css(const Theme& theme, std::string_view paper_deep_light, std::string_view paper_deep_dark) {
  std::string css = ":root{color-scheme:light;" + colours_css(theme.light) + shape_css(theme) + "--co-paper-deep:" + std::string(paper_deep_light) + ";}";
  if (!theme.dark) return css;
  const std::string night = "color-scheme:dark;" + colours_css(*theme.dark) + "--co-paper-deep:" + std::string(paper_deep_dark) + ";";
  css += "@media screen and (prefers-color-scheme:dark){:root[data-modes~=\"dark\"]:not([data-mode=\"light\"]){" + night + "}}";
  css += "@media screen{:root[data-modes~=\"dark\"][data-mode=\"dark\"]{" + night + "}}";
  return css;
}

std::string preview_css(const Theme& theme, std::string_view light_selector, std::string_view dark_selector) {
  std::string css = std::string(light_selector) + "{color-scheme:light;" + colours_css(theme.light) + shape_css(theme) + "}";
  if (theme.dark) css += std::string(dark_selector) + "{color-scheme:dark;" + colours_css(*theme.dark) + shape_css(theme) + "}";
  return css;
}

nlohmann::json theme_json(const Theme& theme) {
  return {{"light", theme.light}, {"dark", theme.dark ? nlohmann::json(*theme.dark) : nlohmann::json(nullptr)}, {"font", theme.font}, {"radius", theme.radius_px}};
}

Theme parse_theme(std::string_view stored) {
  const auto json = nlohmann::json::parse(stored, nullptr, false);
  if (!json.is_object()) throw std::runtime_error("damaged JSON in the database: tokens of a theme");
  Theme theme{tokens_of(json.at("light")), std::nullopt, json.at("font").get<std::string>(), json.at("radius").get<int>()};
  if (json.at("dark").is_object()) theme.dark = tokens_of(json.at("dark"));
  return theme;
}

}  // namespace palabre::instance
