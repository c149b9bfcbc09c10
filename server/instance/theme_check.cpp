// Reads the rules of themes and measures themes by them. Called by the acts, routes and pages of themes.
#include "instance/theme_check.hpp"

#include "instance/contrast.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <stdexcept>

namespace palabre::instance {
namespace {

using nlohmann::json;

Tokens colours_of(const json& stored) {
  Tokens colours;
  for (const auto name : colour_names) colours[std::string(name)] = stored.at(std::string(name)).get<std::string>();
  return colours;
}

/// The font of the list with this stack; the first one for a stack nobody lists.
std::string font_name(const std::string& stack) {
  const auto found = std::find_if(fonts.begin(), fonts.end(), [&](const Font& font) { return font.stack == stack; });
  return std::string(found == fonts.end() ? fonts.front().name : found->name);
}

int radius_of(const std::string& rem) { return static_cast<int>(std::lround(std::stod(rem) * 16)); }

Theme shipped_theme(const json& stored) {
  const json& light = stored.at("light");
  Theme theme{colours_of(light), std::nullopt, font_name(light.at("font").get<std::string>()), radius_of(light.at("radius").get<std::string>())};
  if (stored.at("dark").is_object()) theme.dark = colours_of(stored.at("dark"));
  return theme;
}

/// A token's colour and the name at the end of its aliases.
struct Resolved {
  Colour colour;
  std::string name;
};

Resolved resolve(const Tokens& tokens, const std::string& name) {
  const auto found = tokens.find(name);
  if (found == tokens.end()) throw std::runtime_error("the rules of themes name the unknown token " + name);
  const std::string& value = found->second;
  constexpr std::string_view alias = "var(--co-";
  if (value.starts_with(alias) && value.ends_with(')')) return resolve(tokens, value.substr(alias.size(), value.size() - alias.size() - 1));
  const auto colour = parse_colour(value);
  if (!colour) throw std::runtime_error("the token " + name + " is no colour: " + value);
  return {*colour, name};
}

/// "paper-deep over surface" as one opaque colour; the name is of what lies below, which a person sets.
Resolved ground(const Tokens& tokens, const std::string& words) {
  constexpr std::string_view between = " over ";
  const auto at = words.find(between);
  if (at == std::string::npos) return resolve(tokens, words);
  const Resolved below = resolve(tokens, words.substr(at + between.size()));
  return {laid_over(resolve(tokens, words.substr(0, at)).colour, below.colour), below.name};
}

std::string hex_text(const Colour& colour) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text = "#";
  for (const double channel : {colour.red, colour.green, colour.blue}) {
    const auto value = static_cast<std::size_t>(std::clamp(std::lround(channel), 0L, 255L));
    text += digits[value / 16];
    text += digits[value % 16];
  }
  return text;
}

bool is_set_by_people(const std::string& name) { return std::find(colour_names.begin(), colour_names.end(), name) != colour_names.end(); }

void measure_mode(ThemeMode mode, const Tokens& tokens, const ThemeRules& rules, std::vector<Measure>& measures) {
  for (const auto& pair : rules.pairs) {
    const Resolved below = ground(tokens, pair.on);
    const Resolved above = resolve(tokens, pair.ink);
    const Colour seen = laid_over(above.colour, below.colour);
    const std::string& token = is_set_by_people(above.name) || !is_set_by_people(below.name) ? above.name : below.name;
    measures.push_back({mode, pair.ink, pair.on, contrast(seen, below.colour), pair.least, std::string(mode_name(mode)) + "." + token,
                        hex_text(seen), hex_text(below.colour)});
  }
}

Tokens laid_on(Tokens base, const Tokens& own) {
  for (const auto& [name, value] : own) base[name] = value;
  return base;
}

}  // namespace

std::string_view mode_name(ThemeMode mode) { return mode == ThemeMode::light ? "light" : "dark"; }

ThemeRules parse_theme_rules(const json& stored) {
  ThemeRules rules;
  rules.light = tokens_of(stored.at("modes").at("light"));
  rules.dark = tokens_of(stored.at("modes").at("dark"));
  for (const auto& [kind, least] : {std::pair<const char*, double>{"text", 4.5}, {"graphic", 3.0}}) {
    for (const auto& row : stored.at("pairs").at(kind))
      for (const auto& ink : row.at("ink"))
        for (const auto& on : row.at("on")) rules.pairs.push_back({ink.get<std::string>(), on.get<std::string>(), least});
  }
  for (const auto& [name, theme] : stored.at("themes").items()) rules.shipped[name] = shipped_theme(theme);
  return rules;
}

ThemeRules load_theme_rules(const std::filesystem::path& file) {
  std::ifstream stream(file);
  if (!stream) throw std::runtime_error("no rules of themes at " + file.string() + ": build the client");
  return parse_theme_rules(json::parse(stream));
}

std::vector<Measure> measure_theme(const Theme& theme, const ThemeRules& rules) {
  std::vector<Measure> measures;
  const Tokens day = laid_on(rules.light, theme.light);
  measure_mode(ThemeMode::light, day, rules, measures);
  // The night begins from the day: what modes.css does not name again stays (brand-line follows brand-soft in both).
  if (theme.dark) measure_mode(ThemeMode::dark, laid_on(laid_on(day, rules.dark), *theme.dark), rules, measures);
  return measures;
}

Result<void> decide_theme(const Theme& theme, const ThemeRules& rules) {
  if (auto checked = check_theme(theme); !checked) return checked.error();
  for (const auto& measure : measure_theme(theme, rules)) {
    if (measure.passes()) continue;
    return refuse(Reason::bad_field, measure.ink + " on " + measure.on + " (" + std::string(mode_name(measure.mode)) + "): " + ratio_text(measure.ratio) +
                                            " to 1, at least " + ratio_text(measure.least) + " is needed", measure.field);
  }
  return {};
}

std::string ratio_text(double ratio) {
  // Hundredths, cut; the little more keeps 4.5 from becoming 4.49 by the arithmetic of doubles.
  const auto hundredths = static_cast<long>(std::floor(ratio * 100 + 1e-9));
  std::string text = std::to_string(hundredths / 100) + ".";
  text += std::to_string(hundredths % 100 / 10);
  return text + std::to_string(hundredths % 10);
}

}  // namespace palabre::instance
